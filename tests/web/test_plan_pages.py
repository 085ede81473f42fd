"""The plan in the circle: kept part by part, two at once lose nothing, others see what was shown and offer words."""

import io
import re
from uuid import UUID, uuid4

from django.http import HttpResponse
from pypdf import PdfReader

from lamplit.actions import circles, plan, plan_rules, sharing
from lamplit.actions.entries import entry_history, recently_deleted
from lamplit.vault import store
from tests.cast import Cast, Part, make_cast

READ = ("reasons", "signs")


def shown(part: Part, path: str = "/plan") -> str:
    answer = part.client.get(f"/c/{part.circle}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def keep(part: Part, code: str, text: str, *people: Part, **more: object) -> HttpResponse:
    """Save one part as its page does, shown to these people."""
    ticked = [f"member:{each.membership}" for each in people] or ["me"]
    sent = {"id": uuid4(), "part": code, "text": text, "audience_set": "1", "audience": ticked, **more}
    return part.client.post(f"/c/{part.circle}/new/plan_part", sent)


def part_in(cast: Cast, code: str) -> plan.PartPage:
    return next(each for each in plan.plan_of(cast.subject.visit).every if each.code == code)


def entry_of(cast: Cast, code: str) -> UUID:
    card = part_in(cast, code).card
    assert card is not None
    return card.id


def test_each_part_is_kept_alone_and_comes_back_to_the_plan(cast: Cast) -> None:
    page = shown(cast.subject)
    assert page.count('class="card plan-part') == 1 + 8 + 2
    assert "Nobody is watching this page" in page
    answer = keep(cast.subject, "reasons", "Biscuit, and the band in June.")
    assert answer.status_code == 302
    assert str(answer["Location"]).startswith(f"/c/{cast.circle}/plan?")
    after = cast.subject.client.get(answer["Location"]).content.decode()
    assert "Biscuit, and the band in June." in after
    assert "Kept. Only you." in after


def test_an_empty_part_is_not_kept_and_says_that_it_can_be_skipped(cast: Cast) -> None:
    answer = keep(cast.subject, "signs", "  \n ")
    assert answer.status_code == 422
    assert "Write one thing first, or skip this part." in answer.content.decode()
    assert part_in(cast, "signs").card is None
    page = shown(cast.subject, "/new/plan_part?part=signs")
    assert "Skip this one" in page
    assert "?part=alone" in page


def test_two_phones_that_begin_the_same_part_leave_two_versions_and_a_person_picks(cast: Cast) -> None:
    for text in ("Walk the dog.", "Draw."):
        assert keep(cast.subject, "alone", text).status_code == 302
    part = part_in(cast, "alone")
    assert (part.text, [each.body["text"] for each in part.others if each.body]) == ("Walk the dog.", ["Draw."])
    assert "There is another version" in shown(cast.subject)

    answer = cast.subject.client.post(f"/c/{cast.circle}/plan/choose", {"entry": part.others[0].id})
    assert str(answer["Location"]).endswith("#alone")
    assert (part_in(cast, "alone").text, part_in(cast, "alone").others) == ("Draw.", ())
    assert "Walk the dog." in [each.body["text"] for each in recently_deleted(cast.subject.visit) if each.body]


def test_two_versions_can_be_put_together_and_nothing_is_gone(cast: Cast) -> None:
    for text in ("Walk the dog.", "Draw."):
        keep(cast.subject, "alone", text)
    cast.subject.client.post(f"/c/{cast.circle}/plan/choose", {"entry": entry_of(cast, "alone"), "both": "1"})
    assert part_in(cast, "alone").text == "Walk the dog.\n\nDraw."
    versions = entry_history(cast.subject.visit, entry_of(cast, "alone"))
    assert [each.body["text"] for each in versions if each.body] == ["Walk the dog."]

    for text in ("x" * 3000, "y" * 3000):
        keep(cast.subject, "after", text)
    too_long = {"entry": entry_of(cast, "after"), "both": "1"}
    answer = cast.subject.client.post(f"/c/{cast.circle}/plan/choose", too_long)
    assert "done=too_long" in answer["Location"]
    assert len(part_in(cast, "after").others) == 1


def test_two_phones_that_change_the_same_part_see_both_and_either_can_be_kept(cast: Cast) -> None:
    keep(cast.subject, "people", "Auntie Jo.")
    entry = entry_of(cast, "people")
    at = f"/c/{cast.circle}/e/{entry}/edit"
    sent = {"id": entry, "base": "1", "part": "people"}
    assert cast.subject.client.post(at, {**sent, "text": "Auntie Jo, Mo."}).status_code == 302
    late = cast.subject.client.post(at, {**sent, "text": "Auntie Jo, Sam."})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Auntie Jo, Mo." in page
    assert "Auntie Jo, Sam." in page
    assert cast.subject.client.post(at, {**sent, "text": "Auntie Jo, Sam.", "both": "1"}).status_code == 302
    part = part_in(cast, "people")
    assert (part.text, [each.body["text"] for each in part.others if each.body]) == (
        "Auntie Jo, Mo.",
        ["Auntie Jo, Sam."],
    )


def test_each_part_is_seen_by_those_it_was_shown_to_and_by_nobody_else(cast: Cast) -> None:
    keep(cast.subject, "safer", "Robin keeps the key.", cast.carer)
    keep(cast.subject, "reasons", "Biscuit.", cast.therapist)
    keep(cast.subject, "signs", "I stop answering.")
    keep(cast.subject, "school_first", "Let me sit by the door.", cast.school_lead)
    keep(cast.subject, "places", "The pier.", cast.social_worker)
    texts = ("Robin keeps the key.", "Biscuit.", "I stop answering.", "Let me sit by the door.", "The pier.")
    sees = {
        part.role.value: [text for text in texts if text in shown(part)]
        for part in cast.everyone
        if part.role.value not in ("subject", "teacher")
    }
    assert sees == {
        "carer": [texts[0]],
        "other_carer": [],
        "therapist": [texts[1]],
        "school_lead": [texts[3]],
        "social_worker": [texts[4]],
    }
    for stranger in (*cast.strangers, cast.teacher):
        assert stranger.client.get(f"/c/{cast.circle}/plan").status_code in (302, 403, 404)


def test_how_you_can_help_me_is_the_carers_to_read_unless_its_writer_says_otherwise(cast: Cast) -> None:
    page = shown(cast.subject, "/new/plan_part?part=help_me")
    assert re.search(r'value="role:carer" checked', page)
    assert "You and your carer." in page
    ticked = ["role:carer"]
    sent = {"id": uuid4(), "part": "help_me", "text": "Tea first.", "audience_set": "1", "audience": ticked}
    assert cast.subject.client.post(f"/c/{cast.circle}/new/plan_part", sent).status_code == 302
    assert "Tea first." in shown(cast.carer)
    assert "Tea first." not in shown(cast.other_carer)
    entry = entry_of(cast, "help_me")
    assert sharing.show_entry(cast.subject.visit, entry, cast.other_carer.membership)
    assert "Tea first." in shown(cast.other_carer)
    sharing.stop_showing(cast.subject.visit, entry, cast.other_carer.membership)
    assert "Tea first." not in shown(cast.other_carer)


def test_what_was_made_with_the_therapist_is_theirs_to_read_from_the_start(cast: Cast) -> None:
    together = shown(cast.subject, "/plan?made=therapist")
    assert "/new/plan_part?part=signs&amp;made=therapist" in together
    page = shown(cast.subject, "/new/plan_part?part=signs&made=therapist")
    assert re.search(r'value="role:therapist" checked', page)
    plain = shown(cast.subject, "/new/plan_part?part=signs")
    assert not re.search(r'value="role:therapist"', plain)


def test_somebody_who_reads_a_part_offers_words_and_the_young_person_takes_them_or_not(cast: Cast) -> None:
    keep(cast.subject, "workers", "Sam.", cast.therapist, cast.carer)
    entry = entry_of(cast, "workers")
    for part, text in ((cast.therapist, "Sam, Tuesdays."), (cast.carer, "Sam, and the duty line.")):
        sent = {"id": uuid4(), "text": text, "then": "plan"}
        answer = part.client.post(f"/c/{cast.circle}/e/{entry}/replies", sent)
        assert str(answer["Location"]).startswith(f"/c/{cast.circle}/plan")
    assert part_in(cast, "workers").text == "Sam.", "nobody else's words are in the plan by themselves"
    offers = part_in(cast, "workers").offers
    assert [each.text for each in offers] == ["Sam, Tuesdays.", "Sam, and the duty line."]
    use = f"/c/{cast.circle}/plan/use"
    assert cast.therapist.client.post(use, {"entry": entry, "reply": offers[0].id}).status_code in (302, 403, 404)
    assert part_in(cast, "workers").text == "Sam."
    cast.subject.client.post(use, {"entry": entry, "reply": offers[0].id})
    part = part_in(cast, "workers")
    assert (part.text, part.offers) == ("Sam, Tuesdays.", ())
    assert [each.text for each in part.said] == ["Sam, Tuesdays.", "Sam, and the duty line."], "what was said stays"


def rule(cast: Cast, *people: Part, **more: object) -> plan_rules.Rule:
    sent = {"id": uuid4(), "case": "stormy", "how": "ask", "audience_set": "1", **more}
    sent["audience"] = [f"member:{each.membership}" for each in people]
    assert cast.subject.client.post(f"/c/{cast.circle}/new/plan_rule", sent).status_code == 302
    return plan.plan_of(cast.subject.visit).rules[-1]


def test_a_rule_is_agreed_in_words_and_a_change_is_instant_and_told(cast: Cast) -> None:
    made = rule(cast, cast.carer, text="Tea, no questions.")
    assert made.sentence == "When it is stormy in me. They ask me, once."
    assert "When it is stormy in me" in shown(cast.carer)
    assert "When it is stormy in me" not in shown(cast.therapist)
    yes = {"entry": made.card.id, "version": "1", "id": uuid4()}
    for _ in range(2):  # a double tap says it once
        cast.carer.client.post(f"/c/{cast.circle}/plan/agree", yes)
    assert plan.plan_of(cast.subject.visit).rules[0].agreed == ("Robin",)
    assert "Said yes to this: Robin" in shown(cast.subject)

    at = f"/c/{cast.circle}/e/{made.card.id}/edit"
    changed = {"id": made.card.id, "base": "1", "case": "stormy", "how": "tell", "stands": "no"}
    assert cast.subject.client.post(at, changed).status_code == 302
    told = shown(cast.carer)
    assert "This does not count any more" in told
    assert "Changed since they said yes: Robin" in told
    assert "Tea, no questions." not in told, "only what it says now"
    late = cast.carer.client.post(f"/c/{cast.circle}/plan/agree", {**yes, "id": uuid4()})
    assert "done=changed_again" in late["Location"]


def test_the_young_person_alone_writes_the_plan(cast: Cast) -> None:
    for part in (cast.carer, cast.therapist, cast.social_worker):
        assert part.client.get(f"/c/{cast.circle}/new/plan_part?part=signs").status_code == 404
        refused = part.client.post(f"/c/{cast.circle}/new/plan_part", {"id": uuid4(), "part": "signs", "text": "x"})
        assert refused.status_code in (404, 422)
        assert part.client.get(f"/c/{cast.circle}/plan/strengths").status_code in (302, 403, 404)


def test_a_younger_child_has_four_headings_of_their_own(vault: None) -> None:
    page = shown(make_cast(subject_age=9).subject)
    for heading in ("My signals", "My calm things", "My people", "My grown-ups\u2019 job", "What I want"):
        assert heading in page
    assert "Why I keep going" not in page
    assert "Make this with a grown-up you trust." in page


def test_one_tap_puts_what_holds_one_or_a_hope_into_its_part_once(cast: Cast) -> None:
    new = f"/c/{cast.circle}/new"
    for kind, fields in (
        ("strength", {"sort": "person", "text": "Auntie Jo"}),
        ("strength", {"sort": "saying", "text": "This too goes out with the tide"}),
        ("hope", {"text": "The band in June", "next_step": "Ask about Tuesday"}),
    ):
        assert cast.subject.client.post(f"{new}/{kind}", {"id": uuid4(), **fields}).status_code == 302
    for path in ("/plan/strengths", "/plan/strengths", "/plan/hopes"):
        for entry in re.findall(r'name="entry" value="([^"]+)"', shown(cast.subject, path)):
            answer = cast.subject.client.post(f"/c/{cast.circle}/plan/put-in", {"entry": entry})
            assert "done=in" in answer["Location"]
    assert part_in(cast, "people").text == "Auntie Jo"
    assert part_in(cast, "reasons").text == "This too goes out with the tide\nThe band in June, Ask about Tuesday"
    somebody = cast.stranger_subject.client.post(f"/c/{cast.other_circle}/plan/put-in", {"entry": uuid4()})
    assert somebody.status_code == 404


def words_on_paper(part: Part) -> str:
    answer = part.client.get(f"/c/{part.circle}/plan.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.content)).pages)


def test_the_paper_has_the_goal_on_top_and_only_what_its_reader_may_take(cast: Cast) -> None:
    keep(cast.subject, "reasons", "Biscuit.", cast.therapist)
    keep(cast.subject, "goal", "To trust the quiet.")
    rule(cast, cast.therapist)
    mine = words_on_paper(cast.subject)
    assert mine.index("What I want for me") < mine.index("To trust the quiet.") < mine.index("Why I keep going")
    assert "They ask me, once." in mine
    theirs = words_on_paper(cast.therapist)
    assert "Biscuit." in theirs
    assert "To trust the quiet." not in theirs
    assert cast.carer.client.get(f"/c/{cast.circle}/plan.pdf").status_code == 404, "a carer takes nothing away"
    assert "/plan.pdf" in shown(cast.subject)
    assert "/plan.pdf" not in shown(cast.carer)


def test_opening_the_plan_is_one_line_of_the_record_and_counts_as_reading_what_was_on_it(cast: Cast) -> None:
    keep(cast.subject, "reasons", "Biscuit.", cast.carer)
    keep(cast.subject, "signs", "I go quiet.")
    before = audit_rows()
    shown(cast.carer)
    assert audit_rows() == before + 1
    seen = {code: [each.name for each in sharing.who_saw(cast.subject.visit, entry_of(cast, code))] for code in READ}
    assert seen == {"reasons": ["Robin"], "signs": []}


def test_a_member_who_is_taken_out_meanwhile_sees_nothing_and_cannot_be_shown_a_part(cast: Cast) -> None:
    keep(cast.subject, "reasons", "Biscuit.", cast.social_worker)
    circles.pause(cast.carer.visit, cast.social_worker.membership)
    assert cast.social_worker.client.get(f"/c/{cast.circle}/plan").status_code in (302, 403, 404)
    late = keep(cast.subject, "signs", "I go quiet.", cast.social_worker)
    assert late.status_code == 422
    assert "I go quiet." in late.content.decode(), "the words stay on the page"
    assert part_in(cast, "signs").card is None


def audit_rows() -> int:
    found = store.row("SELECT COUNT(*) FROM vault_audit", [])
    return int(found[0]) if found else 0
