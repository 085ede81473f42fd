"""Extractors for Babel: the words people read in the reviewed YAML and CSV files of `lamplit.content`."""

import csv
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO

import yaml

NOT_WORDS = frozenset({"source", "licence", "review_date", "reviewed_by", "icon", "value", "kind"})
NOT_WORDS |= {"code", "site", "sources", "phone", "read"}  # addresses and marks of the help pages
Found = tuple[int, str, str, list[str]]


def sentences(
    file: BytesIO, _keywords: Collection[str], _comments: Collection[str], options: Mapping[str, str]
) -> Iterator[Found]:
    """Yield every text of a YAML file; with `only`, those under these keys; `but` names keys of codes."""
    root = yaml.compose(file.read().decode(), Loader=yaml.BaseLoader)
    only = frozenset(options.get("only", "").split())
    if root is not None:
        yield from _texts(root, (only, NOT_WORDS | set(options.get("but", "").split())), within=not only)


def _texts(node: yaml.Node, keys: tuple[frozenset[str], frozenset[str]], *, within: bool) -> Iterator[Found]:
    only, but = keys
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in but:
                scalar = isinstance(value, yaml.ScalarNode)
                yield from _texts(value, keys, within=not only or (scalar and key.value in only))
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _texts(child, keys, within=not only)
    elif within and node.value.strip():
        yield node.start_mark.line + 1, "", node.value, []


def columns(
    file: BytesIO, _keywords: Collection[str], _comments: Collection[str], options: Mapping[str, str]
) -> Iterator[Found]:
    """Yield the texts of the columns named by the option `only` of a CSV file, each once."""
    names, seen = options["only"].split(), set[str]()
    for line, row in enumerate(csv.DictReader(file.read().decode().splitlines()), 2):
        for text in (row[name] for name in names):
            if text.strip() and text not in seen:
                seen.add(text)
                yield line, "", text, []
