"""The list of what is sealed under a circle's keys is whole: what is missing from it would be lost with an old key."""

from uuid import uuid4

from django.apps import apps
from django.db.models import BinaryField

from lamplit.vault import drafts, entries, keys, leaf, offered_cards, replies, sealed_columns, therapy
from tests.vault.circle import CARER_KNOWS, DAY, EVERYONE, NOW, ONLY_ME, Circle, an_entry


def test_every_column_of_bytes_is_sealed_under_a_circles_key_or_said_to_be_otherwise() -> None:
    there = {
        (model._meta.db_table, field.column)
        for model in apps.get_app_config("vault").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, BinaryField)
    }
    listed = {(column.table, column.name) for column in sealed_columns.EVERY}
    assert listed | set(sealed_columns.OTHERWISE) == there
    assert not listed & set(sealed_columns.OTHERWISE)


def test_everything_listed_is_found_and_opens(circle: Circle) -> None:
    new = an_entry(circle.subject, "first", ONLY_ME)
    entries.record(circle.subject, new, NOW)
    again = an_entry(circle.subject, "second", CARER_KNOWS, id=new.id, hint={"weather": "foggy"})
    entries.revise(circle.subject, new.id, 1, again, NOW)
    drafts.keep(circle.subject, an_entry(circle.subject).id, "journal", {"text": "not yet"}, NOW)
    leaf.change(circle.subject, lambda kept: [*kept, {"what": "offered", "at": NOW.isoformat()}], NOW)
    answered = an_entry(circle.carer, "what shall we cook", EVERYONE)
    entries.record(circle.carer, answered, NOW)
    replies.add(circle.subject, answered.id, uuid4(), "soup", NOW)
    therapy.add(circle.therapist, therapy.NewSession(uuid4(), DAY, {}, {}, b""), NOW)
    offered_cards.offer(circle.therapist, circle.subject.person, "I see it now.", NOW)
    for column in sealed_columns.EVERY:
        things = list(column.of(circle.id.hex))
        assert things, (column.table, column.name)
        for thing in things:
            key = keys.ring().reading(thing.circle, thing.key, thing.sealed)
            assert key.open(thing.purpose, thing.thing, thing.sealed, thing.bound)
