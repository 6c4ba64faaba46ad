"""The records of a change as cards, the same that every list of the site shows, in one page of its own.

The page asks nothing of anybody: its style is inside it, and its policy allows nothing else.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Collection
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from catalog.documents.problems import Problem, Severity
from catalog.html.renderer import Renderer
from catalog.records.catalog import Catalog
from catalog.records.schema import Dataset, Paper
from catalog.review.changed_records import find_changed_records
from catalog.review.review import Review

COLOR_SCHEME = re.compile(r'^\[data-md-color-scheme="(default|slate)"\] (\{.*?^\})', re.MULTILINE | re.DOTALL)
"""The colours of the site, light and dark: see the beginning of catalog.css."""
PAGE_STYLE = """
body.review {
  max-width: 46rem; margin: 0 auto; padding: 1.2rem 0.8rem 2rem;
  background: var(--background); color: var(--text); font-family: system-ui, sans-serif;
}
.review a { color: var(--accent); text-decoration: none; }
.review ol.cards { list-style: none; margin: 0; padding: 0; }
.review .card { padding-left: 0; }
.review :is(.card__cite, .card__select) { display: none; }
"""
"""What the theme does on the site; there is nothing here to cite or to select."""


def render_gallery(found: Review, docs: Path, site: str) -> str:
    """The page with the cards of the new and the changed records.

    Args:
        found: What is shown.
        docs: The folder of the pages' sources, for the template and the look.
        site: The address of the published site, where the cards lead to.
    """
    problems = (*found.problems, *found.older_problems)
    records = [one.record for one in find_changed_records(found)]
    sound = _without_broken_records(found.new, problems)
    papers = [sound.paper[one.id] for one in records if isinstance(one, Paper) and one.id in sound.paper]
    datasets = [one for one in records if isinstance(one, Dataset) and one.id in sound.datasets]
    shown = {one.file for one in (*papers, *datasets)}
    css = build_style((docs / "assets/catalog.css").read_text("utf-8"))
    renderer = Renderer(sound, docs / "templates")
    renderer.absolute_root = site or "./"
    return renderer.render_template(
        "catalog/review.html",
        "",
        papers=papers,
        datasets=datasets,
        left_out=[one.id for one in records if isinstance(one, Paper | Dataset) and one.file not in shown],
        style=Markup(css),
        digest=base64.b64encode(sha256(css.encode()).digest()).decode(),
    )


def build_style(css: str) -> str:
    """The look of the site without its theme: the reader's system chooses light or dark."""
    schemes = {name: block.replace("{", ":root {", 1) for name, block in COLOR_SCHEME.findall(css)}
    dark = f"@media (prefers-color-scheme: dark) {{\n{schemes['slate']}\n}}"
    rest = COLOR_SCHEME.sub("", css).replace("[data-md-color-scheme] {", ":root {")
    return f"{schemes['default']}\n{dark}\n{rest}\n{PAGE_STYLE}"


def _without_broken_records(catalog: Catalog, problems: Collection[Problem]) -> Catalog:
    """The catalog without records that cannot be rendered: those with an error.

    Where the error is in what records refer to, none of them can.
    """
    wrong = {one.location.file for one in problems if one.rule.severity is Severity.ERROR}
    own = {record.file for record in catalog.records}
    if wrong & (catalog.documents.keys() - own):
        return Catalog()
    papers = tuple(paper for paper in catalog.papers if paper.file not in wrong)
    ids = {paper.id for paper in papers}
    datasets = {
        id: dataset
        for id, dataset in catalog.datasets.items()
        if dataset.file not in wrong and (dataset.paper is None or dataset.paper in ids)
    }
    return replace(catalog, papers=papers, datasets=datasets)
