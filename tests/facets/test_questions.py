"""Stored questions: their papers, and those that nobody can judge, word by word and computed another way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import Catalog, Paper
from catalog.facets.questions import condition_of, count_unjudged, question_ids
from catalog.queries.evaluate import Condition
from catalog.queries.grammar import Filter
from catalog.records.vocabularies import Question
from tests.helpers import make_paper
from tests.sites import ROOT, TOY

FACTS = {"yes": True, "no": False, "unknown": None}


@pytest.fixture(scope="module")
def toy() -> Catalog:
    return Catalog.load(TOY.parent)


def ask(catalog: Catalog, query: str) -> dict[str, bool | None]:
    """Return the verdict on each paper that passes or that nobody can judge."""
    question = Question.model_construct(id="q", file="", question="", answer="", query=query)
    condition = condition_of(catalog, question)
    verdicts = {paper.id: condition.judge(paper) for paper in catalog.papers}
    return {id: verdict for id, verdict in verdicts.items() if verdict is not False}


def test_a_paper_passes_fails_or_cannot_be_judged(toy: Catalog) -> None:
    assert ask(toy, "has:training") == {
        "same-but-louder-2023": True,
        "squeak-spotting-2018": None,  # its code was never read
        "meow2lip-2020": None,
    }
    assert ask(toy, "has:training year:2021..") == {"same-but-louder-2023": True}
    assert ask(toy, "has:training year:1900") == {}, "the year fails, whatever its code holds"


def test_the_toy_questions(toy: Catalog) -> None:
    answers = {
        id: [paper.id for paper in toy.papers if id in question_ids(toy, paper)] for id in toy.questions
    }
    assert answers == {"loud": ["same-but-louder-2023"], "silent": []}
    assert {id: count_unjudged(toy, question) for id, question in toy.questions.items()} == {
        "loud": 2,
        "silent": 0,
    }


@pytest.mark.data
def test_every_question_of_the_catalog_has_an_answer() -> None:
    catalog = Catalog.load(ROOT)
    answered = {id for paper in catalog.papers for id in question_ids(catalog, paper)}
    assert answered == catalog.questions.keys()
    assert len(answered) >= 12


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from([*FACTS]), st.booleans()), min_size=1, max_size=5
    )
)
def test_a_verdict_is_that_of_three_valued_logic(stated: list[tuple[str, str, bool]]) -> None:
    """Of the values under `a` any is enough; excluded ones pass unless a source states them."""

    def values_of(_key: str, _paper: Paper) -> list[str]:
        return [f"{key}{number}" for number, (key, fact, _) in enumerate(stated) if fact == "yes"]

    def knows(_key: str, _paper: Paper, id: str) -> bool:
        return stated[int(id[1:])][1] != "unknown"

    filters = tuple(
        Filter(key, f"{key}{number}", excluded) for number, (key, _, excluded) in enumerate(stated)
    )
    verdict = Condition(filters, ("a",), values_of, knows).judge(make_paper())
    order = {False: 0, None: 1, True: 2}
    single = [(key, excluded, fact != "yes" if excluded else FACTS[fact]) for key, fact, excluded in stated]
    choices = [value for key, excluded, value in single if key == "a" and not excluded]
    required = [value for key, excluded, value in single if key != "a" or excluded]
    best_choice = [max(choices, key=lambda value: order[value])] if choices else []
    assert verdict is min([*required, *best_choice], key=lambda value: order[value])
