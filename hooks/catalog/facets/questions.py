"""Stored questions: the papers that pass their queries, and those that nobody can judge for want of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog.facets.facet import Facet, FacetLabel
from catalog.facets.grammar import FILTER_FACETS, read_filters
from catalog.queries.evaluate import Condition
from catalog.records.catalog import Catalog, once
from catalog.records.schema import Paper
from catalog.records.vocabularies import Question


def question_ids(catalog: Catalog, paper: Paper) -> Iterator[str]:
    """Yield the IDs of the questions that a paper is an answer to."""
    yield from (id for id, verdict in _verdicts(catalog, paper).items() if verdict)


@once
def count_unjudged(catalog: Catalog, question: Question) -> int:
    """Return the number of papers that may be answers, but of which no source says so."""
    return sum(_verdicts(catalog, paper).get(question.id, False) is None for paper in catalog.papers)


@once
def _verdicts(catalog: Catalog, paper: Paper) -> Mapping[str, bool | None]:
    """Return whether a paper is an answer to each question, by its ID; None if nobody can judge."""
    return {id: condition.judge(paper) for id, condition in _conditions(catalog).items()}


@once
def _conditions(catalog: Catalog) -> Mapping[str, Condition]:
    """Return the conditions of all questions whose queries have filters only, by their IDs."""
    questions = catalog.questions.items()
    return {id: condition_of(catalog, question) for id, question in questions if read_filters(question.query)}


def condition_of(catalog: Catalog, question: Question) -> Condition:
    """Return the condition of a question."""
    facets = FILTER_FACETS

    def values_of(key: str, paper: Paper) -> tuple[str, ...]:
        return tuple(facets[key].value_ids(catalog, paper))

    def knows(key: str, paper: Paper, id: str) -> bool:
        return key not in facets or facets[key].knows(catalog, paper, id)

    any_of = [key for key, facet in facets.items() if facet.filter and facet.filter.any_of]
    return Condition(read_filters(question.query) or (), any_of, values_of, knows)


def _question_label(catalog: Catalog, id: str) -> FacetLabel:
    question = catalog.questions[id]
    return FacetLabel(question.question, question.answer, question.file, query=question.query)


QUESTION = Facet(
    "question",
    "questions",
    question_ids,
    _question_label,
    ids=lambda catalog: catalog.questions,
    has_feeds=True,
    has_embeds=True,
    filter=None,  # each is a query
)
