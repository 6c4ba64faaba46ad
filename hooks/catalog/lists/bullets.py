"""Bullets and paragraphs: title, venue, authors and links in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from catalog.documents.problems import quote
from catalog.lists.headings import HeadingContext
from catalog.lists.labels import link_kind
from catalog.lists.links import LinkCollector, kind_by_host
from catalog.lists.row import (
    PART_BREAK,
    ParsedRow,
    extract_authors,
    extract_venue_tags,
    find_untagged_venue,
    split_sentences,
)
from catalog.lists.runs import TextRun, TextRuns, merge_link_runs
from catalog.lists.titles import PLACEHOLDER, clean_title, count_letters, is_method_name, parse_authors
from catalog.lists.venues import NO_MENTION, recognize_venue
from catalog.utils.text import fold

TEXT_LINK = re.compile(r"\[?\[?\ue001([^\ue001\ue002]*)\ue002\]?\]?")
"""A text link in the built text, between its two marks and perhaps brackets."""
LEADING_NAME = re.compile(r"^[\s\ue000\W]*?\[([^\[\]\ue000-\uf8ff]{2,40})\]\s*(?=[\w\"“\ue001\[])")
"""A method name in brackets before the title."""
LEADING_LINKED_NAME = re.compile(r"^[\s\ue000\W]*?\[{1,2}\s*\ue001([^\ue001\ue002]{2,40})\ue002\s*\]{1,2}")
LABEL_BEFORE_LINK = re.compile(r"(?:^|(?<=[\s\ue000|,;.(]))([^\W\d_][\w ]{1,18})\s?[:：]\s*$")
TRAILING_ET_AL = re.compile(r"[,.]\s*(?:[A-Z][\w.'’-]*\s){1,3}et\.? ?al\.?$")
QUOTED_TITLE = re.compile(
    r"^\W*(?:([\w^-]{2,30})\W{1,4}|\?\W*)?[\"“]([^\"“”]{8,})[\"”][,.]?\s*(.*)$", re.DOTALL
)
"""`"Title", CVPR, 2021`, perhaps after the method name."""
NEWS_MARKERS = frozenset(["new", "hot", "update", "updated", "latest", "recent", "top", "spotlight", "award"])
"""Words in brackets before a title that are not method names."""
YEAR_AFTER_VENUE = re.compile(r"^\s*,?\s*((?:19|20)\d\d|['’]\d\d)(?!\d)")
DASH = re.compile(r"\s[-–—]+\s")


def parse_bullet(runs: TextRuns, context: HeadingContext) -> ParsedRow:
    """Parse a bullet, or a paragraph that starts with a title."""
    row = ParsedRow(links=LinkCollector("dataset" if context.kind == "dataset" else "paper"))
    builder = _TextBuilder(row)
    text = builder.build(list(extract_authors(list(merge_link_runs(runs)), row)))
    row.mention, text = extract_venue_tags(text)
    text = builder.extract_short_name(text)
    rest = _extract_title(row, builder, text)
    bold = clean_title(builder.bold_texts[0]) if builder.bold_texts else ""
    if is_method_name(bold) and not row.short and not recognize_venue(bold) and fold(bold) != fold(row.title):
        row.short = bold  # **DETR**: "A Title"
    split_sentences(row)
    find_untagged_venue(row, rest)
    if not row.mention.venue:
        mention, rest = extract_venue_tags(row.title + PLACEHOLDER + rest, allow_yearless=True)
        row.mention = replace(row.mention, venue=mention.venue, year=row.mention.year or mention.year)
        row.title = clean_title(rest.partition(PLACEHOLDER)[0]) or row.title
    row.title = clean_title(TRAILING_ET_AL.sub("", row.title))
    builder.add_text_links()
    return row


class _TextLink(NamedTuple):
    """A link whose label names no kind: a title, a method name, or other text."""

    label: str
    href: str
    number: int


class _TextBuilder:
    """Builds the text of a row, with placeholders for links and brackets around venue tags."""

    def __init__(self, row: ParsedRow) -> None:
        self.row = row
        self.link_count = 0
        self.text_links: list[_TextLink] = []
        self.linked_name = ""
        """Label of the link around the method name."""
        self.bold_texts: list[str] = []
        self.italic_text = ""
        """First text in italics."""

    def build(self, runs: Sequence[TextRun]) -> str:
        """Build the text, and collect labeled links."""
        text = ""
        for run in _join_venue_years(runs):
            if run.strong and count_letters(run.text) and not link_kind(run.text):
                self.bold_texts.append(run.text)
            elif run.em and not self.italic_text and not run.link_number:
                self.italic_text = clean_title(run.text)
            if run.link_number:
                text = self._append_link(text, run)
            elif (run.code or run.em or run.strong) and recognize_venue(run.text).venue:
                is_bracketed = text.rstrip().endswith(("(", "["))
                text += run.text.strip() if is_bracketed else f"[{run.text.strip(' []()')}]"
            else:
                text += run.text
        return text

    def _append_link(self, text: str, run: TextRun) -> str:
        label, mention = run.text, recognize_venue(run.text)
        self.link_count += 1
        if run.href.startswith(("#", "mailto:")):
            return text + label
        if not count_letters(label) and (before := LABEL_BEFORE_LINK.search(text)) and link_kind(before[1]):
            self.row.links.add(before[1].strip(), run.href, position=self.link_count)
            return text[: before.start()] + PLACEHOLDER
        if mention.venue and mention.year:
            self.row.links.add("", run.href, position=self.link_count)
            return f"{text}[{label.strip(' []()')}]"
        if link_kind(label) or not count_letters(label):
            self.row.links.add(label if link_kind(label) else "link", run.href, position=self.link_count)
            return text + PLACEHOLDER
        self.text_links.append(_TextLink(label, run.href, self.link_count))
        return f"{text}\ue001{label}\ue002"

    def extract_short_name(self, text: str) -> str:
        """Move a method name in brackets from the start of the text to the row."""
        if match := LEADING_NAME.match(text):
            self._set_short_name(match[1])
            return PLACEHOLDER + text[match.end() :]
        if match := LEADING_LINKED_NAME.match(text):
            rest = TEXT_LINK.sub(r"\1", text[match.end() :])
            if len(match[1].split()) < 4 and len(_split_title(rest, has_text_link=False)[0].split()) >= 3:
                self._set_short_name(match[1])
                self.linked_name = match[1]
                return PLACEHOLDER + text[match.end() :]
        return text

    def _set_short_name(self, text: str) -> None:
        name = clean_title(text)
        is_name = is_method_name(name) and not link_kind(name) and fold(name) not in NEWS_MARKERS
        self.row.short = name if is_name else ""

    def add_text_links(self) -> None:
        """Add the links of title and method name, and others whose kind is known by host or label."""
        names = fold(f"{self.row.title} {self.row.short}")
        for link in self.text_links:
            label = clean_title(link.label)
            is_title = fold(label) in names or link.label == self.linked_name
            kind = _kind_in_label(label)
            if is_title or kind or kind_by_host(link.href, ""):
                self.row.links.add(kind or "link", link.href, position=link.number)
            elif link.href.strip():
                self.row.links.reject(link.href, f"unsupported label {quote(label)}")


def _join_venue_years(runs: Sequence[TextRun]) -> Iterator[TextRun]:
    """Move the year after an emphasized venue into its run: `*SIGGRAPH Asia* 2021`."""
    remaining = list(runs)
    for index, run in enumerate(remaining):
        following = remaining[index + 1] if index + 1 < len(remaining) else None
        year = YEAR_AFTER_VENUE.match(following.text) if following and not following.link_number else None
        mention = recognize_venue(run.text) if (run.em or run.strong) and year else NO_MENTION
        if year and following and mention.venue and not mention.year:
            remaining[index + 1] = replace(following, text=following.text[year.end() :])
            run = replace(run, text=f"{run.text.strip()} {year[1]}")
        yield run


def _kind_in_label(label: str) -> str:
    """Return the kind of link that a word of a short label names: `Paper with proofs`."""
    words = label.split()
    if len(words) >= 5:
        return ""
    kinds = [link_kind(word) for word in words if len(word) > 3]
    return next((kind for kind in kinds if kind not in ("", "link", "other")), "")


def _extract_title(row: ParsedRow, builder: _TextBuilder, text: str) -> str:
    """Set the title, and authors in the next part; return the text after the title."""
    linked = max((clean_title(link.label) for link in builder.text_links), key=len, default="")
    bold = max((clean_title(bold_text) for bold_text in builder.bold_texts), key=len, default="")
    italic = builder.italic_text
    has_text_links = bool(builder.text_links)
    if len(linked.split()) >= 3 and not _is_remark(linked):
        row.title, rest = linked, _text_after(text, linked)
    elif len(bold.split()) >= 3 or (
        len(bold.split()) == 2 and not has_text_links and _starts_with(text, bold)
    ):
        row.title, rest = bold, _text_after(text, bold)
        next_part = PART_BREAK.split(rest.strip(f" .\n{PLACEHOLDER}"))[0]
        row.authors = row.authors or parse_authors(next_part)
    elif len(italic.split()) >= 3 and not has_text_links and _starts_with(text, italic):
        row.title, rest = italic, _text_after(text, italic)
        next_part = PART_BREAK.split(rest)[0].rpartition(",")[0]
        row.authors = row.authors or parse_authors(next_part.strip(" ,."))
    else:
        row.title, rest = _split_title(TEXT_LINK.sub(r"\1", text), has_text_link=has_text_links)
    return rest


def _split_title(text: str, *, has_text_link: bool) -> tuple[str, str]:
    """Split a text into the title it starts with and the rest."""
    if quoted := QUOTED_TITLE.match(text.strip(f"{PLACEHOLDER} \n")):
        return clean_title(quoted[2]), quoted[3]
    parts = [part for part in re.split(r"[\n\ue000]", text) if count_letters(clean_title(part)) > 1]
    parts = [part for part in parts if not link_kind(clean_title(part))] or parts
    if not parts:
        return "", ""
    title = parts[0]
    if has_text_link and (dash := DASH.search(title)) and dash.start() > 1:
        title = title[: dash.start()]  # [Name](url) - description
    return clean_title(title), "\n".join(parts[1:])


def _text_after(text: str, title: str) -> str:
    text = TEXT_LINK.sub(r"\1", text)
    start = text.find(title)
    return text[start + len(title) :] if start >= 0 else text


def _starts_with(text: str, title: str) -> bool:
    return clean_title(TEXT_LINK.sub(r"\1", text)).startswith(title)


def _is_remark(label: str) -> bool:
    """Return True if the label of a link is a remark rather than a title."""
    return label[:1].islower() and len(label.split()) < 5
