"""The text of a bullet or paragraph to a title with place, authors and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalog.lists.bylines import without_authors
from catalog.lists.headings import Section
from catalog.lists.labels import kind_of
from catalog.lists.links import Links, guessed
from catalog.lists.row import PARTS, Found, split_sentences, tags, untagged_place
from catalog.lists.runs import Piece, Pieces, joined
from catalog.lists.titles import SLOT, cleaned_title, is_codename, letters, names_in
from catalog.lists.venues import Place, place_of
from catalog.utils.text import fold

NAMED = re.compile(r"\[?\[?\ue001([^\ue001\ue002]*)\ue002\]?\]?")
"""A link whose label is no kind: the title, or the name of the method in brackets."""
LEADING_NAME = re.compile(r"^[\s\ue000\W]*?\[([^\[\]\ue000-\uf8ff]{2,40})\]\s*(?=[\w\"“\ue001\[])")
LABEL = re.compile(r"(?:^|(?<=[\s\ue000|,;.(]))([^\W\d_][\w ]{1,18})\s?[:：]\s*$")
ET_AL = re.compile(r"[,.]\s*(?:[A-Z][\w.'’-]*\s){1,3}et\.? ?al\.?$")
QUOTED = re.compile(r"^\W*(?:([\w^-]{2,30})\W{1,4}|\?\W*)?[\"“]([^\"“”]{8,})[\"”][,.]?\s*(.*)$", re.DOTALL)
"""`"Title", CVPR, 2021`, maybe with the name of the method before it."""
MARKERS = frozenset(["new", "hot", "update", "updated", "latest", "recent", "top", "spotlight", "award"])
"""Words in brackets before a title that are no name of a method."""
BEHIND = re.compile(r"^\s*,?\s*((?:19|20)\d\d|['’]\d\d)(?!\d)")
DASH = re.compile(r"\s[-–—]+\s")


def from_pieces(pieces: Pieces, section: Section) -> Found:
    """What a bullet, or a paragraph that begins with a title, says."""
    found = Found(links=Links("dataset" if section.kind == "dataset" else "paper"))
    reader = _Reader(found)
    text = reader.text(list(without_authors(list(joined(pieces)), found)))
    found.place, text = tags(text)
    text = reader.short_name(text)
    bold = max((cleaned_title(one) for one in reader.bold), key=len, default="")
    linked = max((cleaned_title(name) for name, *_ in reader.named), key=len, default="")
    if len(linked.split()) >= 3 and not _is_remark(linked):
        found.title, rest = linked, _after(text, linked)
    elif len(bold.split()) >= 3 or (len(bold.split()) == 2 and not reader.named and _begins(text, bold)):
        found.title, rest = bold, _after(text, bold)
        behind = PARTS.split(rest.strip(f" .\n{SLOT}"))[0]
        found.authors = found.authors or names_in(behind)
    elif len(reader.italic.split()) >= 3 and not reader.named and _begins(text, reader.italic):
        found.title, rest = reader.italic, _after(text, reader.italic)
        found.authors = found.authors or names_in(PARTS.split(rest)[0].rpartition(",")[0].strip(" ,."))
    else:
        found.title, rest = _first(NAMED.sub(r"\1", text), bool(reader.named))
    first = cleaned_title(reader.bold[0]) if reader.bold else ""
    if is_codename(first) and not found.short and not place_of(first) and fold(first) != fold(found.title):
        found.short = first  # **DETR**: "A Title"
    split_sentences(found)
    untagged_place(found, rest)
    if not found.place.venue:
        where, rest = tags(found.title + SLOT + rest, yearless=True)
        found.place = Place(
            where.venue or found.place.venue, found.place.year or where.year, found.place.track
        )
        found.title = cleaned_title(rest.partition(SLOT)[0]) or found.title
    found.title = cleaned_title(ET_AL.sub("", found.title))
    reader.name_links()
    return found


class _Reader:
    """Turns pieces into one text in which links and tags have become slots."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.named: list[tuple[str, str, int]] = []
        """Links whose label is no kind: label, address, and the number of links before them."""
        self.count = 0
        self.bold: list[str] = []
        self.italic = ""
        """The first text in italics, if nothing is bold."""
        self.name = ""
        """The linked name in brackets before the title."""

    def text(self, pieces: Sequence[Piece]) -> str:
        """The text with slots for links, brackets around tags, and marks around named links."""
        text = ""
        for piece in _with_years(pieces):
            said = piece.text
            if piece.strong and letters(said) and not kind_of(said):
                self.bold.append(said)
            elif piece.em and not self.italic and not piece.link:
                self.italic = cleaned_title(said)
            if piece.link:
                text = self._link(text, piece)
            elif (piece.code or piece.em or piece.strong) and place_of(said).venue:
                text += f"[{said.strip(' []()')}]" if not text.rstrip().endswith(("(", "[")) else said.strip()
            else:
                text += said
        return text

    def _link(self, text: str, piece: Piece) -> str:
        label, where = piece.text, place_of(piece.text)
        self.count += 1
        if piece.href.startswith(("#", "mailto:")):
            return text + label
        if not letters(label) and (before := LABEL.search(text)) and kind_of(before[1]):
            self.found.links.add(before[1].strip(), piece.href, at=self.count)
            return text[: before.start()] + SLOT
        if where.venue and where.year:
            self.found.links.add("", piece.href, at=self.count)
            return f"{text}[{label.strip(' []()')}]"
        if kind_of(label) or not letters(label):
            self.found.links.add(label if kind_of(label) else "link", piece.href, at=self.count)
            return text + SLOT
        self.named.append((label, piece.href, self.count))
        return f"{text}\ue001{label}\ue002"

    def short_name(self, text: str) -> str:
        """The text without the name of the method in brackets at its start, which is kept."""
        if found := LEADING_NAME.match(text):
            self._short(found[1])
            return SLOT + text[found.end() :]
        if found := re.match(r"^[\s\ue000\W]*?\[{1,2}\s*\ue001([^\ue001\ue002]{2,40})\ue002\s*\]{1,2}", text):
            rest = NAMED.sub(r"\1", text[found.end() :])
            if len(found[1].split()) < 4 and len(_first(rest, False)[0].split()) >= 3:
                self._short(found[1])
                self.name = found[1]
                return SLOT + text[found.end() :]
        return text

    def _short(self, name: str) -> None:
        name = cleaned_title(name)
        is_name = is_codename(name) and not kind_of(name) and fold(name) not in MARKERS
        self.found.short = name if is_name else ""

    def name_links(self) -> None:
        """Add the links of the title and of the method's name; others only if their host says enough."""
        found_names = f"{self.found.title} {self.found.short}"
        for name, address, at in self.named:
            shown = cleaned_title(name)
            is_title = fold(shown) in fold(found_names) or name == self.name
            if is_title or guessed(address, "") or _names_kind(shown):
                self.found.links.add(_names_kind(shown) or "link", address, at=at)
            elif address.strip():
                self.found.links.refused.append(f"{address!r}: no kind of link for {shown!r}")


def _with_years(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with the year behind an emphasised venue drawn into it: `*SIGGRAPH Asia* 2021`."""
    rest = list(pieces)
    for at, piece in enumerate(rest):
        following = rest[at + 1].text if at + 1 < len(rest) and not rest[at + 1].link else ""
        year = BEHIND.match(following)
        where = place_of(piece.text) if (piece.em or piece.strong) and year else Place()
        if year and where.venue and not where.year:
            rest[at + 1] = replace(rest[at + 1], text=following[year.end() :])
            piece = replace(piece, text=f"{piece.text.strip()} {year[1]}")
        yield piece


def _names_kind(label: str) -> str:
    """The kind of link in a label of few words, if one of them names it: `Paper with proofs`."""
    words = label.split()
    kinds = [kind_of(word) for word in words if len(word) > 3]
    return next((kind for kind in kinds if kind not in ("", "link", "other")), "") if len(words) < 5 else ""


def _first(text: str, linked: bool) -> tuple[str, str]:
    """The title that a text begins with, and what stands behind it."""
    if quoted := QUOTED.match(text.strip(f"{SLOT} \n")):
        return cleaned_title(quoted[2]), quoted[3]
    parts = [part for part in re.split(r"[\n\ue000]", text) if letters(cleaned_title(part)) > 1]
    parts = [part for part in parts if not kind_of(cleaned_title(part))] or parts
    if not parts:
        return "", ""
    head = parts[0]
    if linked and (dash := DASH.search(head)) and dash.start() > 1:
        head = head[: dash.start()]  # [Name](url) - what it does
    return cleaned_title(head), "\n".join(parts[1:])


def _after(text: str, title: str) -> str:
    """What stands behind the title."""
    text = NAMED.sub(r"\1", text)
    at = text.find(title)
    return text[at + len(title) :] if at >= 0 else text


def _begins(text: str, title: str) -> bool:
    return cleaned_title(NAMED.sub(r"\1", text)).startswith(title)


def _is_remark(text: str) -> bool:
    """Whether the label of a link is a remark on it rather than a title."""
    return text[:1].islower() and len(text.split()) < 5
