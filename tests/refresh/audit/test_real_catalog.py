"""The audit of the real catalog: no false alarm on other spellings, and every wrong ID is found."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

import pytest

from catalog import Catalog, Paper
from catalog.refresh.audit.audit import list_ids
from catalog.refresh.audit.findings import Comparison, Finding
from catalog.refresh.audit.registrations import Identifier, Registration
from catalog.refresh.titles import Agreement, compare_titles
from tests.helpers import ROOT
from tests.lookup.services import Services
from tests.refresh.audit.command import Audit
from tests.refresh.audit.registry import Registry, Work
from tests.refresh.audit.spellings import respell_authors, respell_title

pytestmark = pytest.mark.data
SEEDS = [*range(3), *(pytest.param(seed, marks=pytest.mark.gate) for seed in range(3, 40))]
TODAY = date(2026, 11, 22)
CATALOG_SIZE, WRONG_IDS = 1000, 40


@pytest.fixture(scope="module")
def papers() -> tuple[Paper, ...]:
    return Catalog.load(ROOT).papers


def find_all(
    papers: tuple[Paper, ...], other: Mapping[str, Paper], random: Random
) -> dict[str, Finding | None]:
    """Compare papers with registrations in other spellings, some of which are of other papers."""
    comparison = Comparison(Catalog(papers=papers))
    findings: dict[str, Finding | None] = {}
    for paper in papers:
        source = other.get(paper.id, paper)
        title, authors = respell_title(source.title, random), respell_authors(source.authors, random)
        id = (*list_ids(paper), Identifier("arxiv", "2001.00001"))[0]
        findings[paper.id] = comparison.compare(paper, id, Registration(TODAY, title, authors))
    return findings


@pytest.mark.parametrize("seed", SEEDS)
def test_other_spellings_of_titles_and_authors_are_no_findings(papers: tuple[Paper, ...], seed: int) -> None:
    findings = find_all(papers, {}, Random(seed))
    assert [(id, finding.registration.title) for id, finding in findings.items() if finding] == []


@pytest.mark.parametrize("is_listed", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_wrong_ids_are_found(papers: tuple[Paper, ...], seed: int, is_listed: bool) -> None:
    """The wrong IDs are those of papers of the catalog, or of papers that it does not list."""
    random = Random(seed)
    shuffled = random.sample(papers, len(papers))
    listed, unlisted = tuple(shuffled[:CATALOG_SIZE]), shuffled[CATALOG_SIZE:]
    wrong = listed[:WRONG_IDS]
    sources = (*wrong[1:], wrong[0]) if is_listed else unlisted[:WRONG_IDS]
    other = {paper.id: source for paper, source in zip(wrong, sources, strict=True)}
    findings = find_all(listed, other, random)
    assert {id for id, finding in findings.items() if finding} == other.keys()


def test_titles_of_different_papers_do_not_agree(papers: tuple[Paper, ...]) -> None:
    random = Random(0)
    pairs = [random.sample(papers, 2) for _ in range(5_000)]
    agreeing = [(a.id, b.id) for a, b in pairs if compare_titles(a.title, b.title) is not Agreement.DIFFERENT]
    assert agreeing == []


@pytest.mark.gate
def test_the_command_finds_swapped_ids_among_all(
    tmp_path: Path, papers: tuple[Paper, ...], services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the formats of both services, with IDs of 40 papers swapped, and a new title for another."""
    random = Random(7)
    registry = Registry.of(papers)
    for works in (registry.arxiv, registry.doi):
        for id, work in works.items():
            works[id] = Work(respell_title(work.title, random), respell_authors(work.authors, random))
    preprints = [paper for paper in papers if paper.arxiv and paper.authors]
    *swapped, retitled = random.sample(preprints, WRONG_IDS + 1)
    ids = [str(paper.arxiv) for paper in swapped]
    registry.arxiv |= dict(zip(ids, [registry.arxiv[id] for id in (*ids[1:], ids[0])], strict=True))
    registry.arxiv[str(retitled.arxiv)] = Work("Cabbages Revisited", retitled.authors)
    services.set_replies("arxiv", registry.answer_arxiv)
    services.set_replies("crossref", registry.answer_crossref)
    monkeypatch.setattr("catalog.cli.refresh.Client", lambda *_, **__: services.client())
    shutil.copytree(ROOT / "data", tmp_path / "data")
    result = Audit(tmp_path, services)()
    assert result.exit_code == 1
    assert len(services.requests) == -(-len(registry.arxiv) // 100) + len(registry.doi)
    assert f"### IDs of other papers ({WRONG_IDS})\n" in result.stdout
    assert "### Papers with another title (1)\n" in result.stdout
    assert result.stdout.count("### ") == 2
    rows = [line for line in result.stdout.splitlines() if line.startswith("| <code>")]
    assert len(rows) == WRONG_IDS + 1
    assert all(any(paper.id.replace("-", "&#45;") in row for row in rows) for paper in (*swapped, retitled))
