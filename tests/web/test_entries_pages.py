"""Writing, reading, changing and removing on the pages: nothing typed is lost, nothing is shown that may not be."""

import re
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError

from lamplit.actions import entries as acting
from lamplit.engines.kernel import MemberState
from lamplit.people.models import Membership
from lamplit.vault.failures import NotSaved, VaultLocked
from tests.cast import Cast, Part, a_journal, a_moment, write

WORDS = "Quiet marmalade thoughts & <b>others</b>"


def get(part: Part, path: str) -> tuple[int, str]:
    answer = part.client.get(f"/c/{part.circle}{path}")
    return answer.status_code, unescape(answer.content.decode())


def post(part: Part, path: str, **fields: object) -> tuple[int, str, str]:
    answer = part.client.post(f"/c/{part.circle}{path}", fields)
    return answer.status_code, unescape(answer.content.decode()), answer.headers.get("Location", "")


def entry_in(location: str) -> UUID:
    found = re.search(r"/e/([0-9a-f-]{36})", location)
    assert found is not None, location
    return UUID(found[1])


def test_one_tap_keeps_a_check_in_and_offers_undo(cast: Cast) -> None:
    status, _, location = post(cast.subject, "/new/check_in", id=uuid4(), weather="foggy")
    assert status == 302
    kept = cast.subject.client.get(location).content.decode()
    assert "Kept. Only you." in kept
    assert f'action="/c/{cast.circle}/e/{entry_in(location)}/delete"' in kept


def test_a_tap_on_undo_takes_the_check_in_back_and_undo_again_brings_it_home(cast: Cast) -> None:
    _, _, location = post(cast.subject, "/new/check_in", id=uuid4(), weather="foggy")
    entry = entry_in(location)
    _, _, after = post(cast.subject, f"/e/{entry}/delete")
    diary = cast.subject.client.get(after).content.decode()
    assert "Deleted." in diary
    assert f"/e/{entry}/restore" in diary
    post(cast.subject, f"/e/{entry}/restore")
    assert f"/e/{entry}" in get(cast.subject, "/diary")[1]


def test_a_double_tap_on_save_keeps_one_entry(cast: Cast) -> None:
    fields = {"id": uuid4(), "text": WORDS, "when": "now"}
    first, again = post(cast.subject, "/new/journal", **fields), post(cast.subject, "/new/journal", **fields)
    assert entry_in(first[2]) == entry_in(again[2])
    assert len(acting.diary(cast.subject.visit).items) == 1


def test_the_back_button_and_another_save_puts_both_texts_side_by_side(cast: Cast) -> None:
    entry = uuid4()
    post(cast.subject, "/new/journal", id=entry, text="The first words")
    status, shown, _ = post(cast.subject, "/new/journal", id=entry, text="Some other words")
    assert status == 409
    assert "The first words" in shown
    assert "Some other words" in shown
    status, _, location = post(cast.subject, f"/e/{entry}/edit", base=1, text="Some other words", id=entry)
    assert (status, entry_in(location)) == (302, entry)


def test_two_tabs_changing_one_entry_lose_nothing(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal("As it was"))
    assert post(cast.subject, f"/e/{entry}/edit", id=entry, base=1, text="From the first tab")[0] == 302
    status, shown, _ = post(cast.subject, f"/e/{entry}/edit", id=entry, base=1, text="From the second tab")
    assert status == 409
    assert "From the first tab" in shown
    assert "From the second tab" in shown
    assert 'name="base" value="2"' in shown


def test_an_entry_too_long_says_so_and_keeps_every_word(cast: Cast) -> None:
    long = "word " * 4100
    status, shown, _ = post(cast.subject, "/new/journal", id=uuid4(), text=long)
    assert status == 422
    assert long.strip() in shown
    assert re.search(r"20,?000", shown)


@pytest.mark.parametrize("on", ["2026-02-30", "next week", "2999-01-01", "0001-01-01"])
def test_a_day_that_cannot_be_is_asked_again_with_the_words_still_there(cast: Cast, on: str) -> None:
    status, shown, _ = post(cast.subject, "/new/journal", id=uuid4(), text=WORDS, when="pick", on=on)
    assert status == 422
    assert WORDS in shown
    assert 'role="alert"' in shown


@pytest.mark.parametrize(
    "trouble",
    [
        OperationalError("database or disk is full"),
        VaultLocked("no key"),
        OSError(28),
        NotSaved("Not saved: full. Your words are still here."),
    ],
)
def test_a_full_disk_or_a_locked_vault_leaves_the_words_on_the_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def refuse(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(acting, "write_entry", refuse)
    status, shown, _ = post(cast.subject, "/new/journal", id=uuid4(), text=WORDS)
    assert status == 503
    assert "Your words are still here" in shown
    assert WORDS in shown


def test_somebody_paused_while_writing_gets_every_word_back(cast: Cast) -> None:
    form = {"id": uuid4(), "text": WORDS}
    Membership.objects.filter(id=cast.subject.membership).update(state=MemberState.PAUSED.value)
    status, shown, _ = post(cast.subject, "/new/journal", **form)
    assert status == 403
    assert WORDS in shown
    Membership.objects.filter(id=cast.subject.membership).update(state=MemberState.CONFIRMED.value)
    assert acting.diary(cast.subject.visit).items == ()


@pytest.mark.parametrize("kind", ["check_in", "journal", "moment"])
def test_every_page_of_writing_says_who_sees_it_and_that_nobody_watches(cast: Cast, kind: str) -> None:
    writer = cast.carer if kind == "moment" else cast.subject
    status, shown = get(writer, f"/new/{kind}")
    assert status == 200
    assert "data-who-sees" in shown
    assert "Nobody is watching this page" in shown
    assert "<title>Lamplit</title>" in shown


def test_the_sentence_beside_save_follows_the_ticks(cast: Cast) -> None:
    assert "Only you." in get(cast.subject, "/new/journal/who")[1]
    shown = get(cast.subject, f"/new/journal/who?audience=member:{cast.therapist.membership}")[1]
    assert "Only you." not in shown
    assert cast.therapist.name in shown or "therapist" in shown


def test_beside_a_change_stands_who_really_sees_it(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/show/{cast.therapist.membership}")
    form = get(cast.subject, f"/e/{entry}/edit")[1]
    said = form[form.index("data-who-sees") :][:800]
    assert cast.therapist.name in said
    assert "Only you." not in said


def test_feelings_are_asked_before_what_anybody_did(cast: Cast) -> None:
    shown = get(cast.carer, "/new/moment?tone=hard")[1]
    assert shown.index("What might they be feeling?") < shown.index("What did you do?")


def test_a_kind_that_does_not_exist_and_one_that_is_not_yours_are_simply_not_there(cast: Cast) -> None:
    assert get(cast.subject, "/new/verdict")[0] == 404
    assert get(cast.teacher, "/new/check_in")[0] == 404


def test_a_change_keeps_the_earlier_version_for_its_author_alone(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment("We baked bread"))
    post(cast.carer, f"/e/{entry}/edit", id=entry, base=1, tone="good", words="We baked two loaves")
    shown = get(cast.carer, f"/e/{entry}/earlier")[1]
    assert "We baked bread" in shown
    assert "We baked two loaves" in shown
    assert get(cast.therapist, f"/e/{entry}")[0] == 200
    assert get(cast.therapist, f"/e/{entry}/earlier")[0] == 404


def test_changing_an_entry_does_not_move_its_time_or_who_sees_it(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment("Before"))
    before = acting.read_entry(cast.carer.visit, entry)
    form = get(cast.carer, f"/e/{entry}/edit")[1]
    fields = dict(re.findall(r'<input type="(?:date|time|hidden)" name="(\w+)" value="([^"]*)"', form))
    ticked = re.findall(r'name="audience" value="([^"]+)" checked', form)
    post(cast.carer, f"/e/{entry}/edit", **fields, audience=ticked, when="pick", tone="ordinary", words="After")
    after = acting.read_entry(cast.carer.visit, entry)
    assert before is not None
    assert after is not None
    assert (after.day, after.time_text, after.who_sees) == (before.day, before.time_text, before.who_sees)
    assert dict(after.body or {})["words"] == "After"


@pytest.mark.row("TP24")
def test_a_sensitive_entry_is_folded_for_every_reader_and_for_its_author(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment("A hard sentence to read"), sensitive=True)
    for reader in (cast.carer, cast.therapist, cast.subject):
        shown = get(reader, f"/e/{entry}")[1]
        fold = shown.index('<details class="fold content-note">')
        assert fold < shown.index("A hard sentence to read") < shown.index("</details>", fold), reader.role
        assert "A hard sentence to read" not in get(reader, "/diary")[1], reader.role


def test_somebody_elses_page_and_no_page_at_all_look_the_same(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal(WORDS))
    for path in ("", "/edit", "/kept", "/earlier", "/show", "/who-saw"):
        for other in (cast.carer, cast.therapist, cast.teacher):
            theirs, missing = get(other, f"/e/{entry}{path}"), get(other, f"/e/{uuid4()}{path}")
            assert theirs[0] == 404
            assert plain(theirs[1]) == plain(missing[1])


def plain(page: str) -> str:
    return re.sub(r"[0-9a-f-]{36}|csrf\w+\W+\w+\W+\w+", "", page)


def test_words_are_shown_as_words_and_never_as_markup(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal("<script>alert(1)</script>"))
    raw = cast.subject.client.get(f"/c/{cast.circle}/e/{entry}").content.decode()
    assert "<script>alert" not in raw
    assert "&lt;script&gt;alert(1)" in raw


def test_what_was_deleted_waits_for_its_author_only(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment("We planted beans"))
    post(cast.carer, f"/e/{entry}/delete")
    assert "We planted beans" in get(cast.carer, "/deleted")[1]
    assert "We planted beans" not in get(cast.therapist, "/deleted")[1]
    assert get(cast.therapist, f"/e/{entry}")[0] == 404
    assert "We planted beans" not in get(cast.carer, "/diary")[1]


def test_nobody_deletes_what_somebody_else_wrote(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment("We planted beans"))
    assert post(cast.therapist, f"/e/{entry}/delete")[0] == 404
    assert get(cast.carer, f"/e/{entry}")[0] == 200
