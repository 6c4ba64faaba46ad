"""Likeness of titles: which words count, and how well the ranking separates papers of the real catalog."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

from catalog import Catalog
from catalog.records.schema import Paper
from catalog.refresh.radar.hits import MIN_SCORE
from catalog.refresh.radar.likeness import Likeness, Neighbors, find_features
from catalog.refresh.radar.questions import TITLE_WORDS
from catalog.utils.urls import arxiv_month
from tests.helpers import ROOT, make_paper

TESTED_MONTHS = range(2603, 2609)
FIELD_WORDS = frozenset(["talking", "face", "facial", "head", "lip", "avatar", "speech", "portrait"])
MIN_PRECISION = 0.8
CHEESE = ["Forging Cheese: A Benchmark", "Cheese Detectors for Forged Heads of Cheese"]
HEADS = ["Talking Heads: A Diffusion Model", "SingHead: Heads that Sing", "Heads, Talking in their Sleep"]


def test_words_and_pairs_of_a_title() -> None:
    assert find_features("SqueakTalk: a Diffusion Model of Squeaking Heads, of the Heads 2") == {
        "squeak": "Squeak",
        "squeak talk": "SqueakTalk",
        "talk": "Talk",
        "head": "Heads",
        "squeak head": "Squeaking Heads",
    }
    assert find_features("") == find_features("An Efficient Diffusion Model") == find_features("?! —") == {}


def test_likeness_to_listed_and_refused_titles() -> None:
    likeness = Likeness(HEADS, CHEESE)
    scores = [
        likeness.score(title)
        for title in ("Singing Heads", "A Novel Network", "Cheese that Sings", CHEESE[1])
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[1] == 0
    assert likeness.score("Forged Cheese") < likeness.score("Forged Talking Cheese") < 0


def test_reasons_are_the_words_that_speak_for_a_title() -> None:
    likeness = Likeness(HEADS, CHEESE)
    assert likeness.find_reasons("Cheese: Talking, Efficient Heads that SING", 2) == ["Talking", "SING"]
    assert likeness.find_reasons("Talking Heads Again", 3) == ["Talking Heads"]
    assert likeness.find_reasons("Forged Cheese", 3) == []


def test_the_nearest_title() -> None:
    papers = [make_paper(f"hum-{at}-2020", title=title) for at, title in enumerate((*HEADS, *CHEESE))]
    neighbors = Neighbors(papers)
    assert neighbors.find_nearest("Sleeping Heads") is papers[2]
    assert neighbors.find_nearest("Detectors of Forged Heads") is papers[4]
    assert neighbors.find_nearest("Bridges") is None
    assert Neighbors([]).find_nearest("Talking Heads") is None


def average_precision(papers: Iterable[tuple[str, bool]], score: Callable[[str], float]) -> float:
    """Return the average precision of a ranking of titles, the worst order among equal scores.

    Source: https://nlp.stanford.edu/IR-book/html/htmledition/evaluation-of-ranked-retrieval-results-1.html
    """
    ranking = sorted(papers, key=lambda paper: (-score(paper[0]), paper[1]))
    precisions, found = [], 0
    for rank, (_, is_listed) in enumerate(ranking, 1):
        found += is_listed
        if is_listed:
            precisions.append(found / rank)
    return sum(precisions) / len(precisions)


def test_average_precision() -> None:
    papers = [("a", True), ("bb", False), ("ccc", True)]
    assert average_precision(papers, lambda title: -len(title)) == (1 + 2 / 3) / 2
    assert average_precision(papers, lambda _: 0) == (1 / 2 + 2 / 3) / 2


def month_of(arxiv: str | None) -> int:
    """Return the month in an arXiv ID such as 2603; 0 without an ID of this century."""
    month = arxiv_month(arxiv)
    return int(f"{month:%y%m}") if month and month.year >= 2000 else 0


@pytest.mark.data
def test_the_ranking_of_the_real_catalog() -> None:
    """Titles of six months, with what was listed and refused in the months before."""
    catalog = Catalog.load(ROOT)
    refusals = catalog.refused.values()
    first = min(TESTED_MONTHS)

    def is_known(paper: Paper) -> bool:
        return month_of(paper.arxiv) < first and (
            not paper.submitted or f"{paper.submitted:%y%m}" < str(first)
        )

    likeness = Likeness(
        [paper.title for paper in catalog.papers if is_known(paper)],
        [entry.title for entry in refusals if month_of(entry.id) < first],
    )
    listed = [(paper.title, True) for paper in catalog.papers if month_of(paper.arxiv) in TESTED_MONTHS]
    refused = [(entry.title, False) for entry in refusals if month_of(entry.id) in TESTED_MONTHS]
    assert min(len(listed), len(refused)) >= 100
    precision = average_precision([*listed, *refused], likeness.score)
    baseline = average_precision([*listed, *refused], count_field_words)
    print(f"average precision {precision:.3f}, of the number of words of the field {baseline:.3f}")
    assert precision >= MIN_PRECISION
    assert precision > baseline + 0.1
    found = sum(likeness.score(title) >= MIN_SCORE for title, _ in listed)
    assert found >= 0.8 * len(listed)


def count_field_words(title: str) -> int:
    """Return the number of words of the field in a title, the simplest way to rank."""
    return sum(word in FIELD_WORDS for word in re.findall("[a-z]+", title.lower()))


@pytest.mark.data
def test_the_words_of_the_questions_are_those_of_the_catalog() -> None:
    """Titles alone, without the phrases in abstracts, which the catalog does not keep."""
    papers = [
        paper for paper in Catalog.load(ROOT).papers if paper.arxiv and (paper.display_year or 0) >= 2024
    ]
    words = [set(re.findall("[a-z0-9]+", paper.title.lower())) for paper in papers]
    assert sum(not of_title.isdisjoint(TITLE_WORDS) for of_title in words) >= 0.9 * len(papers)
