"""Export and citation formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalog.citing import table
from catalog.citing.bibtex import format_bibtex
from catalog.citing.csl import csl_item
from catalog.citing.prose import format_markdown, format_text
from catalog.citing.reference import Reference
from catalog.citing.ris import format_ris
from catalog.records.as_json import record_as_json
from catalog.records.schema import Paper
from catalog.views.cards import paper_href


@dataclass(frozen=True)
class Format:
    """A format. A file of papers consists of their fragments, joined."""

    id: str
    name: str
    suffix: str
    media_type: str
    head: str
    between: str
    foot: str
    write: Callable[[Reference, Paper], str]
    """Function that returns the fragment of a paper, given the reference to cite."""
    is_listed: bool = True
    """Lists have a file in this format; otherwise it is only for copying a citation."""

    def join(self, fragments: Iterable[str]) -> str:
        """Return the text of a file."""
        return f"{self.head}{self.between.join(fragments)}{self.foot}"


def _ignore_paper(write: Callable[[Reference], str]) -> Callable[[Reference, Paper], str]:
    """Adapt a function that needs only the reference."""
    return lambda reference, _: write(reference)


def _json_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


FORMATS = (
    Format("bib", "BibTeX", "bib", "application/x-bibtex", "", "\n\n", "\n", _ignore_paper(format_bibtex)),
    Format(
        "ris",
        "RIS",
        "ris",
        "application/x-research-info-systems",
        "",
        "\n\n",
        "\n",
        _ignore_paper(format_ris),
    ),
    Format(
        "csl",
        "CSL-JSON",
        "csl.json",
        "application/vnd.citationstyles.csl+json",
        "[\n",
        ",\n",
        "\n]\n",
        _ignore_paper(lambda reference: _json_line(csl_item(reference))),
    ),
    Format(
        "csv",
        "CSV",
        "csv",
        "text/csv",
        f"{table.csv_line(table.COLUMNS)}\n",
        "\n",
        "\n",
        table.csv_row,
    ),
    Format(
        "json",
        "JSON",
        "json",
        "application/json",
        "[\n",
        ",\n",
        "\n]\n",
        lambda _, paper: _json_line(record_as_json(paper, paper_href(paper))),
    ),
    Format(
        "md",
        "Markdown",
        "md",
        "text/markdown",
        "- ",
        "\n- ",
        "\n",
        _ignore_paper(format_markdown),
        is_listed=False,
    ),
    Format(
        "txt", "Plain text", "txt", "text/plain", "", "\n", "\n", _ignore_paper(format_text), is_listed=False
    ),
)
"""All formats, in the order of menus."""
