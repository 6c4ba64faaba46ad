"""Field types of the schema: how a value is validated, and the JSON Schema that editors get for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from catalog.records import rules, validators
from catalog.records.coercions import coerce_date, coerce_flag, coerce_number, coerce_pages, coerce_year
from catalog.records.validators import (
    declare_format,
    make_parser,
    validate_arxiv,
    validate_doi,
    validate_letters,
    validate_plain_text,
    validate_text,
    validate_url,
)


def _require_items(value: Any) -> Any:
    """Refuse an empty list."""
    if value == []:
        raise validators.rule_error(rules.EMPTY_VALUE.violation("list"))
    return value


def _validate_part_name(name: str) -> str:
    """Validate the name of a part; "" stands for the whole."""
    return validate_plain_text(validate_text(name)) if name else name


def _wrap_in_list(value: Any) -> Any:
    """Accept a single value in place of a list."""
    return [value] if isinstance(value, str) else value


def _wrap_in_mapping(value: Any) -> Any:
    """Accept a single number in place of one for each part."""
    return {"": value} if isinstance(value, str) else value


def _json_schema(**schema: Any) -> WithJsonSchema:
    """Describe a type to editors, which read `2020` as a number while our parser keeps it text."""
    return WithJsonSchema(schema)


Text = Annotated[
    str,
    BeforeValidator(validate_text),
    AfterValidator(validate_plain_text),
    AfterValidator(validate_letters),
    _json_schema(type="string", maxLength=rules.MAX_TEXT_LENGTH),
]
"""Plain text in one line."""
Name = Annotated[
    str,
    BeforeValidator(validate_text),
    AfterValidator(validate_plain_text),
    _json_schema(type="string", maxLength=rules.MAX_TEXT_LENGTH),
]
"""Name of an author. `catalog.checks` decides whether it is one."""
Sentence = Text
"""Prose in one line."""
MAX_SUMMARY_LENGTH = 240
"""Characters: two lines of a card on a phone."""
PRAISE = (
    *("novel", "state-of-the-art", "superior", "outperform", "realistic", "remarkable"),
    *("impressive", "unprecedented", "groundbreaking", "cutting-edge", "excellent", "outstanding"),
    *("innovative", "revolutionary", "significant", "lifelike", "vivid", "seamless", "high-quality"),
    *("high-fidelity", "powerful", "superb", "unparalleled", "robust", "effective", "convincing"),
    *("compelling", "stunning", "elegant", "versatile", "state of the art", "advanced", "holistic"),
    *("comprehensive", "leverage", "leveraging", "paradigm"),
)
"""Words that praise a method or say nothing about it. Endings such as `-ly` and `-ed` may follow them."""
_PRAISE_PATTERN = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in PRAISE)

SUMMARY_FORM = declare_format(
    "summary-form",
    f"A summary is one sentence of at most {MAX_SUMMARY_LENGTH} characters that ends with a period.",
    rf"[^\n]{{1,{MAX_SUMMARY_LENGTH - 1}}}\.",
    expected=f"a sentence of at most {MAX_SUMMARY_LENGTH} characters with a period at its end",
    hint="Say what goes in, what comes out, and how",
)
SUMMARY_PRAISE = declare_format(
    "summary-praise",
    "A summary says what a paper does, without praise such as `novel` or `state-of-the-art`.",
    rf"(?![^\n]*(?<!\w)(?:{_PRAISE_PATTERN})(?:ly|s|ed|ing|ity)?(?!\w))[^\n]*",
    expected="a summary without praise",
    hint=f"Leave out words such as {', '.join(PRAISE[:4])}, and {PRAISE[4]}",
)
Summary = Annotated[Text, SUMMARY_FORM, SUMMARY_PRAISE]
"""A sentence of our own on what a paper does."""
ORCID_FORM = declare_format(
    "bad-orcid",
    "An ORCID iD is four groups of four digits, the last of which is a check digit or X.",
    r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]",
    expected="an ORCID iD",
    hint="Copy it without https://orcid.org/, such as orcid: 0000-0002-1825-0097",
)


def _check_orcid(orcid: str) -> str:
    """Raise a ValueError if the check digit is wrong, as after a typing error; X stands for 10.

    Source: ISO 7064, MOD 11-2, as described at
    https://support.orcid.org/hc/en-us/articles/360006897674-Structure-of-the-ORCID-Identifier
    """
    total = 0
    for digit in orcid[:-1].replace("-", ""):
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != orcid[-1]:
        raise ValueError(orcid)
    return orcid


Orcid = Annotated[
    str,
    BeforeValidator(make_parser(ORCID_FORM, _check_orcid)),
    BeforeValidator(validate_text),
    _json_schema(type="string", pattern=f"^{ORCID_FORM.pattern.pattern}$"),
]
"""Identifier of a person, without https://orcid.org/."""
Id = Annotated[
    str,
    BeforeValidator(validate_text),
    AfterValidator(validate_plain_text),
    _json_schema(type="string"),
]
"""ID of another record. `catalog.checks` decides whether that record exists."""
Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(_require_items),
    _json_schema(type="array", items={"type": "string"}, minItems=1),
]
"""IDs of other records, at least one."""
Url = Annotated[
    str,
    BeforeValidator(validate_text),
    AfterValidator(validate_url),
    _json_schema(type="string", format="uri"),
]
"""An http(s) URL."""
UrlList = Annotated[
    tuple[Url, ...],
    BeforeValidator(_wrap_in_list),
    _json_schema(anyOf=[{"type": "string"}, {"type": "array", "items": {"type": "string"}}]),
]
"""One URL or a list of them."""
Year = Annotated[
    int,
    BeforeValidator(make_parser(validators.YEAR, int, coerce_year)),
    BeforeValidator(validate_text),
    _json_schema(type="integer", minimum=1900, maximum=2099),
]
Date = Annotated[
    date,
    BeforeValidator(make_parser(validators.DATE, date.fromisoformat, coerce_date)),
    BeforeValidator(validate_text),
    _json_schema(type="string", format="date"),
]
Pages = Annotated[
    str,
    BeforeValidator(make_parser(validators.PAGES, str, coerce_pages)),
    BeforeValidator(validate_text),
    _json_schema(type=["string", "integer"]),
]
Number = Annotated[
    int,
    BeforeValidator(make_parser(validators.NUMBER, int, coerce_number)),
    BeforeValidator(validate_text),
    _json_schema(type="integer", minimum=0),
]
Decimal = Annotated[
    float,
    BeforeValidator(make_parser(validators.DECIMAL, float)),
    BeforeValidator(validate_text),
    _json_schema(type="number", minimum=0),
]
Flag = Annotated[
    bool,
    BeforeValidator(make_parser(validators.FLAG, lambda text: text == "true", coerce_flag)),
    BeforeValidator(validate_text),
    _json_schema(type="boolean"),
]
Arxiv = Annotated[
    str,
    BeforeValidator(validate_text),
    AfterValidator(validate_arxiv),
    _json_schema(type="string", pattern=r"^(0\d|1[0-4])\d\d\.\d{4}$|^(1[5-9]|[2-9]\d)\d\d\.\d{5}$|/"),
]
Doi = Annotated[
    str,
    BeforeValidator(validate_text),
    AfterValidator(validate_doi),
    _json_schema(type="string", pattern=r"^10\.\d{4,9}/\S*[^\s.,;:/]$"),
]
Part = Annotated[str, AfterValidator(_validate_part_name)]
"""Name of a part, such as `train`."""
Count = Annotated[
    dict[Part, Number],
    BeforeValidator(_wrap_in_mapping),
    _json_schema(
        anyOf=[{"type": "integer"}, {"type": "object", "additionalProperties": {"type": "integer"}}]
    ),
]
"""A whole number under the key "", or one for each part."""
Hours = Annotated[
    dict[Part, Decimal],
    BeforeValidator(_wrap_in_mapping),
    _json_schema(anyOf=[{"type": "number"}, {"type": "object", "additionalProperties": {"type": "number"}}]),
]
"""A length in hours under the key "", or one for each part."""
Track = Literal["demo", "poster", "oral", "highlight", "findings"]
"""Track or distinction of a paper at its venue."""
DatasetKind = Literal[
    "audio-visual",
    "in-the-wild",
    "controlled",
    "emotional",
    "multi-view",
    "conversational",
    "multilingual",
    "text",
    "attributes",
    "high-resolution",
    "2d-video",
    "3d-mesh",
    "detection",
    "quality-assessment",
    "generated",
]
"""Type of content or recording conditions of a dataset."""
