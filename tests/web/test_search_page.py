"""Finding words: what one may read and nothing else, and the words looked for stay out of addresses."""

from html import unescape

from tests.cast import Cast, Part, a_journal, a_moment, write


def find(part: Part, words: str) -> tuple[int, str]:
    answer = part.client.post(f"/c/{part.circle}/search", {"words": words})
    return answer.status_code, unescape(answer.content.decode())


def test_a_word_leads_back_to_the_page_it_stands_on(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal("The heron stood very still"))
    assert f"/e/{entry}" in find(cast.subject, "heron")[1]


def test_nobody_finds_words_they_may_not_read(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal("The heron stood very still"))
    for other in (*cast.everyone[1:], *cast.strangers):
        status, shown = find(other, "heron")
        assert status == 200
        assert str(entry) not in shown
        assert "Nothing found" in shown


def test_words_are_looked_for_in_the_body_never_in_the_address(cast: Cast) -> None:
    write(cast.carer, "moment", a_moment("The heron stood very still"))
    page = cast.carer.client.get(f"/c/{cast.circle}/search?words=heron").content.decode()
    assert "stood very still" not in page
    assert 'method="post"' in page


def test_too_little_and_too_much_are_asked_again_kindly(cast: Cast) -> None:
    assert find(cast.carer, "a")[0] == 422
    status, shown = find(cast.carer, "b" * 300)
    assert status == 422
    assert "b" * 300 in shown


def test_looking_for_markup_shows_it_as_words(cast: Cast) -> None:
    raw = cast.carer.client.post(f"/c/{cast.circle}/search", {"words": '"><script>'}).content.decode()
    assert "<script>" not in raw.replace('<script src="', "").replace('<script type="module"', "")
