"""What the members of a circle are told about its changes: codes and ids; `actions.circle_words` has the sentences."""

from datetime import datetime
from uuid import UUID

from lamplit.people.models import Notice


def tell(circle: UUID, code: str, now: datetime, *, by: UUID | None, about: UUID | None = None, role: str = "") -> None:
    """Leave a notice for every member; `about` is a membership, `role` stands in while there is none yet."""
    Notice.objects.create(circle_id=circle, code=code, actor_id=by, about_id=about, role=role, at=now)


def recent(circle: UUID, limit: int = 20) -> list[Notice]:
    """Return the newest notices of a circle, newest first."""
    return list(Notice.objects.filter(circle=circle).select_related("actor", "about__person").order_by("-at")[:limit])
