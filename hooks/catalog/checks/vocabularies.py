"""Rules about vocabularies with texts for readers: stored questions and the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.checks.check import Finding, check
from catalog.documents.problems import quote
from catalog.documents.wording import find_similar
from catalog.facets.grammar import FILTER_FACETS, read_filters
from catalog.queries.years import parse_years
from catalog.records.catalog import Catalog
from catalog.views.reading import page_href

MAX_MEANING_LENGTH = 200
"""Characters: three lines on a phone at most."""


@check(
    "question-query",
    text=(
        "The query {query} has words that are no filters",
        "Write filters only, such as tag:3dgs",
    ),
    similar=("No paper can have {filter}", "Did you mean {similar}?"),
    unknown=("No paper can have {filter}", "Write an ID, as in the addresses of the paper browser"),
)
def question_query(catalog: Catalog) -> Iterator[Finding]:
    """The query of a question has filters only, with IDs of values: their papers are the same everywhere."""
    for question in catalog.questions.values():
        filters = read_filters(question.query)
        if not filters:
            yield Finding(question, ("query",), "text", {"query": quote(question.query)})
        for key, value, _ in filters or ():
            if key == "author" or (key == "year" and parse_years(value)):
                continue
            ids = tuple(FILTER_FACETS[key].ids(catalog))
            words = {"filter": quote(f"{key}:{value}")}
            if value in ids or not ids:  # an empty vocabulary is reported once
                continue
            if similar := find_similar(value, ids):
                yield Finding(question, ("query",), "similar", words | {"similar": quote(f"{key}:{similar}")})
            else:
                yield Finding(question, ("query",), "unknown", words)


@check(
    "glossary-term",
    long=("The meaning has {length} characters", "Shorten it to {limit} or fewer"),
    page=(
        "{address} is not a page of the site, nor a search that finds papers",
        "Write the address of a page, such as tags/nerf or metrics/fid, or a search: papers/?q=viseme",
    ),
)
def glossary_term(catalog: Catalog) -> Iterator[Finding]:
    """Terms are explained in at most 200 characters, and lead to a page or to a search that finds papers."""
    knows_lists = catalog.papers and not catalog.unread_ids
    for term in catalog.glossary.values():
        if len(term.means) > MAX_MEANING_LENGTH:
            yield Finding(term, ("means",), "long", {"length": len(term.means), "limit": MAX_MEANING_LENGTH})
        if knows_lists and not page_href(catalog, term.see):
            yield Finding(term, ("see",), "page", {"address": quote(term.see)})
