"""Abstracts as arXiv gave them, in the file that builds read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.history.abstracts import FORMAT, is_abstract
from catalog.refresh.answers import Answers


@dataclass(frozen=True)
class Abstract:
    """Abstract of the last version of a paper."""

    checked: date
    text: str = ""
    """Plain text on one line; blank if the paper was withdrawn."""


class AbstractAnswers(Answers[Abstract]):
    """Abstracts by arXiv ID."""

    format = FORMAT

    def to_values(self, answer: Abstract) -> dict[str, Any]:  # noqa: D102
        return {"abstract": answer.text}

    def from_values(self, checked: date, values: dict[str, Any]) -> Abstract:  # noqa: D102
        text = values["abstract"]
        if text != "" and not is_abstract(text):
            raise ValueError("not an abstract")
        return Abstract(checked, text)
