"""What the readers of Markdown and HTML hand on: runs of text, and the rows they make up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

BADGE_PATH = re.compile(r"/badge/(?:[^/?]*/)?([^/?]+)")
"""The text of a shields.io badge: `arXiv-2301.02379-b31b1b`."""
UNINFORMATIVE_ALT = re.compile(r"(?:static |custom )?badge|image|img|alt(?: text)?|icon|logo|", re.IGNORECASE)
"""Alternative texts that say nothing."""
BARE_URL = re.compile(r"""https?://[^\s<>\[\]|"'`，。；、]+""")
"""An address that stands in the text as itself."""


@dataclass(frozen=True)
class TextRun:
    """A run of text of one kind."""

    text: str
    href: str = ""
    """Where it leads, if it is a link."""
    link_number: int = 0
    """The number of the link that it is part of; 0 outside of links. A link may lead nowhere: `[PDF]()`."""
    strong: bool = False
    em: bool = False
    code: bool = False


TextRuns = tuple[TextRun, ...]


@dataclass(frozen=True)
class Row:
    """What could be an entry: a bullet, a paragraph, or a row of a table."""

    line: int
    """Counted from 1."""
    headings: tuple[str, ...]
    """The headings above it, from the outermost."""
    runs: TextRuns = ()
    """What a bullet or paragraph says."""
    cells: tuple[tuple[str, TextRuns], ...] = ()
    """What a row of a table says, with the names of its columns in lower case."""
    is_bullet: bool = False
    is_heading: bool = False
    """Whether it is a bullet without links that other bullets stand under."""


def plain_text(runs: Iterable[TextRun]) -> str:
    """The text that pieces show."""
    return "".join(piece.text for piece in runs)


def merge_link_runs(runs: Iterable[TextRun]) -> Iterator[TextRun]:
    """Pieces with those of one link joined: a badge, bold text and plain text in it are one label."""
    last: TextRun | None = None
    for piece in runs:
        if last and piece.link_number and piece.link_number == last.link_number:
            strong, em = last.strong or piece.strong, last.em or piece.em
            last = replace(last, text=last.text + piece.text, strong=strong, em=em)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def split_at_urls(run: TextRun, number: int) -> Iterator[TextRun]:
    """A piece of text cut at the addresses that stand in it as themselves, which become links."""
    at = 0
    for count, found in enumerate(BARE_URL.finditer(run.text)):
        url = found.group().rstrip(".,;:!?*_")
        while url.endswith(")") and url.count("(") < url.count(")"):
            url = url[:-1].rstrip(".,;")
        yield replace(run, text=run.text[at : found.start()])
        yield replace(run, text="", href=url, link_number=number + count)
        at = found.start() + len(url)
    yield replace(run, text=run.text[at:])


def image_text(alt: str, src: str) -> str:
    """What a picture in a link says: its alternative text, or the text of its badge."""
    if not UNINFORMATIVE_ALT.fullmatch(alt.strip()):
        return alt
    try:
        path = urlsplit(src).path
    except ValueError:
        return ""
    if "github/stars" in path:
        return "GitHub"
    found = BADGE_PATH.search(path)
    parts = unquote(found[1]).replace("_", " ").replace("--", "\0").split("-") if found else []
    return " ".join(parts[:-1] or parts).replace("\0", "-")
