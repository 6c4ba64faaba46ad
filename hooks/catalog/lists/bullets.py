"""Bullets and paragraphs: title, venue, authors and links in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from catalog.documents.problems import quote
from catalog.lists.headings import HeadingContext
from catalog.lists.labels import is_link_label, kind_in_label, label_before_link, link_kind
from catalog.lists.links import LinkCollector, kind_by_host
from catalog.lists.row import (
    BRACKETED,
    ParsedRow,
    extract_authors,
    extract_venue_tags,
    find_untagged_venue,
    split_sentences,
)
from catalog.lists.runs import TextRun, TextRuns, merge_link_runs
from catalog.lists.title_parts import TEXT_LINK, Emphasis, extract_title, split_title
from catalog.lists.titles import (
    PLACEHOLDER,
    clean_title,
    count_letters,
    is_byline,
    is_method_name,
    split_nickname,
    strip_byline,
)
from catalog.lists.venues import NO_MENTION, recognize_venue
from catalog.utils.text import fold

LEADING_NAME = re.compile(
    r"^[\s\ue000\W]*?(?:\[([^\[\]\ue000-\uf8ff]{2,40})\]|【([^【】\ue000-\uf8ff]{1,40})】)\s*(?=[\w\"“\ue001\[])"
)
"""A method name or topic in brackets before the title."""
MAX_LEADING_TAGS = 3
NAME_COLON = re.compile(r"\s*[:：]\s*\w")
LEADING_LINKED_NAME = re.compile(r"^[\s\ue000\W]*?\[{1,2}\s*\ue001([^\ue001\ue002]{2,40})\ue002\s*\]{1,2}")
VENUE_WORD = re.compile(
    r"conference|workshop|journal|transactions|proceedings|symposium|letters|trans\.", re.IGNORECASE
)
NEWS_MARKERS = frozenset(["new", "hot", "update", "updated", "latest", "recent", "top", "spotlight", "award"])
"""Words in brackets before a title that are not method names."""
YEAR_AFTER_VENUE = re.compile(r"^\s*,?\s*((?:19|20)\d\d|['’]\d\d)(?!\d)")


def parse_bullet(runs: TextRuns, context: HeadingContext) -> ParsedRow:
    """Parse a bullet, or a paragraph that starts with a title."""
    row = ParsedRow(links=LinkCollector("dataset" if context.kind == "dataset" else "paper"))
    builder = _TextBuilder(row)
    text = builder.build(list(extract_authors(list(merge_link_runs(runs)), row)))
    row.mention, text = extract_venue_tags(text)
    text = builder.extract_short_name(builder.remove_byline(text))
    rest = extract_title(row, text, builder.emphasis)
    bold = clean_title(builder.bold_texts[0]) if builder.bold_texts else ""
    if is_method_name(bold) and not row.short and not recognize_venue(bold) and fold(bold) != fold(row.title):
        row.short = bold  # **DETR**: "A Title"
    split_sentences(row)
    find_untagged_venue(row, rest)
    if not row.mention.venue:
        mention, rest = extract_venue_tags(row.title + PLACEHOLDER + rest, allow_yearless=True)
        row.mention = replace(row.mention, venue=mention.venue, year=row.mention.year or mention.year)
        row.title = clean_title(rest.partition(PLACEHOLDER)[0]) or row.title
    row.title = strip_byline(row.title)
    if count_letters(row.title) < 2 and bold and not row.links.links:
        row.title = bold
    nickname, title = split_nickname(row.title, bold or builder.linked_label)
    row.title = clean_title(title)
    if nickname and len(nickname.split()) < 4:
        row.short = row.short or nickname
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

    @property
    def emphasis(self) -> Emphasis:
        """Parts of the text that stand out."""
        labels = [
            link.label
            for link in self.text_links
            if link.label != self.linked_name and not is_byline(link.label)
        ]
        bold_texts = [text for text in self.bold_texts if text != self.linked_name]
        return Emphasis(labels, bold_texts, self.italic_text)

    @property
    def linked_label(self) -> str:
        """The first label that names no kind of link."""
        return clean_title(next(iter(self.emphasis.labels), ""))

    def build(self, runs: Sequence[TextRun]) -> str:
        """Build the text, and collect labeled links."""
        text = ""
        joined_runs = list(_join_venue_years(runs))
        for run, following in zip(joined_runs, [*joined_runs[1:], TextRun("")], strict=True):
            if run.strong and count_letters(run.text) and not link_kind(run.text):
                if not _is_venue_label(run.text):
                    self.bold_texts.append(run.text)
            elif run.em and not self.italic_text and not run.link_number:
                self.italic_text = clean_title(run.text)
            if run.link_number:
                is_start = not count_letters(BRACKETED.sub("", text))
                is_name = is_start and NAME_COLON.match(following.text) and not is_link_label(run.text)
                text = self._append_link(text, run, is_name=bool(is_name))
            elif (run.code or run.em or run.strong) and _is_venue_label(run.text):
                is_bracketed = text.rstrip().endswith(("(", "["))
                text += run.text.strip() if is_bracketed else f"[{run.text.strip(' []()')}]"
            else:
                text += run.text
        return text

    def _append_link(self, text: str, run: TextRun, *, is_name: bool) -> str:
        label, mention = run.text, recognize_venue(run.text)
        self.link_count += 1
        if is_byline(label) or (is_name and (text or re.search(r"\w[A-Z\d]", label))):
            self.text_links.append(_TextLink(label, run.href, self.link_count))
            return f"{text}\ue001{label}\ue002"
        if run.href.startswith(("#", "mailto:")):
            return text + label
        if not count_letters(label) and (before := label_before_link(text)):
            self.row.links.add(before, run.href, position=self.link_count)
            return text[: text.rindex(before)] + PLACEHOLDER
        if mention.venue and mention.year:
            self.row.links.add("", run.href, position=self.link_count)
            return f"{text}[{label.strip(' []()')}]"
        if link_kind(label) or not count_letters(label):
            self.row.links.add(label if link_kind(label) else "link", run.href, position=self.link_count)
            return text + PLACEHOLDER
        self.text_links.append(_TextLink(label, run.href, self.link_count))
        return f"{text}\ue001{label}\ue002"

    def remove_byline(self, text: str) -> str:
        """Remove a link label that names the authors; the title stands after it."""
        first = self.text_links[0].label if self.text_links else ""
        mark = f"\ue001{first}\ue002"
        before, _, after = text.partition(mark)
        if not is_byline(first) or count_letters(before.replace(PLACEHOLDER, "")):
            return text
        self.linked_name = first
        return f"{before}{PLACEHOLDER}{after.lstrip(' :：,')}"

    def extract_short_name(self, text: str) -> str:
        """Move a method name in brackets from the start of the text to the row, and drop topics before it."""
        for _ in range(MAX_LEADING_TAGS):
            match = LEADING_NAME.match(text)
            if not match:
                break
            text = PLACEHOLDER + text[match.end() :]
            self._set_short_name(match[1] or match[2])
            if self.row.short:
                return text
        if match := LEADING_LINKED_NAME.match(text):
            rest = TEXT_LINK.sub(r"\1", text[match.end() :])
            if len(match[1].split()) < 4 and len(split_title(rest, has_text_link=False)[0].split()) >= 2:
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
            kind = "" if is_title else kind_in_label(label)
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


def _is_venue_label(text: str) -> bool:
    """Return True for the label of a venue: `(SIGGRAPH Asia 2022)`, but not for a title with a year in it."""
    mention = recognize_venue(text)
    is_short = len(mention.venue.split()) < 5 or VENUE_WORD.search(mention.venue)
    return bool(mention.venue and (is_short or text.strip()[:1] in "[(【（"))
