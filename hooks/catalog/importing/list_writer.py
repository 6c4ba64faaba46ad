r"""The catalog as an awesome list, for people who read on GitHub: LIST.md.

In the shape of the original list: sections, newest first, and for each paper
`Title \[Venue Year\] [Paper](..) [arXiv](..) [Code](..)`. `catalog import` reads it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.records.catalog import Catalog
from catalog.records.schema import Dataset, Paper
from catalog.utils.text import fold
from catalog.views.cards import Link, plain_links
from catalog.views.facets import FACETS, Entry

MAX_BYTES = 500_000
"""GitHub shows the first 512 kB of a file and cuts the rest off."""
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
HEAD = """\
# Awesome Talking Face [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)

> Papers, datasets and surveys on talking faces and heads, newest first.

This file is made from the catalog by `catalog export readme`. Do not edit it: change the records in `data/`.
"""


def render_lists(catalog: Catalog) -> dict[str, str]:
    """The text of LIST.md; or, if GitHub would cut it, of an index and a file for each section."""
    facet = next(facet for facet in FACETS if facet.name == "category")
    sections = {entry.label.name: _section(catalog, entry) for entry in facet.entries(catalog)}
    sections["Datasets"] = "\n".join(_dataset(one) for one in _by_name(catalog))
    contents = "\n".join(f"- [{_escaped(name)}](#{_anchor(name)})" for name in sections)
    parts = [f"## {_escaped(name)}\n\n{body}" for name, body in sections.items()]
    whole = "\n\n".join([f"{HEAD}\n## Contents\n\n{contents}", *parts]) + "\n"
    if len(whole.encode()) <= MAX_BYTES:
        return {"LIST.md": whole}
    index = "\n".join(f"- [{_escaped(name)}](docs/lists/{_anchor(name)}.md)" for name in sections)
    files = {
        f"docs/lists/{_anchor(name)}.md": f"# {_escaped(name)}\n\n{body}\n" for name, body in sections.items()
    }
    return {"LIST.md": f"{HEAD}\n## Contents\n\n{index}\n", **files}


def _section(catalog: Catalog, entry: Entry) -> str:
    return "\n".join(_paper(catalog, paper) for paper in entry.papers)


def _paper(catalog: Catalog, paper: Paper) -> str:
    venue = catalog.venues[paper.venue_id].short
    track = f" {paper.track}" if paper.track else ""
    tag = f"\\[{_escaped(venue)} {paper.display_year}{track}\\]"
    return " ".join([f"- {_escaped(paper.title)}", tag, *_links(plain_links(paper))])


def _dataset(dataset: Dataset) -> str:
    return " ".join([f"- {_escaped(dataset.name)}", *_links(plain_links(dataset))])


def _by_name(catalog: Catalog) -> list[Dataset]:
    return sorted(catalog.datasets.values(), key=lambda dataset: fold(dataset.name))


def _links(links: Iterator[Link]) -> Iterator[str]:
    """The links that may be followed; parentheses in an address would end it."""
    for link in links:
        if link.href:
            address = link.href.replace("(", "%28").replace(")", "%29")
            yield f"[{link.name}]({address})"


def _escaped(text: str) -> str:
    """A text that Markdown shows as it is, in one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _anchor(name: str) -> str:
    """The anchor that GitHub gives a heading: lower case, spaces to hyphens, nothing else but words."""
    return re.sub(r"[^\w -]", "", name.lower()).replace(" ", "-")
