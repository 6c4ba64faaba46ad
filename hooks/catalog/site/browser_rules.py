"""The rules for the browser: `add/rules.json`, by which the pages that write records check them.

Every decision has its home in the modules that Python checks with; here they are only collected. What the
rules mean is read by docs/assets/add/rules.js, and a test holds both to the same findings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from anyascii import anyascii

from catalog.checks import names
from catalog.documents.problems import RULES
from catalog.lists import links
from catalog.lookup import link as told
from catalog.records import ids
from catalog.records import types as fields
from catalog.records import validators as texts
from catalog.records.catalog import Catalog, given_first
from catalog.records.schema import Claim, Dataset, Fact, Links, Paper, StrictModel
from catalog.site.js_regex import javascript
from catalog.utils import urls
from catalog.utils.clock import build_date
from catalog.utils.text import HIDDEN_CHARACTER, MARKUP, fold
from catalog.utils.urls import RESERVED_IDS

FORMAT_VERSION = 2
"""Raised when the shape changes: a page that a browser has kept then knows that it cannot read the file."""
IN_FILES = "It is about the file as written, which the page that reads files tells by itself."
IN_VOCABULARIES = "It is about the vocabularies, which no page of the site writes."
PYTHON_ONLY_RULES: Mapping[str, str] = {
    "text-mojibake": "It knows every wrong table of letters that ftfy knows, which is a program of its own.",
    **dict.fromkeys(("file-encoding", "file-size", "duplicate-key", "swallowed-comment"), IN_FILES),
    **{id: IN_FILES for id in sorted(RULES) if id.startswith("yaml-")},
    **dict.fromkeys(("empty-vocabulary", "venue-spelling", "person-spelling"), IN_VOCABULARIES),
}
"""The rules that the browser leaves to Python, and why."""

SHAPES: Mapping[str, type[StrictModel]] = {
    "paper": Paper,
    "dataset": Dataset,
    "links": Links,
    "claim": Claim,
    "fact": Fact,
}
TEXT_FORMATS: Mapping[str, texts.TextFormat] = {
    "year": texts.YEAR,
    "date": texts.DATE,
    "pages": texts.PAGES,
    "number": texts.NUMBER,
    "decimal": texts.DECIMAL,
    "flag": texts.FLAG,
}
TEXT = {"type": "text"}
TYPES: tuple[tuple[Any, Mapping[str, Any]], ...] = (
    (fields.Text, TEXT),
    (fields.Id, TEXT),
    (fields.Ids, {"type": "list", "of": TEXT, "some": True}),
    (fields.Url, {"type": "url"}),
    (fields.UrlList, {"type": "links"}),
    (fields.Year, {"type": "year"}),
    (fields.Date, {"type": "date"}),
    (fields.Pages, {"type": "pages"}),
    (fields.Flag, {"type": "flag"}),
    (fields.Arxiv, {"type": "arxiv"}),
    (fields.Doi, {"type": "doi"}),
    (fields.Count, {"type": "parts", "of": {"type": "number"}}),
    (fields.Hours, {"type": "parts", "of": {"type": "decimal"}}),
)
"""What the browser calls the types of `fields`; a type with members says what these are."""
FOLDED_RANGES = ((0xA0, 0x530), (0x1E00, 0x2300), (0xFB00, 0xFB07), (0xFF01, 0xFF5F))
"""Whose folded form the browser is told: Latin, Greek and Cyrillic letters, and signs.

A table of all of Unicode would be thirty times the rest; rules that fold say nothing of texts beyond these.
"""


def render_browser_rules(catalog: Catalog) -> str:
    """The text of `add/rules.json`. The same catalog and year give the same bytes."""
    return json.dumps(rulebook(catalog), ensure_ascii=False, separators=(",", ":"))


def rulebook(catalog: Catalog) -> dict[str, Any]:
    """All that the browser needs to know, as JSON."""
    return {
        "format": FORMAT_VERSION,
        "year": build_date().year + 1,
        "rules": {id: {"text": rule.text, "severity": rule.severity} for id, rule in sorted(RULES.items())},
        "elsewhere": dict(sorted(PYTHON_ONLY_RULES.items())),
        "limits": {
            "text": texts.MAX_TEXT_LENGTH,
            "id": ids.MAX_ID_LENGTH,
            "near": names.MIN_DUPLICATE_SIMILARITY_PERCENT,
            "rare": names.MAX_PAPERS_PER_RARE_WORD,
            "words": ids.TITLE_WORDS,
        },
        "patterns": {
            "space": javascript(re.compile(r"\s")),
            "hidden": javascript(HIDDEN_CHARACTER),
            "markup": javascript(MARKUP),
            "paper_id": javascript(ids.PAPER_ID),
            "entry_id": javascript(ids.RECORD_ID),
            "joined": javascript(names.NAME_SEPARATOR),
            "full_stop": javascript(names.TRAILING_PERIOD),
            "digits": javascript(names.DIGITS),
        },
        "formats": {name: _text_format(written) for name, written in TEXT_FORMATS.items()},
        "fields": {name: _fields_of(shape) for name, shape in SHAPES.items()},
        "links": _link_patterns(),
        "words": sorted(ids.STOP_WORDS),
        "reserved": sorted(RESERVED_IDS),
        "letters": [_folded_letters(*span) for span in FOLDED_RANGES],
        **_vocabularies_and_ids(catalog),
    }


def _text_format(written: texts.TextFormat) -> dict[str, Any]:
    return written._asdict() | {"pattern": javascript(written.pattern), "rule": written.rule.id}


def _fields_of(shape: type[StrictModel]) -> dict[str, Any]:
    """The fields of a shape: their types, whether they must be there, and what they are for."""
    hints = get_type_hints(shape, include_extras=True)
    return {
        name: _browser_type(hints[name])
        | {"about": field.description}
        | ({"required": True} if field.is_required() else {})
        for name, field in shape.model_fields.items()
        if name not in ("id", "file")
    }


def _browser_type(hint: Any) -> dict[str, Any]:
    """What the browser is told of the type of a field.

    Raises:
        TypeError: if it has no word for it yet.
    """
    if known := next((told for one, told in TYPES if one == hint), None):
        return dict(known)
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType) and len(args) == 2 and args[1] is type(None):
        return _browser_type(args[0])  # what is unknown is left out, so None is never written
    if origin is Literal:
        return {"type": "enum", "of": list(args)}
    if origin is tuple and args[1:] == (...,):
        return {"type": "list", "of": _browser_type(args[0])}
    shape = next((name for name, shape in SHAPES.items() if shape is hint), None)
    if shape is None:
        raise TypeError(f"the browser has no word for {hint}")
    return {"type": "shape", "of": shape}


def _link_patterns() -> dict[str, Any]:
    """How links are read: the tables of `told`, `urls` and `importing.links`."""
    patterns: Mapping[str, re.Pattern[str]] = {
        "arxiv": urls.ARXIV_ID,
        "doi": urls.DOI,
        "scheme": urls.SCHEME,
        "unsafe": urls.UNSAFE_CHARACTER,
        "host": urls.HOST,
        "redirect": links.REDIRECT_PAGE,
        "entrance": links.SITE_ROOT,
        "page": links.FILE_EXTENSION,
    }
    return {
        "forms": [
            form.__dict__ | {"pattern": javascript(re.compile(form.pattern, re.IGNORECASE))}
            for form in told.URL_PATTERNS
        ],
        "hosts": links.KIND_BY_HOST,
        "sources": told.LINK_SOURCES,
        "examples": told.EXAMPLE_LINKS,
        "derived": {
            "arxiv_page": javascript(urls.ARXIV_PAGE),
            "doi_page": javascript(urls.DOI_PAGE),
            "arxiv_doi": javascript(urls.ARXIV_DOI_PREFIX),
        },
        "patterns": {name: javascript(pattern) for name, pattern in patterns.items()},
    }


def _folded_letters(start: int, end: int) -> tuple[int, str]:
    """What the letters of a range are folded to, one after the other, with tabs between."""
    plain = (re.sub(r"[^a-z0-9]+", " ", anyascii(chr(code)).lower()) for code in range(start, end))
    return start, "\t".join(plain)


def _vocabularies_and_ids(catalog: Catalog) -> dict[str, Any]:
    """The vocabularies, and the ids that a new record must not take; papers stand in the search index."""
    people = sorted(catalog.people.values(), key=lambda person: not person.papers)
    return {
        "vocabularies": {
            "categories": [_select_fields(one, "name", "about") for one in catalog.categories.values()],
            "tags": [_select_fields(one, "name", "group", "aliases") for one in catalog.tags.values()],
            "venues": [_select_fields(one, "short", "name", "aliases") for one in catalog.venues.values()],
            "sources": [_select_fields(one, "name") for one in catalog.sources.values()],
            "datasets": [_select_fields(one, "name") for one in catalog.datasets.values()],
        },
        "spellings": catalog.venue_spellings,
        "people": [
            {
                "id": person.id,
                "names": sorted({fold(given_first(name)) for name in (person.name, *person.spellings)}),
                "papers": person.papers,
            }
            for person in people
        ],
        "gone": list(catalog.gone),
        "replaced": {old: paper.id for paper in catalog.papers for old in paper.replaces},
    }


def _select_fields(entry: Any, *facts: str) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("id", *facts)}
