"""Readers of every format, with independent parsers where they exist."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtexparser
from bibtexparser.middlewares import NameParts, SeparateCoAuthors, SplitNameParts
from pybtex.database import Person
from pybtex.database.input.bibtex import Parser as PybtexParser
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from catalog.citing.names import Name
from catalog.citing.reference import Reference
from catalog.records.schema import Paper


class ParsedReference(NamedTuple):
    """A reference as a parser of the format returns it."""

    title: str
    authors: tuple[object, ...]
    container: str
    year: str
    pages: str
    doi: str
    url: str


# pylatexenc lacks commands for braces and bars, and reads that for the caret as another character.
COMMANDS = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
COMMANDS |= {"textless": "<", "textgreater": ">", "textbar": "|"}
CONTEXT = get_default_latex_context_db()
CONTEXT.add_context_category(
    "more", macros=[MacroTextSpec(name, char) for name, char in COMMANDS.items()], prepend=True
)
TEX = LatexNodes2Text(latex_context=CONTEXT, strict_latex_spaces=True, keep_comments=True)


def decode_tex(text: str) -> str:
    """Return text as TeX prints it."""
    return str(TEX.latex_to_text(text))


def from_bibtexparser(text: str) -> dict[str, ParsedReference]:
    """Parse entries with bibtexparser."""
    library = parse_bibtexparser(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert library.failed_blocks == []
    return {
        entry.key: _entry(
            {field.key: field.value for field in entry.fields if field.key != "author"},
            [
                _name(parts.first, parts.von, parts.last, parts.jr)
                for parts in (entry["author"] if "author" in entry.fields_dict else ())
                if isinstance(parts, NameParts)
            ],
        )
        for entry in library.entries
    }


def from_pybtex(text: str) -> dict[str, ParsedReference]:
    """Parse entries with pybtex."""

    def name(person: Person) -> Name:
        given_names = person.first_names + person.middle_names
        return _name(given_names, person.prelast_names, person.last_names, person.lineage_names)

    return {
        key: _entry(dict(entry.fields), [name(person) for person in entry.persons.get("author", ())])
        for key, entry in PybtexParser().parse_string(text).entries.items()
    }


def _name(*parts: list[str]) -> Name:
    given, particle, family, suffix = (decode_tex(" ".join(words)) for words in parts)
    is_literal = not (given or particle or suffix)
    return Name(literal=family) if is_literal else Name(family, given, particle, suffix)


def _entry(fields: Mapping[str, str], names: list[Name]) -> ParsedReference:
    container = next((fields[key] for key in ("booktitle", "journal", "howpublished") if key in fields), "")
    assert fields.get("eprinttype", "arxiv") == "arxiv"
    return ParsedReference(
        decode_tex(fields["title"]),
        tuple(names),
        decode_tex(container) or {"arXiv": "arXiv"}.get(fields.get("archivePrefix", ""), ""),
        fields.get("year", ""),
        fields.get("pages", "").replace("--", "-"),
        fields.get("doi", ""),
        fields.get("url", ""),
    )


def from_rispy(text: str) -> dict[str, ParsedReference]:
    """Parse records with rispy."""

    def read(record: Mapping[str, Any]) -> ParsedReference:
        pages = "-".join(filter(None, (record.get("start_page"), record.get("end_page"))))
        return ParsedReference(
            record["title"],
            tuple(record.get("authors", ())),
            record.get("secondary_title") or record["publisher"],
            record.get("year", ""),
            pages,
            record.get("doi", ""),
            "".join(record.get("urls", ())),
        )

    return {record["id"]: read(record) for record in rispy.loads(text)}


def from_csl(text: str) -> dict[str, ParsedReference]:
    """Parse items as JSON."""

    def name(parts: Mapping[str, str]) -> Name:
        keys = ("family", "given", "non-dropping-particle", "suffix", "literal")
        assert set(parts) <= set(keys)
        return Name(*(parts.get(key, "") for key in keys))

    def read(item: Mapping[str, Any]) -> ParsedReference:
        return ParsedReference(
            item["title"],
            tuple(name(author) for author in item.get("author", ())),
            item.get("container-title") or item["publisher"],
            str(item["issued"]["date-parts"][0][0]) if "issued" in item else "",
            item.get("page", ""),
            item.get("DOI", ""),
            item.get("URL", ""),
        )

    return {item["id"]: read(item) for item in json.loads(text)}


def from_csv(text: str) -> dict[str, ParsedReference]:
    """Parse rows with the csv module, without the apostrophes in front of formulas."""

    def read(row: Mapping[str, str]) -> ParsedReference:
        return ParsedReference(
            row["title"],
            tuple(row["authors"].split("; ") if row["authors"] else ()),
            row["venue"],
            row["year"],
            row["pages"],
            row["doi"],
            row["url"],
        )

    return {row["id"]: read(row) for row in rows(text)}


def rows(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, read as its documentation says."""
    for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
        yield {key: cell.removeprefix("'") for key, cell in row.items()}


class Reader(NamedTuple):
    """A parser of a format, and the values it should return."""

    format: str
    read: Callable[[str], dict[str, ParsedReference]]
    authors: Callable[[Name], object]
    link: Callable[[Reference], str] = lambda reference: reference.url
    own_doi: bool = False
    """The format contains only the DOI in the record."""

    def expected(self, reference: Reference, paper: Paper) -> ParsedReference:
        """Return the values the parser should return for a reference."""
        return ParsedReference(
            reference.title,
            tuple(map(self.authors, reference.authors)),
            reference.container,
            str(reference.year or ""),
            reference.pages,
            (paper.doi or "") if self.own_doi else reference.doi,
            self.link(reference),
        )


READERS = (
    Reader("bib", from_bibtexparser, lambda name: name),
    Reader("bib", from_pybtex, lambda name: name),
    Reader("ris", from_rispy, lambda name: name.inverted),
    Reader("csl", from_csl, lambda name: name),
    Reader("csv", from_csv, lambda name: name.natural, lambda reference: reference.link, own_doi=True),
)
