"""Replies for programs: list, send, take back, switch off; leaves every decision to actions."""

from uuid import UUID

from django.http import HttpResponse

from lamplit.actions import replies
from lamplit.actions.replies import ReplyCard
from lamplit.actions.tongue import aloud
from lamplit.api import answers
from lamplit.api.face import ENTRY, READING, WRITING, Inside, face, says
from lamplit.api.shapes import NewReply, Replies, ReplyKept, Switch, Switched

TAGS = ["Replies"]
REPLIES = ENTRY + "/replies"
REPLY = REPLIES + "/{uuid:reply}"


@face.get(REPLIES, response=says({200: Replies}, *READING), tags=TAGS, url_name="replies")
def list_replies(request: Inside, circle: UUID, entry: UUID) -> HttpResponse:
    """List the replies to an entry, oldest first.

    They are for everybody who reads all of the entry; who sees only that it is there finds nothing here.
    """
    found = replies.replies_to(request.visit, entry)
    if found is None:
        return answers.missing()
    items = [_item(each) for each in found.items]
    return answers.answer({"items": items, "next": None, "taken": found.taken, "may_reply": found.may_reply})


@face.post(REPLIES, response=says({201: ReplyKept, 200: ReplyKept}, *WRITING, 409), tags=TAGS)
def send_reply(request: Inside, circle: UUID, entry: UUID, body: NewReply) -> HttpResponse:
    """Reply to an entry you read all of.

    Everyone who sees the entry sees the reply. Make the id yourself: the same id with the same words is kept once and
    answers 200, with other words 409. 409 too, with the code `replies_off`, when the entry takes no replies.
    """
    try:
        created = replies.write_reply(request.visit, entry, body.id, body.text)
    except replies.RepliesClosed:
        return answers.error(409, "replies_off", replies.CLOSED)
    if created is None:
        return answers.missing()
    return answers.answer({"id": body.id, "who_sees": aloud(replies.WHO_SEES)}, 201 if created else 200)


@face.put(REPLIES, response=says({200: Switched}, *WRITING), tags=TAGS)
def switch_replies(request: Inside, circle: UUID, entry: UUID, body: Switch) -> HttpResponse:
    """Let an entry of your own take replies, or no more; those that are there stay."""
    done = replies.switch_replies(request.visit, entry, taken=body.taken)
    return answers.answer({"taken": body.taken}) if done else answers.missing()


@face.delete(REPLY, response=says({204: None}, 401, 403, 404, 503), tags=TAGS, url_name="reply")
def delete_reply(request: Inside, circle: UUID, entry: UUID, reply: UUID) -> HttpResponse:
    """Take a reply of your own back from everybody; it is gone for good after seven days."""
    gone = replies.delete_reply(request.visit, entry, reply)
    return answers.raw(b"", 204) if gone else answers.missing()


def _item(reply: ReplyCard) -> dict[str, object]:
    item: dict[str, object] = {
        "id": reply.id,
        "author": reply.author,
        "author_role": reply.author_role.value,
        "written_at": reply.written_at,
        "text": None if reply.damaged else reply.text,
        "own": reply.own,
    }
    return item | {"damaged": True} if reply.damaged else item
