"""Writes the sentence encoder as the runtime reads it: ONNX with weights of one byte, its card and its vocabulary."""

import hashlib
import json
import logging
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from benchmarks.listening.encoder_base import words
from benchmarks.listening.encoder_fit import columns
from benchmarks.listening.encoder_net import Net
from benchmarks.listening.encoder_texts import HEADS
from lamplit.engines.listening.encoder import ADDED, FORMAT, MEANT


def write(
    net: Net, folder: Path, about: Mapping[str, object], trust: Mapping[str, float], sure: Mapping[str, Sequence[float]]
) -> int:
    """Write weights, card and vocabulary into a folder; returns the bytes of the weights."""
    weights = folder / "encoder.onnx"
    with tempfile.TemporaryDirectory() as kept:
        whole = Path(kept) / "whole.onnx"
        _export(net, whole)
        logging.disable(logging.WARNING)
        quantize_dynamic(whole, weights, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        logging.disable(logging.NOTSET)
    kinds = tuple(dict.fromkeys(head.kind for head in HEADS))
    heads = {
        kind: [
            {"name": head.name, "one_of": head.one_of, "classes": list(head.classes), "first": columns(head).start,
             "bias": [round(each, 5) for each in net.heads.bias[columns(head)].tolist()],
             "sure": [round(float(each), 4) for each in sure.get(head.key, [0.5] * len(head.classes))]}
            for head in HEADS if head.kind == kind
        ]
        for kind in kinds
    }  # fmt: skip
    card = {
        "format": FORMAT, **about, "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
        "heads": heads,
        "trust": {kind: {head["name"]: trust.get(f"{kind} {head['name']}", 1.0) for head in some}
                  for kind, some in heads.items()},
    }  # fmt: skip
    (folder / "encoder.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    (folder / "encoder-vocabulary.txt").write_text("\n".join(words()), encoding="utf-8")
    return weights.stat().st_size


def _export(net: Net, path: Path) -> None:
    """Write the graph: the pieces of one text in; out what each adds to each answer, and what each means here."""
    net.eval()
    pieces = torch.ones(1, 12, dtype=torch.long)
    shape = {"pieces": {1: "length"}, ADDED: {1: "length"}, MEANT: {1: "length"}}
    torch.onnx.export(net, (pieces,), str(path), input_names=["pieces"], output_names=[ADDED, MEANT],
                      dynamic_axes=shape, opset_version=17, dynamo=False)  # fmt: skip
