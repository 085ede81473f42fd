"""What the tests of sessions share: adding one as the page does, and reading its report."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO

from django.test import Client

from benchmarks.listening import sessions
from lamplit.actions import clock
from tests.cast import Part

MAYA = (sessions.AUTHORED / "maya.txt").read_text(encoding="utf-8")
PARTS = ("struggles", "interventions", "recovery", "guidance", "keywords")
INSIGHT = "Now I see that I&#39;m on duty all the time."
TOLD = "I took too many pills last year and they kept me in hospital."


def answers(**more: object) -> dict[str, object]:
    """What a therapist fills in, or that with something else in it."""
    today = clock.today()
    usual = {"agreed": "they", "purpose": "supervision", "on": today, "agreed_on": today}
    return {**usual, "ends_on": today + timedelta(days=30), "words": MAYA, **more}


def add(part: Part, **more: object) -> str:
    """Add a session as the page does; return the address of its report."""
    answer = part.client.post(f"/c/{part.circle}/sessions/new", answers(**more))
    assert answer.status_code == 302, re.findall(r'class="error".*?</p>', answer.content.decode(), re.DOTALL)
    return str(answer["Location"]).split("?")[0]


def page(client: Client, path: str) -> str:
    """Return a page that is there."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def claims(shown: str, part: str) -> list[str]:
    """Return the keys of the claims of one part."""
    return re.findall(rf'id="({part}-\d+-\d+)"', shown)


def claim(shown: str, key: str) -> str:
    """Return one claim with everything that hangs on it."""
    return shown.split(f'id="{key}"')[1].split('\n  <li class="claim')[0].split("</ul>")[0]


def without_tokens(shown: str) -> str:
    """Return a page without what differs from one look to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", shown)


def docx(lines: list[str]) -> bytes:
    """Return a Word file with these paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return file.getvalue()
