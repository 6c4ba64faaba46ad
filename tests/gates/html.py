"""Validate every page with the Nu Html Checker (vnu), which is installed with npm and needs Java.

Every message counts, including hints, except those allowed here with a reason.

Example: python -m tests.gates.html site --sample 60
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.gates.npm import install_package
from tests.gates.pages import SITE, representative_pages

VNU = "26.9.27"
ALLOWED_MESSAGES: Mapping[str, str] = {
    "Attribute “autocomplete” is only allowed": "or browsers restore them when a page is reloaded",
    "Resource violates Content Security Policy": "local files have no origin",
    "Inline script violates Content Security Policy": "data is not run; see tests/browser/test_csp.py",
    "Section lacks heading": "advice: examples and parts of lists are labeled differently",
    "Article lacks heading": "advice: the page's heading is in its own element",
    "Consider using the “h1” element as a top-level heading only": "each page has one h1",
    "Empty heading": "hidden until a script fills it with the file name",
    "The heading “h3”": "part of the empty card that scripts copy below a heading",
    "Text run is not in Unicode Normalization Form C": "shown by an example of a rule",
}
"""Beginnings of messages that are ignored, and why."""


def check_pages(jar: Path, pages: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the checker's messages."""
    command = ("java", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always")
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8") as output:
        subprocess.run([*command, *map(str, pages)], stdout=output, check=True)
        output.seek(0)
        messages: list[dict[str, Any]] = json.load(output)["messages"]
    return messages


def choose_pages(site: Path, sample: int) -> list[Path]:
    """Return pages of each kind, the 404 page, and a sample of all pages (all if `sample` is 0)."""
    pages = sorted(site.rglob("*.html"))
    sampled = pages[:: max(1, len(pages) // sample)] if sample else pages
    representative = (site / href / "index.html" for href in representative_pages(site))
    return sorted({*representative, site / "404.html", *sampled})


def main() -> int:
    """Check, print the messages, and fail if there are any."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.html", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="a built site")
    parser.add_argument(
        "--sample",
        type=int,
        default=0,
        help="check about this many pages besides those of each kind; default: all",
    )
    options = parser.parse_args()
    if not shutil.which("java"):
        print("The HTML checker needs Java 11 or newer.", file=sys.stderr)
        return 2
    pages = choose_pages(options.site, options.sample)
    jar = install_package(f"vnu-jar@{VNU}") / "vnu-jar/build/dist/vnu.jar"
    allowed: Counter[str] = Counter()
    unexpected = 0
    for message in check_pages(jar, pages):
        text = message["message"]
        if start := next((start for start in ALLOWED_MESSAGES if text.startswith(start)), None):
            allowed[start] += 1
        else:
            unexpected += 1
            page = message.get("url", "").removeprefix("file:").removeprefix(str(options.site.resolve()))
            print(f"{page}:{message.get('lastLine', 0)}: {text}")
    for start, count in allowed.items():
        print(f"{count:6} allowed: {start} ({ALLOWED_MESSAGES[start]})")
    print(
        f"html: {len(pages)} pages, {unexpected} messages, {allowed.total()} of {len(allowed)} allowed kinds"
    )
    if unexpected:
        print(
            "Fix the template, or allow the message with a reason in tests/gates/html.py.",
            file=sys.stderr,
        )
    return bool(unexpected)


if __name__ == "__main__":
    sys.exit(main())
