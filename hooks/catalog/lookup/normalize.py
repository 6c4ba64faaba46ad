"""Strangers' values to ones the catalog accepts: cleaned of their dress, then checked by its own rules."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter, ValidationError

from catalog.checks.names import this_year
from catalog.documents.problems import quote
from catalog.records import types as fields
from catalog.records.catalog import given_first
from catalog.utils.text import HIDDEN, fold, repaired, slug
from catalog.utils.urls import ARXIV, ARXIV_DOI, derived

SERVICE_NAMES = {"arxiv": "arXiv", "crossref": "Crossref", "dblp": "DBLP", "openalex": "OpenAlex"}
"""The services as sentences call them."""
MAX_TEXT_CHARACTERS = 20_000
"""Characters of a text that is cleaned at all; no title has a hundredth of it."""
MAX_IDENTIFIER_CHARACTERS = 300
"""Characters of an address that holds a DOI or arXiv id."""
MAX_AUTHORS = 200
ANNOTATION = re.compile(r"<(mml:annotation|annotation|tex-math)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
"""What stands in a formula for programs only."""
PRESENTATION_TAG = re.compile(
    r"</?(?:(?:jats|mml|ali|xref):[a-z-]+|i|b|u|em|strong|italic|bold|underline|sub|sup|inf|sc|scp|small|tt|"
    r"monospace|roman|sans-serif|inline-formula|alternatives|named-content|styled-content|font|span|title|"
    r"math|m[a-z]{1,10}|semantics)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""Tags by which services print letters in italics, formulas and the like. Others are none of theirs."""
NAME_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.IGNORECASE)
TEXT_TYPE: TypeAdapter[str] = TypeAdapter(fields.Text)
PAGES_TYPE: TypeAdapter[str] = TypeAdapter(fields.Pages)
DOI_TYPE: TypeAdapter[str] = TypeAdapter(fields.Doi)


def value_at(data: Any, *path: str | int) -> Any:
    """The value at a place of a reply; None, if the reply has another shape there.

    >>> at({"title": ["Lip Service"]}, "title", 0), at({"title": 7}, "title", 0)
    ('Lip Service', None)
    """
    for step in path:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and len(data) > step else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def as_list(value: Any) -> list[Any]:
    """A list, of one if there is only one: so DBLP writes a single author."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def plain_text(value: Any) -> str:
    r"""A text without tags of print, entities, hidden characters and spaces too many; still to be checked.

    >>> plain("Lip &amp;amp; <jats:italic>Tongue</jats:italic>\n  in <sup>2</sup>D")
    'Lip & Tongue in 2D'
    """
    if not isinstance(value, str) or len(value) > MAX_TEXT_CHARACTERS:
        return ""
    text = html.unescape(html.unescape(value))  # Crossref has some that were escaped twice
    text = PRESENTATION_TAG.sub("", ANNOTATION.sub("", re.sub(r"<br ?/?>", " ", text)))
    text = repaired(_compose(re.sub(r"\s", " ", text)))
    return " ".join(_compose(text).split())


def _compose(text: str) -> str:
    """A text in Unicode's composed form, without hidden characters."""
    return unicodedata.normalize("NFC", HIDDEN.sub("", text))


class FieldReader:
    """Reads the values of one record of a service, and notes what it must refuse."""

    def __init__(self, source: str) -> None:
        self.name = SERVICE_NAMES[source]
        self.rejections: list[str] = []

    def read_text(self, what: str, value: Any) -> str | None:
        """A plain text; None, if it is missing or breaks a rule of the catalog."""
        if isinstance(value, str) and len(value) > MAX_TEXT_CHARACTERS:
            self._reject(what, f"{len(value):,} characters")
        return self._validate(what, plain_text(value))

    def _validate(self, what: str, text: str) -> str | None:
        """A cleaned text, if the catalog accepts it as it is: cleaning it again could make another of it."""
        if not text:
            return None
        try:
            return TEXT_TYPE.validate_python(text)
        except ValidationError as error:
            self._reject(what, str(error.errors()[0]["ctx"]["message"]))
            return None

    def read_title(self, value: Any) -> str | None:
        """A title, without the full stop that DBLP puts behind it."""
        text = self.read_text("title", value)
        if text and text.endswith(".") and not text.endswith(".."):
            text = text[:-1].rstrip()
        return text if text and fold(text) else None

    def read_authors(self, values: Iterable[Any]) -> tuple[str, ...]:
        """All names, or none if one of them cannot be read or stands twice."""
        names: list[str] = []
        seen: set[str] = set()
        for value in values:
            name = reorder_name(plain_text(value))
            person = slug(given_first(name))
            if not person or person in seen or re.search(r" and | & |;", name) or name.count(",") > 1:
                self._reject("list of authors", f"{quote(name)} is no name, or stands twice")
                return ()
            if self._validate("list of authors", name) is None:
                return ()
            seen.add(person)
            names.append(name)
        if len(names) > MAX_AUTHORS:
            self._reject("list of authors", f"{len(names):,} names")
            return ()
        return tuple(names)

    def read_pages(self, value: Any) -> str | None:
        """First and last page; None, if it is anything else."""
        text = re.sub(r"\s*[\u2010-\u2015\u2212-]+\s*", "-", plain_text(value))
        try:
            return PAGES_TYPE.validate_python(text) if len(text) <= 40 else None
        except ValidationError:
            return None

    def _reject(self, what: str, why: str) -> None:
        """Note that a value was left out, once."""
        sentence = f"{self.name}'s {what} was left out: {why}."
        if sentence not in self.rejections:
            self.rejections.append(sentence)


def reorder_name(name: str) -> str:
    """A name as the catalog writes it: the family name first only if it has several words.

    >>> reordered("Doe, Jane"), reordered("van der Mumble, Jane"), reordered("John Doe, Jr.")
    ('Jane Doe', 'van der Mumble, Jane', 'John Doe Jr.')
    """
    family, _, given = name.strip(", ").partition(", ")
    if not given or " " in family or "," in given:
        return f"{family} {given}" if NAME_SUFFIX.fullmatch(given) else name.strip(", ")
    return f"{given} {family}"


def parse_year(value: Any) -> int | None:
    """A year that a venue can have: not before 1900, and at most the next one."""
    if isinstance(value, bool) or not re.fullmatch(r"(?:19|20)\d\d", str(value)[:8], re.ASCII):
        return None
    return int(str(value)) if int(str(value)) <= this_year() + 1 else None


def parse_doi(value: Any) -> str | None:
    """A DOI of a publisher, from itself or from its address; none of those that arXiv gives."""
    found = plain_text(value)[:MAX_IDENTIFIER_CHARACTERS]
    known = derived(found)
    found = known[1] if known and known[0] == "doi" else re.sub(r"^doi:\s*", "", found, flags=re.IGNORECASE)
    try:
        return DOI_TYPE.validate_python(found) if len(found) < MAX_IDENTIFIER_CHARACTERS else None
    except ValidationError:
        return None


def parse_arxiv_id(value: Any) -> str | None:
    """An arXiv id without version, from itself, its address or its DOI."""
    found = plain_text(value)[:MAX_IDENTIFIER_CHARACTERS]
    known = derived(found)
    if known and known[0] == "arxiv":
        found = known[1]
    elif own := ARXIV_DOI.match(found):
        found = found[own.end() :]
    found = re.sub(r"v\d+$", "", found)
    return found if ARXIV.fullmatch(found) else None
