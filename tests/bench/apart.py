"""Our built pages taken apart, so that Hugo puts the very same bytes together again and does nothing else.

What surrounds a page is a layout, of which there is one for each kind of surroundings; the page's own HTML is
its content, ready; the cards of papers, which stand in many lists, are one data file. There is nothing left
to escape, so that Hugo is told to write text, which it does faster than HTML.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOLE = re.compile(
    r"""(?P<about><meta\ name="description"[^>]*>)
      | (?P<head><link\ rel="canonical".*?(?=<link\ rel="search"))
      | (?P<feeds>(?:<link\ rel="alternate"[^>]*feeds/(?:tags|categories)/[^>]*>\s*)+)
      | (?P<heading><title>.*?</title>)
      | (?P<topic>data-md-component="header-topic">.*?</div>)
      | (?P<content>(?<=<article\ class="md-content__inner\ md-typeset">).*(?=</article>))""",
    re.S | re.X,
)
"""What a page has for itself; all else is its surroundings."""
CARD = re.compile(r'<li class="card".*?</li>', re.S)
BETWEEN = "\u241f"
"""A sign that stands in no page, around the numbers of cards."""
CONTENT = (
    f"{{{{ $cards := hugo.Data.cards }}}}{{{{ range $at, $part := split .RawContent `{BETWEEN}` }}}}"
    "{{ if modBool $at 2 }}{{ $part }}{{ else }}{{ index $cards $part }}{{ end }}{{ end }}"
)
"""Texts and numbers of cards by turns, as the layout joins them."""
SETTINGS: dict[str, Any] = {
    "baseURL": "https://example.com/",
    "disableKinds": ["rss"],
    "taxonomies": {},  # categories and tags are folders like any other
    "outputFormats": {"html": {"isPlainText": True}},
    "security": {"allowContent": [".*"]},
}


def take_apart(site: Path, folder: Path) -> None:
    """Lay out what Hugo makes a built site of: layouts, contents, data, and other files as they are."""
    paths = [path.relative_to(site) for path in sorted(site.rglob("*")) if path.is_file()]
    pages = [path for path in paths if path.name == "index.html"]
    seen = Counter(card for path in pages for card in CARD.findall((site / path).read_text("utf-8")))
    cards = {card: f"c{at}" for at, card in enumerate(card for card, times in seen.items() if times > 1)}
    _write(folder / "data/cards.json", json.dumps({id: card for card, id in cards.items()}))
    layouts: dict[str, str] = {}
    sections = {parent for path in pages for parent in path.parent.parents}
    for path in pages:
        layout, own = _page((site / path).read_text("utf-8"))
        content = CARD.sub(lambda found: _named(found[0], cards), own.pop("content", ""))
        front = {"layout": layouts.setdefault(layout, f"around{len(layouts)}"), **own}
        place = f"{path.parent}/_index" if path.parent in sections else str(path.parent)
        _write(folder / f"content/{place}.html", f"{json.dumps(front)}\n{content}")
    for layout, name in layouts.items():
        _write(folder / f"layouts/{name}.html", layout)
    for path in paths:
        if path not in pages and not path.name.startswith("sitemap"):  # Hugo makes its own
            (folder / "static" / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(site / path, folder / "static" / path)
    _write(folder / "hugo.json", json.dumps(SETTINGS))


def differing(site: Path, other: Path) -> Iterator[str]:
    """The pages of a site that another one does not have, byte for byte."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site)
        if not (other / name).exists() or path.read_bytes() != (other / name).read_bytes():
            yield name.as_posix()


def _page(html: str) -> tuple[str, dict[str, str]]:
    """The layout of a page, and what it has for itself."""
    own: dict[str, str] = {}
    layout: list[str] = []
    end = 0
    for found in HOLE.finditer(html):
        name = str(found.lastgroup)
        own[name] = found[0]
        hole = CONTENT if name == "content" else f"{{{{ .Params.{name} }}}}"
        layout += [_literal(html[end : found.start()]), hole]
        end = found.end()
    return "".join([*layout, _literal(html[end:])]), own


def _literal(text: str) -> str:
    """A text in which nothing is a template."""
    return text.replace("{{", '{{ "{{" }}')


def _named(card: str, cards: dict[str, str]) -> str:
    return f"{BETWEEN}{cards[card]}{BETWEEN}" if card in cards else card


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
