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


LAYERS = ("web", "actions", "api", "engines/records/kinds", "engines/interop")
# Read by whoever runs the house or writes content and code, in English: docs/developer.md says so.
NOT_ON_PAGES = {
    "actions/at_their_word.py": "the command line",
    "actions/demo_story.py": "whoever writes the made-up circle",
    "actions/demo_times.py": "whoever writes the made-up circles",
    "actions/help_checks.py": "lamplit doctor and the operator's page",
    "actions/house_checks.py": "lamplit doctor and the operator's page",
    "actions/keeping.py": "the log",
    "actions/keeping_checks.py": "lamplit doctor",
    "actions/operating.py": "the operator's page",
    "actions/record_import.py": "lamplit import",
    "actions/tokens.py": "lamplit token",
    "actions/upgrading.py": "the command line",
    "api/shapes.py": "whoever writes a program",
    "api/words.py": "whoever writes a program",
    "engines/interop/moods.py": "whoever writes content",
}
# Never seen: they say what went wrong in the code, or they are compared with what is seen.
NEVER_SEEN = {"Only you.", "A demo link opens demo people only.", "What waited on the phone is no page of ours."}
NEVER_SEEN |= {"A ticket is for a circle.", "Seeds are sealed by lamplit.web.accounts.code_app."}
NEVER_SEEN |= {"Seeds are opened by lamplit.web.accounts.code_app."}


def test_no_sentence_of_a_page_is_bare_in_the_code() -> None:
    found = [each for layer in LAYERS for each in bare.sentences_of(layer)]
    assert {each.template for each in found} >= set(NOT_ON_PAGES), "take what is translated now off the list"
    seen = [each for each in found if each.template not in NOT_ON_PAGES and each.text not in NEVER_SEEN]
    assert "\n".join(f"{each.template}:{each.line}: {each.text!r}: put it in say(...)" for each in seen) == ""


def test_a_bare_sentence_in_code_is_found_and_a_message_is_not() -> None:
    source = (
        '"""A note."""\nSAID = say("Kept it.")\nBARE = "Kept it too."\nCOUNTED = say_many("One.", "Many of them.", 2)\n'
    )
    assert [(each.line, each.text) for each in bare.bare_sentences(source, "x.py")] == [(3, "Kept it too.")]
