"""Patterns that the browser applies, too.

They are handed over as written, so they use the common subset of Python and JavaScript, which
tests/site/test_patterns.py describes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog.checks import authors, names
from catalog.lists import links
from catalog.lookup import link
from catalog.records import coercions, ids, load, schema, validators
from catalog.utils import paper_urls, url_keys, urls
from catalog.utils.text import ILLEGIBLE_CHARACTER, MARKUP, WHITESPACE

TEXT_FORMATS: Mapping[str, validators.TextFormat] = {
    "year": validators.YEAR,
    "date": validators.DATE,
    "pages": validators.PAGES,
    "number": validators.NUMBER,
    "decimal": validators.DECIMAL,
    "flag": validators.FLAG,
}
FIELD_FORMATS: Mapping[str, validators.TextFormat] = {
    name: format for name, format in vars(schema).items() if isinstance(format, validators.TextFormat)
}
"""Formats of single fields."""
Patterns = Mapping[str, re.Pattern[str]]
TEXT_PATTERNS: Patterns = {
    "space": re.compile(f"[{WHITESPACE}]+"),
    "hidden": ILLEGIBLE_CHARACTER,
    "markup": MARKUP,
    "paper_id": ids.PAPER_ID,
    "record_id": ids.RECORD_ID,
    "name_separator": authors.NAME_SEPARATOR,
    "name_suffix": authors.SUFFIX,
    "name_mark": authors.NAME_MARK,
    "other_authors": authors.OTHERS,
    "detached_accent": authors.DETACHED_ACCENT,
    "word_break": authors.WORD_BREAK,
    "roman_numeral": authors.ROMAN_NUMERAL,
    "trailing_period": names.TRAILING_PERIOD,
    "digits": names.DIGITS,
    "unquoted": validators.UNQUOTED,
    "cut_arxiv_id": validators.CUT_ARXIV_ID,
    "markdown_link": validators.MARKDOWN_LINK,
    "other_extension": load.OTHER_EXTENSION,
}
COERCION_PATTERNS: Patterns = {
    "year": coercions.YEAR,
    "pages": coercions.PAGES,
    "date": coercions.DATE,
    "grouped_number": coercions.GROUPED_NUMBER,
    "arxiv_prefix": coercions.ARXIV_PREFIX,
    "arxiv_suffix": coercions.ARXIV_SUFFIX,
    "doi_prefix": coercions.DOI_PREFIX,
    "url_without_scheme": coercions.URL_WITHOUT_SCHEME,
    "angle_brackets": coercions.ANGLE_BRACKETS,
    "single_item": coercions.SINGLE_ITEM,
    "simple_value": coercions.SIMPLE_VALUE,
    "entity": coercions.ENTITY,
}
LINK_PATTERNS: Patterns = {
    "arxiv": urls.ARXIV_ID,
    "doi": urls.DOI,
    "arxiv_page": urls.ARXIV_PAGE,
    "doi_page": urls.DOI_PAGE,
    "arxiv_doi": urls.ARXIV_DOI_PREFIX,
    "scheme": urls.SCHEME,
    "unsafe": urls.UNSAFE_CHARACTER,
    "host": urls.HOST,
    "redirect": links.REDIRECT_PAGE,
    "site_root": links.SITE_ROOT,
    "file_extension": links.FILE_EXTENSION,
    "identifier_prefix": link.IDENTIFIER_PREFIX,
    "arxiv_class": link.ARXIV_CLASS,
    "arxiv_version": link.ARXIV_VERSION,
}
SHARED_PATTERNS: Mapping[str, re.Pattern[str]] = {
    **TEXT_PATTERNS,
    **{f"coercion of {name}": pattern for name, pattern in COERCION_PATTERNS.items()},
    **{f"link: {name}": pattern for name, pattern in LINK_PATTERNS.items()},
    **{f"format of {name}": format.pattern for name, format in {**TEXT_FORMATS, **FIELD_FORMATS}.items()},
    **{form.pattern.pattern: form.pattern for form in paper_urls.URL_PATTERNS},
    **{f"page: {form.site}": form.pattern for form in url_keys.PAGE_FORMS},
}
"""Every pattern that the browser gets, in the common subset of Python and JavaScript."""


def to_javascript(pattern: re.Pattern[str]) -> tuple[str, str]:
    """Return source and flags, as `new RegExp` takes them.

    Ignoring case, JavaScript's flag `u` would equate letters outside ASCII with those in it, as Python does
    without `re.ASCII`.
    """
    return pattern.pattern, "i" if pattern.flags & re.IGNORECASE else "u"


def patterns_as_json(patterns: Patterns) -> dict[str, tuple[str, str]]:
    """Return patterns for JavaScript by name."""
    return {name: to_javascript(pattern) for name, pattern in patterns.items()}
