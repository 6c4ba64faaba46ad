"""Runs of text, the rows they make up, and the inline Markdown they are read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from catalog.lists.venues import parse_venue
from catalog.utils.urls import urls_in_text

if TYPE_CHECKING:
    from markdown_it.token import Token  # a build has no use for its package

BADGE_PATH = re.compile(r"/badge/(?:[^/?]*/)?([^/?]+)")
"""The text of a shields.io badge: `arXiv-2301.02379-b31b1b`."""
UNINFORMATIVE_ALT = re.compile(r"(?:static |custom )?badge|image|img|alt(?: text)?|icon|logo|", re.IGNORECASE)
"""Alternative texts that don't describe the image."""
SPACED_LINK = re.compile(r"\[([^\[\]]{1,60})\]\(\s*((?:https?://|www\.)[^()\[\]]*?)\s*\)")
"""A link with spaces in its URL, which Markdown doesn't recognize."""
ANCHOR_TAG = re.compile(r"""<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
IMAGE_ATTRIBUTE = re.compile(r"""(alt|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
STYLE_TAG = re.compile(r"<(/?)(b|strong|i|em|s|del|strike)(?:\s[^>]*)?>", re.IGNORECASE)
STYLES = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "struck", "del": "struck"}
STYLES |= {"strike": "struck"}
"""Styles by HTML tag."""
MAX_ROW_CHARACTERS = 5_000
"""Longer rows are not read: some programs that read them would take minutes."""
MAX_ROW_RUNS = 1_000
STYLE_TOKENS = {
    f"{token}_{end}": (style, step)
    for token, style in (("strong", "strong"), ("em", "em"), ("s", "struck"))
    for end, step in (("open", 1), ("close", -1))
}
"""Style and change of its depth by the type of a Markdown token."""


@dataclass(frozen=True)
class TextRun:
    """A stretch of text with one style and at most one link."""

    text: str
    href: str = ""
    """Target of the link, as written."""
    link_number: int = 0
    """Number of the link in its row, from 1; 0 outside links. A link may lack a target: `[PDF]()`."""
    strong: bool = False
    em: bool = False
    code: bool = False
    struck: bool = False
    """True for text that is crossed out."""


TextRuns = tuple[TextRun, ...]


@dataclass(frozen=True)
class Row:
    """A bullet, paragraph or table row, which may be an entry of the list."""

    line: int
    """Line number, from 1."""
    headings: tuple[str, ...]
    """Headings above the row, outermost first."""
    runs: TextRuns = ()
    """Text of a bullet or paragraph."""
    cells: tuple[tuple[str, TextRuns], ...] = ()
    """Cells of a table row, each with the name of its column in lowercase."""
    is_bullet: bool = False
    is_heading: bool = False
    """True for a bullet without links that has nested bullets."""
    name: str = ""
    """Name of the paper, if the row is a title that was joined with it."""
    is_too_long: bool = False
    """True for a row whose text was not read."""


def plain_text(runs: Iterable[TextRun]) -> str:
    """Return the text of runs without markup."""
    return "".join(run.text for run in runs)


def merge_link_runs(runs: Iterable[TextRun]) -> Iterator[TextRun]:
    """Merge the runs of each link, so that a badge followed by bold text becomes one label."""
    last: TextRun | None = None
    for run in runs:
        if last and run.link_number and run.link_number == last.link_number:
            strong, em = last.strong or run.strong, last.em or run.em
            struck = last.struck or run.struck
            last = replace(last, text=last.text + run.text, strong=strong, em=em, struck=struck)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def renumber_links(runs: Iterable[TextRun], offset: int) -> Iterator[TextRun]:
    """Add an offset to the link numbers of runs that are appended to others."""
    return (replace(run, link_number=run.link_number and run.link_number + offset) for run in runs)


def last_link_number(runs: Iterable[TextRun]) -> int:
    """Return the highest link number, or 0 without links."""
    return max((run.link_number for run in runs), default=0)


def image_text(alt: str, src: str) -> str:
    """Return the alternative text of an image, or the text of its badge if that says more."""
    if not UNINFORMATIVE_ALT.fullmatch(alt.strip()):
        return alt
    try:
        path = urlsplit(src).path
    except ValueError:
        return ""
    if "github/stars" in path:
        return "GitHub"
    match = BADGE_PATH.search(path)
    parts = unquote(match[1]).replace("_", " ").replace("--", "\0").split("-") if match else []
    return " ".join(parts[:-1] or parts).replace("\0", "-")


def parse_inline(tokens: Sequence[Token]) -> Iterator[TextRun]:
    """Convert the children of an inline token to runs.

    Args:
        tokens: Tokens of markdown-it, such as `link_open`, `text`, `image` and `html_inline`.
    """
    href, link_number, link_count = "", 0, 0
    depths = {"strong": 0, "em": 0, "struck": 0}
    style = TextRun("")
    for token in _merge_text_tokens(tokens):
        match token.type:
            case "text" if not link_number:
                for run in _split_at_links(replace(style, text=token.content), link_count + 1):
                    link_count = max(link_count, run.link_number)
                    yield run
            case "text" | "code_inline":
                is_code = token.type == "code_inline"
                yield replace(style, text=token.content, href=href, link_number=link_number, code=is_code)
            case "softbreak":
                yield replace(style, text=" ", href=href, link_number=link_number)
            case "hardbreak":
                yield TextRun("\n")
            case "link_open":
                link_count += 1
                href, link_number = str(token.attrs.get("href", "")), link_count
            case "link_close":
                href, link_number = "", 0
            case "image":
                text = image_text(token.content, str(token.attrs.get("src", "")))
                yield from _image_runs(text, href, link_number)
            case "html_inline":
                tag = token.content
                if anchor := ANCHOR_TAG.match(tag):
                    link_count += 1
                    href, link_number = clean_href(anchor[1] or anchor[2] or anchor[3] or ""), link_count
                elif tag.lower().startswith("</a"):
                    href, link_number = "", 0
                elif tag.lower().startswith(("<br", "</br")):
                    yield TextRun("\n")
                elif tag.lower().startswith("<img"):
                    attributes = {name.lower(): a or b for name, a, b in IMAGE_ATTRIBUTE.findall(tag)}
                    text = image_text(attributes.get("alt", ""), attributes.get("src", ""))
                    yield from _image_runs(text, href, link_number)
                elif style_tag := STYLE_TAG.fullmatch(tag):
                    depths[STYLES[style_tag[2].lower()]] += -1 if style_tag[1] else 1
            case _ if token.type in STYLE_TOKENS:
                depths[STYLE_TOKENS[token.type][0]] += STYLE_TOKENS[token.type][1]
        strong, em, struck = (depth > 0 for depth in depths.values())
        style = TextRun("", strong=strong, em=em, struck=struck)


def clean_href(href: str) -> str:
    """Strip the quotation mark of a malformed attribute: `href=https://a.example">`."""
    return href.strip().strip("\"'")


def _image_runs(text: str, href: str, link_number: int) -> Iterator[TextRun]:
    """Yield an image in a link as its label; ignore any other unless it is the badge of a venue."""
    mention = parse_venue(text)
    if link_number:
        yield TextRun(text, href, link_number)
    elif mention.venue and mention.year:
        yield TextRun(f"[{text}]")


def _merge_text_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    """Merge adjacent text tokens: the parser splits text at unmatched brackets."""
    last: Token | None = None
    for token in tokens:
        if last and token.type == last.type == "text":
            last = last.copy(content=last.content + token.content)
            continue
        if last:
            yield last
        last = token
    if last:
        yield last


def _split_at_links(run: TextRun, link_number: int) -> Iterator[TextRun]:
    """Split a run at links that Markdown missed; the first one gets this number."""
    start = 0
    for match in SPACED_LINK.finditer(run.text):
        before = list(_split_at_urls(replace(run, text=run.text[start : match.start()]), link_number))
        yield from before
        link_number = max(link_number, last_link_number(before) + 1)
        yield replace(run, text=match[1], href=match[2], link_number=link_number)
        link_number += 1
        start = match.end()
    yield from _split_at_urls(replace(run, text=run.text[start:]), link_number)


def _split_at_urls(run: TextRun, link_number: int) -> Iterator[TextRun]:
    """Split a run at bare URLs, which become links without a label."""
    start = 0
    for index, (url_start, url) in enumerate(urls_in_text(run.text)):
        yield replace(run, text=run.text[start:url_start])
        yield replace(run, text="", href=url, link_number=link_number + index)
        start = url_start + len(url)
    yield replace(run, text=run.text[start:])
