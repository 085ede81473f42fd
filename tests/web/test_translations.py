"""Every word of a template can be said in another language, and translators are given every one of them."""

from tests.tongue import bare, catalogue


def test_no_words_in_a_template_are_bare() -> None:
    assert "\n".join(map(str, bare.everywhere())) == ""


def test_bare_words_are_found_with_their_line_and_other_text_is_left_alone() -> None:
    page = '{# note #}\n<p>{% trans %}Said.{% endtrans %}</p>\n<p class="big">Bare words</p>\n'
    page += "<img alt=\"A dog\">{{ ui.act('Sign off', url('home')) }}{{ ui.act(_('Sign on'), 'log-in') }} Lamplit"
    assert [(each.line, each.text) for each in bare.bare_words(page, "x.html")] == [
        (4, "Sign off"),
        (4, "A dog"),
        (3, "Bare words"),
    ]
    assert str(bare.bare_words("<p>Bare words</p>", "homes/x.html")[0]).startswith("web/templates/homes/x.html:1: ")


def test_the_template_for_translators_holds_every_message_and_no_old_one() -> None:
    found, kept = catalogue.messages(catalogue.extract()), catalogue.messages(catalogue.template())
    advice = "Run: python -m tests.tongue.catalogue"
    assert sorted(map(str, found - kept)) == [], f"{advice} (these are not in it yet)"
    assert sorted(map(str, kept - found)) == [], f"{advice} (nobody says these any more)"
    assert len(found) > 900
