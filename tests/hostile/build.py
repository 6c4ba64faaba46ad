"""Build the toy site with hostile text in every field and without checks; for tests and gates only.

Run in a checkout, with the arguments of mkdocs or of `catalog pages`. Records are changed after loading, so
that only the code that writes the pages protects them.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import catalog.checks
import catalog.history.abstracts
from catalog.documents.problems import Problem
from catalog.history.abstracts import Abstracts
from catalog.records.catalog import Catalog, newest_first
from catalog.records.dataset import Dataset
from catalog.records.repository import LICENSE_FIELDS, Repository
from catalog.records.result import Result, Row
from catalog.records.schema import Paper, PaperDatasets, Record
from catalog.records.vocabularies import LinkState, Question
from tests.hostile.attack import hostile_fields
from tests.hostile.payloads import PAYLOADS, hostile_id
from tests.hostile.without_encoders import WITHOUT_ENCODERS, remove_encoders
from tests.short_lists import shorten_lists
from tests.sites import EPOCH, FORK, ROOT, TOY, BuiltSite, build, checkout, run_engine

R = TypeVar("R", bound=Record)


def make_hostile(records: Mapping[str, R], kind: str) -> dict[str, R]:
    """Return a hostile record for each payload, by id. Other fields are those of the first record."""
    template = next(iter(records.values()))
    ids = {hostile_id(kind, number): text for number, text in enumerate(PAYLOADS)}
    return {
        id: template.model_copy(update={"id": id, **hostile_fields(template, text)})
        for id, text in ids.items()
    }


def make_catalog_hostile(valid: Catalog) -> Catalog:
    """Return a catalog in which every record of every kind is hostile and refers to hostile ones."""
    metrics, venues = make_hostile(valid.metrics, "metrics"), make_hostile(valid.venues, "venues")
    categories, tags = make_hostile(valid.categories, "categories"), make_hostile(valid.tags, "tags")
    sources, people = make_hostile(valid.sources, "sources"), make_hostile(valid.people, "people")
    licenses = make_hostile(valid.licenses, "licenses")
    papers = make_hostile({"": valid.paper["meow2lip-2020"]}, "paper")
    datasets = make_hostile({"": valid.datasets["squeak-2020"]}, "dataset")
    repositories = make_repositories_hostile(valid, tuple(licenses))
    ids = zip(papers, datasets, venues, categories, tags, sources, repositories, strict=True)
    for number, (paper, dataset, venue, category, tag, source, repository) in enumerate(ids):

        def with_source(record: Paper | Dataset, source: str = source) -> dict[str, object]:
            claims = tuple(claim.model_copy(update={"source": source}) for claim in record.claims)
            return {"sources": (source,), "claims": claims}

        change = {"venue": venue, "categories": (category,), "tags": (tag,), "year": 2000 + number % 20}
        authors = (*papers[paper].authors, f"{PAYLOADS[number - 1]} Eve")  # two papers, so it has a page
        code = (*papers[paper].links.code, f"https://github.com/{repository.replace('--', '/')}")
        change |= {"links": papers[paper].links.model_copy(update={"code": code})}
        change |= {"datasets": PaperDatasets(train=(dataset,), test=("nowhere",))}
        papers[paper] = papers[paper].model_copy(
            update={**change, **with_source(papers[paper]), "authors": authors}
        )
        datasets[dataset] = datasets[dataset].model_copy(
            update={**with_source(datasets[dataset]), "paper": paper}
        )
    return replace(
        valid,
        papers=newest_first(papers.values()),
        datasets=datasets,
        repositories=repositories,
        licenses=licenses,
        metrics=metrics,
        venues=venues,
        categories=categories,
        tags=tags,
        sources=sources,
        results=make_results_hostile(valid, tuple(datasets), tuple(metrics)),
        questions=make_questions_hostile(valid),
        glossary=make_hostile(valid.glossary, "glossary"),
        people=people,
        gone=make_hostile(valid.gone, "gone"),
        refused=make_hostile(valid.refused, "refused"),
        links=make_links_hostile(repositories),
    )


def make_repositories_hostile(valid: Catalog, licenses: tuple[str, ...]) -> dict[str, Repository]:
    """Return a hostile repository for each hostile license."""
    hostile = make_hostile({"": valid.repositories["toys--louder"]}, "repository").values()
    ids = {f"toys--louder{number}": number for number, _ in enumerate(hostile)}
    return {
        id: repository.model_copy(update={"id": id, **dict.fromkeys(LICENSE_FIELDS, licenses[ids[id]])})
        for id, repository in zip(ids, hostile, strict=True)
    }


def make_results_hostile(
    valid: Catalog, datasets: Sequence[str], metrics: Sequence[str]
) -> dict[str, Result]:
    """Return a table of hostile methods, one for each hostile dataset and metric."""
    hostile = make_hostile({"": valid.results["stranger-squeak"]}, "results")
    for (id, result), text, dataset, metric in zip(hostile.items(), PAYLOADS, datasets, metrics, strict=True):
        notes = {"units": {metric: text}, "directions": {metric: "zero"}, "implementations": {metric: text}}
        rows = [
            Row.model_validate({"method": "x", metric: "1.50"}).model_copy(update=update)
            for update in ({"method": text, "variant": text}, {"method": text, "reference": True})
        ]
        change = {"dataset": dataset, "metrics": (metric,), "rows": tuple(rows), **notes}
        hostile[id] = result.model_copy(update=change)
    return hostile


def make_links_hostile(repositories: Iterable[str]) -> dict[str, LinkState]:
    """Return hostile URLs that are dead, and a repository that moved to each."""
    since = date(2022, 2, 3)
    links = {}
    for text, repository in zip(PAYLOADS, repositories, strict=True):
        url = f"https://github.com/{repository.replace('--', '/')}"
        for id, state, to in ((text, "dead", None), (f"{text}/2", "dead", text), (url, "moved", text)):
            links[id] = LinkState.model_construct(
                id=id, file="data/links.yml", state=state, since=since, seen=None, to=to
            )
    return links


def make_questions_hostile(valid: Catalog) -> dict[str, Question]:
    """Return hostile questions that some papers answer."""
    hostile = make_hostile(valid.questions, "questions")
    for number, (id, text) in enumerate(zip(list(hostile), PAYLOADS, strict=True)):
        typed = text.replace('"', " ")
        query = f'year:{2000 + number % 20} -author:"{typed}"'
        hostile[id] = hostile[id].model_copy(update={"query": query})
    return hostile


def load_hostile_catalog(root: Path, *_: object, **__: object) -> tuple[Catalog, list[Problem]]:
    """Replace `check_catalog`."""
    return make_catalog_hostile(Catalog.load(root)), []


def read_hostile_abstracts(root: Path, papers: Iterable[Paper]) -> Abstracts:
    """Replace `read_abstracts`: the abstract of each paper is the text of its other fields."""
    return Abstracts({paper.id: paper.note or "" for paper in papers}, [])


def build_hostile_site(folder: Path, **env: str) -> BuiltSite:
    """Build the site of the toy catalog with hostile text in every field."""
    folder.mkdir(exist_ok=True)
    root = checkout(folder, TOY)
    path = os.pathsep.join([str(root / "hooks"), str(ROOT)])
    runner = (sys.executable, "-m", "tests.hostile.build")
    return build(root, runner, SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=path, **FORK, **env)


if __name__ == "__main__":
    shorten_lists()
    if WITHOUT_ENCODERS in os.environ:
        remove_encoders(is_checked=os.environ[WITHOUT_ENCODERS] == "checked")
    catalog.checks.check_catalog = load_hostile_catalog
    catalog.history.abstracts.read_abstracts = read_hostile_abstracts
    # Import the commands only now: they import what was replaced.
    (importlib.import_module("catalog.cli.main").main if "pages" in sys.argv else run_engine)()
