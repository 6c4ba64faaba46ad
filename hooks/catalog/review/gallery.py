"""Render the records of a change as the cards of the site, in one self-contained page.

The page sends no requests: its style is inline, and its content security policy allows nothing else.
"""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from catalog.checks.rules import RULES
from catalog.html.renderer import Renderer
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.review.changed_records import find_changed_records
from catalog.review.review import Review
from catalog.review.versions import error_files, without_files
from catalog.views.views import Views

COLOR_SCHEME = re.compile(r'^\[data-md-color-scheme="(default|slate)"\] (\{.*?^\})', re.MULTILINE | re.DOTALL)
"""Colors of the site in one scheme; see the beginning of catalog.css."""
PAGE_STYLE = """
body.review {
  max-width: 46rem; margin: 0 auto; padding: 1.2rem 0.8rem 2rem;
  background: var(--background); color: var(--text); font-family: system-ui, sans-serif;
}
.review a { color: var(--accent); text-decoration: none; }
.review ol.cards { list-style: none; margin: 0; padding: 0; }
.review .card { padding-left: 0; }
"""
"""Replacement for the theme's own style."""


def render_gallery(review: Review, docs: Path, site: str) -> str:
    """Return an HTML page with the cards of new and changed papers and datasets.

    Args:
        review: Change to show.
        docs: Folder docs/ of the checkout, for the template and the style.
        site: URL of the published site, to which the cards link, with a final slash; blank if unknown.
    """
    problems = (*review.problems, *review.older_problems)
    changed = [change.record for change in find_changed_records(review)]
    records = [record for record in changed if isinstance(record, Paper | Dataset)]
    invalid_files = error_files(problem for problem in problems if problem.rule.id in RULES)
    catalog = without_files(review.new, invalid_files)
    papers = [
        catalog.paper[record.id]
        for record in records
        if isinstance(record, Paper) and record.id in catalog.paper
    ]
    datasets = [record for record in records if isinstance(record, Dataset) and record.id in catalog.datasets]
    files = {record.file for record in (*papers, *datasets)}
    css = build_style((docs / "assets/catalog.css").read_text("utf-8"))
    renderer = Renderer(Views(catalog), docs / "templates")
    renderer.absolute_root = site or "./"
    content = renderer.render_template(
        "catalog/review.html",
        "",
        papers=papers,
        datasets=datasets,
        left_out=[record.id for record in records if record.file not in files],
        style=Markup(css),
        digest=base64.b64encode(sha256(css.encode()).digest()).decode(),
    )
    return content.html


def build_style(css: str) -> str:
    """Return the style of the site for a page without its theme; the system's color scheme applies."""
    schemes = {name: block.replace("{", ":root {", 1) for name, block in COLOR_SCHEME.findall(css)}
    dark = f"@media (prefers-color-scheme: dark) {{\n{schemes['slate']}\n}}"
    rest = COLOR_SCHEME.sub("", css).replace("[data-md-color-scheme] {", ":root {")
    return f"{schemes['default']}\n{dark}\n{rest}\n{PAGE_STYLE}"
