"""The text of a bullet or paragraph to a title with place, authors and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalog.lists.bylines import extract_authors
from catalog.lists.headings import HeadingContext
from catalog.lists.labels import link_kind
from catalog.lists.links import LinkCollector, kind_by_host
from catalog.lists.row import PART_BREAK, ParsedRow, split_sentences, extract_venue_tags, find_untagged_venue
from catalog.lists.runs import TextRun, TextRuns, merge_link_runs
from catalog.lists.titles import PLACEHOLDER, clean_title, is_method_name, count_letters, parse_authors
from catalog.lists.venues import VenueMention, recognize_venue
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


def parse_bullet(runs: TextRuns, context: HeadingContext) -> ParsedRow:
    """What a bullet, or a paragraph that begins with a title, says."""
    found = ParsedRow(links=LinkCollector("dataset" if context.kind == "dataset" else "paper"))
    reader = _Reader(found)
    text = reader.text(list(extract_authors(list(merge_link_runs(runs)), found)))
    found.mention, text = extract_venue_tags(text)
    text = reader.short_name(text)
    bold = max((clean_title(one) for one in reader.bold), key=len, default="")
    linked = max((clean_title(name) for name, *_ in reader.named), key=len, default="")
    if len(linked.split()) >= 3 and not _is_remark(linked):
        found.title, rest = linked, _after(text, linked)
    elif len(bold.split()) >= 3 or (len(bold.split()) == 2 and not reader.named and _begins(text, bold)):
        found.title, rest = bold, _after(text, bold)
        behind = PART_BREAK.split(rest.strip(f" .\n{PLACEHOLDER}"))[0]
        found.authors = found.authors or parse_authors(behind)
    elif len(reader.italic.split()) >= 3 and not reader.named and _begins(text, reader.italic):
        found.title, rest = reader.italic, _after(text, reader.italic)
        found.authors = found.authors or parse_authors(PART_BREAK.split(rest)[0].rpartition(",")[0].strip(" ,."))
    else:
        found.title, rest = _first(NAMED.sub(r"\1", text), bool(reader.named))
    first = clean_title(reader.bold[0]) if reader.bold else ""
    if is_method_name(first) and not found.short and not recognize_venue(first) and fold(first) != fold(found.title):
        found.short = first  # **DETR**: "A Title"
    split_sentences(found)
    find_untagged_venue(found, rest)
    if not found.mention.venue:
        where, rest = extract_venue_tags(found.title + PLACEHOLDER + rest, allow_yearless=True)
        found.mention = VenueMention(
            where.venue or found.mention.venue, found.mention.year or where.year, found.mention.track
        )
        found.title = clean_title(rest.partition(PLACEHOLDER)[0]) or found.title
    found.title = clean_title(ET_AL.sub("", found.title))
    reader.name_links()
    return found


class _Reader:
    """Turns pieces into one text in which links and tags have become slots."""

    def __init__(self, found: ParsedRow) -> None:
        self.found = found
        self.named: list[tuple[str, str, int]] = []
        """Links whose label is no kind: label, address, and the number of links before them."""
        self.count = 0
        self.bold: list[str] = []
        self.italic = ""
        """The first text in italics, if nothing is bold."""
        self.name = ""
        """The linked name in brackets before the title."""

    def text(self, pieces: Sequence[TextRun]) -> str:
        """The text with slots for links, brackets around tags, and marks around named links."""
        text = ""
        for piece in _with_years(pieces):
            said = piece.text
            if piece.strong and count_letters(said) and not link_kind(said):
                self.bold.append(said)
            elif piece.em and not self.italic and not piece.link_number:
                self.italic = clean_title(said)
            if piece.link_number:
                text = self._link(text, piece)
            elif (piece.code or piece.em or piece.strong) and recognize_venue(said).venue:
                text += f"[{said.strip(' []()')}]" if not text.rstrip().endswith(("(", "[")) else said.strip()
            else:
                text += said
        return text

    def _link(self, text: str, piece: TextRun) -> str:
        label, where = piece.text, recognize_venue(piece.text)
        self.count += 1
        if piece.href.startswith(("#", "mailto:")):
            return text + label
        if not count_letters(label) and (before := LABEL.search(text)) and link_kind(before[1]):
            self.found.links.add(before[1].strip(), piece.href, position=self.count)
            return text[: before.start()] + PLACEHOLDER
        if where.venue and where.year:
            self.found.links.add("", piece.href, position=self.count)
            return f"{text}[{label.strip(' []()')}]"
        if link_kind(label) or not count_letters(label):
            self.found.links.add(label if link_kind(label) else "link", piece.href, position=self.count)
            return text + PLACEHOLDER
        self.named.append((label, piece.href, self.count))
        return f"{text}\ue001{label}\ue002"

    def short_name(self, text: str) -> str:
        """The text without the name of the method in brackets at its start, which is kept."""
        if found := LEADING_NAME.match(text):
            self._short(found[1])
            return PLACEHOLDER + text[found.end() :]
        if found := re.match(r"^[\s\ue000\W]*?\[{1,2}\s*\ue001([^\ue001\ue002]{2,40})\ue002\s*\]{1,2}", text):
            rest = NAMED.sub(r"\1", text[found.end() :])
            if len(found[1].split()) < 4 and len(_first(rest, False)[0].split()) >= 3:
                self._short(found[1])
                self.name = found[1]
                return PLACEHOLDER + text[found.end() :]
        return text

    def _short(self, name: str) -> None:
        name = clean_title(name)
        is_name = is_method_name(name) and not link_kind(name) and fold(name) not in MARKERS
        self.found.short = name if is_name else ""

    def name_links(self) -> None:
        """Add the links of the title and of the method's name; others only if their host says enough."""
        found_names = f"{self.found.title} {self.found.short}"
        for name, address, at in self.named:
            shown = clean_title(name)
            is_title = fold(shown) in fold(found_names) or name == self.name
            if is_title or kind_by_host(address, "") or _names_kind(shown):
                self.found.links.add(_names_kind(shown) or "link", address, position=at)
            elif address.strip():
                self.found.links.rejected.append(f"{address!r}: no kind of link for {shown!r}")


def _with_years(pieces: Sequence[TextRun]) -> Iterator[TextRun]:
    """The pieces, with the year behind an emphasised venue drawn into it: `*SIGGRAPH Asia* 2021`."""
    rest = list(pieces)
    for at, piece in enumerate(rest):
        following = rest[at + 1].text if at + 1 < len(rest) and not rest[at + 1].link_number else ""
        year = BEHIND.match(following)
        where = recognize_venue(piece.text) if (piece.em or piece.strong) and year else VenueMention()
        if year and where.venue and not where.year:
            rest[at + 1] = replace(rest[at + 1], text=following[year.end() :])
            piece = replace(piece, text=f"{piece.text.strip()} {year[1]}")
        yield piece


def _names_kind(label: str) -> str:
    """The kind of link in a label of few words, if one of them names it: `Paper with proofs`."""
    words = label.split()
    kinds = [link_kind(word) for word in words if len(word) > 3]
    return next((kind for kind in kinds if kind not in ("", "link", "other")), "") if len(words) < 5 else ""


def _first(text: str, linked: bool) -> tuple[str, str]:
    """The title that a text begins with, and what stands behind it."""
    if quoted := QUOTED.match(text.strip(f"{PLACEHOLDER} \n")):
        return clean_title(quoted[2]), quoted[3]
    parts = [part for part in re.split(r"[\n\ue000]", text) if count_letters(clean_title(part)) > 1]
    parts = [part for part in parts if not link_kind(clean_title(part))] or parts
    if not parts:
        return "", ""
    head = parts[0]
    if linked and (dash := DASH.search(head)) and dash.start() > 1:
        head = head[: dash.start()]  # [Name](url) - what it does
    return clean_title(head), "\n".join(parts[1:])


def _after(text: str, title: str) -> str:
    """What stands behind the title."""
    text = NAMED.sub(r"\1", text)
    at = text.find(title)
    return text[at + len(title) :] if at >= 0 else text


def _begins(text: str, title: str) -> bool:
    return clean_title(NAMED.sub(r"\1", text)).startswith(title)


def _is_remark(text: str) -> bool:
    """Whether the label of a link is a remark on it rather than a title."""
    return text[:1].islower() and len(text.split()) < 5
