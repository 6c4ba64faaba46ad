"""The search index: what a browser needs to find a paper, in as few bytes as a text file can have.

Columns, whose rows are the papers, newest first. Titles are sequences of numbers into one list of words, so
that each word crosses the wire once, and the browser has postings without reading a text: it counts numbers.
docs/assets/search/index.js decodes what is written here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from catalog.records.schema import Paper
from catalog.records.vocabularies import Venue
from catalog.search.entries import SearchEntry, search_entries
from catalog.search.packing import front_code, join_lines, pack_lists, pack_numbers, rank_words
from catalog.search.sections import Section
from catalog.utils.text import fold, slugify
from catalog.utils.urls import is_safe_url
from catalog.views.cards import Card, Link
from catalog.views.facets import TAG_GROUPS
from catalog.views.views import Views

FORMAT = 1
"""Raised when the shape changes: a page that a browser has kept then knows that it cannot read the file."""
FEATURES = ("authors", "code", "project", "demo", "video", "dataset", "paper")
"""What a paper can have, in the order of its bits."""
LATIN_WORD = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u2000-\u2bff]*")
"""Words whose letters the browser itself folds to ASCII."""
REPOSITORY_NAME = re.compile(r"[\w-]{3,80}")


def search_index(views: Views) -> str:
    """What finds and ranks papers, but for their authors. The same catalog gives the same bytes."""
    catalog, papers = views.catalog, views.catalog.papers
    words = rank_words(paper.title for paper in papers)
    venues = list(dict.fromkeys(paper.venue_id for paper in papers))
    return _json(
        {
            "format": FORMAT,
            "papers": len(papers),
            "words": front_code(words),
            "titles": pack_lists(_word_numbers(words, (paper.title for paper in papers))),
            "latin": _transliterations(words),
            "names": "\n".join("\t".join(join_lines([name]) for name in searchable_names(paper)) for paper in papers),
            "ids": join_lines(map(encode_id, papers)),
            "years": pack_numbers(_year_deltas([paper.display_year for paper in papers])),
            "venues": [_venue_row(catalog.venues.get(id), id) for id in venues],
            "venue": pack_numbers(venues.index(paper.venue_id) for paper in papers),
            "categories": [[id, one.name] for id, one in catalog.categories.items()],
            "category": pack_lists(_vocabulary_positions(catalog.categories, paper.categories) for paper in papers),
            "tags": [[id, one.name, TAG_GROUPS[one.group], *one.aliases] for id, one in catalog.tags.items()],
            "tag": pack_lists(_vocabulary_positions(catalog.tags, paper.tags) for paper in papers),
            "kinds": FEATURES,
            "has": pack_numbers(_feature_bits(views.card(paper)) for paper in papers),
        }
    )


def people_index(views: Views) -> str:
    """The authors, who come second: half of the bytes, and few first searches need them."""
    cards = [views.card(paper) for paper in views.catalog.papers]
    people = [author.name for author in _unique_authors(cards)]
    words = rank_words(people)
    return _json(
        {
            "format": FORMAT,
            "words": front_code(words),
            "people": pack_lists(_word_numbers(words, people)),
            "authors": pack_lists(_author_rows(cards)),
            "latin": _transliterations(words),
        }
    )


def cards_index(views: Views) -> str:
    """What cards show beside that, and arXiv ids and DOIs; rows and people are those of the other files."""
    papers = views.catalog.papers
    cards = [views.card(paper) for paper in papers]
    return _json(
        {
            "format": FORMAT,
            "links": [[_link_row(link) for link in card.links] for card in cards],
            "tracks": {row: paper.track for row, paper in enumerate(papers) if paper.track},
            "statuses": {row: paper.status for row, paper in enumerate(papers) if paper.status},
            "pages": join_lines(author.href or "" for author in _unique_authors(cards)),
            "numbers": join_lines(f"{paper.arxiv or ''} {paper.doi or ''}" for paper in papers),
        }
    )


def others_index(views: Views, sections: Iterable[Section]) -> str:
    """What else the search finds: lists, datasets, metrics, and the sections of hand-written pages."""
    titles = dict[str, str]()
    entries = list(search_entries(views))
    for href, title, text in sections:
        first = titles.setdefault(href.partition("#")[0], title)
        entries.append(SearchEntry("page", title, href, first if first != title else "", text))
    return _json({"format": FORMAT, "entries": entries})


def searchable_names(paper: Paper) -> Iterator[str]:
    """The names people say: first the short name, then aliases, repositories and project pages.

    `=` is a short name that stands before the colon of the title; without one, the first is empty.
    """
    yield "=" if paper.short and paper.short == paper.title.partition(":")[0] else paper.short or ""
    yield from paper.aliases
    known = [_fold_to_letters(text) for text in (paper.title, paper.short or "", *paper.aliases)]
    for name in _repository_names(paper):
        if not any(_fold_to_letters(name) in text for text in known):
            known.append(_fold_to_letters(name))
            yield name


def _repository_names(paper: Paper) -> Iterator[str]:
    """What its code and project pages are called."""
    for url in filter(is_safe_url, (*paper.links.code, *paper.links.project)):
        parts = urlsplit(url)
        host, _, domain = (parts.hostname or "").partition(".")
        path = [part for part in parts.path.split("/") if part and "index." not in part]
        if domain == "com" and host in ("github", "gitlab"):
            path = path[1:2]
        elif domain in ("github.io", "gitlab.io"):
            path = path or [host]
        if path and REPOSITORY_NAME.fullmatch(name := path[-1].removesuffix(".git")):
            yield name


def _fold_to_letters(text: str) -> str:
    return fold(text).replace(" ", "")


def encode_id(paper: Paper) -> str:
    """How the browser makes an id: empty for the short name, else `=` and words of the title, or in full."""
    stem, _, year = paper.id.rpartition("-")
    if year != str(paper.display_year):
        return paper.id
    if paper.short and paper.short.isascii() and slugify(paper.short) == stem:
        return ""
    taken, rest = list[int](), stem
    for at, word in enumerate(paper.title.split()):
        part = slugify(word) if word.isascii() else ""
        if part and f"{rest}-".startswith(f"{part}-"):
            taken.append(at)
            rest = rest[len(part) + 1 :]
    return paper.id if rest else f"={pack_numbers(taken)}"


def _unique_authors(cards: Iterable[Card]) -> list[Link]:
    """Every author in the order in which they appear; two of one name have pages of their own."""
    return list(dict.fromkeys(author for card in cards for author in card.authors))


def _author_rows(cards: Iterable[Card]) -> Iterator[list[int]]:
    """The authors of each paper: 0 is the next of the list of people, the others count from 1."""
    numbers: dict[Link, int] = {}
    for card in cards:
        row = list[int]()
        for author in card.authors:
            row.append(numbers.get(author, 0))
            numbers.setdefault(author, len(numbers) + 1)
        yield row


def _year_deltas(years: Sequence[int]) -> list[int]:
    """The first year, then by how many each is older than the one before."""
    return [*years[:1], *(newer - older for newer, older in pairwise(years))]


def _vocabulary_positions(vocabulary: Mapping[str, object], ids: Iterable[str]) -> list[int]:
    order = list(vocabulary)
    return [order.index(id) for id in ids]


def _feature_bits(card: Card) -> int:
    kinds = {link.kind for link in card.links} | ({"authors"} if card.authors else set())
    return sum(1 << bit for bit, kind in enumerate(FEATURES) if kind in kinds)


def _link_row(link: Link) -> list[str | None]:
    """A link's name and address; if that must not be followed, null and the address as text."""
    return [link.name, link.href] if link.href else [link.name, None, link.title]


def _venue_row(venue: Venue | None, id: str) -> list[str]:
    return [id, venue.short, venue.name, *venue.aliases] if venue else [id, id, id]


def _word_numbers(words: Iterable[str], texts: Iterable[str]) -> Iterator[list[int]]:
    """Texts as numbers of their words."""
    number = {word: at for at, word in enumerate(words)}
    return ([number[word] for word in text.split()] for text in texts)


def _transliterations(words: Iterable[str]) -> dict[str, str]:
    """Words in other alphabets, as people without that keyboard type them."""
    return {word: fold(word) for word in words if not LATIN_WORD.fullmatch(word) and fold(word)}


def _json(columns: Mapping[str, object]) -> str:
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
