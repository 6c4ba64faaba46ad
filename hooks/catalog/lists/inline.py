"""The tokens inside a paragraph to runs of text: links, emphasis, pictures and HTML tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from catalog.lists.runs import Piece, badge, with_addresses
from catalog.lists.venues import place

ANCHOR = re.compile(r"""<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
IMAGE = re.compile(r"""(alt|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
STYLE = re.compile(r"<(/?)(b|strong|i|em)>", re.IGNORECASE)
MISSED = re.compile(r"\[([^\[\]]{1,60})\]\(\s*((?:https?://|www\.)[^()\[\]]*?)\s*\)")
"""A link whose address has spaces, so that Markdown does not take it for one."""


def inline(tokens: Sequence[Token]) -> Iterator[Piece]:
    """The runs of text of an inline token; the text of a badge is its alternative text."""
    href, link, links, strong, em = "", 0, 0, 0, 0
    for token in _merged(tokens):
        match token.type:
            case "text" if not link:
                for piece in _with_links(Piece(token.content, strong=strong > 0, em=em > 0), links + 1):
                    links = max(links, piece.link)
                    yield piece
            case "text" | "code_inline":
                yield Piece(token.content, href, link, strong > 0, em > 0, token.type == "code_inline")
            case "softbreak":
                yield Piece(" ", href, link, strong > 0, em > 0)
            case "hardbreak":
                yield Piece("\n")
            case "link_open":
                links += 1
                href, link = str(token.attrs.get("href", "")), links
            case "link_close":
                href, link = "", 0
            case "image":
                yield from _image(badge(token.content, str(token.attrs.get("src", ""))), href, link)
            case "strong_open" | "strong_close":
                strong += 1 if token.type == "strong_open" else -1
            case "em_open" | "em_close":
                em += 1 if token.type == "em_open" else -1
            case "html_inline":
                tag = token.content
                if found := ANCHOR.match(tag):
                    links += 1
                    href, link = found[1] or found[2] or found[3] or "", links
                elif tag.lower().startswith("</a"):
                    href, link = "", 0
                elif tag.lower().startswith(("<br", "</br")):
                    yield Piece("\n")
                elif tag.lower().startswith("<img"):
                    named = {name.lower(): one or two for name, one, two in IMAGE.findall(tag)}
                    yield from _image(badge(named.get("alt", ""), named.get("src", "")), href, link)
                elif style := STYLE.fullmatch(tag):
                    step = -1 if style[1] else 1
                    is_bold = style[2].lower() in ("b", "strong")
                    strong, em = (strong + step, em) if is_bold else (strong, em + step)
            case _:
                continue


def _image(text: str, href: str, link: int) -> Iterator[Piece]:
    """A picture in a link is its label; one that stands alone matters only if it names a venue."""
    where = place(text)
    if link:
        yield Piece(text, href, link)
    elif where.venue and where.year:
        yield Piece(f"[{text}]")


def _merged(tokens: Sequence[Token]) -> Iterator[Token]:
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


def _with_links(piece: Piece, number: int) -> Iterator[Piece]:
    """A text cut at links that Markdown did not see."""
    at = 0
    for found in MISSED.finditer(piece.text):
        before = list(with_addresses(replace(piece, text=piece.text[at : found.start()]), number))
        yield from before
        number = max([number, *(one.link + 1 for one in before if one.link)])
        yield replace(piece, text=found[1], href=found[2], link=number)
        number += 1
        at = found.end()
    yield from with_addresses(replace(piece, text=piece.text[at:]), number)
