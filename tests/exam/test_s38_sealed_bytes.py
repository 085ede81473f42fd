"""S38: a flipped bit, a cut end, or anything moved to another place is refused, every time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lamplit.vault import entries, inspection, keys, store
from lamplit.vault.crypto import SealingKey, bind_entry, bound_around
from lamplit.vault.failures import Damaged
from tests.vault.circle import EVERYONE, NOW, Circle, an_entry
from tests.vault.fixtures import circle as circle
from tests.vault.fixtures import data as data
from tests.vault.fixtures import other as other

KEY = SealingKey(bytes(range(32)), 3)


@dataclass(frozen=True)
class Place:
    """Everything one seal is bound to."""

    audience: bytes = b"\x01\x02\x00\x00\x00\x00\x00"
    author: str = "a" * 32
    circle: str = "c" * 32
    compartment: str = "shared"
    entry: str = "e" * 32
    kind: str = "note"
    revision: int = 1
    purpose: str = "entry"

    def seal(self, plain: bytes) -> bytes:
        return KEY.seal(self.purpose, self.entry, plain, self.bound)

    def open(self, sealed: bytes, key: SealingKey = KEY) -> bytes:
        return key.open(self.purpose, self.entry, sealed, self.bound)

    @property
    def bound(self) -> bytes:
        around = bound_around(self.audience, self.author, self.circle, self.compartment, (self.kind, self.revision))
        return bind_entry(around, self.entry)


HERE = Place()
ELSEWHERE = st.one_of(
    st.uuids().map(lambda each: replace(HERE, circle=each.hex)),
    st.uuids().map(lambda each: replace(HERE, author=each.hex)),
    st.uuids().map(lambda each: replace(HERE, entry=each.hex)),
    st.uuids().map(lambda each: replace(HERE, compartment=f"own:{each.hex}")),
    st.just(replace(HERE, compartment="therapist")),
    st.just(replace(HERE, kind="plan")),
    st.just(replace(HERE, purpose="hint")),
    st.integers(2, 2**31).map(lambda each: replace(HERE, revision=each)),
    st.binary(min_size=1, max_size=40)
    .filter(lambda each: each != HERE.audience)
    .map(lambda each: replace(HERE, audience=each)),
)


def refuse(plain: bytes, data: st.DataObject) -> None:
    sealed = HERE.seal(plain)
    assert HERE.open(sealed) == plain
    how = data.draw(st.sampled_from(["flip", "cut", "lengthen", "move", "key"]))
    place, changed, key = HERE, sealed, KEY
    if how == "flip":
        at = data.draw(st.integers(0, len(sealed) * 8 - 1))
        changed = sealed[: at // 8] + bytes([sealed[at // 8] ^ 1 << at % 8]) + sealed[at // 8 + 1 :]
    elif how == "cut":
        changed = sealed[: data.draw(st.integers(0, len(sealed) - 1))]
    elif how == "lengthen":
        changed = sealed + data.draw(st.binary(min_size=1, max_size=20))
    elif how == "move":
        place = data.draw(ELSEWHERE)
    else:
        key = SealingKey(
            data.draw(st.binary(min_size=32, max_size=32).filter(lambda each: each != bytes(range(32)))), 3
        )
    with pytest.raises(Damaged):
        place.open(changed, key)


@pytest.mark.exam("S38")
@settings(max_examples=500, deadline=None, database=None)
@given(st.binary(max_size=600), st.data())
def test_sealed_bytes_that_were_touched_or_moved_never_open(plain: bytes, data: st.DataObject) -> None:
    refuse(plain, data)


@pytest.mark.exam("S38")
@pytest.mark.whole
@settings(max_examples=10_000, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=5000), st.data())
def test_ten_thousand_times_sealed_bytes_that_were_touched_or_moved_never_open(
    plain: bytes, data: st.DataObject
) -> None:
    refuse(plain, data)


MOVES: dict[str, Callable[[Circle, Circle], tuple[str, list[object]]]] = {
    "to another circle": lambda one, two: (
        "UPDATE vault_dek SET circle = %s WHERE circle = %s AND compartment = 'shared'",
        [store.id_in(two.id), store.id_in(one.id)],
    ),
    "to another compartment": lambda one, _: (
        "UPDATE vault_dek SET compartment = 'therapist' WHERE circle = %s AND compartment = 'shared'",
        [store.id_in(one.id)],
    ),
    "to another version": lambda one, _: (
        "UPDATE vault_dek SET version = 2 WHERE circle = %s AND compartment = 'shared'", [store.id_in(one.id)],
    ),
}  # fmt: skip


@pytest.mark.exam("S38")
@pytest.mark.parametrize("where", MOVES)
def test_a_key_row_that_was_moved_opens_nothing(circle: Circle, other: Circle, where: str) -> None:
    new = an_entry(circle.carer, "words", EVERYONE)
    entries.record(circle.carer, new, NOW)
    sql, values = MOVES[where](circle, other)
    assert store.change(sql, values) == 1
    keys.forget_keys()
    item = entries.read(circle.carer, new.id, NOW)
    assert item is not None and item.damaged and item.body is None
    with pytest.raises(Damaged):
        keys.ring().reading(other.id.hex, "shared", KEY.header + bytes(40))


@pytest.mark.exam("S38")
@pytest.mark.parametrize(
    "column",
    [
        "author",
        "circle",
        "readers",
        "showable",
        "held",
        "revision",
        "coarse",
        "compartment",
        "together_with",
        "shown_to",
    ],
)
def test_every_clear_column_that_decides_is_bound_into_the_seal(circle: Circle, column: str) -> None:
    new = an_entry(circle.carer, "words", EVERYONE)
    entries.record(circle.carer, new, NOW)
    values: dict[str, object] = {
        "author": store.id_in(circle.subject.person), "circle": store.id_in(uuid4()), "readers": 3, "showable": 9,
        "held": 1, "revision": 2, "coarse": "plan", "compartment": "therapist",
        "together_with": store.id_in(UUID(int=5)), "shown_to": bytes(16),
    }  # fmt: skip
    store.change(f"UPDATE vault_entry SET {column} = %s WHERE id = %s", [values[column], store.id_in(new.id)])  # noqa: S608
    assert inspection.damaged() == [new.id]


@pytest.mark.exam("S38")
def test_an_entry_exchanged_with_another_of_the_same_author_does_not_open(circle: Circle) -> None:
    one, two = an_entry(circle.carer, "one"), an_entry(circle.carer, "two")
    entries.record(circle.carer, one, NOW)
    entries.record(circle.carer, two, NOW)
    store.change(
        "UPDATE vault_entry SET sealed = (SELECT sealed FROM vault_entry WHERE id = %s) WHERE id = %s",
        [store.id_in(two.id), store.id_in(one.id)],
    )
    found = {item.id: item.damaged for item in entries.page(circle.carer, None, 10, NOW).items}
    assert found == {one.id: True, two.id: False}
