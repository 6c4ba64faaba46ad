"""A Markdown document to rows: everything that could be an entry of an awesome list, as it is laid out.

Bullets, rows of pipe tables and of HTML tables, and paragraphs; each with its headings and its line.
The document is read by a real parser (CommonMark with tables), so titles over two lines, escaped
brackets, nested lists and badges come out as their writers meant them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalog.importing.html_rows import HtmlRows
from catalog.importing.labels import is_detail
from catalog.importing.pieces import Piece, Pieces, Row, badge, plain, with_addresses
from catalog.importing.venues import place

ANCHOR = re.compile(r"""<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
IMAGE = re.compile(r"""(alt|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
STYLE = re.compile(r"<(/?)(b|strong|i|em)>", re.IGNORECASE)
MISSED = re.compile(r"\[([^\[\]]{1,60})\]\(\s*((?:https?://|www\.)[^()\[\]]*?)\s*\)")
"""A link whose address has spaces, so that Markdown does not take it for one."""


def parser() -> MarkdownIt:
    """CommonMark with tables; addresses stay as written, and the importer itself refuses bad ones."""
    markdown = MarkdownIt("commonmark").enable("table")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


def rows(text: str) -> list[Row]:
    """Every row of a document, in its order."""
    walk = _Walk()
    walk.blocks(parser().parse(text))
    return sorted(walk.found, key=lambda row: row.line)


def first_heading(text: str) -> str:
    """The text of the first heading, which names the list; badges are left out."""
    tokens = parser().parse(text)
    inlines = (tokens[at + 1] for at, token in enumerate(tokens) if token.type == "heading_open")
    for token in inlines:
        shown = plain(inline([child for child in token.children or [] if child.type != "image"]))
        if shown.strip():
            return " ".join(shown.split())
    return ""


class _Walk:
    """A walk over the block tokens of a document."""

    def __init__(self) -> None:
        self.found: list[Row] = []
        self.headings: dict[int, str] = {}
        self.html = HtmlRows()
        self.items: list[Row | None] = []
        self.header: list[str] | None = None
        self.cells: list[Pieces] = []
        self.row_line = 0
        self.depth = 0

    def blocks(self, tokens: Sequence[Token], shift: int = 0) -> None:
        """Walk over the tokens of a text that begins so many lines further down."""
        for at, token in enumerate(tokens):
            line = (token.map or [0])[0] + 1 + shift
            match token.type:
                case "heading_open":
                    self.heading(int(token.tag[1]), plain(inline(tokens[at + 1].children or [])))
                case "list_item_open":
                    self.items.append(None)
                case "list_item_close":
                    item = self.items.pop()
                    if item and item.pieces:
                        self.found.append(item)
                case "table_open":
                    self.header = None
                case "tr_open":
                    self.cells, self.row_line = [], line
                case "tr_close":
                    self.table_row()
                case "inline" if tokens[at - 1].type != "heading_open":
                    self.text(tokens[at - 1].type, tuple(inline(token.children or [])), line)
                case "html_block":
                    self.html_block(token.content, line)
                case _:
                    continue

    def text(self, inside: str, pieces: Pieces, line: int) -> None:
        """The text of a cell, an item or a paragraph."""
        if inside in ("th_open", "td_open"):
            self.cells.append(pieces)
        elif self.html.open:
            self.html.add(pieces)
        elif self.items:
            self.add_to_item(Row(line, self.above(), pieces, is_bullet=True))
        else:
            self.found.append(Row(line, self.above(), pieces))

    def table_row(self) -> None:
        """A row of a pipe table; a header with links is a row itself, and names nothing."""
        if self.header is None:
            names = [plain(cell).strip().lower() for cell in self.cells]
            has_links = any(piece.href for cell in self.cells for piece in cell)
            self.header = [""] * len(names) if has_links else names
            if not has_links:
                return
        named = tuple(zip(self.header, self.cells, strict=False))
        self.found.append(Row(self.row_line, self.above(), cells=named))

    def html_block(self, content: str, line: int) -> None:
        """A block of HTML: its rows, its headings, and the Markdown that stands between its tags."""
        found = self.html.read(content, line)
        for level, name in self.html.headings.items():
            self.heading(level, name)
        self.found += [replace(row, headings=self.above()) for row in found]
        if self.depth < 1:
            self.depth += 1
            for at, text in self.html.loose:
                if "](" in text:
                    self.blocks(parser().parse(text), at - 1)
            self.depth -= 1

    def add_to_item(self, row: Row) -> None:
        """A first paragraph is the item; details in a nested item belong to the one around it."""
        around = self.items[-2] if len(self.items) > 1 else None
        if own := self.items[-1]:
            self.items[-1] = _appended(own, row.pieces)
        elif around and is_detail(row.pieces):
            self.items[-2] = _appended(around, row.pieces)
        elif around and not any(piece.link for piece in around.pieces):
            self.items[-2] = replace(around, is_heading=True)
            self.items[-1] = replace(row, headings=(*around.headings, " ".join(plain(around.pieces).split())))
        else:
            self.items[-1] = row

    def heading(self, level: int, name: str) -> None:
        """Open a section, which closes those of its level and below."""
        self.headings = {at: text for at, text in self.headings.items() if at < level}
        self.headings[level] = " ".join(name.split())

    def above(self) -> tuple[str, ...]:
        """The headings of the open sections."""
        return tuple(self.headings.values())


def _appended(row: Row, pieces: Pieces) -> Row:
    """A row with more pieces on a line of their own; their links are numbered on."""
    last = max((piece.link for piece in row.pieces), default=0)
    numbered = (replace(piece, link=piece.link and piece.link + last) for piece in pieces)
    return replace(row, pieces=(*row.pieces, Piece("\n"), *numbered))


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
