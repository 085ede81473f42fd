"""S13: a young child with one grown-up is let back in with the operator's yes; the operator alone opens nobody's."""

from uuid import uuid4

import pytest

from lamplit.actions import way_back, way_back_operator
from lamplit.actions.circle_words import CircleError
from lamplit.engines.kernel import Role
from lamplit.people.models import Person, WayBack
from lamplit.vault import store
from tests.cast import Part, long_here, make_cast, make_circle, open_vault, write
from tests.exam.test_s13_way_back import SECRET, come, everything, is_in
from tests.signing import words


def small(age: int) -> dict[Role, Part]:
    """A circle of a child and one carer, who have been in it for a month."""
    open_vault()
    _, parts = make_circle(age, (Role.SUBJECT, Role.CARER))
    long_here()
    return parts


@pytest.mark.exam("S13")
def test_for_a_young_child_with_one_grown_up_the_operator_says_the_second_yes(db: None) -> None:
    parts = small(9)
    child, carer = parts[Role.SUBJECT], parts[Role.CARER]
    mine = write(child, "journal", {"text": SECRET})
    started = way_back.ask(carer.visit, child.membership)
    made = way_back_operator.agree(child.circle)
    assert not is_in(come(made.token, "000000")[0])
    browser, _ = come(made.token, started.code)
    assert is_in(browser)
    assert "the person who runs this Lamplit" in words(browser.get("/account/news?next=/"))
    assert SECRET not in everything(browser, f"/c/{child.circle}", (mine,), uuid4())
    assert "The person who runs this Lamplit said yes" in carer.client.get(f"/c/{child.circle}/circle").content.decode()
    lines = store.rows("SELECT reason FROM vault_audit WHERE action = 'circle.back_agreed'")
    assert [str(reason) for (reason,) in lines] == ["operator"]


@pytest.mark.exam("S13")
@pytest.mark.parametrize("case", ["nobody asked", "thirteen", "an adult", "two are here", "operator is the carer"])
def test_the_operator_alone_opens_nobodys_account(db: None, case: str) -> None:
    parts = small(13 if case == "thirteen" else 9)
    child, carer = parts[Role.SUBJECT], parts[Role.CARER]
    if case == "two are here":
        cast = make_cast(9)
        long_here()
        child, carer = cast.subject, cast.carer
    if case == "operator is the carer":
        Person.objects.filter(pk=carer.person).update(is_operator=True)
    if case == "an adult":
        cast = make_cast(9)
        long_here()
        way_back.ask(cast.carer.visit, cast.therapist.membership)
        child = cast.subject
    elif case != "nobody asked":
        way_back.ask(carer.visit, child.membership)
    with pytest.raises(CircleError):
        way_back_operator.agree(child.circle)
    assert not WayBack.objects.filter(token_hash__isnull=False).exists()
