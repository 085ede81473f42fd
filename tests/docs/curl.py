"""As much of curl as our examples use (-s -H -X -d), for machines that have none; leaves everything else to curl."""

import argparse
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

options = argparse.ArgumentParser()
options.add_argument("-s", action="store_true")
options.add_argument("-H", action="append", default=[])
options.add_argument("-X", default="GET")
options.add_argument("-d")
options.add_argument("url")
asked = options.parse_args()
headers = dict(line.split(": ", 1) for line in asked.H)
request = Request(asked.url, asked.d.encode() if asked.d else None, headers, method=asked.X)
try:
    with urlopen(request, timeout=30) as answer:
        print(answer.read().decode(), flush=True)
except HTTPError as refusal:
    print(refusal.read().decode(), file=sys.stderr)
    sys.exit(22)
