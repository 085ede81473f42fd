"""S13, S20, S05, S06: being let back in by two, in minutes; and nobody alone, nobody outside, nobody twice."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from lamplit.actions import circles, clock, consents, drafts, entries, sharing, way_back
from lamplit.actions.circle_words import CircleError
from lamplit.engines.kernel import MemberState, Role
from lamplit.people.models import Membership, Notice, Person, ShutPages, WayBack
from lamplit.vault import store
from tests.cast import Cast, Part, a_browser, a_moment, long_here, make_cast, make_circle, sign_in, write
from tests.signing import words

SECRET = "lanternmoth"
NEW = "nine green kettles under ice"
PARTS = ("", "/edit", "/earlier", "/show", "/kept", "/who-saw", "/who?kind=journal")


@pytest.fixture
def house(db: None) -> Cast:
    """A circle of a young person of fifteen in which everybody has been for a month."""
    cast = make_cast(15)
    long_here()
    return cast


def asked(cast: Cast, about: Part | None = None) -> way_back.Started:
    return way_back.ask(cast.carer.visit, (about or cast.subject).membership)


def agreed(cast: Cast, about: Part | None = None) -> tuple[str, str]:
    """Return link and numbers after the carer has asked and the therapist has said yes."""
    started = asked(cast, about)
    return way_back.agree(cast.therapist.visit, started.id).token, started.code


def come(token: str, code: str, password: str = NEW) -> tuple[Client, object]:
    """Open the link in a new browser, say the numbers, set a password; return the browser and the last answer."""
    browser = a_browser()
    answer = browser.post(f"/back/{token}", {"code": code})
    if answer.status_code == 302:
        answer = browser.post("/back", {"password1": password})
    return browser, answer


def is_in(browser: Client) -> bool:
    return browser.get("/account").status_code == 200


@pytest.mark.exam("S13")
def test_two_let_somebody_back_in_within_a_quarter_of_an_hour_and_every_other_door_shuts(house: Cast) -> None:
    old, token = house.subject.session_key, house.subject.token
    link, code = agreed(house)
    with time_machine.travel(clock.now() + timedelta(minutes=14), tick=False):
        browser, answer = come(link, code)
        assert answer.headers["Location"].startswith("/account/news")  # type: ignore[attr-defined]
        said = words(browser.get("/account/news?next=/"))
        assert "Robin and Sam let you back in" in said
        assert is_in(browser)
        assert browser.get(f"/c/{house.circle}/").status_code == 200
    before = a_browser()
    before.cookies["lamplit"] = old
    assert before.get(f"/c/{house.circle}/").status_code == 302
    assert house.subject._token == token
    assert house.subject.api("GET", "/entries").status_code == 401
    person = Person.objects.get(pk=house.subject.person)
    assert person.check_password(NEW)
    codes = [notice.code for notice in Notice.objects.filter(circle=house.circle).order_by("at")]
    assert codes == ["back_asked", "back_agreed", "back_used"]
    lines = store.rows("SELECT action, reason FROM vault_audit WHERE action LIKE 'circle.back%' ORDER BY seq")
    assert [str(action) for action, _ in lines] == [f"circle.{code}" for code in codes]


@pytest.mark.exam("S13")
def test_nobody_is_in_before_a_new_way_in_is_set(house: Cast) -> None:
    link, code = agreed(house)
    browser = a_browser()
    assert browser.get(f"/back/{link}").status_code == 200
    assert browser.post(f"/back/{link}", {"code": code}).headers["Location"] == "/back"
    for address in ("/account", f"/c/{house.circle}/", f"/c/{house.circle}/diary", "/circles"):
        assert browser.get(address).status_code == 302, address
    assert browser.post("/back", {"password1": "short"}).status_code == 422
    assert not is_in(browser)
    assert not WayBack.objects.filter(used_at__isnull=False).exists()
    assert browser.post("/back", {"password1": NEW}).status_code == 302
    assert is_in(browser)


@pytest.mark.exam("S13")
def test_what_they_wrote_before_is_shut_to_whoever_comes_in_and_opens_after_three_days(house: Cast) -> None:
    mine = write(house.subject, "journal", {"text": SECRET})
    shown = write(house.subject, "check_in", {"weather": "foggy", "words": f"{SECRET} shown"})
    assert sharing.show_entry(house.subject.visit, shown, house.therapist.membership)
    draft = uuid4()
    assert drafts.keep_draft(house.subject.visit, draft, "journal", {"text": f"{SECRET} half"})
    write(house.carer, "moment", a_moment("A walk by the river."))
    browser, _ = come(*agreed(house))
    place = f"/c/{house.circle}"
    assert SECRET not in everything(browser, place, (mine, shown), draft)
    assert "A walk by the river." in browser.get(f"{place}/diary").content.decode()
    assert "opens again" in browser.get(f"{place}/").content.decode()
    assert browser.post(f"{place}/e/{mine}/delete").status_code == 404
    assert browser.post(f"{place}/e/{mine}/show/{house.carer.membership}").status_code == 404
    assert SECRET in house.therapist.client.get(f"{place}/e/{shown}").content.decode()  # shown stays shown
    fresh = uuid4()
    browser.post(f"{place}/new/journal", {"id": fresh, "text": "Words of after."})
    assert "Words of after." in browser.get(f"{place}/diary").content.decode()
    with time_machine.travel(clock.now() + timedelta(hours=72, minutes=1), tick=False):
        later = a_browser()
        later.cookies["lamplit"] = sign_in(house.subject.person)
        assert SECRET in later.get(f"{place}/e/{mine}").content.decode()
        assert SECRET in later.get(f"{place}/drafts").content.decode()


def everything(browser: Client, place: str, written: tuple[UUID, ...], draft: UUID) -> str:
    """Return all that a browser can get of one circle, as text."""
    pages = ["", "diary", "who-sees", "drafts", "deleted", "export/record", "export/record.csv", "settings", "circle"]
    pages += [
        f"e/{entry}{more}"
        for entry in written
        for more in ("", "/edit", "/earlier", "/show", "/kept", "/who-saw", "/who?kind=journal")
    ]
    pages += [f"new/journal?draft={draft}"]
    answers = [browser.get(f"{place}/{page}") for page in pages]
    answers.append(browser.post(f"{place}/search", {"words": SECRET[:-1]}))
    texts = [b"".join(each.streaming_content) if each.streaming else each.content for each in answers]  # type: ignore[attr-defined]
    programs = ["", *(f"/{entry}" for entry in written)]
    texts += [browser.get(f"/api/v1/circles{place[2:]}/entries{each}").content for each in programs]
    return b"\n".join(texts).decode()


@pytest.mark.exam("S13")
def test_the_private_pages_stay_closed_to_both_helpers(house: Cast) -> None:
    mine = write(house.subject, "journal", {"text": SECRET})
    come(*agreed(house))
    for part in (*house.everyone[1:], *house.strangers):
        assert SECRET not in everything(part.client, f"/c/{house.circle}", (mine,), uuid4())
        assert part.api("GET", f"/entries/{mine}", circle=house.circle).status_code == 404


@pytest.mark.exam("S05")
def test_one_alone_cannot(house: Cast) -> None:
    started = asked(house)
    with pytest.raises(CircleError) as refused:
        way_back.agree(house.carer.visit, started.id)
    assert refused.value.code == "second_helper"
    again = way_back.ask(house.therapist.visit, house.subject.membership)  # asked anew by another: the first is over
    with pytest.raises(CircleError):
        way_back.agree(house.therapist.visit, again.id)
    with pytest.raises(CircleError):
        way_back.agree(house.social_worker.visit, started.id)
    assert not WayBack.objects.filter(token_hash__isnull=False).exists()


@pytest.mark.exam("S05")
@pytest.mark.parametrize("role", ["teacher", "school_lead", "subject", "other_carer"])
def test_those_who_do_not_look_after_the_circle_ask_for_nobody(house: Cast, role: str) -> None:
    part: Part = getattr(house, role)
    target = house.social_worker
    with pytest.raises(CircleError):
        way_back.ask(part.visit, target.membership)
    answer = part.client.post(f"/c/{house.circle}/circle/{target.membership}/back/ask")
    assert answer.status_code == (404 if role == "teacher" else 422)
    if role != "other_carer":
        started = way_back.ask(house.carer.visit, target.membership)
        with pytest.raises(CircleError):
            way_back.agree(part.visit, started.id)
    assert not WayBack.objects.filter(token_hash__isnull=False).exists()


@pytest.mark.exam("S05")
def test_two_from_elsewhere_cannot(house: Cast) -> None:
    for part in house.strangers:
        with pytest.raises(CircleError):
            way_back.ask(part.visit, house.subject.membership)
        assert part.client.post(f"/c/{house.circle}/circle/{house.subject.membership}/back/ask").status_code == 404
    started = asked(house)
    for part in house.strangers:
        with pytest.raises(CircleError):
            way_back.agree(part.visit, started.id)
        assert part.client.post(f"/c/{house.circle}/ways-back/{started.id}/agree").status_code == 404
        assert part.client.post(f"/c/{house.other_circle}/ways-back/{started.id}/agree").status_code == 422
        assert part.client.post(f"/c/{house.other_circle}/ways-back/{started.id}/stop").status_code == 422
    assert WayBack.objects.get(closed_at=None).token_hash is None


def paused(cast: Cast, part: Part) -> None:
    circles.pause(cast.social_worker.visit, part.membership)


def without_consent(cast: Cast, part: Part) -> None:
    consents.withdraw_consent(cast.social_worker.visit, part.membership)


def asked_to_leave(cast: Cast, part: Part) -> None:
    circles.ask_removal(cast.social_worker.visit, part.membership)


def let_in_lately(cast: Cast, part: Part) -> None:
    Membership.objects.filter(pk=part.membership).update(confirmed_at=clock.now() - timedelta(days=6))


UNFIT: tuple[Callable[[Cast, Part], None], ...] = (paused, without_consent, asked_to_leave, let_in_lately)


@pytest.mark.exam("S05")
@pytest.mark.parametrize("spoil", UNFIT, ids=lambda act: act.__name__)
@pytest.mark.parametrize("which", ["carer", "therapist"])
def test_a_helper_who_does_not_stand_ends_it_at_every_step(house: Cast, spoil: object, which: str) -> None:
    assert callable(spoil)
    link, code = agreed(house)
    browser = a_browser()
    assert browser.post(f"/back/{link}", {"code": code}).status_code == 302
    spoil(house, getattr(house, which))
    assert a_browser().get(f"/back/{link}").status_code == 404
    assert browser.post("/back", {"password1": NEW}).status_code == 404
    assert not is_in(browser)
    with pytest.raises(CircleError):
        agreed(house)


@pytest.mark.exam("S13")
def test_a_return_that_was_not_theirs_is_undone_and_stays_shut(house: Cast) -> None:
    mine = write(house.subject, "journal", {"text": SECRET})
    browser, _ = come(*agreed(house))
    way_back.stop(house.social_worker.visit, WayBack.objects.get().pk)
    assert not is_in(browser)
    assert not Person.objects.get(pk=house.subject.person).has_usable_password()
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        later = a_browser()
        later.cookies["lamplit"] = sign_in(house.subject.person)
        assert SECRET not in everything(later, f"/c/{house.circle}", (mine,), uuid4())
    assert ShutPages.objects.get(circle=house.circle).opens_at is None


@pytest.mark.exam("S04")
def test_another_circle_of_the_person_waits_for_its_own_people(house: Cast) -> None:
    _, parts = make_circle(9, (Role.SUBJECT, Role.CARER, Role.THERAPIST), {Role.THERAPIST: house.social_worker.person})
    elsewhere = parts[Role.THERAPIST]
    write(parts[Role.CARER], "moment", a_moment(SECRET))
    assert SECRET in elsewhere.client.get(f"/c/{elsewhere.circle}/diary").content.decode()
    browser, _ = come(*agreed(house, house.social_worker))
    assert is_in(browser)
    assert browser.get(f"/c/{elsewhere.circle}/diary").status_code == 403
    assert Membership.objects.get(pk=elsewhere.membership).state == MemberState.PAUSED.value
    assert "lost every way in" in parts[Role.CARER].client.get(f"/c/{elsewhere.circle}/circle").content.decode()
    circles.resume(parts[Role.CARER].visit, elsewhere.membership)
    elsewhere._session = None
    assert elsewhere.visit_to(elsewhere.circle).viewer.state is MemberState.CONFIRMED


@pytest.mark.exam("S13")
def test_the_one_it_is_about_is_asked_on_their_next_page_and_can_stop_it(house: Cast) -> None:
    agreed(house)
    home = house.subject.client.get(f"/c/{house.circle}/").content.decode()
    assert "Robin asks to let a new device in as you." in home
    way = WayBack.objects.get()
    assert house.subject.client.post(f"/c/{house.circle}/ways-back/{way.pk}/stop").status_code == 302
    assert WayBack.objects.get().closed_at is not None


@pytest.mark.exam("S19")
def test_both_taps_ask_for_a_fresh_sign_in(house: Cast) -> None:
    from lamplit.web.views import way_back as pages

    assert all(getattr(view, "asks_again", False) for view in (pages.ask, pages.agree))


def test_entries_are_read_afresh_by_the_ordinary_rule_once_open(house: Cast) -> None:
    mine = write(house.subject, "journal", {"text": SECRET})
    come(*agreed(house))
    ShutPages.objects.update(opens_at=clock.now())
    house.subject._session = None
    found = entries.read_entry(house.subject.visit, mine)
    assert found is not None
    assert found.own
