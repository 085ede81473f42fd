"""The pages around a serious incident: help first, nothing typed is lost, and signed stays signed in every tab."""

from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest

from lamplit.actions import clock, drafts, signing
from lamplit.vault.failures import NotSaved
from tests.cast import Cast, Part, a_browser, sign_in, write

WORDS = "Gooseberry was the word."


def get(part: Part, path: str) -> tuple[int, str]:
    answer = part.client.get(f"/c/{part.circle}{path}")
    return answer.status_code, unescape(answer.content.decode())


def post(part: Part, path: str, **fields: object) -> tuple[int, str, str]:
    answer = part.client.post(f"/c/{part.circle}{path}", fields)
    return answer.status_code, unescape(answer.content.decode()), answer.headers.get("Location", "")


def kept(cast: Cast, **fields: object) -> UUID:
    return write(cast.carer, "incident", {"safe": "yes", "seen_words": WORDS, **fields})


def signed(cast: Cast) -> UUID:
    entry = kept(cast)
    assert signing.sign_off(cast.carer.visit, entry, 1)
    return entry


def test_add_leads_to_is_everyone_safe_with_the_number_of_the_circles_country(cast: Cast) -> None:
    assert f'href="/c/{cast.circle}/add"' in get(cast.carer, "/")[1]
    assert f'href="/c/{cast.circle}/new/incident/first"' in get(cast.carer, "/add")[1]
    status, first = get(cast.carer, "/new/incident/first")
    assert status == 200 and "Is everyone safe now?" in first and "tel:999" in first
    for answer in ("yes", "not_yet"):
        assert f"/new/incident?safe={answer}" in first
        status, page = get(cast.carer, f"/new/incident?safe={answer}")
        assert status == 200 and f'name="safe" value="{answer}" checked' in page and "tel:999" in page


@pytest.mark.parametrize("path", ["/add", "/new/incident/first", "/new/incident"])
def test_nobody_but_carers_has_these_pages(cast: Cast, path: str) -> None:
    for part in cast.everyone:
        allowed = part in (cast.carer, cast.other_carer)
        assert (get(part, path)[0] == 200) is allowed, part.role


def test_not_yet_is_an_answer_that_can_be_kept(cast: Cast) -> None:
    status, _, location = post(cast.carer, "/new/incident", id=uuid4(), safe="not_yet")
    assert status == 302
    assert (
        "Kept, with the time. You can add to it until you sign it off."
        in cast.carer.client.get(location).content.decode()
    )


def test_the_form_says_its_day_and_from_when_it_counts(cast: Cast) -> None:
    page = get(cast.carer, "/new/incident?safe=yes")[1]
    assert "The 24-hour form is due" in page and "It counts from" in page and "when you began." in page
    entry = kept(cast)
    assert "when it happened." in get(cast.carer, f"/e/{entry}")[1]
    signing.sign_off(cast.carer.visit, entry, 1)
    assert "24-hour form" not in get(cast.carer, f"/e/{entry}")[1]
    assert "24-hour form" not in get(cast.therapist, f"/e/{entry}")[1]


def test_a_wait_without_a_reason_keeps_the_words_and_says_what_is_missing(cast: Cast) -> None:
    soon = (clock.today() + timedelta(days=3)).isoformat()
    status, page, _ = post(cast.carer, "/new/incident", id=uuid4(), safe="yes", seen_words=WORDS, wait_until=soon)
    assert status == 422 and WORDS in page and "Say in a few words why it waits." in page


def test_the_sentence_beside_save_follows_school_and_the_day(cast: Cast) -> None:
    soon = clock.today() + timedelta(days=3)
    usual = "audience=role:carer&audience=role:therapist&audience=role:social_worker"
    plain = get(cast.carer, f"/new/incident/who?{usual}")[1]
    assert "You, the therapist and the social worker." in plain and "school lead" not in plain
    more = get(cast.carer, f"/new/incident/who?audience=role:therapist&wait_until={soon}&school=yes")[1]
    assert f"can read it from {soon:%A}" in more
    assert "the school lead" in get(cast.carer, f"/new/incident/who?{usual}&school=yes")[1]
    entry = kept(cast)
    assert "the school lead" in get(cast.carer, f"/e/{entry}/who?kind=incident&{usual}&school=yes")[1]
    assert (
        f"can read it from {soon:%A}" in get(cast.carer, f"/e/{entry}/who?kind=incident&{usual}&wait_until={soon}")[1]
    )


def test_a_save_from_a_page_that_knows_nothing_of_the_sign_off_gets_its_words_back(cast: Cast) -> None:
    entry = signed(cast)
    status, page, _ = post(
        cast.carer, f"/e/{entry}/edit", id=entry, base=1, safe="yes", seen_words="Quite other words."
    )
    assert status == 409
    assert "This is signed off, so it stays as it is. You can still add to it." in page
    assert "What I saw and heard: Quite other words." in page
    assert "Quite other words." not in get(cast.therapist, f"/e/{entry}")[1]
    assert WORDS in get(cast.therapist, f"/e/{entry}")[1]


def test_an_unfinished_change_of_something_signed_meanwhile_is_not_lost(cast: Cast) -> None:
    entry = kept(cast)
    fields = {"id": str(entry), "base": "1", "safe": "yes", "seen_words": "Half a change."}
    assert drafts.keep_draft(cast.carer.visit, entry, "incident", fields)
    signing.sign_off(cast.carer.visit, entry, 1)
    assert "Half a change." in get(cast.carer, "/drafts")[1]
    status, page = get(cast.carer, f"/e/{entry}/edit?draft=1")
    assert status == 409 and "What I saw and heard: Half a change." in page
    assert cast.carer.client.get(f"/c/{cast.circle}/e/{entry}/edit").status_code == 302


def test_a_delete_from_an_older_page_deletes_nothing_that_is_signed(cast: Cast) -> None:
    entry = signed(cast)
    status, page, _ = post(cast.carer, f"/e/{entry}/delete")
    assert status == 409 and "it stays as it is" in page
    assert get(cast.therapist, f"/e/{entry}")[0] == 200


def test_signing_is_undone_by_one_tap_and_only_right_after(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = kept(cast)
    _, _, location = post(cast.carer, f"/e/{entry}/sign-off", base=1)
    page = cast.carer.client.get(location).content.decode()
    assert "Signed off, with the time." in page and f'action="/c/{cast.circle}/e/{entry}/undo-sign-off"' in page
    _, _, location = post(cast.carer, f"/e/{entry}/undo-sign-off")
    assert "Not signed off. You can change it again." in cast.carer.client.get(location).content.decode()
    post(cast.carer, f"/e/{entry}/sign-off", base=3)
    later = clock.now() + timedelta(minutes=2)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: later)
        status, page, _ = post(cast.carer, f"/e/{entry}/undo-sign-off")
    assert status == 409 and "That can no longer be taken back." in page
    assert get(cast.carer, f"/e/{entry}/edit")[0] == 302


def test_an_older_page_is_asked_to_read_again_before_signing(cast: Cast) -> None:
    entry = kept(cast)
    post(cast.carer, f"/e/{entry}/edit", id=entry, base=1, safe="yes", seen_words="Changed.")
    status, page, _ = post(cast.carer, f"/e/{entry}/sign-off", base=1)
    assert status == 409 and "Read it once more, then sign it off." in page and "Changed." in page


def test_an_addition_is_there_once_with_its_time_and_an_empty_one_is_asked_again(cast: Cast) -> None:
    entry, addition = signed(cast), uuid4()
    for _ in range(2):
        assert post(cast.carer, f"/e/{entry}/add-to", id=addition, added="The line rang back.")[0] == 302
    assert get(cast.therapist, f"/e/{entry}")[1].count("The line rang back.") == 1
    status, page, _ = post(cast.carer, f"/e/{entry}/add-to", id=uuid4(), added=" ")
    assert status == 422 and "Write what you want to add first" in page
    status, page, _ = post(cast.carer, f"/e/{entry}/add-to", id=uuid4(), added="x" * 5000)
    assert status == 422 and "x" * 5000 in page


def test_words_that_cannot_be_added_just_now_are_still_there(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = signed(cast)

    def full(*_: object, **__: object) -> bool:
        raise NotSaved("The disk is full. Your words are still here.")

    monkeypatch.setattr(signing, "add_to", full)
    status, page, _ = post(cast.carer, f"/e/{entry}/add-to", id=uuid4(), added="Not lost.")
    assert status == 503 and "The disk is full." in page and "Not lost." in page


@pytest.mark.parametrize("path", ["sign-off", "undo-sign-off", "add-to", "record.pdf"])
def test_for_anybody_else_there_is_nothing_to_sign_add_to_or_take(cast: Cast, path: str) -> None:
    entry = signed(cast)
    others = [part for part in (*cast.everyone, *cast.strangers) if part not in (cast.carer, cast.therapist)]
    for part in (*others, *([cast.therapist] if path != "record.pdf" else [])):
        send = part.client.get if path == "record.pdf" else part.client.post
        here = send(f"/c/{cast.circle}/e/{entry}/{path}", {"base": "2", "added": "Mine.", "id": str(uuid4())})
        missing = send(f"/c/{cast.circle}/e/{uuid4()}/{path}", {"base": "2", "added": "Mine.", "id": str(uuid4())})
        assert (here.status_code, here.content) == (missing.status_code, missing.content) == (404, here.content)


def test_the_paper_comes_as_a_file_whose_name_says_nothing(cast: Cast) -> None:
    entry = signed(cast)
    assert "Save as a PDF" in get(cast.carer, f"/e/{entry}")[1]
    answer = cast.carer.client.get(f"/c/{cast.circle}/e/{entry}/record.pdf")
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="record.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]


def test_without_a_second_step_the_paper_is_neither_offered_nor_given(cast: Cast) -> None:
    entry = kept(cast)
    client = a_browser()
    client.cookies["lamplit"] = sign_in(cast.carer.person, mfa=False)
    assert "Save as a PDF" not in client.get(f"/c/{cast.circle}/e/{entry}").content.decode()
    assert client.get(f"/c/{cast.circle}/e/{entry}/record.pdf").status_code == 404


def test_programs_are_told_that_it_is_signed(cast: Cast) -> None:
    entry = signed(cast)
    change = {"kind": "incident", "revision": 2, "body": {"safe": "not_yet"}}
    for answer in (cast.carer.api("PUT", f"/entries/{entry}", change), cast.carer.api("DELETE", f"/entries/{entry}")):
        assert answer.status_code == 409
        assert answer.json()["error"]["code"] == "signed_off"
        assert answer.json()["error"]["message"] == "This is signed off, so it stays as it is. You can still add to it."
    assert cast.therapist.api("PUT", f"/entries/{entry}", change).status_code == 404
    item = cast.therapist.api("GET", f"/entries/{entry}").json()
    assert item["signed_off_at"] and item["addenda"] == [] and item["body"]["seen_words"] == WORDS
    assert "signed_off_at" not in cast.school_lead.api("GET", "/entries").content.decode()


def test_no_program_signs_by_sending_more(cast: Cast) -> None:
    for extra in ({"signed_off_at": "2026-11-22T12:00:00Z"}, {"addenda": []}, {"signed": True}):
        body = {"id": str(uuid4()), "kind": "incident", "body": {"safe": "yes"}}
        assert cast.carer.api("POST", "/entries", body | extra).status_code == 422
        body["body"] = {"safe": "yes", **extra}
        assert cast.carer.api("POST", "/entries", body).status_code == 422
