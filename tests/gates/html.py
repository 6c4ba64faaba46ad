"""Every page against the HTML standard, by the Nu Html Checker (vnu), which is got with npm and needs Java.

Each message counts, hints too, but for those named here with the reason.

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
    "Attribute “autocomplete” is only allowed": "the theme's, so that a reloaded page has its menus closed",
    "The value of the “for” attribute of the “label”": "the theme's label of a menu that has no toggle",
    "Resource violates Content Security Policy": "nothing is of the same origin as a file; see test_csp.py",
    "Inline script violates Content Security Policy": "data, which is not run; see tests/browser/test_csp.py",
    "Section lacks heading": "advice: an example, and a part of a list, is named in another way",
    "Article lacks heading": "advice: the heading of a page stands in an element of its own",
    "Consider using the “h1” element as a top-level heading only": "there is one h1 on each page",
    "Empty heading": "hidden until a script writes the file's name there",
    "The heading “h3”": "of the empty card that scripts copy to below a heading",
    "Text run is not in Unicode Normalization Form C": "an example of the guide shows just that",
}
"""The beginnings of messages that stay, and why."""


def check_pages(jar: Path, pages: Sequence[Path]) -> list[dict[str, Any]]:
    """What the checker says of pages."""
    command = ("java", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always")
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8") as said:
        subprocess.run([*command, *map(str, pages)], stdout=said, check=True)
        said.seek(0)
        found: list[dict[str, Any]] = json.load(said)["messages"]
    return found


def choose_pages(site: Path, sample: int) -> list[Path]:
    """A page of each kind, the page that is not there, and others, evenly over all."""
    pages = sorted(site.rglob("*.html"))
    some = pages[:: max(1, len(pages) // sample)] if sample else pages
    return sorted({*(site / address / "index.html" for address in representative_pages(site)), site / "404.html", *some})


def main() -> int:
    """Check, print what is wrong, and fail if anything is."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.html", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="a built site")
    parser.add_argument(
        "--sample", type=int, default=0, help="about so many pages beside those of each kind; default: all"
    )
    options = parser.parse_args()
    if not shutil.which("java"):
        print("The HTML checker needs Java 11 or newer, and there is none.", file=sys.stderr)
        return 2
    pages = choose_pages(options.site, options.sample)
    jar = install_package(f"vnu-jar@{VNU}") / "vnu-jar/build/dist/vnu.jar"
    known: Counter[str] = Counter()
    new = 0
    for message in check_pages(jar, pages):
        about = next((name for name in ALLOWED_MESSAGES if message["message"].startswith(name)), None)
        known.update([about] if about else [])
        if about is None:
            new += 1
            place = message.get("url", "").removeprefix("file:").removeprefix(str(options.site.resolve()))
            print(f"{place}:{message.get('lastLine', 0)}: {message['message']}")
    for name, times in known.items():
        print(f"{times:6} known: {name} ({ALLOWED_MESSAGES[name]})")
    print(f"html: {len(pages)} pages, {new} messages, {known.total()} of {len(known)} known kinds")
    if new:
        print(
            "Mend the template; what must stay is named with its reason in tests/gates/html.py.",
            file=sys.stderr,
        )
    return bool(new)


if __name__ == "__main__":
    sys.exit(main())
