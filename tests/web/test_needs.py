"""Good to know: the child's own view beside the grown-ups', each its writer's alone to change and to show."""

import re
from uuid import UUID, uuid4

import pytest

from lamplit.actions import needs, pausing, sharing
from lamplit.actions.entries import Clash, Refused, Writing, entry_history, revise_entry
from lamplit.engines.records.kinds.need import AREAS, NEED
from lamplit.engines.records.whispers import kinder_words, whispers_in
from tests.cast import Cast, Part, make_cast, write

LOUD = {"about": "before", "before": ["loud_places"], "text": "The dinner hall."}


def page(part: Part) -> str:
    answer = part.client.get(f"/c/{part.circle}/good-to-know")
    assert answer.status_code == 200
    return answer.content.decode()


def sides(part: Part, area: str) -> tuple[str, str]:
    """What stands on the child's side and on the grown-ups' side of one need."""
    card = re.split(r'<section class="card need ', page(part))[1 + AREAS.index(area)]
    own, others = re.split(r'<section class="side others"', card)
    return own, others


def save(part: Part, **fields: object) -> UUID:
    entry = uuid4()
    answer = part.client.post(f"/c/{part.circle}/new/need", {"id": entry, **fields})
    assert answer.status_code == 302, answer.content.decode()
    assert "/good-to-know?done=kept" in answer["Location"]
    return entry


@pytest.mark.row("TP03")
def test_both_views_stand_side_by_side_need_by_need_and_neither_writes_over_the_other(cast: Cast) -> None:
    picks = {"before": "goodbyes", "comfort": "music", "senses": "loud_sounds", "closeness": "checks_back"}
    for area, pick in picks.items():
        save(cast.carer, about=area, **{area: [pick]}, text=f"Seen by Robin, {area}.")
    mine = save(cast.subject, about="before", before=["raised_voices"], text="When it goes quiet before the shouting.")
    for area in AREAS:
        own, others = sides(cast.carer, area)
        assert f"Seen by Robin, {area}." in others
        assert "before the shouting" not in own, "theirs until they show it"
    assert sharing.show_entry(cast.subject.visit, mine, cast.carer.membership)
    own, others = sides(cast.carer, "before")
    assert "Raised voices" in own
    assert "before the shouting" in own
    assert "Seen by Robin, before." in others
    assert cast.carer.client.get(f"/c/{cast.circle}/e/{mine}/edit").status_code == 404
    _, others = sides(cast.subject, "closeness")
    assert "Checking that people come back" in others, "16: a carer's words about them are theirs to read"
    assert "Seen by Robin" in sides(cast.therapist, "comfort")[1]
    assert "before the shouting" not in page(cast.therapist)


@pytest.mark.row("TP03")
def test_each_writer_has_the_rule_of_their_own_row_and_an_empty_page_tells_nobody_what_is_kept_back(cast: Cast) -> None:
    empty = page(cast.social_worker)
    save(cast.subject, **LOUD)
    save(cast.carer, about="comfort", comfort=["quiet"], talk_first="1", text="After we talk.")
    given = save(cast.therapist, about="closeness", closeness=["one_person"], text="From Sam.")
    for part in (cast.social_worker, cast.school_lead):
        assert "From Sam" not in page(part)
    assert strip(page(cast.social_worker)) == strip(empty)
    assert "After we talk." not in page(cast.subject)
    assert "After we talk." in page(cast.other_carer)
    assert "From Sam" not in page(cast.carer)
    assert sharing.show_entry(cast.therapist.visit, given, cast.carer.membership)
    assert "From Sam" in sides(cast.carer, "closeness")[1]
    assert cast.teacher.client.get(f"/c/{cast.circle}/good-to-know").status_code == 404
    assert cast.stranger_carer.client.get(f"/c/{cast.circle}/good-to-know").status_code == 404
    pausing.pause_sharing(cast.therapist.visit)
    assert "From Sam" not in page(cast.carer)


def strip(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|data-\w+="[^"]*"', "", text)


@pytest.mark.django_db
def test_under_eight_a_child_does_not_read_what_grown_ups_wrote_and_from_eight_they_do() -> None:
    for age, reads in ((7, False), (8, True)):
        cast = make_cast(subject_age=age)
        save(cast.carer, about="comfort", comfort=["a_story"], text="Told in the dark.")
        assert ("Told in the dark." in page(cast.subject)) is reads


def test_two_editors_at_once_lose_nothing_and_every_version_stays(cast: Cast) -> None:
    entry = save(cast.subject, **LOUD)
    first = Writing(entry, "need", {**LOUD, "text": "The hall, and the bell."})
    revise_entry(cast.subject.visit, entry, 1, first)
    with pytest.raises(Clash):
        revise_entry(cast.subject.visit, entry, 1, Writing(entry, "need", {**LOUD, "text": "The bus too."}))
    late = {"id": entry, "base": 1, **LOUD, "text": "The bus too."}
    answer = cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/edit", late)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "The hall, and the bell." in shown
    assert "The bus too." in shown
    both = cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/edit", {**late, "both": "1"})
    assert both.status_code == 302
    assert {"The hall, and the bell.", "The bus too."} <= {each.text for each in views(cast.subject, "before")}
    assert [(each.body or {})["text"] for each in entry_history(cast.subject.visit, entry)][-1] == "The dinner hall."
    cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/delete", {})
    assert "The hall, and the bell." not in page(cast.subject)
    cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/restore", {})
    assert "The hall, and the bell." in page(cast.subject)


def views(part: Part, area: str) -> tuple[needs.View, ...]:
    return needs.good_to_know(part.visit).areas[AREAS.index(area)].child


def test_the_sentence_beside_save_is_true_for_talking_first_too(cast: Cast) -> None:
    for kind in ("need", "moment"):
        at = f"/c/{cast.circle}/new/{kind}"
        ticks = {"audience": ["role:subject", "role:carer", "role:therapist"], "audience_set": "1"}
        said = [
            cast.carer.client.get(f"{at}/who", {**ticks, **more}).content.decode() for more in ({}, {"talk_first": "1"})
        ]
        assert "young person" in said[0]
        assert "young person" not in said[1]
        assert "therapist" in said[1]
        slip = {"id": uuid4(), "text": "x" * 9_000, "words": "x" * 9_000, "about": "before", "tone": "hard", **ticks}
        again = cast.carer.client.post(at, slip | {"talk_first": "1"}).content.decode()
        assert "young person" not in re.findall(r"data-who-sees>.*?</p>", again, re.DOTALL)[-1]
        kept = uuid4()
        sent = {"id": kept, "text": "Later.", "words": "Later.", "about": "before", "tone": "hard", **ticks}
        assert cast.carer.client.post(at, sent | {"talk_first": "1"}).status_code == 302
        assert cast.subject.client.get(f"/c/{cast.circle}/e/{kept}").status_code == 404, (
            "ticked from the start, and yet"
        )
        assert cast.therapist.client.get(f"/c/{cast.circle}/e/{kept}").status_code == 200
        assert 'value="role:subject" checked' in again, "a tick stays, for when it is not to be talked about first"


def test_one_tap_is_enough_and_an_empty_line_is_asked_for_one_thing(cast: Cast) -> None:
    save(cast.subject, about="comfort", comfort=["music"])
    with pytest.raises(Refused) as refused:
        write(cast.subject, "need", {"about": "comfort"})
    assert [each.message for each in refused.value.problems] == ["Tap one thing, or write one line. That is enough."]
    form = cast.subject.client.get(f"/c/{cast.circle}/new/need?about=senses").content.decode()
    assert "Loud sounds are too much" in form
    assert "A joke" not in form
    assert "Only you" in form


@pytest.mark.row("TP03")
@pytest.mark.parametrize(
    "text", ["Reactive attachment disorder.", "avoidant attachment", "ODD and ADHD", "is dysregulated"]
)
def test_a_diagnosis_is_met_with_plain_words_here_alone_and_never_stands_in_the_way(cast: Cast, text: str) -> None:
    words = kinder_words()
    assert whispers_in(text, words, "need")
    assert whispers_in(text, words, "moment") == ()
    save(cast.carer, about="closeness", text=text)
    assert text in page(cast.carer)
    form = cast.carer.client.post(f"/c/{cast.circle}/new/need", {"id": uuid4(), "text": text}).content.decode()
    assert "Would they be glad to read this one day?" in form
    young = cast.subject.client.post(f"/c/{cast.circle}/new/need", {"id": uuid4(), "text": text}).content.decode()
    assert "Would they be glad" not in young


def test_no_pick_is_a_label_of_its_own() -> None:
    labels = [label for area in AREAS for label in NEED.labels[area].values()]
    assert len(labels) >= 50
    for label in labels:
        assert whispers_in(label, kinder_words(), "need") == ()
