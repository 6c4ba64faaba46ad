"""The rules of records as data for the browser: `add/rules.json`, which the pages that write records apply.

Every decision is made in the modules that check in Python; here it is only collected. The interpreter of this
data is docs/assets/add/rules.js, and a test holds both to the same problems.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from anyascii import anyascii

from catalog.checks import authors, items, names, references
from catalog.checks.links import PROCEEDINGS_SOURCES
from catalog.checks.rules import RULES
from catalog.documents import characters, document, parser, problems, wording
from catalog.documents.problems import Rule
from catalog.lists import links
from catalog.lookup import link
from catalog.records import coercions, ids, rules, types, validate, validators, vocabularies
from catalog.records.catalog import MAX_SLUG_LENGTH, Catalog, given_first
from catalog.records.dataset import Dataset, Fact
from catalog.records.schema import Claim, Links, Paper, PaperDatasets, StrictModel
from catalog.site.shared_patterns import (
    COERCION_PATTERNS,
    LINK_PATTERNS,
    TEXT_FORMATS,
    TEXT_PATTERNS,
    patterns_as_json,
    to_javascript,
)
from catalog.utils import paper_urls, url_keys, urls
from catalog.utils.clock import build_date
from catalog.utils.text import MAX_COMBINING_MARKS, fold
from catalog.utils.urls import RESERVED_IDS
from catalog.writing.format import MAX_FLOW_COLUMNS, QUOTED_FIELDS, TYPED_FIELDS, format_text

FORMAT_VERSION = 3
"""Raised when the structure changes, so that a cached page knows it cannot read the file."""
IN_ALL_PAPERS = "It compares the authors of all papers, which no page loads."
IN_FILES = "It concerns the text of a file, which the parser in the browser checks itself."
IN_FACTS = "It concerns repositories or results, which no page of the site writes."
IN_VOCABULARIES = "It concerns vocabularies, which no page of the site writes."
PYTHON_ONLY_RULES: Mapping[str, str] = {
    "text-mojibake": "It depends on ftfy, which exists in Python only.",
    **dict.fromkeys(("copied-authors", "copied-link"), IN_ALL_PAPERS),
    **dict.fromkeys(("file-encoding", "file-size", "duplicate-key", "swallowed-comment"), IN_FILES),
    **{id: IN_FILES for id in sorted(RULES) if id.startswith("yaml-")},
    **dict.fromkeys(("bad-commit", "repository-file", "unlinked-repository", "unknown-license"), IN_FACTS),
    **dict.fromkeys(("unknown-metric", "result-reporter", "result-scores", "result-direction"), IN_FACTS),
    **dict.fromkeys(("empty-vocabulary", "venue-spelling", "person-spelling", "link-state"), IN_VOCABULARIES),
    **dict.fromkeys(("gone-key", "refused-paper", "question-query"), IN_VOCABULARIES),
    **dict.fromkeys(("glossary-term", "unknown-link", "bad-orcid"), IN_VOCABULARIES),
}
"""Rules that the browser does not apply, with the reason."""

SHAPES: Mapping[str, type[StrictModel]] = {
    "paper": Paper,
    "dataset": Dataset,
    "links": Links,
    "paper_datasets": PaperDatasets,
    "claim": Claim,
    "fact": Fact,
}
ID = {"type": "id"}
TYPES: tuple[tuple[Any, Mapping[str, Any]], ...] = (
    (types.Text, {"type": "text"}),
    (types.Name, {"type": "name"}),
    (types.Id, ID),
    (types.Ids, {"type": "list", "of": ID, "some": True}),
    (types.Url, {"type": "url"}),
    (types.UrlList, {"type": "links"}),
    (types.Year, {"type": "year"}),
    (types.Date, {"type": "date"}),
    (types.Pages, {"type": "pages"}),
    (types.Flag, {"type": "flag"}),
    (types.Arxiv, {"type": "arxiv"}),
    (types.Doi, {"type": "doi"}),
    (types.Count, {"type": "parts", "of": {"type": "number"}}),
    (types.Hours, {"type": "parts", "of": {"type": "decimal"}}),
    (types.Decimal, {"type": "decimal"}),
)
"""Names of field types in the browser; `of` is the type of the items."""
LIMITS: Mapping[str, int] = {
    "text": rules.MAX_TEXT_LENGTH,
    "quote": problems.MAX_QUOTED_CHARACTERS,
    "excerpt": characters.EXCERPT_CHARACTERS,
    "combining_marks": MAX_COMBINING_MARKS,
    "bytes": document.MAX_BYTES,
    "depth": parser.MAX_DEPTH,
    "values": parser.MAX_VALUES,
    "id": ids.MAX_ID_LENGTH,
    "title_words": ids.TITLE_WORDS,
    "author_slug": MAX_SLUG_LENGTH,
    "summary": types.MAX_SUMMARY_LENGTH,
    **items.LIST_LIMITS,
    "listed_names": references.MAX_LISTED_NAMES,
    "suggestion_similarity": wording.MIN_SUGGESTION_SIMILARITY_PERCENT,
    "capitals": authors.MIN_CAPITALS,
    **names.LIMITS,
}
FOLDED_RANGES = ((0xA0, 0x530), (0x1E00, 0x2300), (0xFB00, 0xFB07), (0xFF01, 0xFF5F))
"""Code points whose folded form the browser gets: Latin, Greek and Cyrillic letters, and symbols.

A table of all of Unicode would be thirty times as large as the rest. Rules that compare folded text do not
apply to text with other letters.
"""


def render_browser_rules(catalog: Catalog) -> str:
    """Return the text of `add/rules.json`. The same catalog and year give the same bytes."""
    return json.dumps(collect_rules(catalog), ensure_ascii=False, separators=(",", ":"))


def collect_rules(catalog: Catalog) -> dict[str, Any]:
    """Return everything the browser needs to check a record, as JSON."""
    return {
        "format": FORMAT_VERSION,
        "year": build_date().year + 1,
        "rules": {id: _rule_as_json(rule) for id, rule in sorted(RULES.items())},
        "elsewhere": dict(sorted(PYTHON_ONLY_RULES.items())),
        "phrases": {phrase.name.lower(): phrase for phrase in wording.Phrase},
        "limits": LIMITS,
        "patterns": patterns_as_json(TEXT_PATTERNS),
        "formats": {name: _format_as_json(format) for name, format in TEXT_FORMATS.items()},
        **authors.TABLES,
        "yaml": _yaml_settings(),
        "fields": {name: _fields_of(shape) for name, shape in SHAPES.items()},
        "renamed_keys": validate.RENAMED_KEYS,
        "coercions": {
            "patterns": patterns_as_json(COERCION_PATTERNS),
            "flags": coercions.FLAGS,
            "entities": coercions.ENTITIES,
        },
        "links": {
            "patterns": patterns_as_json(LINK_PATTERNS),
            "forms": [
                form.__dict__ | {"pattern": to_javascript(form.pattern)} for form in paper_urls.URL_PATTERNS
            ],
            "pages": [
                form._asdict() | {"pattern": to_javascript(form.pattern)} for form in url_keys.PAGE_FORMS
            ],
            "hosts": links.KIND_BY_HOST,
            "end": urls.URL_END,
            "proceedings": PROCEEDINGS_SOURCES,
            "sources": link.LINK_SOURCES,
            "examples": link.EXAMPLE_LINKS,
            "faults": urls.URL_FAULTS,
            "max_port": urls.MAX_PORT,
        },
        "stop_words": sorted(ids.STOP_WORDS),
        "reserved": sorted(RESERVED_IDS),
        "vocabulary_files": [f"data/{name}.yml" for name in vocabularies.VOCABULARIES],
        "letters": [_folded_letters(*span) for span in FOLDED_RANGES],
        **_vocabularies_and_ids(catalog),
    }


def _rule_as_json(rule: Rule) -> dict[str, Any]:
    wordings = {} if rule.id in PYTHON_ONLY_RULES else rule.wordings
    return {"severity": rule.severity, "wordings": wordings}


def _format_as_json(format: validators.TextFormat) -> dict[str, Any]:
    return format._asdict() | {"pattern": to_javascript(format.pattern), "rule": format.rule.id}


def _yaml_settings() -> dict[str, Any]:
    """Return the settings of the canonical form of files; the order of keys is that of the fields."""
    files = {"paper": "data/papers/2020/x.yml", "dataset": "data/datasets/x.yml"}
    return {
        "first_lines": {kind: format_text(b"{}", file).partition("\n")[0] for kind, file in files.items()},
        "max_flow_columns": MAX_FLOW_COLUMNS,
        "quoted_fields": sorted(QUOTED_FIELDS),
        "typed_fields": sorted(TYPED_FIELDS),
    }


def _fields_of(shape: type[StrictModel]) -> dict[str, Any]:
    """Return type, description and obligation of each field."""
    hints = get_type_hints(shape, include_extras=True)
    return {
        name: _browser_type(hints[name])
        | {"about": field.description}
        | ({"required": True} if field.is_required() else {})
        for name, field in shape.model_fields.items()
        if name not in ("id", "file")
    }


def _browser_type(hint: Any) -> dict[str, Any]:
    """Return the browser's name of a field type.

    Raises:
        TypeError: if TYPES does not name it yet.
    """
    if name := next((name for type, name in TYPES if type == hint), None):
        return dict(name)
    if isinstance(format := getattr(hint, "__metadata__", (None,))[-1], validators.TextFormat):
        plain_type = _browser_type(Annotated[(hint.__origin__, *hint.__metadata__[:-1])])
        return plain_type | {"formats": [*plain_type.get("formats", ()), _format_as_json(format)]}
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType) and len(args) == 2 and args[1] is type(None):
        return _browser_type(args[0])  # unknown values are left out, so None is never written
    if origin is Literal:
        return {"type": "enum", "of": list(args)}
    if origin is tuple and args[1:] == (...,):
        return {"type": "list", "of": _browser_type(args[0])}
    shape = next((name for name, shape in SHAPES.items() if shape is hint), None)
    if shape is None:
        raise TypeError(f"add {hint} to TYPES in hooks/catalog/site/browser_rules.py")
    return {"type": "shape", "of": shape}


def _folded_letters(start: int, end: int) -> tuple[int, str]:
    """Return the start of a range, and the folded form of each of its characters, separated by tabs."""
    folded = (re.sub(r"[^a-z0-9]+", " ", anyascii(chr(code)).lower()) for code in range(start, end))
    return start, "\t".join(folded)


def _vocabularies_and_ids(catalog: Catalog) -> dict[str, Any]:
    """Return the vocabularies and the ids that no new record may take; papers are in the search index."""
    return {
        "vocabularies": {
            "categories": _select_fields(catalog.categories, "name", "about"),
            "tags": _select_fields(catalog.tags, "name", "group", "aliases"),
            "venues": _select_fields(catalog.venues, "short", "name", "aliases", "parent"),
            "sources": _select_fields(catalog.sources, "name"),
            "datasets": _select_fields(catalog.datasets, "name", "aliases"),
        },
        "spellings": catalog.venue_spellings,
        "people": [
            {
                "id": person.id,
                "names": sorted({fold(given_first(name)) for name in (person.name, *person.spellings)}),
                "papers": person.papers,
            }
            for person in sorted(catalog.people.values(), key=lambda person: not person.papers)
        ],
        "gone": list(catalog.gone),
        "replaced": {old: paper.id for paper in catalog.papers for old in paper.replaces},
    }


def _select_fields(records: Mapping[str, Any], *names: str) -> list[dict[str, Any]]:
    return [{name: getattr(record, name) for name in ("id", *names)} for record in records.values()]
