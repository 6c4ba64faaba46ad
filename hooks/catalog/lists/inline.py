"""The tokens inside a paragraph to runs of text: links, emphasis, pictures and HTML tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from catalog.lists.runs import TextRun, image_text, split_at_urls
from catalog.lists.venues import parse_venue

ANCHOR_TAG = re.compile(r"""<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
IMAGE_ATTRIBUTE = re.compile(r"""(alt|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
STYLE_TAG = re.compile(r"<(/?)(b|strong|i|em)>", re.IGNORECASE)
SPACED_LINK = re.compile(r"\[([^\[\]]{1,60})\]\(\s*((?:https?://|www\.)[^()\[\]]*?)\s*\)")
"""A link whose address has spaces, so that Markdown does not take it for one."""


def parse_inline(tokens: Sequence[Token]) -> Iterator[TextRun]:
    """The runs of text of an inline token; the text of a badge is its alternative text."""
    href, link, links, strong, em = "", 0, 0, 0, 0
    for token in _merge_text_tokens(tokens):
        match token.type:
            case "text" if not link:
                for piece in _split_at_links(TextRun(token.content, strong=strong > 0, em=em > 0), links + 1):
                    links = max(links, piece.link_number)
                    yield piece
            case "text" | "code_inline":
                yield TextRun(token.content, href, link, strong > 0, em > 0, token.type == "code_inline")
            case "softbreak":
                yield TextRun(" ", href, link, strong > 0, em > 0)
            case "hardbreak":
                yield TextRun("\n")
            case "link_open":
                links += 1
                href, link = str(token.attrs.get("href", "")), links
            case "link_close":
                href, link = "", 0
            case "image":
                yield from _image_runs(image_text(token.content, str(token.attrs.get("src", ""))), href, link)
            case "strong_open" | "strong_close":
                strong += 1 if token.type == "strong_open" else -1
            case "em_open" | "em_close":
                em += 1 if token.type == "em_open" else -1
            case "html_inline":
                tag = token.content
                if found := ANCHOR_TAG.match(tag):
                    links += 1
                    href, link = found[1] or found[2] or found[3] or "", links
                elif tag.lower().startswith("</a"):
                    href, link = "", 0
                elif tag.lower().startswith(("<br", "</br")):
                    yield TextRun("\n")
                elif tag.lower().startswith("<img"):
                    named = {name.lower(): one or two for name, one, two in IMAGE_ATTRIBUTE.findall(tag)}
                    yield from _image_runs(image_text(named.get("alt", ""), named.get("src", "")), href, link)
                elif style := STYLE_TAG.fullmatch(tag):
                    step = -1 if style[1] else 1
                    is_bold = style[2].lower() in ("b", "strong")
                    strong, em = (strong + step, em) if is_bold else (strong, em + step)
            case _:
                continue


def _image_runs(text: str, href: str, link: int) -> Iterator[TextRun]:
    """A picture in a link is its label; one that stands alone matters only if it names a venue."""
    where = parse_venue(text)
    if link:
        yield TextRun(text, href, link)
    elif where.venue and where.year:
        yield TextRun(f"[{text}]")


def _merge_text_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    """Tokens with neighbouring texts joined: the parser cuts them at brackets it tried."""
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


def _split_at_links(piece: TextRun, number: int) -> Iterator[TextRun]:
    """A text cut at links that Markdown did not see."""
    at = 0
    for found in SPACED_LINK.finditer(piece.text):
        before = list(split_at_urls(replace(piece, text=piece.text[at : found.start()]), number))
        yield from before
        number = max([number, *(one.link_number + 1 for one in before if one.link_number)])
        yield replace(piece, text=found[1], href=found[2], link_number=number)
        number += 1
        at = found.end()
    yield from split_at_urls(replace(piece, text=piece.text[at:]), number)
