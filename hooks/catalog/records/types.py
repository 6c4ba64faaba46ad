"""The types of the fields of `schema`: what a value may say, and what editors are told of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from catalog.records import coercions as readings
from catalog.records import validators as texts


def _require_items(value: Any) -> Any:
    """At least one of a list."""
    if value == []:
        raise texts.rule_error(
            texts.EMPTY_VALUE, "The list is empty, expected at least one", "Write at least one"
        )
    return value


def _validate_part_name(key: str) -> str:
    """The name of a part; "" stands for the whole."""
    return texts.validate_plain_text(texts.validate_text(key)) if key else key


def _wrap_in_list(value: Any) -> Any:
    """One address, or a list of them."""
    return [value] if isinstance(value, str) else value


def _wrap_in_mapping(value: Any) -> Any:
    """One number for all, or one for each part."""
    return {"": value} if isinstance(value, str) else value


def _json_schema(**schema: Any) -> WithJsonSchema:
    """What editors are told of a type, since they read `2020` as a number and we as text."""
    return WithJsonSchema(schema)


Text = Annotated[
    str,
    BeforeValidator(texts.validate_text),
    AfterValidator(texts.validate_plain_text),
    _json_schema(type="string", maxLength=texts.MAX_LENGTH),
]
"""One line of plain text."""
Sentence = Text
"""One line of prose."""
Id = Annotated[str, BeforeValidator(texts.validate_text), AfterValidator(texts.validate_plain_text), _json_schema(type="string")]
"""The id of another record; whether there is one is a question for `checks`."""
Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(_require_items),
    _json_schema(type="array", items={"type": "string"}, minItems=1),
]
"""The ids of other records, at least one."""
Url = Annotated[
    str, BeforeValidator(texts.validate_text), AfterValidator(texts.validate_url), _json_schema(type="string", format="uri")
]
"""A web address."""
UrlList = Annotated[
    tuple[Url, ...],
    BeforeValidator(_wrap_in_list),
    _json_schema(anyOf=[{"type": "string"}, {"type": "array", "items": {"type": "string"}}]),
]
"""One web address, or a list of them."""
Year = Annotated[
    int,
    BeforeValidator(texts.make_parser(texts.YEAR, int, readings.coerce_year)),
    BeforeValidator(texts.validate_text),
    _json_schema(type="integer", minimum=1900, maximum=2099),
]
Date = Annotated[
    date,
    BeforeValidator(texts.make_parser(texts.DATE, date.fromisoformat, readings.coerce_date)),
    BeforeValidator(texts.validate_text),
    _json_schema(type="string", format="date"),
]
Pages = Annotated[
    str,
    BeforeValidator(texts.make_parser(texts.PAGES, str, readings.coerce_pages)),
    BeforeValidator(texts.validate_text),
    _json_schema(type=["string", "integer"]),
]
Number = Annotated[
    int,
    BeforeValidator(texts.make_parser(texts.NUMBER, int, readings.coerce_number)),
    BeforeValidator(texts.validate_text),
    _json_schema(type="integer", minimum=0),
]
Decimal = Annotated[
    float,
    BeforeValidator(texts.make_parser(texts.DECIMAL, float)),
    BeforeValidator(texts.validate_text),
    _json_schema(type="number", minimum=0),
]
Flag = Annotated[
    bool,
    BeforeValidator(texts.make_parser(texts.FLAG, lambda text: text == "true", readings.coerce_flag)),
    BeforeValidator(texts.validate_text),
    _json_schema(type="boolean"),
]
Arxiv = Annotated[
    str,
    BeforeValidator(texts.validate_text),
    AfterValidator(texts.validate_arxiv),
    _json_schema(type="string", pattern=r"^\d{4}\.\d{4,5}$|/"),
]
Doi = Annotated[
    str,
    BeforeValidator(texts.validate_text),
    AfterValidator(texts.validate_doi),
    _json_schema(type="string", pattern=r"^10\.\d{4,9}/\S+$"),
]
Part = Annotated[str, AfterValidator(_validate_part_name)]
Count = Annotated[
    dict[Part, Number],
    BeforeValidator(_wrap_in_mapping),
    _json_schema(anyOf=[{"type": "integer"}, {"type": "object", "additionalProperties": {"type": "integer"}}]),
]
"""A whole number, under the key "", or one for each part."""
Hours = Annotated[
    dict[Part, Decimal],
    BeforeValidator(_wrap_in_mapping),
    _json_schema(anyOf=[{"type": "number"}, {"type": "object", "additionalProperties": {"type": "number"}}]),
]
"""A length in hours, under the key "", or one for each part."""
