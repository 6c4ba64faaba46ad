"""What a single text may say: readers that turn it into a value, or raise the rule that it breaks.

Each breach says what was found, what was expected and what to write. The rules are declared here, beside
the code that applies them; `fields` makes types of the readers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from catalog.documents.fixes import Remove, Fix, Move, Replace
from catalog.documents.problems import Rule, quote, rule
from catalog.records import coercions as readings
from catalog.utils import urls
from catalog.utils.text import markup, mojibake

MAX_LENGTH = 1000
"""Characters of one text: far above any title, far below what would break a page."""

WRONG_TYPE = rule("wrong-type", "A value has the type of its field: text, a list or a mapping.")
EMPTY_VALUE = rule("empty-value", "A key has a value; what is unknown is left out.")
EMPTY_VALUE_MESSAGE = ("The value is empty", "Leave the key out if it is unknown")
TEXT_LENGTH = rule("text-length", f"A text has at most {MAX_LENGTH:,} characters.")
TEXT_SPACES = rule("text-spaces", "A text is one line with single spaces, and none around it.")
TEXT_MARKUP = rule(
    "text-markup", "Text is plain: no HTML, templates, Markdown attributes or script addresses."
)
TEXT_MOJIBAKE = rule("text-mojibake", "Letters are as they were written, not decoded with a wrong table.")
BAD_URL = rule("bad-url", "A link is a complete web address.")
DANGEROUS_URL = rule("dangerous-url", "A link is a web address, not `javascript:`, `data:` or the like.")
BAD_ARXIV = rule("bad-arxiv", "An arXiv id is four digits, a dot and four or five digits, without version.")
BAD_DOI = rule("bad-doi", "A DOI begins with `10.`, without https://doi.org/, and is not arXiv's own.")
BAD_YEAR = rule("bad-year", "A year is four digits.")
BAD_DATE = rule("bad-date", "A day is written YYYY-MM-DD.")
BAD_PAGES = rule("bad-pages", "Pages are the first and the last, joined by a hyphen.")
BAD_NUMBER = rule("bad-number", "A number is digits, with a point for a fraction.")
BAD_FLAG = rule("bad-flag", "A mark is `true`, or left out.")


def rule_error(rule: Rule, message: str, hint: str = "", fix: Fix | None = None) -> PydanticCustomError:
    """The error that carries a rule through pydantic; `validate` turns it into a problem."""
    # Pydantic fills {braces} of its template from the context, so the text goes there.
    context = {"message": message, "hint": hint, "rule": rule.id, "fix": fix}
    return PydanticCustomError("breach", "{message}", context)


def format_error(rule: Rule, message: str, meant: str | None, otherwise: str) -> PydanticCustomError:
    """The error of a text in a wrong form: what to write, if it can only mean one thing."""
    if meant is None:
        return rule_error(rule, message, otherwise)
    return rule_error(rule, message, f"Write {format_value(meant)}", Replace(meant))


def format_value(value: str) -> str:
    """A value as a hint writes it: in quotes, if it could not be copied without."""
    return value if re.fullmatch(r"[!-~]+", value) else quote(value)


def validate_text(value: Any) -> str:
    """A text in one line, not empty and not too long."""
    if not isinstance(value, str):
        found = "a list" if isinstance(value, list) else "a mapping"
        hint = "Write one text, without brackets; or in quotes, if they belong to it"
        raise format_error(WRONG_TYPE, f"Expected text, found {found}", _single_item(value), hint)
    if not value.strip():
        raise rule_error(EMPTY_VALUE, *EMPTY_VALUE_MESSAGE, Remove())
    if len(value) > MAX_LENGTH:
        raise rule_error(TEXT_LENGTH, f"{len(value):,} characters, at most {MAX_LENGTH:,}", "Shorten it")
    if value != " ".join(value.split()):
        single = " ".join(value.split())
        message = f"Line breaks or spaces too many in {quote(value)}"
        raise rule_error(TEXT_SPACES, message, f"Write {quote(single)}", Replace(single))
    return value


def _single_item(value: Any) -> str | None:
    """The one id, number or address in a list; brackets around prose may belong to it: `title: [Re] Lips`."""
    only = value[0] if isinstance(value, list) and len(value) == 1 else None
    return only if isinstance(only, str) and re.fullmatch(r"[a-z0-9][a-z0-9.:/_-]*", only) else None


def validate_plain_text(value: str) -> str:
    """A text without markup and wrongly decoded letters."""
    if found := markup(value):
        meant = html.unescape(value)
        message = f"{quote(found)} is not plain text"
        if meant != value and not markup(meant):
            raise rule_error(TEXT_MARKUP, message, f"Write {quote(meant)}", Replace(meant))
        raise rule_error(TEXT_MARKUP, message, "Write it without markup")
    if fixed := mojibake(value):
        message = f"{quote(value)} has wrongly decoded letters"
        raise rule_error(TEXT_MOJIBAKE, message, f"Was {quote(fixed)} meant?")
    return value


def validate_url(value: str) -> str:
    """A web address."""
    try:
        urls.check_url(value)
    except urls.BadUrl as error:
        rule = DANGEROUS_URL if error.dangerous else BAD_URL
        hint = error.hint
        if value.count("://") > 1:
            hint = "Write a list of them: [one, two]"
        elif found := re.fullmatch(r"\[[^\]]*\]\((https?://[!-~]+)\)", value):
            hint = f"Write only the address: {found[1]}"
        raise format_error(rule, f"{quote(value)}: {error}", readings.coerce_url(value), hint) from None
    return value


class TextFormat(NamedTuple):
    """How a text of some type is written. The browser reads it by the same words; see `rulebook`."""

    pattern: re.Pattern[str]
    rule: Rule
    expected: str
    hint: str


def _text_format(pattern: str, *told: Any) -> TextFormat:
    return TextFormat(re.compile(pattern, re.ASCII), *told)


YEAR = _text_format(r"(19|20)\d\d", BAD_YEAR, "a year", "Write it like year: 2020")
DATE = _text_format(r"\d{4}-\d\d-\d\d", BAD_DATE, "a day", "Write it like added: 2022-11-01")
PAGES = _text_format(r"[A-Za-z0-9:.]+(-[A-Za-z0-9:.]+)?", BAD_PAGES, "pages", "Write it like pages: 484-492")
NUMBER = _text_format(r"\d{1,15}", BAD_NUMBER, "a whole number", "Write digits only, like 7442")
DECIMAL = _text_format(r"\d{1,9}(\.\d{1,6})?", BAD_NUMBER, "a number", "Write it like 15.8")
FLAG = _text_format(r"true|false", BAD_FLAG, "true", "Write taken: true")


def make_parser(
    written: TextFormat, convert: Callable[[str], Any], reading: readings.Coercion = lambda _: None
) -> Callable[[str], Any]:
    """A reader for texts of a type; anything else breaks its rule, whatever it may mean."""

    def read(value: str) -> Any:
        try:
            if written.pattern.fullmatch(value):
                return convert(value)
        except ValueError:
            pass
        message = f"Expected {written.expected}, found {quote(value)}"
        raise format_error(written.rule, message, reading(value), written.hint)

    return read


def validate_arxiv(value: str) -> str:
    """An arXiv id."""
    if urls.ARXIV.fullmatch(value):
        return value
    message = f"{quote(value)} is not an arXiv id"
    meant = readings.coerce_arxiv(value)
    if meant:
        raise rule_error(BAD_ARXIV, message, f'Write arxiv: "{meant}"', Replace(meant))
    if re.fullmatch(r"\d{3,4}\.\d{1,3}", value):  # written by a program that took it for a number
        raise rule_error(
            BAD_ARXIV, message, "Copy it again and quote it: four digits, a dot, four or five digits"
        )
    raise rule_error(BAD_ARXIV, message, 'Write it like arxiv: "2008.10010", in quotes')


def validate_doi(value: str) -> str:
    """A DOI."""
    if (own := readings.coerce_arxiv(value)) is not None:
        message, hint = f"{quote(value)} is arXiv's own DOI", f'Write arxiv: "{own}" instead'
        raise rule_error(BAD_DOI, message, hint, Move(("arxiv",), own))
    if urls.ARXIV_DOI.match(value):
        raise rule_error(BAD_DOI, f"{quote(value)} is a DOI of arXiv's, and leads nowhere", "Write arxiv: ...")
    if urls.DOI.fullmatch(value):
        return value
    message = f"{quote(value)} is not a DOI"
    if meant := readings.coerce_doi(value):
        raise rule_error(BAD_DOI, message, f"Write doi: {meant}", Replace(meant))
    raise rule_error(BAD_DOI, message, "Write it like doi: 10.1145/3394171.3413532")
