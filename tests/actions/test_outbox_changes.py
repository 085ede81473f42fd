"""Half pages and changes made without a connection: both versions stay, and nothing wider is opened by a late one."""

from uuid import UUID, uuid4

from lamplit.actions import drafts, entries
from lamplit.actions.outbox import BOTH_HERE, GONE, WHO_CHANGED, Done, Sealed
from lamplit.actions.sharing import show_entry
from tests.actions.test_outbox import diary, waiting_pages
from tests.cast import Cast, write
from tests.phone import Phone


def test_half_a_page_becomes_an_unfinished_one_and_the_whole_takes_its_place(cast: Cast) -> None:
    phone, page = Phone(cast.subject), uuid4()
    half = phone.write("journal", entry=page, unfinished=True, answers={"text": ["It rai"], "page": ["a"]})
    more = phone.write("journal", entry=page, unfinished=True, answers={"text": ["It rained"], "page": ["a"]})
    whole = phone.write("journal", entry=page, answers={"text": ["It rained all day."], "page": ["a"]})

    for item in (half, more):
        assert phone.send(item).done is Done.DRAFT
        assert [draft.id for draft in waiting_pages(cast.subject)] == [page]
    assert phone.send(whole).done is Done.KEPT
    assert waiting_pages(cast.subject) == ()
    assert phone.send(half).done is Done.KEPT  # a late copy of what is there already
    assert waiting_pages(cast.subject) == ()
    assert diary(cast.subject) == [page]


def test_half_a_page_that_another_page_went_on_with_stands_beside_it(cast: Cast) -> None:
    phone, page = Phone(cast.subject), uuid4()
    drafts.keep_draft(cast.subject.visit, page, "journal", {"text": ["Typed elsewhere."], "page": ["b"]})

    phone.send(phone.write("journal", entry=page, unfinished=True, answers={"text": ["Typed here."], "page": ["a"]}))

    texts = {str(draft.fields["text"]) for draft in waiting_pages(cast.subject)}
    assert texts == {"['Typed elsewhere.']", "['Typed here.']"}


def changed(phone: Phone, entry: UUID, text: str, base: int = 1) -> Sealed:
    return phone.write("journal", entry=entry, base=base, answers={"text": [text]}, sees="Only you.")


def test_a_change_made_without_a_connection_is_a_new_version(cast: Cast) -> None:
    phone = Phone(cast.subject)
    entry = write(cast.subject, "journal", {"text": "First."})
    item = changed(phone, entry, "Second.")

    assert [phone.send(item).done for _ in range(2)] == [Done.KEPT] * 2

    card = entries.read_entry(cast.subject.visit, entry)
    assert card is not None and card.body is not None
    assert (card.body["text"], card.revision) == ("Second.", 2)


def test_two_phones_that_change_one_page_keep_both(cast: Cast) -> None:
    one, two = Phone(cast.subject), Phone(cast.subject)
    entry = write(cast.subject, "journal", {"text": "First."})
    items = [changed(one, entry, "The first phone."), changed(two, entry, "The second phone.")]

    assert one.send(items[0]).done is Done.KEPT
    arrival = two.send(items[1])

    assert (arrival.done, arrival.say) == (Done.DRAFT, BOTH_HERE)
    card = entries.read_entry(cast.subject.visit, entry)
    assert card is not None and card.body is not None and card.body["text"] == "The first phone."
    (draft,) = waiting_pages(cast.subject)
    assert (draft.id, draft.fields["text"], draft.fields["base"]) == (entry, ["The second phone."], ["1"])


def test_a_change_to_a_page_that_is_gone_becomes_a_new_unfinished_page(cast: Cast) -> None:
    phone = Phone(cast.subject)
    entry = write(cast.subject, "journal", {"text": "First."})
    item = changed(phone, entry, "Second.")
    entries.delete_entry(cast.subject.visit, entry)

    arrival = phone.send(item)

    assert (arrival.done, arrival.say) == (Done.DRAFT, GONE)
    (draft,) = waiting_pages(cast.subject)
    assert draft.id != entry and "base" not in draft.fields


def test_a_change_is_not_kept_when_somebody_new_would_see_it(cast: Cast) -> None:
    phone = Phone(cast.subject)
    entry = write(cast.subject, "journal", {"text": "First."})
    item = changed(phone, entry, "Only for me.")
    assert show_entry(cast.subject.visit, entry, cast.therapist.membership)

    arrival = phone.send(item)

    assert (arrival.done, arrival.say) == (Done.DRAFT, WHO_CHANGED)
    card = entries.read_entry(cast.therapist.visit, entry)
    assert card is not None and card.body is not None and card.body["text"] == "First."
