"""A search index in shards, as a draft for catalogs that are too large to load whole.

A term is in the file of its first letters, with the papers that have it; what the box shows of a paper is in
the file of its row. A search loads the files of its words and of the first papers found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from catalog.queries.fold import split_words
from catalog.records.schema import Paper
from catalog.search.columns import Columns, searchable_names
from catalog.search.packing import pack_gaps
from catalog.search.postings import paper_postings, people_postings
from catalog.utils.json import compact_json
from catalog.views.views import Views

LETTERS_PER_SHARD = 2
"""Terms with the same first letters are in one file."""
PAPERS_PER_SHARD = 50


def render_shards(views: Views) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each file."""
    columns = Columns(views.catalog)
    terms: dict[str, dict[str, dict[float, str]]] = defaultdict(lambda: defaultdict(dict))
    for postings in (paper_postings(columns), people_postings(columns)):
        for term, rows_by_score in postings.rows.items():
            scores = {score: pack_gaps([sorted({*rows})]) for score, rows in rows_by_score.items()}
            terms[term_shard(term)][term] |= scores
    yield from ((path, compact_json(shard)) for path, shard in terms.items())
    papers = views.catalog.papers
    for start in range(0, len(papers), PAPERS_PER_SHARD):
        rows = [_paper_row(views, paper) for paper in papers[start : start + PAPERS_PER_SHARD]]
        yield paper_shard(start), compact_json(rows)


def term_shard(term: str) -> str:
    """Return the path of the file with a term. No letter of any script is special in a path."""
    return f"search/terms/{'-'.join(f'{ord(letter):x}' for letter in term[:LETTERS_PER_SHARD])}.json"


def paper_shard(row: int) -> str:
    """Return the path of the file with a paper."""
    return f"search/papers/{row // PAPERS_PER_SHARD}.json"


def loaded_shards(text: str, rows: Iterable[int]) -> set[str]:
    """Return the paths that a search loads: for its words, and for the papers that it shows."""
    words = (word for part in text.split() for word in split_words(part))
    return {*map(term_shard, words), *map(paper_shard, rows)}


def _paper_row(views: Views, paper: Paper) -> list[object]:
    card = views.card(paper)
    authors = [author.name for author in card.authors]
    return [paper.id, paper.title, [*searchable_names(paper)], authors, card.venue.name, card.year.name]
