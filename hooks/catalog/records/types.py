"""The types of the fields of `schema`: what a value may say, and what editors are told of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from catalog.records import coercions as readings
from catalog.records import validators as texts


def _some(value: Any) -> Any:
    """At least one of a list."""
    if value == []:
        raise texts.breach(
            texts.EMPTY_VALUE, "The list is empty, expected at least one", "Write at least one"
        )
    return value


def _part(key: str) -> str:
    """The name of a part; "" stands for the whole."""
    return texts.prose(texts.text(key)) if key else key


def _listed(value: Any) -> Any:
    """One address, or a list of them."""
    return [value] if isinstance(value, str) else value


def _parts(value: Any) -> Any:
    """One number for all, or one for each part."""
    return {"": value} if isinstance(value, str) else value


def _json(**schema: Any) -> WithJsonSchema:
    """What editors are told of a type, since they read `2020` as a number and we as text."""
    return WithJsonSchema(schema)


Text = Annotated[
    str,
    BeforeValidator(texts.text),
    AfterValidator(texts.prose),
    _json(type="string", maxLength=texts.MAX_LENGTH),
]
"""One line of plain text."""
Sentence = Text
"""One line of prose."""
Label = Annotated[str, BeforeValidator(texts.text), AfterValidator(texts.prose), _json(type="string")]
"""The id of another record; whether there is one is a question for `checks`."""
Labels = Annotated[
    tuple[Label, ...],
    BeforeValidator(_some),
    _json(type="array", items={"type": "string"}, minItems=1),
]
"""The ids of other records, at least one."""
Url = Annotated[
    str, BeforeValidator(texts.text), AfterValidator(texts.url), _json(type="string", format="uri")
]
"""A web address."""
Links = Annotated[
    tuple[Url, ...],
    BeforeValidator(_listed),
    _json(anyOf=[{"type": "string"}, {"type": "array", "items": {"type": "string"}}]),
]
"""One web address, or a list of them."""
Year = Annotated[
    int,
    BeforeValidator(texts.reader(texts.YEAR, int, readings.year)),
    BeforeValidator(texts.text),
    _json(type="integer", minimum=1900, maximum=2099),
]
Date = Annotated[
    date,
    BeforeValidator(texts.reader(texts.DATE, date.fromisoformat, readings.day)),
    BeforeValidator(texts.text),
    _json(type="string", format="date"),
]
Pages = Annotated[
    str,
    BeforeValidator(texts.reader(texts.PAGES, str, readings.pages)),
    BeforeValidator(texts.text),
    _json(type=["string", "integer"]),
]
Number = Annotated[
    int,
    BeforeValidator(texts.reader(texts.NUMBER, int, readings.whole)),
    BeforeValidator(texts.text),
    _json(type="integer", minimum=0),
]
Decimal = Annotated[
    float,
    BeforeValidator(texts.reader(texts.DECIMAL, float)),
    BeforeValidator(texts.text),
    _json(type="number", minimum=0),
]
Flag = Annotated[
    bool,
    BeforeValidator(texts.reader(texts.FLAG, lambda text: text == "true", readings.flag)),
    BeforeValidator(texts.text),
    _json(type="boolean"),
]
Arxiv = Annotated[
    str,
    BeforeValidator(texts.text),
    AfterValidator(texts.arxiv),
    _json(type="string", pattern=r"^\d{4}\.\d{4,5}$|/"),
]
Doi = Annotated[
    str,
    BeforeValidator(texts.text),
    AfterValidator(texts.doi),
    _json(type="string", pattern=r"^10\.\d{4,9}/\S+$"),
]
Part = Annotated[str, AfterValidator(_part)]
Count = Annotated[
    dict[Part, Number],
    BeforeValidator(_parts),
    _json(anyOf=[{"type": "integer"}, {"type": "object", "additionalProperties": {"type": "integer"}}]),
]
"""A whole number, under the key "", or one for each part."""
Hours = Annotated[
    dict[Part, Decimal],
    BeforeValidator(_parts),
    _json(anyOf=[{"type": "number"}, {"type": "object", "additionalProperties": {"type": "number"}}]),
]
"""A length in hours, under the key "", or one for each part."""
