"""Validators of single texts: each returns the value, or raises an error that names the violated rule.

Every error says what was found, what was expected and what to write. `catalog.records.types` combines the
validators into field types.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from catalog.documents.problems import Fix, Move, Remove, Replace, Rule, quote, rule
from catalog.records.coercions import Coercion, coerce_arxiv, coerce_doi, coerce_url
from catalog.utils import urls
from catalog.utils.text import find_markup, suggest_mojibake_fix

MAX_TEXT_LENGTH = 1000
"""Characters: far above any title, far below what would break a page."""

WRONG_TYPE = rule("wrong-type", "A value has the type of its field: text, a list or a mapping.")
EMPTY_VALUE = rule("empty-value", "Every key has a value; leave out keys whose value is unknown.")
EMPTY_VALUE_MESSAGE = ("The value is empty", "Remove the key if the value is unknown")
TEXT_LENGTH = rule("text-length", f"A text has at most {MAX_TEXT_LENGTH:,} characters.")
TEXT_SPACES = rule("text-spaces", "A text is one line with single spaces and no space around it.")
TEXT_MARKUP = rule(
    "text-markup", "Text is plain: no HTML, template syntax, Markdown attributes or script URLs."
)
TEXT_MOJIBAKE = rule("text-mojibake", "Text has no letters garbled by a wrong encoding.")
BAD_URL = rule("bad-url", "A link is a complete URL.")
DANGEROUS_URL = rule("dangerous-url", "A link is an http(s) URL, not `javascript:`, `data:` or similar.")
BAD_ARXIV = rule("bad-arxiv", "An arXiv ID is four digits, a dot and four or five digits, without a version.")
BAD_DOI = rule(
    "bad-doi", "A DOI starts with `10.`, without https://doi.org/, and is not one that arXiv assigns."
)
BAD_YEAR = rule("bad-year", "A year has four digits.")
BAD_DATE = rule("bad-date", "A date is written YYYY-MM-DD.")
BAD_PAGES = rule("bad-pages", "Pages are the first and last page, joined by a hyphen.")
BAD_NUMBER = rule("bad-number", "A number is written in digits, with a point before decimals.")
BAD_FLAG = rule("bad-flag", "A flag is `true` or left out.")


def rule_error(rule: Rule, message: str, hint: str = "", fix: Fix | None = None) -> PydanticCustomError:
    """Return the error that carries a violation through pydantic to `catalog.records.validate`."""
    # Pydantic substitutes {braces} in its template, so the message is passed as a value.
    context = {"message": message, "hint": hint, "rule": rule.id, "fix": fix}
    return PydanticCustomError("rule_violation", "{message}", context)


def format_error(rule: Rule, message: str, coerced: str | None, fallback: str) -> PydanticCustomError:
    """Return the error for a text in the wrong form.

    Args:
        rule: The violated rule.
        message: What was found and what was expected.
        coerced: The value in the right form, which becomes hint and fix; None if it is ambiguous.
        fallback: Hint for an ambiguous value.
    """
    if coerced is None:
        return rule_error(rule, message, fallback)
    return rule_error(rule, message, f"Write {format_value(coerced)}", Replace(coerced))


def format_value(value: str) -> str:
    """Return a value for a hint, in quotes if it has spaces or characters outside ASCII."""
    return value if re.fullmatch(r"[!-~]+", value) else quote(value)


def validate_text(value: Any) -> str:
    """Validate text in one line, neither empty nor too long."""
    if not isinstance(value, str):
        actual = "a list" if isinstance(value, list) else "a mapping"
        hint = "Write text without brackets, or put it in quotes if the brackets are part of it"
        raise format_error(WRONG_TYPE, f"Expected text, found {actual}", _single_item(value), hint)
    if not value.strip():
        raise rule_error(EMPTY_VALUE, *EMPTY_VALUE_MESSAGE, Remove())
    if len(value) > MAX_TEXT_LENGTH:
        message = f"The text has {len(value):,} characters"
        raise rule_error(TEXT_LENGTH, message, f"Shorten it to {MAX_TEXT_LENGTH:,} or fewer")
    if value != " ".join(value.split()):
        single = " ".join(value.split())
        message = f"Line breaks or extra spaces in {quote(value)}"
        raise rule_error(TEXT_SPACES, message, f"Write {quote(single)}", Replace(single))
    return value


def _single_item(value: Any) -> str | None:
    """Return the only ID, number or URL of a list; brackets around prose may be meant: `title: [Re] Lips`."""
    item = value[0] if isinstance(value, list) and len(value) == 1 else None
    return item if isinstance(item, str) and re.fullmatch(r"[a-z0-9][a-z0-9.:/_-]*", item) else None


def validate_plain_text(value: str) -> str:
    """Validate text without markup and garbled letters."""
    if markup := find_markup(value):
        unescaped = html.unescape(value)
        message = f"{quote(markup)} is not plain text"
        if unescaped != value and not find_markup(unescaped):
            raise rule_error(TEXT_MARKUP, message, f"Write {quote(unescaped)}", Replace(unescaped))
        raise rule_error(TEXT_MARKUP, message, "Write the text without markup")
    if decoded := suggest_mojibake_fix(value):
        message = f"{quote(value)} has garbled letters"
        raise rule_error(TEXT_MOJIBAKE, message, f"Did you mean {quote(decoded)}?")
    return value


def validate_url(value: str) -> str:
    """Validate an http(s) URL."""
    try:
        urls.check_url(value)
    except urls.UrlError as error:
        rule = DANGEROUS_URL if error.is_dangerous else BAD_URL
        hint = error.hint
        if value.count("://") > 1:
            hint = "Write a list of URLs: [first, second]"
        elif markdown := re.fullmatch(r"\[[^\]]*\]\((https?://[!-~]+)\)", value):
            hint = f"Write only the URL: {markdown[1]}"
        raise format_error(rule, f"{quote(value)}: {error}", coerce_url(value), hint) from None
    return value


class TextFormat(NamedTuple):
    """Written form of a type of value. The browser uses it, too; see `catalog.site.browser_rules`."""

    pattern: re.Pattern[str]
    rule: Rule
    expected: str
    """Name of the type, as in `Expected a year`."""
    hint: str


def _text_format(pattern: str, rule: Rule, expected: str, hint: str) -> TextFormat:
    return TextFormat(re.compile(pattern, re.ASCII), rule, expected, hint)


YEAR = _text_format(r"(19|20)\d\d", BAD_YEAR, "a year", "Write four digits, such as year: 2020")
DATE = _text_format(r"\d{4}-\d\d-\d\d", BAD_DATE, "a date", "Write YYYY-MM-DD, such as added: 2022-11-01")
PAGES = _text_format(
    r"[A-Za-z0-9:.]+(-[A-Za-z0-9:.]+)?",
    BAD_PAGES,
    "page numbers",
    "Write the first and last page, such as pages: 484-492",
)
NUMBER = _text_format(r"\d{1,15}", BAD_NUMBER, "a whole number", "Write digits only, such as 7442")
DECIMAL = _text_format(
    r"\d{1,9}(\.\d{1,6})?", BAD_NUMBER, "a number", "Write digits and a decimal point, such as 15.8"
)
FLAG = _text_format(r"true|false", BAD_FLAG, "true", "Write taken: true")


def make_parser(
    format: TextFormat, convert: Callable[[str], Any], coerce: Coercion = lambda _: None
) -> Callable[[str], Any]:
    """Return a validator that parses texts of one format.

    Args:
        format: The only accepted form.
        convert: Converts a text that matches; a ValueError makes it invalid.
        coerce: Suggests what to write instead of an invalid text.
    """

    def parse(value: str) -> Any:
        try:
            if format.pattern.fullmatch(value):
                return convert(value)
        except ValueError:
            pass
        message = f"Expected {format.expected}, found {quote(value)}"
        raise format_error(format.rule, message, coerce(value), format.hint)

    return parse


def validate_arxiv(value: str) -> str:
    """Validate an arXiv ID."""
    if urls.ARXIV_ID.fullmatch(value):
        return value
    message = f"{quote(value)} is not an arXiv ID"
    if coerced := coerce_arxiv(value):
        raise rule_error(BAD_ARXIV, message, f'Write arxiv: "{coerced}"', Replace(coerced))
    if re.fullmatch(r"\d{3,4}\.\d{1,3}", value):  # a program that read it as a number has cut off zeros
        hint = "Copy it again and put it in quotes: four digits, a dot, four or five digits"
        raise rule_error(BAD_ARXIV, message, hint)
    raise rule_error(BAD_ARXIV, message, 'Write it in quotes, such as arxiv: "2008.10010"')


def validate_doi(value: str) -> str:
    """Validate a DOI; one that arXiv assigns belongs in the field `arxiv`."""
    if (arxiv := coerce_arxiv(value)) is not None:
        message, hint = f"{quote(value)} is an arXiv DOI", f'Write arxiv: "{arxiv}" instead'
        raise rule_error(BAD_DOI, message, hint, Move(("arxiv",), arxiv))
    if urls.ARXIV_DOI_PREFIX.match(value):
        message = f"{quote(value)} is an arXiv DOI without a valid arXiv ID"
        raise rule_error(BAD_DOI, message, "Write arxiv: ... instead")
    if urls.DOI.fullmatch(value):
        return value
    message = f"{quote(value)} is not a DOI"
    if coerced := coerce_doi(value):
        raise rule_error(BAD_DOI, message, f"Write doi: {coerced}", Replace(coerced))
    raise rule_error(
        BAD_DOI, message, "Write it without https://doi.org/, such as doi: 10.1145/3394171.3413532"
    )
