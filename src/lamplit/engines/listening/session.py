"""Makes the report of one session from its turns: what was hard, what helped, what was said; rates nobody."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from lamplit.engines.kernel import Finding, SignalReader, WritingContext
from lamplit.engines.listening.examples import resembles
from lamplit.engines.listening.keywords import keywords_of
from lamplit.engines.listening.moments import Event, by_model, events_in, hinted, key_moments
from lamplit.engines.listening.phrases import phrases
from lamplit.engines.listening.reply import ClientTurn, Reply
from lamplit.engines.listening.report import Cited, Coded, Counts, Heard, Report
from lamplit.engines.listening.skills import read_reply
from lamplit.engines.listening.speakers import Guess, Part, who_is_who
from lamplit.engines.listening.talk import kinds_of, read_client_turn
from lamplit.engines.listening.transcripts import Transcript, Turn
from lamplit.engines.listening.volleys import asked, given_back, volleys

MOST_QUOTES = 6  # of one part of the summary
FEW_WORDS = 3  # of a turn: fewer tell nobody why it was coded so
MOST_LINES = 12  # cited for one kind of turn, and quoted of what is hard
INTERVENTIONS = ("safe_space", "working_together", "choice", "technique", "safety_talk")
RECOVERY = ("insight", "self_acceptance", "commitment", "emotion_shift")
CLIENTS = ("client", "carer")
# Log odds (see `ClientTurn.signs`) from which what models alone hear is listed. Of exams of signals it keeps 129 of 158
# that are right, of made-up sessions nothing learnt from 29 of 82, nearly all wrong.
LEAST_SIGNS = -1.0
_PUT_IN = re.compile(r"\[[^\[\]\n]{1,40}\]")  # "[Person 1]", "[laughs]": what nobody said is no keyword
CODES = {
    "open": "The therapist asked questions that leave room for any answer.",
    "complex": "The therapist said back what may lie under the words.",
    "simple": "The therapist said back what was said.",
    "validation": "The therapist said that the feeling makes sense.",
}


def listen(transcript: Transcript, told: Mapping[str, str] | None = None, reader: SignalReader | None = None) -> Report:
    """Return the report of one session; raises TranscriptError when `told` names a label or part that is not there.

    `told` says who is who by label. `reader` finds what somebody should read; without one nothing of that kind is said.
    """
    speakers = who_is_who(transcript, told)
    turns = transcript.turns
    replies, clients = _read(turns, speakers)
    coded, signals = _coded(turns, speakers, replies, clients, reader)
    noticed = [event for turn in turns for event in _events(turn, speakers[turn.speaker].part, clients.get(turn.line))]
    events = [event for event in noticed if event.stands]
    return Report(
        speakers=speakers,
        summary={
            "struggles": _strongest(events, ("struggle",), MOST_LINES),
            "interventions": (*_kinds(events), *_codes(replies)),
            "recovery": _strongest(events, RECOVERY),
            "guidance": _strongest(events, ("guidance",)),
            "keywords": _keywords(turns),
        },
        key_moments=key_moments(noticed),
        counts=_counts(turns, speakers, replies),
        coded=coded,
        signals=signals,
        insights=tuple(_cited(event) for event in events if event.label == "insight"),
        commitments=tuple(_cited(event) for event in events if event.label == "commitment"),
    )


def _events(turn: Turn, part: Part, client: ClientTurn | None) -> Iterator[Event]:
    """Yield what stands out in one turn, and what models hear in it where no phrase says so."""
    found = list(events_in(turn, part))
    yield from hinted(turn, found, client.hints) if client and client.hints is not None else found
    if client and client.struggle and not any(each.label == "struggle" for each in found):
        yield by_model(turn, client.struggle)


def _read(turns: Sequence[Turn], speakers: Mapping[str, Guess]) -> tuple[dict[int, Reply], dict[int, ClientTurn]]:
    """Return what each turn of the therapist does and each turn of the client or a carer says, by line."""
    replies: dict[int, Reply] = {}
    clients: dict[int, ClientTurn] = {}
    before = ""
    for turn in turns:
        part = speakers[turn.speaker].part
        if part == "therapist":
            replies[turn.line] = read_reply(turn.text, before)
        elif part in CLIENTS:
            clients[turn.line] = read_client_turn(turn.text, before)
        before = turn.text
    return replies, clients


def _coded(
    turns: Sequence[Turn], speakers: Mapping[str, Guess], replies: Mapping[int, Reply],
    clients: Mapping[int, ClientTurn], reader: SignalReader | None,
) -> tuple[tuple[Coded, ...], tuple[Heard, ...]]:  # fmt: skip
    """Return every turn with its codes, and what was heard that somebody should read."""
    coded: list[Coded] = []
    heard: list[Heard] = []
    for turn in turns:
        part = speakers[turn.speaker].part
        reading = reader.read(turn.text, WritingContext()) if reader and part != "therapist" else None
        findings = reading.findings if reading else ()
        behaviour = replies[turn.line].behaviour if turn.line in replies else None
        said = clients[turn.line] if part == "client" else None
        talk, kinds = (said.talk, kinds_of(said)) if said else (None, ())
        coded.append(Coded(turn.line, turn.speaker, behaviour, talk, findings, kinds))
        heard += [Heard(turn.line, finding, resembles(finding)) for finding in findings
                  if finding.counts and _borne_out(finding, clients.get(turn.line))]  # fmt: skip
    return tuple(coded), tuple(heard)


def _borne_out(finding: Finding, turn: ClientTurn | None) -> bool:
    """Say whether to list a finding: in a session nearly every turn tells of something hard, and models mishear that.

    What reviewed words say is always listed. Without an encoder everything is.
    """
    return not finding.by_model or turn is None or turn.signs is None or turn.signs >= LEAST_SIGNS


def _counts(turns: Sequence[Turn], speakers: Mapping[str, Guess], replies: Mapping[int, Reply]) -> Counts:
    """Return what was counted: questions and reflections by volley (`volleys`), words by part."""
    said = Counter(
        {part: sum(len(turn.text.split()) for turn in turns if speakers[turn.speaker].part == part)
         for part in dict.fromkeys(guess.part for guess in speakers.values())}
    )  # fmt: skip
    words = max(1, said.total())
    held = list(volleys(turns, replies))
    questions, reflections = Counter(map(asked, held)), Counter(map(given_back, held))
    return Counts(questions["open"], questions["closed"], reflections["simple"], reflections["complex"],
                  {part: round(count / words, 3) for part, count in said.items()})  # fmt: skip


def _cited(event: Event) -> Cited:
    return Cited(event.quote, (event.line,), event.because)


def _strongest(events: Sequence[Event], labels: Sequence[str], most: int = MOST_QUOTES) -> tuple[Cited, ...]:
    """Return the strongest quotes of some kinds, one a turn, spread over the session, in its order."""
    by_line: dict[int, Event] = {}
    for event in events:
        if event.label in labels and (event.line not in by_line or _says(event) > _says(by_line[event.line])):
            by_line[event.line] = event
    kept = sorted(by_line.values(), key=lambda event: -_says(event))[:most]
    return tuple(_cited(event) for event in sorted(kept, key=lambda event: event.line))


def _says(event: Event) -> float:
    """Return how much speaks for an event: its phrases, or the models."""
    return event.weight or event.strength


def _kinds(events: Sequence[Event]) -> tuple[Cited, ...]:
    """Return one fixed sentence for each kind of thing the therapist did, with the turns that show it."""
    about = phrases("session").about
    found = {label: [event for event in events if event.label == label] for label in INTERVENTIONS}
    return tuple(
        _many(about[label].sentence, [event.line for event in shown], f"{shown[0].because} Such as: {shown[0].quote}")
        for label, shown in found.items() if shown
    )  # fmt: skip


def _codes(replies: Mapping[int, Reply]) -> tuple[Cited, ...]:
    """Return one fixed sentence for each code of the therapist's turns, with the turns that carry it."""
    found = {name: [line for line, reply in replies.items() if _carries(reply, name)] for name in CODES}
    return tuple(_many(CODES[name], lines, _coded_so(name, [replies[line] for line in sorted(lines)[:MOST_LINES]]))
                 for name, lines in found.items() if lines)  # fmt: skip


def _coded_so(name: str, replies: Sequence[Reply]) -> str:
    """Return the longest words that spoke for a code in one of the turns cited, and how often people differ on it."""
    marks = [mark for reply in replies for mark in reply.marks_of(name)]
    if not marks:
        return "These turns were coded so."
    quote = max((mark.evidence.quote for mark in marks), key=len).rstrip(" .,;:-")
    people = f"People trained in this differ on about {round(marks[0].disagree * 100)} of 100 such turns."
    if len(quote.split()) < FEW_WORDS:
        return f"No single words say so; it is the turns as a whole. {people}"
    return f'These words said so most: "{quote}". {people}'


def _carries(reply: Reply, name: str) -> bool:
    return reply.validation if name == "validation" else name in {reply.question, reply.reflection}


def _many(text: str, lines: Sequence[int], because: str) -> Cited:
    """Return one sentence for many turns; says how many when not all are cited."""
    unique = sorted(set(lines))
    more = f" {len(unique)} turns in all." if len(unique) > MOST_LINES else ""
    return Cited(text, tuple(unique[:MOST_LINES]), because + more)


def _keywords(turns: Sequence[Turn]) -> tuple[Cited, ...]:
    """Return the phrases the session was about, each with the turns in which it is said."""
    whole = _PUT_IN.sub(lambda each: " " * len(each[0]), "\n".join(turn.text for turn in turns))
    starts = [0, *accumulate(len(turn.text) + 1 for turn in turns)]
    lower = [turn.text.lower() for turn in turns]
    cited: list[Cited] = []
    for each in keywords_of(whole, MOST_LINES):
        first = turns[bisect_right(starts, each.span.start) - 1].line
        lines = [turns[at].line for at, text in enumerate(lower) if each.text.lower() in text][:MOST_LINES]
        cited.append(Cited(each.text, tuple(sorted({first, *lines})), each.because))
    return tuple(cited)
