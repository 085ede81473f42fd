"""Replies for programs: who reads the entry may answer it, everybody else finds nothing there."""

from uuid import uuid4

import orjson

from lamplit.actions import sharing
from tests.cast import Cast, a_journal, a_moment, write


def test_a_reply_is_sent_once_and_read_by_everybody_who_reads_the_entry(cast: Cast) -> None:
    place = f"/entries/{write(cast.carer, 'moment', a_moment())}/replies"
    sent = {"id": str(uuid4()), "text": "Thank you for telling me."}
    first, again = cast.therapist.api("POST", place, sent), cast.therapist.api("POST", place, sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert orjson.loads(first.content) == {"id": sent["id"], "who_sees": "Everyone who sees this entry."}
    assert cast.therapist.api("POST", place, {**sent, "text": "Other words"}).status_code == 409
    for reader in (cast.carer, cast.subject, cast.other_carer, cast.therapist):
        found = orjson.loads(reader.api("GET", place).content)
        [item] = found["items"]
        assert (item["text"], item["author_role"], item["own"]) == (sent["text"], "therapist", reader is cast.therapist)
        assert (found["taken"], found["may_reply"], found["next"]) == (True, True, None)


def test_what_may_not_be_seen_answers_like_what_is_not_there(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment())
    sent = {"id": str(uuid4()), "text": "hello"}
    nowhere = cast.teacher.api("POST", f"/entries/{uuid4()}/replies", sent).content
    for outsider in (cast.teacher, cast.school_lead, cast.social_worker, *cast.strangers):
        for circle in {cast.circle, outsider.circle}:
            place = f"/entries/{entry}/replies"
            asked = (("GET", place, None), ("POST", place, sent), ("PUT", place, {"taken": False}),
                     ("DELETE", f"{place}/{uuid4()}", None))  # fmt: skip
            for method, path, body in asked:
                answer = outsider.api(method, path, body, circle=circle)
                assert (answer.status_code, answer.content) == (404, nowhere), (method, outsider.role)
    too_long = {"id": str(uuid4()), "text": "x" * 501}
    assert cast.teacher.api("POST", f"/entries/{entry}/replies", too_long).status_code == 404


def test_what_is_sent_wrongly_is_said(cast: Cast) -> None:
    place = f"/entries/{write(cast.carer, 'moment', a_moment())}/replies"
    sent = {"id": str(uuid4()), "text": "hello"}
    wrong = [
        ({**sent, "text": "x" * 501}, "text"), ({**sent, "text": ""}, "text"), ({**sent, "text": 3}, "text"),
        ({**sent, "id": "none"}, "id"), ({**sent, "audience": ["me"]}, "audience"), ({"id": sent["id"]}, "text"),
    ]  # fmt: skip
    for body, field in wrong:
        answer = cast.carer.api("POST", place, body)
        assert (answer.status_code, orjson.loads(answer.content)["error"]["field"]) == (422, field)
    assert cast.carer.api("PUT", place, {"taken": "no"}).status_code == 422


def test_the_author_switches_replies_off_and_on(cast: Cast) -> None:
    place = f"/entries/{write(cast.carer, 'moment', a_moment())}/replies"
    assert cast.therapist.api("PUT", place, {"taken": False}).status_code == 404
    assert orjson.loads(cast.carer.api("PUT", place, {"taken": False}).content) == {"taken": False}
    refused = cast.therapist.api("POST", place, {"id": str(uuid4()), "text": "hello"})
    assert (refused.status_code, orjson.loads(refused.content)["error"]["code"]) == (409, "replies_off")
    assert orjson.loads(cast.therapist.api("GET", place).content)["may_reply"] is False
    cast.carer.api("PUT", place, {"taken": True})
    assert cast.therapist.api("POST", place, {"id": str(uuid4()), "text": "hello"}).status_code == 201


def test_a_reply_is_taken_back_by_its_writer_only(cast: Cast) -> None:
    place = f"/entries/{write(cast.carer, 'moment', a_moment())}/replies"
    reply = str(uuid4())
    cast.therapist.api("POST", place, {"id": reply, "text": "hello"})
    assert cast.carer.api("DELETE", f"{place}/{reply}").status_code == 404
    assert cast.therapist.api("DELETE", f"{place}/{reply}").status_code == 204
    assert orjson.loads(cast.carer.api("GET", place).content)["items"] == []
    assert cast.therapist.api("DELETE", f"{place}/{reply}").status_code == 404


def test_replies_vanish_at_once_when_the_entry_is_no_longer_theirs(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    place = f"/entries/{entry}/replies"
    assert cast.therapist.api("GET", place).status_code == 404
    assert sharing.show_entry(cast.subject.visit, entry, cast.therapist.membership)
    assert cast.therapist.api("POST", place, {"id": str(uuid4()), "text": "Thank you"}).status_code == 201
    sharing.stop_showing(cast.subject.visit, entry, cast.therapist.membership)
    assert cast.therapist.api("GET", place).status_code == 404
    assert len(orjson.loads(cast.subject.api("GET", place).content)["items"]) == 1


def test_a_reply_is_no_entry_of_its_own(cast: Cast) -> None:
    sent = {"id": str(uuid4()), "kind": "reply", "body": {"text": "hello"}}
    assert cast.carer.api("POST", "/entries", sent).status_code == 422
    assert cast.carer.client.get(f"/c/{cast.circle}/new/reply").status_code == 404
