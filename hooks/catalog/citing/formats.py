"""Export and citation formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from catalog.citing import table
from catalog.citing.bibtex import format_bibtex
from catalog.citing.csl import csl_item
from catalog.citing.prose import format_markdown, format_text
from catalog.citing.reference import Reference
from catalog.citing.ris import format_ris
from catalog.records.as_json import record_as_json
from catalog.records.schema import Paper
from catalog.utils.json import compact_json
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
    files: Literal["lists", "catalog", "none"]
    """Which files a site has in this format: of long lists and the whole catalog, or of the latter only,
    and the browser cuts lists from it. Without any, the format is for copying a citation."""

    def join(self, fragments: Iterable[str]) -> str:
        """Return the text of a file."""
        return f"{self.head}{self.between.join(fragments)}{self.foot}"


def _ignore_paper(write: Callable[[Reference], str]) -> Callable[[Reference, Paper], str]:
    """Adapt a function that needs only the reference."""
    return lambda reference, _: write(reference)


FORMATS = (
    Format(
        "bib",
        "BibTeX",
        "bib",
        "application/x-bibtex",
        "",
        "\n\n",
        "\n",
        _ignore_paper(format_bibtex),
        files="lists",
    ),
    Format(
        "ris",
        "RIS",
        "ris",
        "application/x-research-info-systems",
        "",
        "\n\n",
        "\n",
        _ignore_paper(format_ris),
        files="lists",
    ),
    Format(
        "json",
        "JSON",
        "json",
        "application/json",
        "[\n",
        ",\n",
        "\n]\n",
        lambda _, paper: compact_json(record_as_json(paper, paper_href(paper))),
        files="lists",
    ),
    Format(
        "csl",
        "CSL-JSON",
        "csl.json",
        "application/vnd.citationstyles.csl+json",
        "[\n",
        ",\n",
        "\n]\n",
        _ignore_paper(lambda reference: compact_json(csl_item(reference))),
        files="catalog",
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
        files="catalog",
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
        files="none",
    ),
    Format(
        "txt", "Plain text", "txt", "text/plain", "", "\n", "\n", _ignore_paper(format_text), files="none"
    ),
)
"""All formats, in the order of menus."""
LIST_FORMATS = tuple(format for format in FORMATS if format.files == "lists")
"""Formats of the files of long lists: what LaTeX, reference managers and programs read by its address."""
CATALOG_FORMATS = tuple(format for format in FORMATS if format.files != "none")
"""Formats of the files of the whole catalog, in which any papers can be saved."""
