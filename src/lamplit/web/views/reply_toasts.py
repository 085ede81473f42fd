"""The line after a reply was sent, deleted or brought back, and after the switch; true of what is so now."""

from django.urls import reverse

from lamplit.actions.entries import EntryCard
from lamplit.actions.replies import WHO_SEES, Replies
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.views.asked import Asked, Toast


def reply_toast(request: Asked, card: EntryCard, replies: Replies) -> Toast | None:
    """Return the line about the reply that was just touched, or about the switch; None for anything else."""
    done = request.GET.get("done", "")
    if done in ("replies_on", "replies_off"):
        return _switched(card, replies, taken=done == "replies_on")
    reply = as_uuid(request.GET.get("reply", ""))
    if reply is None:
        return None
    place = (request.visit.viewer.circle, card.id, reply)
    if any(each.own and each.id == reply for each in replies.items):
        if done == "replied":
            return Toast(say("Sent. {who_sees}", who_sees=WHO_SEES), reverse("delete_reply", args=place))
        return Toast(say("Your reply is back.")) if done == "reply_back" else None
    if done == "reply_deleted" and reply in replies.put_away:
        return Toast(say("Reply deleted."), reverse("restore_reply", args=place))
    return None


def _switched(card: EntryCard, replies: Replies, *, taken: bool) -> Toast | None:
    if not card.own or replies.taken is not taken:
        return None
    return Toast(say("People who see this can reply.") if taken else say("No new replies here. What was said stays."))
