"""Who is at the door: one query from a session or token to a standing in one circle, read afresh every time."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.timezone import localdate

from lamplit.engines.kernel import MemberState, Role, Viewer, whole_years
from lamplit.engines.records.stamp import roles
from lamplit.people.sessions import still_open
from lamplit.people.standing import effective_state
from lamplit.vault import store
from lamplit.vault.profiles import NO_LINE, UNNAMED_CIRCLE, circle_name_of, danger_now_in, profile_of, support_line_in
from lamplit.vault.shapes import SupportLine

_STANDING = """
    p.id, p.epoch, p.is_active, p.is_operator, p.sealed_profile,
    c.sealed_name, c.country, c.plan_agreed, c.subject_id, s.sealed_profile,
    m.id, m.role, m.state, m.on_duty_from, m.on_duty_until, m.removal_due_at,
    EXISTS (SELECT 1 FROM people_consent k WHERE k.membership_id = m.id AND k.withdrawn_on IS NULL),
    (SELECT SUM(DISTINCT CASE x.role WHEN 'subject' THEN 1 WHEN 'carer' THEN 2 WHEN 'other_carer' THEN 4
            WHEN 'therapist' THEN 8 WHEN 'teacher' THEN 16 WHEN 'school_lead' THEN 32 WHEN 'social_worker' THEN 64 END)
        FROM people_membership x WHERE x.circle_id = m.circle_id AND x.state = 'confirmed' AND x.id <> m.id),
    (SELECT COUNT(*) FROM people_membership w WHERE w.circle_id = m.circle_id AND w.sharing_paused_at IS NOT NULL),
    EXISTS (SELECT 1 FROM people_rota r WHERE r.circle_id = c.id),
    q.up_to, q.since, q.opens_at
"""  # named, in this order, in _Standing
_BY_SESSION = f"""
    SELECT d.epoch, d.mfa, d.trusted, d.phone, d.started_at, d.seen_at, d.expire_date, d.together_circle,
        (SELECT MAX(u.kept_at) FROM vault_draft u WHERE u.author = p.id AND u.circle = c.id),
        (SELECT COUNT(*) FROM people_membership y WHERE y.person_id = p.id AND y.state <> 'removed'), {_STANDING}
    FROM people_session d
    JOIN people_person p ON p.id = d.person_id
    LEFT JOIN people_circle c ON c.id = %s
    LEFT JOIN people_membership m ON m.circle_id = c.id AND m.person_id = p.id AND m.state <> 'removed'
    LEFT JOIN people_person s ON s.id = c.subject_id
    LEFT JOIN people_shut_pages q ON q.person_id = p.id AND q.circle_id = c.id
    WHERE d.session_key = %s
"""  # noqa: S608 - our own column list
_BY_TOKEN = f"""
    SELECT t.epoch, {_STANDING}
    FROM people_apitoken t
    JOIN people_membership m ON m.id = t.membership_id AND m.state <> 'removed'
    JOIN people_person p ON p.id = m.person_id
    JOIN people_circle c ON c.id = m.circle_id
    LEFT JOIN people_person s ON s.id = c.subject_id
    LEFT JOIN people_shut_pages q ON q.person_id = p.id AND q.circle_id = c.id
    WHERE t.token_hash = %s AND t.revoked_at IS NULL AND c.id = %s
"""  # noqa: S608 - our own column list


_STATES = {state.value: state for state in MemberState}
_ROLES = {role.value: role for role in Role}


class _Standing(NamedTuple):
    """The columns of `_STANDING`."""

    person: Any
    epoch: int
    is_active: bool
    is_operator: bool
    profile: bytes
    circle_name: bytes | None
    country: str | None
    plan_agreed: bool | None
    subject: Any
    subject_profile: bytes | None
    membership: Any
    role: str | None
    state: str | None
    on_duty_from: date | None
    on_duty_until: date | None
    removal_due_at: datetime | None
    consented: bool
    present: int | None
    pauses: int | None
    rota: bool
    shut_up_to: int | None
    shut_since: datetime | None
    shut_until: datetime | None


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's request to one circle: their standing and what every page says about where they are.

    `viewer.role` is None for somebody signed in who is no member; they learn no name. A token has no `session_key`.
    `present` are the roles that other confirmed members hold, the visitor's own among them when somebody shares it.
    `draft_kept_at` is when the visitor last kept words here that are not saved yet, so that a page need not ask again.
    `duty` are the first and the last day on duty, None for a side that is open. `elsewhere` says that the visitor has
    a part in another circle too. `sharing_paused` says that the visitor lets nobody see what they wrote for now. `shut`
    says that what they wrote before they were helped back in waits, and `shut_until` until when (None: not settled).
    `danger_now` says that this circle's therapist has written down that somebody here lives with danger now.
    `support_line` is the number this family wants close. `rota` says that this circle was ever asked about who reads
    what is shown, and when; whether that is agreed now is another matter.
    """

    viewer: Viewer
    person_name: str
    circle_name: str
    subject: UUID | None
    subject_name: str
    subject_age: int | None
    country: str
    plan_agreed: bool
    together: bool
    seen_at: datetime
    session_key: str | None
    operator: bool
    present: frozenset[Role] = frozenset()
    draft_kept_at: datetime | None = None
    duty: tuple[date | None, date | None] = (None, None)
    elsewhere: bool = False
    sharing_paused: bool = False
    shut: bool = False
    shut_until: datetime | None = None
    danger_now: bool = False
    support_line: SupportLine = NO_LINE
    rota: bool = False


def enter(session_key: str | None, circle: UUID, now: datetime) -> Visit | None:
    """Return the visit of a signed-in person, or None when nobody is signed in.

    A session counts only while it is within its hours, its person is active and neither has been ended elsewhere.
    """
    found = store.row(_BY_SESSION, [store.id_in(circle), session_key]) if session_key else None
    if found is None:
        return None
    epoch, mfa, trusted, phone, started_at, seen_at, expires, together, draft, parts = found[:10]
    standing = _Standing(*found[10:])
    seen_at = _aware(seen_at)
    stays = bool(trusted) and together is None  # a screen shared with a child closes as on any other device
    alive = still_open(started_at=_aware(started_at), seen_at=seen_at, trusted=stays, phone=bool(phone), now=now)
    if not alive or _aware(expires) <= now or not standing.is_active or epoch != standing.epoch:
        return None
    sitting_together = together is not None and store.hex_out(together) == circle.hex
    if together is not None and not sitting_together:  # a shared screen shuts the adult's other circles too
        standing = standing._replace(role=None)
    return _visit(standing, circle, now, _Way(bool(mfa), sitting_together, seen_at, session_key, draft, parts))


def enter_by_token(token: str, circle: UUID, now: datetime) -> Visit | None:
    """Return the visit of a program with an API token, or None when the token opens nothing here.

    A token is made on the server's own console and bound to one membership; it counts as a second factor.
    """
    digest = sha256(token.encode("utf-8", "surrogatepass")).digest()
    found = store.row(_BY_TOKEN, [digest, store.id_in(circle)])
    if found is None:
        return None
    standing = _Standing(*found[1:])
    if not standing.is_active or found[0] != standing.epoch:
        return None
    visit = _visit(standing, circle, now, _Way(True, False, now, None))  # noqa: FBT003 - named in _Way
    return visit if visit.viewer.role is not None else None


class _Way(NamedTuple):
    """How somebody came in."""

    mfa: bool
    together: bool
    seen_at: datetime
    session_key: str | None
    draft_kept: str | None = None
    parts: int = 1


def _visit(row: _Standing, circle: UUID, now: datetime, way: _Way) -> Visit:
    """Return the visit that a row and a way in amount to; names only for those whose standing counts."""
    today = localdate(now)
    viewer, quiet = _viewer(row, circle, (now, today), mfa=way.mfa), _quiet(row, circle)
    paused, until = viewer.person in quiet, row.shut_until
    viewer = replace(viewer, silent=quiet - {viewer.person}) if quiet else viewer
    draft = store.instant_out(way.draft_kept) if way.draft_kept else None
    inside = viewer.state is MemberState.CONFIRMED
    known = inside or viewer.state is MemberState.PAUSED
    subject = store.hex_out(row.subject) if inside and row.subject is not None else None
    about = profile_of(subject, bytes(row.subject_profile or b"")) if subject else None
    born = about.born_on if about else None
    return Visit(
        viewer=viewer,
        person_name=profile_of(viewer.person.hex, bytes(row.profile)).display_name,
        circle_name=circle_name_of(circle.hex, bytes(row.circle_name or b"")) if known else UNNAMED_CIRCLE,
        subject=UUID(subject) if subject else None,
        subject_name=about.display_name if about else "",
        subject_age=whole_years(born, today) if born and born <= today else None,
        country=row.country or "GB",
        plan_agreed=bool(row.plan_agreed) and inside,
        together=way.together and inside,
        seen_at=way.seen_at,
        session_key=way.session_key,
        operator=bool(row.is_operator),
        present=roles(int(row.present or 0)) if inside else frozenset(),
        draft_kept_at=None if not inside or (draft and viewer.shut_since and draft <= viewer.shut_since) else draft,
        duty=(row.on_duty_from, row.on_duty_until) if inside else (None, None),
        elsewhere=inside and way.parts > 1,
        sharing_paused=inside and paused,
        shut=viewer.shut_since is not None,
        shut_until=_aware(until) if until and viewer.shut_since else None,
        danger_now=inside and danger_now_in(circle.hex, bytes(row.circle_name or b"")),
        support_line=support_line_in(circle.hex, bytes(row.circle_name or b"")) if inside else NO_LINE,
        rota=inside and bool(row.rota),
    )


def _viewer(row: _Standing, circle: UUID, moment: tuple[datetime, date], *, mfa: bool) -> Viewer:
    """Return the standing of a person; a removal whose time has come counts as done."""
    now, today = moment
    person = UUID(store.hex_out(row.person))
    due = _aware(row.removal_due_at) if row.removal_due_at is not None else None
    state = effective_state(_STATES[row.state], due, now) if row.state else MemberState.REMOVED
    if state is MemberState.REMOVED or row.role is None:
        return Viewer(person, mfa=mfa, on_duty=False, consented=False)
    on_duty = (row.on_duty_from is None or row.on_duty_from <= today) and (
        row.on_duty_until is None or today <= row.on_duty_until
    )
    membership = UUID(store.hex_out(row.membership))
    known = Viewer(person, circle, membership, _ROLES[row.role], state, on_duty, mfa, bool(row.consented), today)
    if row.shut_since is None or (row.shut_until is not None and _aware(row.shut_until) <= now):
        return known
    return replace(known, shut_up_to=int(row.shut_up_to or 0), shut_since=_aware(row.shut_since))


def _quiet(row: _Standing, circle: UUID) -> frozenset[UUID]:
    """Return the people of a circle who have paused their sharing; asked for only when there are any."""
    if not row.pauses:
        return frozenset()
    found = store.rows(
        "SELECT person_id FROM people_membership WHERE circle_id = %s AND sharing_paused_at IS NOT NULL",
        [store.id_in(circle)],
    )
    return frozenset(UUID(store.hex_out(person)) for (person,) in found)


def _aware(stored: datetime) -> datetime:
    """Return an instant with its zone; SQLite hands out UTC without one."""
    return stored if stored.tzinfo is not None else stored.replace(tzinfo=UTC)
