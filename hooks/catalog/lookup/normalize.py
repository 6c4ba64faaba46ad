"""Clean the values of foreign records, then validate them with the catalog's own field types."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pydantic import TypeAdapter, ValidationError

from catalog.checks.authors import OTHERS, split_names, strip_marks
from catalog.checks.items import MAX_AUTHORS
from catalog.documents.problems import quote
from catalog.lookup.services import SERVICE_NAMES
from catalog.lookup.transport import ServiceError
from catalog.records import types as fields
from catalog.records.catalog import given_first
from catalog.utils.clock import build_date
from catalog.utils.text import ILLEGIBLE_CHARACTER, fold, repair_mojibake, slugify
from catalog.utils.urls import ARXIV_DOI_PREFIX, ARXIV_ID, identifier_in_url

MAX_TEXT_CHARACTERS = 20_000
"""Longer values are not cleaned at all; no title has a hundredth of it."""
MAX_IDENTIFIER_CHARACTERS = 300
"""Longer values are no DOI, arXiv ID or URL of one."""
MAX_PAGES_CHARACTERS = 40
ANNOTATION = re.compile(
    r"<(mml:annotation|annotation|tex-math)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
"""Second, machine-readable copy of a formula."""
PRESENTATION_TAG = re.compile(
    r"</?(?:(?:jats|mml|ali|xref):[a-z-]+|i|b|u|em|strong|italic|bold|underline|sub|sup|inf|sc|scp|small|tt|"
    r"monospace|roman|sans-serif|inline-formula|alternatives|named-content|styled-content|font|span|title|"
    r"math|m[a-z]{1,10}|semantics)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""Tag with which services mark italics, formulas and the like. Any other tag stays, and is rejected later."""
NAME_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?", re.IGNORECASE)
TEXT_TYPE: TypeAdapter[str] = TypeAdapter(fields.Text)
DATE_TYPE: TypeAdapter[date] = TypeAdapter(fields.Date)
PAGES_TYPE: TypeAdapter[str] = TypeAdapter(fields.Pages)
DOI_TYPE: TypeAdapter[str] = TypeAdapter(fields.Doi)


def value_at(data: Any, *path: str | int) -> Any:
    """Return the value at a path of a reply; None if the reply has another structure.

    >>> value_at({"title": ["Lip Service"]}, "title", 0), value_at({"title": 7}, "title", 0)
    ('Lip Service', None)
    """
    for step in path:
        if isinstance(step, int):
            data = data[step] if isinstance(data, list) and len(data) > step else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def as_list(value: Any) -> list[Any]:
    """Wrap a single value in a list, since DBLP does not; None becomes an empty list."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def plain_text(value: Any) -> str:
    r"""Remove presentation tags, entities, hidden characters and extra spaces; not validated yet.

    >>> plain_text("Lip &amp;amp; <jats:italic>Tongue</jats:italic>\n  in <sup>2</sup>D")
    'Lip & Tongue in 2D'
    """
    if not isinstance(value, str) or len(value) > MAX_TEXT_CHARACTERS:
        return ""
    text = html.unescape(html.unescape(value))  # Crossref escapes some values twice
    text = PRESENTATION_TAG.sub("", ANNOTATION.sub("", re.sub(r"<br ?/?>", " ", text)))
    text = repair_mojibake(_compose(re.sub(r"\s", " ", text)))
    return " ".join(_compose(text).split())


def _compose(text: str) -> str:
    """Normalize to NFC and remove hidden characters."""
    return unicodedata.normalize("NFC", ILLEGIBLE_CHARACTER.sub("", text))


class FieldReader:
    """Reads the values of one record of a service and collects what it rejects.

    Attributes:
        rejections: Sentences on values that break a rule.
    """

    def __init__(self, source: str) -> None:
        self.name = SERVICE_NAMES[source]
        self.rejections: list[str] = []

    def read_text(self, label: str, value: Any) -> str | None:
        """Return a plain text; None if it is missing or breaks a rule. `label` names it in the rejection."""
        if isinstance(value, str) and len(value) > MAX_TEXT_CHARACTERS:
            self._reject(label, f"{len(value):,} characters")
        return self._validate(label, plain_text(value))

    def _validate(self, label: str, text: str) -> str | None:
        """Return a clean text if it is valid as it is: cleaning it again could change it."""
        if not text:
            return None
        try:
            return TEXT_TYPE.validate_python(text)
        except ValidationError as error:
            self._reject(label, str(error.errors()[0]["ctx"]["message"]))
            return None

    def read_title(self, value: Any) -> str | None:
        """Return a title without the period that DBLP appends."""
        text = self.read_text("title", value)
        if text and text.endswith(".") and not text.endswith(".."):
            text = text[:-1].rstrip()
        return text if text and fold(text) else None

    def read_authors(self, values: Iterable[Any]) -> tuple[str, ...]:
        """Return all names, or none if one of them is invalid or a duplicate."""
        names: list[str] = []
        slugs: set[str] = set()
        for value in values:
            text = reorder_name(plain_text(value))
            name = strip_marks(text) or text
            slug = slugify(given_first(name))
            if not slug or slug in slugs or len(split_names(name)) > 1 or OTHERS.fullmatch(name):
                self._reject("author list", f"{quote(name)} is not a name or appears twice")
                return ()
            if self._validate("author list", name) is None:
                return ()
            slugs.add(slug)
            names.append(name)
        if len(names) > MAX_AUTHORS:
            self._reject("author list", f"{len(names):,} names")
            return ()
        return tuple(names)

    def read_pages(self, value: Any) -> str | None:
        """Return first and last page, such as `484-492`; None for anything else."""
        text = re.sub(r"\s*[\u2010-\u2015\u2212-]+\s*", "-", plain_text(value))
        try:
            return PAGES_TYPE.validate_python(text) if len(text) <= MAX_PAGES_CHARACTERS else None
        except ValidationError:
            return None

    def _reject(self, label: str, reason: str) -> None:
        sentence = f"Ignored {self.name}'s {label}: {reason}."
        if sentence not in self.rejections:
            self.rejections.append(sentence)


def reorder_name(name: str) -> str:
    """Return a name in the catalog's order: family name first only if it has several words.

    >>> reorder_name("Doe, Jane"), reorder_name("van der Mumble, Jane"), reorder_name("John Doe, Jr.")
    ('Jane Doe', 'van der Mumble, Jane', 'John Doe Jr.')
    """
    family, _, given = name.strip(", ").partition(", ")
    if not given or " " in family or "," in given:
        return f"{family} {given}" if NAME_SUFFIX.fullmatch(given) else name.strip(", ")
    return f"{given} {family}"


def parse_year(value: Any) -> int | None:
    """Return a year from 1900 to next year, from a number or text; None for anything else."""
    if isinstance(value, bool) or not re.fullmatch(r"(?:19|20)\d\d", str(value)[:8], re.ASCII):
        return None
    return int(str(value)) if int(str(value)) <= build_date().year + 1 else None


def parse_date(value: Any) -> str | None:
    """Return the date of a timestamp such as `2020-08-23T11:01:25Z`; None for anything else."""
    try:
        return DATE_TYPE.validate_python(plain_text(value)[:10]).isoformat()
    except ValidationError:
        return None


def parse_doi(value: Any) -> str | None:
    """Return a publisher's DOI from a DOI or its URL; None for arXiv's own DOIs and anything else."""
    text = plain_text(value)[:MAX_IDENTIFIER_CHARACTERS]
    identifier = identifier_in_url(text)
    if identifier and identifier[0] == "doi":
        text = identifier[1]
    else:
        text = re.sub(r"^doi:\s*", "", text, flags=re.IGNORECASE)
    try:
        return DOI_TYPE.validate_python(text) if len(text) < MAX_IDENTIFIER_CHARACTERS else None
    except ValidationError:
        return None


def parse_arxiv_id(value: Any) -> str | None:
    """Return an arXiv ID without version, from an ID, its URL or its DOI; None for anything else."""
    text = plain_text(value)[:MAX_IDENTIFIER_CHARACTERS]
    identifier = identifier_in_url(text)
    if identifier and identifier[0] == "arxiv":
        text = identifier[1]
    elif prefix := ARXIV_DOI_PREFIX.match(text):
        text = text[prefix.end() :]
    text = re.sub(r"v\d+$", "", text)
    return text if ARXIV_ID.fullmatch(text) else None


def parse_json(text: str) -> Any:
    """Parse JSON.

    Raises:
        ServiceError: The text is not JSON, nests too deeply or repeats a key.
    """
    try:
        return json.loads(text, object_pairs_hook=_unique_pairs)
    except (ValueError, RecursionError):
        raise ServiceError("sent invalid JSON") from None


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object and refuse duplicate keys: nobody knows which of them was meant."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("duplicate key")
    return values


def parse_xml(text: str) -> Element:
    """Parse XML without a document type, so without entity declarations.

    Raises:
        ServiceError: The text is not XML, or has a document type.
    """
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise ServiceError("sent invalid XML") from None
    return root
