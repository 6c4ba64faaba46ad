"""Reported results, field by field; see `catalog.records.schema`.

A record is one table of one report: one dataset, one protocol. Tables of different reports are never merged.
"""

from __future__ import annotations

import decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer

from catalog.records.schema import Record, StrictModel
from catalog.records.types import Date, Flag, Id, Ids, Name, Sentence, Text, Url
from catalog.records.validators import SCORE, make_parser, validate_text

Score = Annotated[
    decimal.Decimal,
    BeforeValidator(make_parser(SCORE, decimal.Decimal)),
    BeforeValidator(validate_text),
    PlainSerializer(float, when_used="json"),
]
"""A number with the digits that the report prints: 35.60 is not 35.6."""


class Row(StrictModel):
    """The scores of one method, each under the ID of its metric."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Score] = Field(init=False)

    method: Text
    """ID of the paper in this catalog that introduces the method, else its name."""
    variant: Text | None = None
    """Variant of the method, such as the size of its model."""
    reference: Flag = False
    """Set for real videos and other ground truth, which is no method."""

    @property
    def scores(self) -> dict[str, decimal.Decimal]:
        """Scores by the ID of their metric."""
        return self.__pydantic_extra__


class Result(Record):
    """A table of reported results: `data/results/<id>.yml`."""

    reported_by: Id | None = None
    """ID of the paper in this catalog that reports it."""
    by: Url | None = None
    """Page of whoever measured, if it is no paper in this catalog."""
    kind: Literal["authors", "third-party", "re-measured"]
    """Who reports: the authors of a method, a third party, or somebody who measured again."""
    source: Url
    """Page that states the numbers."""
    table: Text | None = None
    """Number or caption of the table on that page."""
    dataset: Id
    """ID of the dataset, a record in data/datasets/."""
    subset: Text | None = None
    """Part of the dataset, if the table is about one, such as LQ."""
    protocol: Sentence | None = None
    """Protocol as stated, in one sentence of our own."""
    metrics: Ids
    """Metric IDs from metrics.yml, in the order of the columns."""
    units: dict[Id, Name] = Field(default_factory=dict)
    """Unit or scale by metric, where the report states one."""
    directions: dict[Id, Literal["lower", "higher", "zero"]] = Field(default_factory=dict)
    """Direction of better scores by metric, where this report differs from metrics.yml."""
    implementations: dict[Id, Url] = Field(default_factory=dict)
    """Code by metric, where the report states what it measured with."""
    rows: tuple[Row, ...]
    """Methods with their scores."""
    checked: Date
    """Date on which the numbers were compared with the page."""
    note: Sentence | None = None
    """Note for readers, in one sentence."""


def row_schema(schema: dict[str, Any]) -> None:
    """Describe scores to editors."""
    schema["additionalProperties"] = {"type": "number"}


Row.model_config["json_schema_extra"] = row_schema
