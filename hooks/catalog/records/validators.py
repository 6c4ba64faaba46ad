"""Validators of single texts: each returns the value, or raises an error that names the violated rule.

Every error says what was found, what was expected and what to write. `catalog.records.types` combines the
validators into field types.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

from catalog.documents.problems import Move, Remove, Replace, Rule, Violation, quote
from catalog.documents.wording import describe_type
from catalog.records.coercions import (
    Coercion,
    coerce_arxiv,
    coerce_doi,
    coerce_item,
    coerce_url,
    decode_entities,
)
from catalog.records.rules import (
    BAD_ARXIV,
    BAD_DATE,
    BAD_DOI,
    BAD_FLAG,
    BAD_NUMBER,
    BAD_PAGES,
    BAD_URL,
    BAD_YEAR,
    DANGEROUS_URL,
    EMPTY_VALUE,
    MAX_TEXT_LENGTH,
    TEXT_LENGTH,
    TEXT_LETTERS,
    TEXT_MARKUP,
    TEXT_MOJIBAKE,
    TEXT_SPACES,
    WRONG_TYPE,
)
from catalog.utils import urls
from catalog.utils.text import find_markup, has_letters, suggest_mojibake_fix

UNQUOTED = re.compile(r"[!-~]+")
"""Value that a hint shows without quotes."""
CUT_ARXIV_ID = re.compile(r"\d{3,4}\.\d{1,4}", re.ASCII)
"""An arXiv ID from which a program that read it as a number has cut zeros off."""
MARKDOWN_LINK = re.compile(r"\[[^\]]*\]\((https?://[!-~]+)\)")


def rule_error(violation: Violation) -> PydanticCustomError:
    """Return the error that carries a violation through pydantic to `catalog.records.validate`."""
    # Pydantic substitutes {braces} in its template, so the message is passed as a value.
    context = {"message": violation.wording.message, "violation": violation}
    return PydanticCustomError("rule_violation", "{message}", context)


def format_value(value: str) -> str:
    """Return a value for a hint, in quotes if it has spaces or characters outside ASCII."""
    return value if UNQUOTED.fullmatch(value) else quote(value)


def validate_text(value: Any) -> str:
    """Validate text in one line, neither empty nor too long."""
    if not isinstance(value, str):
        actual = describe_type(value)
        if (item := coerce_item(value)) is None:
            raise rule_error(WRONG_TYPE.violation("text", actual=actual))
        raise rule_error(WRONG_TYPE.violation("only_item", Replace(item), actual=actual, value=item))
    if not value.strip():
        raise rule_error(EMPTY_VALUE.violation("optional", Remove()))
    if len(value) > MAX_TEXT_LENGTH:
        length, limit = f"{len(value):,}", f"{MAX_TEXT_LENGTH:,}"
        raise rule_error(TEXT_LENGTH.violation("long", length=length, limit=limit))
    single = " ".join(value.split())
    if value != single:
        words = {"found": quote(value), "value": quote(single)}
        raise rule_error(TEXT_SPACES.violation("spaces", Replace(single), **words))
    return value


def validate_plain_text(value: str) -> str:
    """Validate text without markup and garbled letters."""
    if markup := find_markup(value):
        decoded = decode_entities(value)
        if decoded == value or find_markup(decoded):
            raise rule_error(TEXT_MARKUP.violation("markup", markup=quote(markup)))
        words = {"markup": quote(markup), "value": quote(decoded)}
        raise rule_error(TEXT_MARKUP.violation("entities", Replace(decoded), **words))
    if repaired := suggest_mojibake_fix(value):
        raise rule_error(TEXT_MOJIBAKE.violation("garbled", value=quote(value), similar=quote(repaired)))
    return value


def validate_letters(value: str) -> str:
    """Validate text that has something to read."""
    if not has_letters(value):
        raise rule_error(TEXT_LETTERS.violation("none", found=quote(value)))
    return value


def validate_url(value: str) -> str:
    """Validate an http(s) URL."""
    try:
        urls.check_url(value)
    except urls.UrlError as error:
        rule = DANGEROUS_URL if error.is_dangerous else BAD_URL
        quoted, fault = quote(value), str(error)
        if coerced := coerce_url(value):
            words = {"url": quoted, "fault": fault, "value": format_value(coerced)}
            violation = rule.violation("coerced", Replace(coerced), **words)
        elif value.count("://") > 1:
            violation = rule.violation("list", value=quoted, fault=fault)
        elif markdown := MARKDOWN_LINK.fullmatch(value):
            violation = rule.violation("markdown", value=quoted, fault=fault, url=markdown[1])
        else:
            violation = rule.violation("url", value=quoted, fault=fault, hint=error.hint)
        raise rule_error(violation) from None
    return value


class TextFormat(NamedTuple):
    """Written form of a type of value. The browser uses it, too; see `catalog.site.browser_rules`.

    In the annotation of a field, it is a rule of that field:

        affiliation: Annotated[Text, AFFILIATION] | None = None
    """

    pattern: re.Pattern[str]
    rule: Rule
    expected: str
    """Name of the type, as in `Expected a year`."""
    hint: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the annotated type, followed by this format."""
        return no_info_after_validator_function(make_parser(self, str), handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the JSON Schema of the annotated type, with the pattern for editors."""
        own = {"pattern": f"^(?:{self.pattern.pattern})$"}
        described = handler(schema)
        if "pattern" not in described:
            return described | own
        return described | {"allOf": [*described.get("allOf", ()), own]}


def declare_format(id: str, text: str, pattern: str, *, expected: str, hint: str) -> TextFormat:
    r"""Declare a format and its rule, for the annotation of a field.

    Example:
        >>> AFFILIATION = declare_format(
        ...     "bad-affiliation",
        ...     "An affiliation is the name of an institution.",
        ...     r"[^@/]+",
        ...     expected="the name of an institution",
        ...     hint="Write its name only, such as affiliation: University of Mumble",
        ... )

    Args:
        id: ID of the rule.
        text: The rule in one sentence.
        pattern: Pattern of the whole text, in the common subset of Python and JavaScript.
        expected: Name of the type, as in `Expected a year`.
        hint: Advice on what to write.
    """
    rule = Rule(id, text, form=("Expected {expected}, found {found}", "{hint}"))
    return _text_format(pattern, rule, expected, hint)


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
SCORE = _text_format(
    r"-?\d{1,9}(\.\d{1,6})?", BAD_NUMBER, "a number", "Write digits and a decimal point, such as 7.15"
)
FLAG = _text_format(r"true|false", BAD_FLAG, "true", "Write true, or leave the key out")


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
        words = {"expected": format.expected, "found": quote(value)}
        if (coerced := coerce(value)) is None:
            raise rule_error(format.rule.violation("form", **words, hint=format.hint))
        words["value"] = format_value(coerced)
        raise rule_error(format.rule.violation("coerced", Replace(coerced), **words))

    return parse


def validate_arxiv(value: str) -> str:
    """Validate an arXiv ID."""
    if urls.ARXIV_ID.fullmatch(value):
        return value
    quoted = quote(value)
    if coerced := coerce_arxiv(value):
        raise rule_error(BAD_ARXIV.violation("coerced", Replace(coerced), value=quoted, arxiv=coerced))
    variant = "cut" if CUT_ARXIV_ID.fullmatch(value) else "form"
    raise rule_error(BAD_ARXIV.violation(variant, value=quoted))


def validate_doi(value: str) -> str:
    """Validate a DOI; one that arXiv assigns belongs in the field `arxiv`."""
    quoted = quote(value)
    if arxiv := coerce_arxiv(value):
        raise rule_error(BAD_DOI.violation("arxiv", Move(("arxiv",), arxiv), value=quoted, arxiv=arxiv))
    if urls.ARXIV_DOI_PREFIX.match(value):
        raise rule_error(BAD_DOI.violation("bad_arxiv", value=quoted))
    if urls.DOI.fullmatch(value):
        return value
    if coerced := coerce_doi(value):
        raise rule_error(BAD_DOI.violation("coerced", Replace(coerced), value=quoted, doi=coerced))
    raise rule_error(BAD_DOI.violation("form", value=quoted))
