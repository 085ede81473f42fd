"""A diary as another program exports it, as long as one likes, with bad rows of every kind in places that are known."""

from datetime import date, timedelta

MOODS = ("rad", "good", "meh", "bad", "awful")
HEAD = "full_date,date,weekday,time,mood,activities,note_title,note"
BAD = (
    ("{iso},x,Monday,25:61,good,walk,,too late", "time"),
    ("2026-02-31,x,Monday,10:00,good,walk,,no such day", "no such day"),
    ("soon,x,Monday,10:00,good,walk,,when", "date"),
    (",,Monday,10:00,good,walk,,no date", "no date"),
    ("{iso},x,Monday,10:00,,walk,,no mood", "mood"),
    ('{iso},x,Monday,10:00,good,walk,,"open', "quotation mark"),
    ("{iso},x,Monday,10:00,good,walk,,one,two,three", "columns"),
    ("2199-01-01,x,Monday,10:00,good,walk,,to come", "not come yet"),
)


def daylio(rows: int, bad: int, today: date, word: str = "Walked") -> tuple[str, dict[int, str]]:
    """Return a Daylio export of so many rows, and by line number what the report says of each bad one."""
    every = max(1, rows // bad) if bad else rows + 1
    lines, wrong = [HEAD], dict[int, str]()
    for number in range(rows):
        on = today - timedelta(days=1 + number // 8)
        if bad and number % every == 0 and len(wrong) < bad:
            made, said = BAD[len(wrong) % len(BAD)]
            wrong[len(lines) + 1] = said
            lines.append(made.format(iso=on))
        else:
            note = f'{word} {number}, ""quietly"", past the =SUM(A1) sign'
            at = f"{number % 8 + 9:02d}:{number % 60:02d}"
            lines.append(f'{on},{on:%d %b},{on:%A},{at},{MOODS[number % 5]},walk | tea,Page {number},"{note}"')
    return "\n".join(lines) + "\n", wrong
