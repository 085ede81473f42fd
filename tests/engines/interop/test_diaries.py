"""Diaries of other programs and of people: every way they are written is read, and what is wrong is named by line."""

from datetime import date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lamplit.engines.interop.diaries import DAYLIO, DIARY, BadRow, Line, form_of, moods_of, read_diary
from lamplit.engines.interop.moments_in_words import NotADayError, NotATimeError, read_day, read_time
from lamplit.engines.interop.moods import known, meaning_of, read_moods
from lamplit.engines.interop.tabular import MOST_BYTES, NotATableError, read_table
from lamplit.engines.records.reading import ContentError

NEW = "full_date,date,weekday,time,mood,activities,note_title,note\n"
PLAIN = "date,time,text,tags\n"


def lines_of(text: str | bytes, form: str = DIARY) -> list[Line]:
    rows = read_diary(text if isinstance(text, bytes) else text.encode(), form)
    assert all(isinstance(row, Line) for row in rows), rows
    return [row for row in rows if isinstance(row, Line)]


def only_bad(text: str, form: str = DIARY) -> list[tuple[int, str]]:
    return [(row.line, row.why) for row in read_diary(text.encode(), form) if isinstance(row, BadRow)]


def test_a_daylio_export_of_today_and_one_of_years_ago():
    [new] = lines_of(f"{NEW}2026-11-03,3 Nov,Tuesday,21:41,meh,tea | walk,Late,Could not sleep", DAYLIO)
    assert new == Line(2, datetime(2026, 11, 3, 21, 41), "meh", "Late", "Could not sleep", ("tea", "walk"))
    old = "year,date,weekday,time,mood,activities,note\n"
    old += "2019,March 4,Monday,9:41 PM,rad,,\n2019,4 March,Monday,7:05 am,bad,,x"
    assert [(line.at, line.mood) for line in lines_of(old, DAYLIO)] == [
        (datetime(2019, 3, 4, 21, 41), "rad"),
        (datetime(2019, 3, 4, 7, 5), "bad"),
    ]


@pytest.mark.parametrize("head", ["Date,TIME,Text,Tags", "tags;note;When;at", "\ufeffTags\tWhat happened\tDay\tHour"])
def test_columns_are_found_in_any_order_case_and_language_of_spreadsheets(head: str):
    cells = {"date": "03/11/2026", "when": "03/11/2026", "day": "03/11/2026", "time": "19:30", "at": "19:30"}
    cells |= {"hour": "19:30", "text": "We walked.", "note": "We walked.", "what happened": "We walked."}
    cells |= {"tags": "dog, rain"}
    mark = ";" if ";" in head else "\t" if "\t" in head else ","
    row = mark.join(f'"{cells[name.strip(chr(0xFEFF)).lower()]}"' for name in head.split(mark))
    assert lines_of(f"{head}\n{row}") == [Line(2, datetime(2026, 11, 3, 19, 30), "", "", "We walked.", ("dog", "rain"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_whatever_the_letters_are_written_in_they_come_out_right(encoding: str):
    [line] = lines_of(f"{PLAIN}2026-11-03,,Caf\u00e9 with Zo\u00eb \u00a33,".encode(encoding))
    assert (line.text, line.at.time()) == ("Caf\u00e9 with Zo\u00eb \u00a33", time(12))


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "=HYPERLINK(1)", "a < b > c"])
def test_a_formula_is_kept_as_the_words_it_is(text: str):
    assert lines_of(f'{PLAIN}2026-11-03,10:00,"{text}",')[0].text == text


def test_notes_run_over_lines_and_markup_of_other_programs_goes():
    text = f'{PLAIN}2026-11-03,10:00,"One\n\n""two"", three",\n2026-11-04,10:00,<p>a<br>b</p>,'
    assert [(line.line, line.text) for line in lines_of(text)] == [(2, 'One\n\n"two", three'), (5, "a\nb")]


def test_a_quotation_mark_that_never_closes_costs_one_row_and_no_more():
    text = f'{PLAIN}2026-11-03,10:00,"open,\n2026-11-04,10:00,fine,\n2026-11-05,10:00,5" nails,\n2026-11-06,,"end",'
    rows = read_diary(text.encode(), DIARY)
    assert [row.line for row in rows if isinstance(row, Line)] == [3, 4, 5]
    assert [(row.line, "quotation mark" in row.why) for row in rows if isinstance(row, BadRow)] == [(2, True)]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2026-13-03,10:00,a,", "no such day"),
        ("03/25/2026,10:00,a,", "no month 25"),
        ("31/02/2026,10:00,a,", "no such day"),
        ("next week,10:00,a,", "date cannot be read"),
        (",10:00,a,", "no date"),
        ("2026-11-03,25:00,a,", "no such time"),
        ("2026-11-03,tea time,a,", "time cannot be read"),
        ("2026-11-03,10:00,,", "no words"),
        ("2026-11-03,10:00,a,b,c", "more cells"),
        (f"2026-11-03,10:00,{'a' * 100_001},", "Make two rows"),
        (f"{'9' * 1_000_000},10:00,a,", "Make two rows"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_how_to_mend_it(row: str, why: str):
    [(line, said)] = only_bad(f"{PLAIN}2026-11-01,10:00,good,\n{row}\n\n2026-11-02,10:00,good,\n")
    assert line == 3
    assert why in said


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"date,text\0\n", "not a table"),
        (b"PK\x03\x04" + bytes(100), "not a table"),
        ("a,b\n1,2".encode("utf-16") + b"\xd8", "not text"),
        (b"mood,text\nok,hi", "called date"),
        (b"date,colour\n2026-11-03,red", "No column holds words"),
        (b"date," * 200 + b"text\n", "name columns"),
        (b'"date,text\n', "name columns"),
        (b"x" * (MOST_BYTES + 1), "larger than"),
        (b"date,text\n" + b"2026-11-03,a\n" * 50_001, "more than 50,000"),
    ],
    ids=range(11),
)
def test_a_file_that_is_no_diary_is_refused_whole_with_a_reason(data: bytes, why: str):
    with pytest.raises(NotATableError, match=why):
        read_diary(data, DIARY)


def test_which_program_a_file_comes_from_is_seen():
    assert form_of(NEW.encode()) == DAYLIO
    assert form_of(PLAIN.encode()) == DIARY
    with pytest.raises(NotATableError, match="not a Daylio export"):
        read_diary(PLAIN.encode(), DAYLIO)
    rows = read_diary(
        f"{NEW}2026-11-03,,,9:00,Meh,,,\n2026-11-04,,,9:00,meh,,,\n2026-11-05,,,9:00,Zen,,,".encode(), DAYLIO
    )
    assert moods_of(rows) == ("Meh", "Zen")


@pytest.mark.parametrize(
    "text",
    ["2026-11-03", "2026/11/3", "03/11/2026", "3.11.26", "3 Nov 2026", "Tue 3rd November 2026", "November 3, 2026",
     "Tuesday, 3 Nov. 2026", "3-Nov-2026"],
)  # fmt: skip
def test_a_day_is_read_as_people_here_write_it(text: str):
    assert read_day(text) == (date(2026, 11, 3), "")


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("19:30", 19, 30), ("7:30 PM", 19, 30), ("7.30pm", 19, 30), ("12:05 am", 0, 5), ("9:41\u202fPM", 21, 41),
     ("7 p.m.", 19, 0), ("07:05:59", 7, 5), ("23:59:59.123Z", 23, 59)],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(text: str, hour: int, minute: int):
    assert read_time(text) == time(hour, minute)


def test_a_day_and_its_time_may_stand_in_one_cell():
    [line] = lines_of("when,note\n2026-11-03T19:30:00,hi")
    assert line.at == datetime(2026, 11, 3, 19, 30)


def test_the_five_moods_of_daylio_have_a_meaning_and_strange_words_a_careful_one():
    assert {"rad", "good", "meh", "bad", "awful"} <= set(known())
    assert (meaning_of("AWFUL").weather, meaning_of("awful").tone) == ("stormy", "hard")
    assert (meaning_of("zen").weather, meaning_of("zen").tone) == ("dont_know", "ordinary")


def test_a_faulty_list_of_moods_names_its_lines():
    text = "source: a\nlicence: b\nreview_date: 2026-11-22\nmoods:\n  - {word: Ok, weather: wet, tone: loud}\n"
    with pytest.raises(ContentError) as caught:
        read_moods(text, "moods.yaml")
    assert {(fault.line, fault.code) for fault in caught.value.faults} == {
        (5, "no_word"), (5, "unknown_weather"), (5, "unknown_tone"),
    }  # fmt: skip


AWKWARD = st.text(st.sampled_from('",;\t\n\r\ufeff=ab1/-:\u2028 \x1f'), max_size=120)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), AWKWARD.map(lambda text: (PLAIN + text).encode()), AWKWARD.map(str.encode)))
def test_no_file_whatever_it_holds_raises_anything_but_its_own_refusal(data: bytes):
    for form in (DAYLIO, DIARY):
        try:
            rows = read_diary(data, form)
        except NotATableError:
            continue
        else:
            assert all(isinstance(row, Line) or row.why.endswith(".") for row in rows)
            assert [row.line for row in rows] == sorted({row.line for row in rows})


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_no_day_and_no_time_raises_anything_but_its_own_refusal(text: str):
    for read, own in ((read_day, NotADayError), (read_time, NotATimeError)):
        try:
            read(text)
        except own:
            continue


def test_rows_after_a_blank_column_name_are_kept():
    assert len(read_table(b"date,,text\n2026-11-03,x,hello\n").rows) == 1
