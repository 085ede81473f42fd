"""Asking for help in writing: what a carer picked and may take, their own edits, a PDF; nothing of anybody else's."""

import io
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from lamplit.vault.models import AuditEvent
from tests.cast import Cast, Part, a_browser, a_journal, a_moment, sign_in, write

pytestmark = pytest.mark.django_db
SEEN, DID, PRIVATE = "He sat under the table.", "We read a book there.", "I am so tired of this."
EDITED = "He sits under tables when it is loud. = 1+1 <b>"


def a_hard_one() -> dict[str, object]:
    return {**a_moment(), "tone": "hard", "words": SEEN, "did_words": DID}


def ask(part: Part, *picked: UUID) -> str:
    return part.client.post(f"/c/{part.circle}/ask-for-help", {"entry": picked}).content.decode()


def letter(part: Part, **words: str) -> str:
    answer = part.client.post(f"/c/{part.circle}/ask-for-help.pdf", words)
    assert answer["Content-Type"] == "application/pdf", answer.status_code
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())


@pytest.mark.row("TP58")
def test_chosen_entries_their_days_and_what_was_tried_become_a_draft_and_then_a_pdf_with_the_carers_edits(
    cast: Cast,
) -> None:
    entry, other = (write(cast.carer, "moment", a_hard_one()) for _ in range(2))
    pick = cast.carer.client.get(f"/c/{cast.circle}/ask-for-help").content.decode()
    assert f'value="{entry}"' in pick and f'value="{other}"' in pick and " checked" not in pick

    page = ask(cast.carer, entry)
    happened, tried = (page.split(f'id="f-{part}"')[1].split("</textarea>")[0] for part in ("happened", "tried"))
    assert SEEN in happened and "Moment:" in happened and DID in tried and DID not in happened
    assert happened.count(SEEN) == 1
    assert "You, and whoever you give it to." in page

    said = letter(cast.carer, why="It is too much for us.", happened=EDITED, tried=DID, wish="A talk.")
    assert EDITED in said and "It is too much for us." in said and "A talk." in said and SEEN not in said
    assert "What we tried" in said and "Made " in said and "Robin, carer" in said and "Asking for help" in said


def test_what_a_carer_may_not_take_is_neither_offered_nor_put_in(cast: Cast) -> None:
    private = write(cast.carer, "journal", {**a_journal(), "text": PRIVATE})
    childs = write(cast.subject, "journal", {**a_journal(), "text": PRIVATE})
    elsewhere = write(cast.stranger_carer, "moment", {**a_hard_one(), "words": PRIVATE})
    teachers = write(cast.other_carer, "moment", {**a_hard_one(), "words": PRIVATE})
    pick = cast.carer.client.get(f"/c/{cast.circle}/ask-for-help").content.decode()

    assert not [each for each in (private, childs, elsewhere) if str(each) in pick]
    page = ask(cast.carer, private, childs, elsewhere, uuid4())
    assert PRIVATE not in page and "4 of what you picked could not go along." in page
    offered = f'value="{teachers}"' in pick
    assert offered is (PRIVATE in ask(cast.carer, teachers)), "what is offered can go along, what is not cannot"


def test_only_carers_of_this_circle_with_a_second_way_in_make_one(cast: Cast) -> None:
    for part in (*cast.everyone, *cast.strangers):
        answer = part.client.get(f"/c/{cast.circle}/ask-for-help")
        allowed = part in (cast.carer, cast.other_carer)
        assert (answer.status_code == 200) is allowed, part.role
        if not allowed:
            assert part.client.post(f"/c/{cast.circle}/ask-for-help.pdf", {"why": "x"}).status_code in {403, 404}
    entry = write(cast.carer, "moment", a_hard_one())
    weak = a_browser()
    weak.cookies["lamplit"] = sign_in(cast.carer.person, mfa=False)
    page = weak.get(f"/c/{cast.circle}/ask-for-help").content.decode()
    assert "This needs a second way in." in page and str(entry) not in page
    assert SEEN not in weak.post(f"/c/{cast.circle}/ask-for-help", {"entry": entry}).content.decode()
    assert weak.post(f"/c/{cast.circle}/ask-for-help.pdf", {"why": "x"}).status_code == 404


def test_making_a_draft_is_one_link_of_the_audit_and_names_what_leaves(cast: Cast) -> None:
    entries = [write(cast.carer, "moment", a_hard_one()) for _ in range(3)]
    before = AuditEvent.objects.count()
    ask(cast.carer, *entries)
    acts = list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))[before:]
    assert acts == ["export"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [({}, "Write a line first"), ({"why": " \n"}, "Write a line first"), ({"happened": "x" * 9000}, "too long")],
)
def test_words_that_cannot_be_a_page_stay_and_say_why(cast: Cast, words: dict[str, str], sentence: str) -> None:
    answer = cast.carer.client.post(f"/c/{cast.circle}/ask-for-help.pdf", {**words, "wish": " "})
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page
    assert words.get("happened", "") in page


def test_days_that_are_none_show_all_and_say_so(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_hard_one())
    page = cast.carer.client.get(
        f"/c/{cast.circle}/ask-for-help", {"first": "soon", "last": "x" * 500}
    ).content.decode()
    assert "That is not a day." in page and str(entry) in page
    page = cast.carer.client.get(f"/c/{cast.circle}/ask-for-help", {"first": "2020-01-01", "last": "2020-02-01"})
    assert str(entry) not in page.content.decode()
