"""The shapes of what the JSON face takes and gives, as pydantic models; leaves the body of each kind to its kind."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from lamplit.engines.kernel import MemberState, Role
from lamplit.engines.records.kinds.reply import TEXT_LIMIT

PAGE = 50
LARGEST_PAGE = 100

Someone = Annotated[str, StringConstraints(pattern="^(me|role:[a-z_]+|member:[0-9a-fA-F-]{36})$")]
Body = dict[str, object]


class Sent(BaseModel):
    """What a program sends: known fields of known types and nothing else."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Given(BaseModel):
    """What a program is given, and not a field more."""

    model_config = ConfigDict(extra="forbid")


def _digits(value: object) -> object:
    """Let only plain digits be a number: no sign, no space, no other alphabet's."""
    return value if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 4 else None


class PageOf(Sent):
    """Which page of a list."""

    before: str | None = Field(None, description="The cursor `next` of the page before; it says nothing by itself.")
    limit: Annotated[int, BeforeValidator(_digits)] = Field(
        PAGE, ge=1, le=LARGEST_PAGE, description=f"How many at most; {PAGE} when left out."
    )


class Writing(Sent):
    """What new entries and changes have in common."""

    happened_at: str | None = Field(
        None,
        description="When it happened, with its offset from UTC; left out or null: now, or as it was.",
        json_schema_extra={"format": "date-time"},
    )
    kind: str = Field(min_length=1)
    body: Body
    audience: list[str] | None = Field(
        None,
        description='Who sees it: "me", "role:<role>", "member:<membership>"; left out or null: as the policy says, '
        "or as it was.",
    )


class NewEntry(Writing):
    """A new entry, under an id that the program makes, so that sending it twice keeps one."""

    id: UUID


class Change(Writing):
    """A change of an entry, made to the version `revision`."""

    revision: int = Field(strict=True)


class Member(Sent):
    """One member of the circle, by the id of the membership."""

    member: UUID


class SizeOf(Sent):
    """How large a photo is wanted."""

    size: Literal["whole", "small"] = Field("whole", description="`small` is for lists.")


class Document(BaseModel):
    """A description of this interface (OpenAPI 3.1)."""

    openapi: str
    info: Body
    paths: Body
    components: Body


class Kept(Given):
    """What was kept, and in a sentence who sees it."""

    id: UUID
    revision: int = Field(ge=1)
    who_sees: str


class Pictured(Given):
    """The entry that has its photo now."""

    id: UUID


class Measures(Given):
    """How large a photo is, in pixels."""

    width: int = Field(ge=1)
    height: int = Field(ge=1)


class Recorded(Given):
    """What a recording is."""

    media: Literal["audio/webm", "audio/ogg", "audio/mp4", "audio/wav"]


class Shown(Given):
    """That the entry is shown now."""

    shown: Literal[True]


class Addendum(Given):
    """Something its author added after signing off."""

    id: UUID
    at: datetime
    text: str


class Entry(Given):
    """One entry as its reader may see it: `level` full with `body`, or summary with no word of it."""

    id: UUID
    kind: str | None = Field(description="Null when the entry is damaged, or its reader may not know.")
    happened_at: datetime | None = Field(description="Null when the reader sees a summary only.")
    author: UUID = Field(description="The person who wrote it.")
    author_role: Role
    day: date = Field(description="The day it happened, where the house stands. Lists are ordered by it, newest first.")
    seq: int = Field(ge=0, description="The place within the day.")
    revision: int = Field(ge=1)
    level: Literal["full", "summary"]
    audience: list[Someone] = Field(default_factory=list, description="On the reader's own entries only.")
    body: Body | None = Field(default_factory=dict, description="As its kind says, at level full; null when damaged.")
    photo: Measures = Field(
        default_factory=lambda: Measures(width=1, height=1), description="At level full, when the entry has a photo."
    )
    sound: Recorded = Field(
        default_factory=lambda: Recorded(media="audio/webm"),
        description="At level full, when the entry has a recording.",
    )
    summary: Body | None = Field(default_factory=dict, description="What may be told without a word, at level summary.")
    signed_off_at: datetime | None = Field(default=None, description="When it was signed off; not there before that.")
    addenda: list[Addendum] = Field(default_factory=list, description="What was added after that, the oldest first.")
    damaged: Literal[True] = Field(default=True, description="There only when the entry cannot be opened any more.")


class EntryPage(Given):
    """Some entries, newest first, and the cursor of the older ones; null at the end."""

    items: list[Entry]
    next: str | None


class NewReply(Sent):
    """A reply to an entry, under an id that the program makes, so that sending it twice keeps one."""

    id: UUID
    text: str = Field(description="Plain words.", json_schema_extra={"minLength": 1, "maxLength": TEXT_LIMIT})


class Switch(Sent):
    """Whether an entry takes replies from now on."""

    taken: bool = Field(strict=True)


class Switched(Given):
    """Whether the entry takes replies now."""

    taken: bool


class ReplyKept(Given):
    """What was sent, and in a sentence who sees it."""

    id: UUID
    who_sees: str


class Reply(Given):
    """One reply, for somebody who reads all of its entry."""

    id: UUID
    author: UUID = Field(description="The person who wrote it.")
    author_role: Role
    written_at: datetime | None = Field(description="Null when the reply is damaged.")
    text: str | None = Field(description="Null when the reply is damaged.")
    own: bool
    damaged: Literal[True] = Field(default=True, description="There only when the reply cannot be opened any more.")


class Replies(Given):
    """Every reply to an entry, oldest first."""

    items: list[Reply]
    next: None
    taken: bool = Field(description="Whether its author lets the entry take replies.")
    may_reply: bool = Field(description="Whether you may reply now.")


class KindCard(Given):
    """One kind of entry: `body` is the JSON schema (draft 2020-12) of what its entries hold."""

    kind: str
    title: str
    body: Body


class KindList(Given):
    """Every kind there is."""

    items: list[KindCard]
    next: None


class CircleCard(Given):
    """One circle; a member whose place is paused learns its name and no more."""

    id: UUID
    name: str
    role: Role
    state: MemberState


class CircleList(Given):
    """The circles these credentials open."""

    items: list[CircleCard]
    next: None


class Fault(Given):
    """Why not: `code` for programs, `message` for people, `field` where it can be mended."""

    code: str
    message: str
    field: str | None


class Refusal(Given):
    """What every refusal looks like."""

    error: Fault
