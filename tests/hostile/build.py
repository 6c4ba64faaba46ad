"""Builds the toy site with hostile text in every field and the checks off: for tests and gates only.

Run in a checkout, with the arguments of mkdocs or of `catalog pages`. The records are changed after they
were read, so that nothing stands between the text and the pages but what writes the pages.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from mkdocs.__main__ import cli

import catalog.checks
from catalog.documents.problems import Problem
from catalog.records.catalog import Catalog, newest_first
from catalog.records.schema import Dataset, Paper, Record
from tests.hostile.attack import hostile_fields
from tests.hostile.without_encoders import WITHOUT_ENCODERS, remove_encoders
from tests.hostile.payloads import PAYLOADS, hostile_id
from tests.short_lists import shorten_lists
from tests.sites import EPOCH, FORK, ROOT, TOY, BuiltSite, build, checkout

R = TypeVar("R", bound=Record)


def make_hostile(records: Mapping[str, R], kind: str) -> dict[str, R]:
    """A hostile record for each text, by id; what cannot be hostile is that of the first of the records."""
    pattern = next(iter(records.values()))
    ids = {hostile_id(kind, at): text for at, text in enumerate(PAYLOADS)}
    return {id: pattern.model_copy(update={"id": id, **hostile_fields(pattern, text)}) for id, text in ids.items()}


def make_catalog_hostile(sound: Catalog) -> Catalog:
    """A catalog in which every record of every kind is hostile, and names others that are."""
    metrics, venues = make_hostile(sound.metrics, "metrics"), make_hostile(sound.venues, "venues")
    categories, tags = make_hostile(sound.categories, "categories"), make_hostile(sound.tags, "tags")
    sources, people = make_hostile(sound.sources, "sources"), make_hostile(sound.people, "people")
    papers = make_hostile({"": sound.paper["meow2lip-2020"]}, "paper")
    datasets = make_hostile({"": sound.datasets["squeak-2020"]}, "dataset")
    ids = zip(papers, datasets, venues, categories, tags, sources, strict=True)
    for at, (paper, dataset, venue, category, tag, source) in enumerate(ids):

        def stated(record: Paper | Dataset, source: str = source) -> dict[str, object]:
            claims = tuple(claim.model_copy(update={"source": source}) for claim in record.claims)
            return {"sources": (source,), "claims": claims}

        change = {"venue": venue, "categories": (category,), "tags": (tag,), "year": 2000 + at % 20}
        authors = (*papers[paper].authors, f"{PAYLOADS[at - 1]} Eve")  # with two papers: has a page
        papers[paper] = papers[paper].model_copy(
            update={**change, **stated(papers[paper]), "authors": authors}
        )
        datasets[dataset] = datasets[dataset].model_copy(update={**stated(datasets[dataset]), "paper": paper})
    return replace(
        sound,
        papers=newest_first(papers.values()),
        datasets=datasets,
        metrics=metrics,
        venues=venues,
        categories=categories,
        tags=tags,
        sources=sources,
        people=people,
        gone=make_hostile(sound.gone, "gone"),
    )


def load_hostile_catalog(root: Path, counted: object = None) -> tuple[Catalog, list[Problem]]:
    """Instead of `check_catalog`."""
    return make_catalog_hostile(Catalog.load(root)), []


def build_hostile_site(folder: Path, **env: str) -> BuiltSite:
    """The site of the toy catalog with hostile text in every field."""
    folder.mkdir(exist_ok=True)
    root = checkout(folder, TOY)
    path = os.pathsep.join([str(root / "hooks"), str(ROOT)])
    runner = (sys.executable, "-m", "tests.hostile.build")
    return build(root, runner, SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=path, **FORK, **env)


if __name__ == "__main__":
    shorten_lists()
    if WITHOUT_ENCODERS in os.environ:
        remove_encoders(watched=os.environ[WITHOUT_ENCODERS] == "watched")
    catalog.checks.check_catalog = load_hostile_catalog  # type: ignore[assignment]
    # The commands take what is there when they are imported: only now.
    (importlib.import_module("catalog.cli.main").main if "pages" in sys.argv else cli)()
