"""`python -m benchmarks.offline`: the kept page's first load, a moment saved on a slow phone, two hundred sent."""

import gzip
import statistics
import tempfile
import time
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Page, sync_playwright

from benchmarks.house import write
from tests.acceptance.offline import been_here
from tests.acceptance.walk import slow_down
from tests.chromium import ARGS, find_chromium
from tests.house import open_house

FIRST_LOAD_KB, SAVED_MS, SENT_SECONDS = 150.0, 300.0, 10.0
MANY, TIMES, SLOWER = 200, 9, 4
WEIGH = "performance.getEntriesByType('resource').map((each) => each.name)"
FILL = """async (many) => {
  const files = performance.getEntriesByType("resource").map((each) => each.name);
  const { keep, newId } = await import(files.find((name) => name.includes("/queue.")));
  const [ticket] = await lamplitOutbox.tickets();
  const { sees, to } = ticket.kinds.moment;
  const answers = { tone: ["hard"], happened: ["shouted"], before: ["change_of_plan"], helped: ["being_close"] };
  for (let n = 0; n < many; n += 1) await keep(ticket, newId(), { kind: "moment", sees, to, answers });
}"""
SEND = "async () => { const began = performance.now(); await lamplitOutbox.send(); return performance.now() - began; }"
SAVE = """async () => {
  const kept = document.querySelector('[data-add="kept"]');
  const shown = new Promise((resolve) => new MutationObserver(resolve).observe(kept, { attributes: true }));
  const began = performance.now();
  document.querySelector("form.sheet .save").click();
  await shown;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - began;
}"""


def weight(url: str) -> float:
    """Return the kilobytes one file costs on the way, compressed as the server does it or as gzip would."""
    asked = Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own server
    with urlopen(asked, timeout=20) as answer:  # noqa: S310
        body = answer.read()
        packed = body if answer.headers.get("Content-Encoding") == "gzip" else gzip.compress(body)
    return min(len(body), len(packed)) / 1024


def first_load(page: Page, url: str) -> float:
    """Return the kilobytes of the kept page and everything it asks for, on a browser that knows nothing yet."""
    page.goto("/add", wait_until="networkidle")
    names = {f"{url}/add", *(name for name in page.evaluate(WEIGH) if name.startswith(url))}
    own = {name for name in names if "/sw.js" not in name and not name.endswith((".png", ".webmanifest"))}
    return sum(weight(name) for name in own)


def saved(page: Page) -> float:
    """Return the middle milliseconds from the tap on Save to the page that says so."""
    found = []
    for _ in range(TIMES):
        page.goto("/add?kind=moment&tone=hard")
        page.get_by_label("Shouting", exact=True).check()
        found.append(page.evaluate(SAVE))
    return statistics.median(found)


def main() -> int:
    """Measure, print, and end with 1 when a ceiling is broken."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="lb-") as folder, sync_playwright() as playwright:
        house = open_house(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGS)
        try:
            page = browser.new_context(base_url=house.url, viewport={"width": 360, "height": 740}).new_page()
            rows.append(("first load of the kept page, KB", first_load(page, house.url), FIRST_LOAD_KB))
            page.goto(house.sign_in_link("carer"))
            been_here(page, page.url)
            page.context.set_offline(True)
            slow_down(page, SLOWER)
            rows.append((f"a moment saved, CPU {SLOWER} x slower, ms", saved(page), SAVED_MS))
            slow_down(page, 1)
            page.evaluate(FILL, MANY)
            page.context.set_offline(False)
            began = time.monotonic()
            page.evaluate(SEND)
            rows.append((f"{MANY} that waited, s", time.monotonic() - began, SENT_SECONDS))
        finally:
            browser.close()
            house.stop()
    print("\nWithout a connection, in a real browser")
    for name, value, ceiling in rows:
        print(f"{'ok ' if value <= ceiling else 'OVER'} {name:44} {value:9.2f}  ceiling {ceiling:7.2f}")
    write("offline", {name: value for name, value, _ in rows})
    return int(any(value > ceiling for _, value, ceiling in rows))


if __name__ == "__main__":
    raise SystemExit(main())
