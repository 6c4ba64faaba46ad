"""The search index, in as few bytes as possible; docs/assets/search/index.js decodes it.

It consists of columns whose rows are the papers, newest first. Titles are numbers of words: each word is sent
once, and the browser builds its postings from the numbers without splitting text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from catalog.facets.grammar import UNDERSTOOD_FACETS, other_names
from catalog.queries.words import grammar_words
from catalog.records.schema import Paper
from catalog.search.abstracts import abstracts_index
from catalog.search.columns import collapse_spaces, romanize_words, searchable_names
from catalog.search.comparison import comparison_index
from catalog.search.entries import SearchEntry, search_entries
from catalog.search.filters import render_filters
from catalog.search.packing import join_lines, pack_lists, pack_numbers, pack_texts
from catalog.search.sections import Section
from catalog.utils.json import compact_json
from catalog.utils.text import slugify
from catalog.utils.urls import arxiv_month
from catalog.views.cards import Card, Link, show_state
from catalog.views.views import Views

FORMAT = 3
"""Format version, so that pages from a browser's cache reject files they cannot read."""


def render_search_index(
    views: Views, sections: Iterable[Section], card_fields: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each file of the index.

    Args:
        views: The views of the catalog.
        sections: Sections of the hand-written pages.
        card_fields: Fields that cards show besides the attributes of `Card`, such as `track`.
    """
    yield "search/index.json", papers_index(views)
    yield "search/people.json", people_index(views)
    yield "search/cards.json", cards_index(views, card_fields)
    yield "search/summaries.json", summaries_index(views)
    if views.abstracts:
        yield "search/abstracts.json", compact_json({"format": FORMAT, **abstracts_index(views)})
    yield "search/others.json", entries_index(views, sections)
    yield "search/compare.json", compact_json({"format": FORMAT, **comparison_index(views)})


def papers_index(views: Views) -> str:
    """Return the index of titles, names, years and facets, but not of authors.

    `summarized` has 1 for each paper with a summary, so that cards keep room for it; `abstracts` is true if
    there is a file with those.
    """
    papers = views.catalog.papers
    return compact_json(
        {
            "format": FORMAT,
            "papers": len(papers),
            "titles": pack_texts(paper.title for paper in papers),
            "latin": _romanize_texts(paper.title for paper in papers),
            "names": "\n".join(_names_line(views.card(paper), paper) for paper in papers),
            "ids": join_lines(map(encode_id, papers)),
            "summarized": "".join("1" if paper.summary else "0" for paper in papers),
            "abstracts": bool(views.abstracts),
            "years": pack_numbers(_year_deltas([paper.display_year for paper in papers])),
            "facets": list(render_filters(views.catalog)),
            "grammar": {
                "facets": UNDERSTOOD_FACETS,
                "names": other_names(views.catalog),
                **grammar_words(),
            },
        }
    )


def people_index(views: Views) -> str:
    """Return the index of authors: half of the bytes, and few first searches need it."""
    cards = [views.card(paper) for paper in views.catalog.papers]
    people = [author.name for author in _unique_authors(cards)]
    return compact_json(
        {
            "format": FORMAT,
            "people": pack_texts(people),
            "authors": pack_lists(_author_rows(cards)),
            "latin": _romanize_texts(people),
        }
    )


def cards_index(views: Views, card_fields: Iterable[str]) -> str:
    """Return what cards show besides, dates to sort by, and arXiv IDs and DOIs; rows are the papers."""
    papers = views.catalog.papers
    cards, states = [views.card(paper) for paper in papers], views.catalog.links
    return compact_json(
        {
            "format": FORMAT,
            "links": [[_link_row(show_state(link, states)) for link in card.links] for card in cards],
            "texts": {
                field: {row: text for row, card in enumerate(cards) if (text := card[field])}
                for field in card_fields
                if field != "summary"
            },
            "submitted": pack_numbers(_days(map(_submission_date, papers))),
            "added": pack_numbers(_days(paper.added for paper in papers)),
            "pages": join_lines(author.href or "" for author in _unique_authors(cards)),
            "numbers": join_lines(f"{paper.arxiv or ''} {paper.doi or ''}" for paper in papers),
        }
    )


def summaries_index(views: Views) -> str:
    """Return the summaries, which are long: pages load them after the first results."""
    papers = views.catalog.papers
    return compact_json({"format": FORMAT, "summaries": join_lines(paper.summary or "" for paper in papers)})


def entries_index(views: Views, sections: Iterable[Section]) -> str:
    """Return the entries for lists, datasets, metrics and sections of hand-written pages."""
    page_titles = dict[str, str]()
    entries = list(search_entries(views))
    for href, title, text in sections:
        page_title = page_titles.setdefault(href.partition("#")[0], title)
        entries.append(SearchEntry("page", title, href, page_title if page_title != title else "", text))
    return compact_json({"format": FORMAT, "entries": entries})


def _names_line(card: Card, paper: Paper) -> str:
    """Return the names of a paper; the short one as `=` if the title starts with it and a colon.

    Any other short name that cards do not show is after a space.
    """
    short, *others = map(collapse_spaces, searchable_names(paper))
    if paper.short and paper.short == paper.title.partition(":")[0]:
        short = "="
    elif short and not card.short:
        short = f" {short}"
    return "\t".join([short, *others])


def encode_id(paper: Paper) -> str:
    """Encode an ID: empty if made of the short name, `=` and positions of title words, or the ID itself."""
    stem, _, year = paper.id.rpartition("-")
    if year != str(paper.display_year):
        return paper.id
    if paper.short and paper.short.isascii() and slugify(paper.short) == stem:
        return ""
    positions, rest = list[int](), stem
    for position, word in enumerate(paper.title.split()):
        slug = slugify(word) if word.isascii() else ""
        if slug and f"{rest}-".startswith(f"{slug}-"):
            positions.append(position)
            rest = rest[len(slug) + 1 :]
    return paper.id if rest else f"={pack_numbers(positions)}"


def _unique_authors(cards: Iterable[Card]) -> list[Link]:
    """Return authors in order of appearance; authors of the same name differ by href."""
    return list(dict.fromkeys(author for card in cards for author in card.authors))


def _author_rows(cards: Iterable[Card]) -> Iterator[list[int]]:
    """Yield the author numbers of each paper: 0 for the next new author, else counted from 1."""
    numbers: dict[Link, int] = {}
    for card in cards:
        row = list[int]()
        for author in card.authors:
            row.append(numbers.get(author, 0))
            numbers.setdefault(author, len(numbers) + 1)
        yield row


def _submission_date(paper: Paper) -> date | None:
    """Return when a paper was submitted, else the month of its arXiv ID, as far as it is known."""
    return paper.submitted or arxiv_month(paper.arxiv)


def _days(dates: Iterable[date | None]) -> list[int]:
    """Return dates as days, counted from 1 at the earliest; 0 for an unknown date."""
    days = [date.toordinal() if date else 0 for date in dates]
    first = min(filter(None, days), default=0)
    return [day - first + 1 if day else 0 for day in days]


def _year_deltas(years: Sequence[int]) -> list[int]:
    """Return the first year, then the difference of each to the one before."""
    return [*years[:1], *(newer - older for newer, older in pairwise(years))]


def _link_row(link: Link) -> list[str | None]:
    """Return the name and href of a link, and if they differ, its URL and a note; null for an unsafe href."""
    if link.href == link.title:
        return [link.name, link.href]
    return [link.name, link.href, link.title, link.note][: 4 if link.note else 3]


def _romanize_texts(texts: Iterable[str]) -> dict[str, str]:
    return romanize_words(word for text in texts for word in text.split())
