"""A round of upkeep: what it asks, and how it runs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from catalog.lookup.client import Client
from catalog.records.catalog import Catalog
from catalog.refresh.answers import FOLDER
from catalog.refresh.outcome import Outcome
from catalog.utils.progress import Progress

ShowProgress = Callable[[str], AbstractContextManager[Progress]]
"""Provides a progress bar with a label, as `utils.progress.progress` does."""


@dataclass(frozen=True)
class Scope:
    """Records and limits of a run."""

    root: Path
    """Checkout."""
    catalog: Catalog
    today: date
    max_age: timedelta
    """Age from which an answer is asked for again."""
    files: Collection[str] | None = None
    """Files of the records; None for all."""
    limit: int | None = None
    """Number of questions to ask; None for all."""

    def includes(self, file: str) -> bool:
        """Return whether a record is in the scope, by its file."""
        return self.files is None or file in self.files


class Round(ABC):
    """Base of the rounds.

    Its docstring is the help of its command: a line, paragraphs, and an example.
    """

    name: ClassVar[str]
    """Name of the command, and of the file with the answers."""
    noun: ClassVar[str]
    """Noun for a question, such as `ID`."""
    max_age_days: ClassVar[int]
    """Default age in days from which an answer is asked for again."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @property
    def path(self) -> Path:
        """File of the answers."""
        return self.scope.root / FOLDER / f"{self.name}.json"

    @property
    @abstractmethod
    def problems(self) -> Sequence[str]:
        """Sentences on answers that could not be read or written."""

    @abstractmethod
    def list_questions(self) -> Sequence[str]:
        """Return what a run would ask for, a line each."""

    @abstractmethod
    def run(self, client: Client, show_progress: ShowProgress) -> Outcome:
        """Ask, keep each answer at once, and return the outcome.

        A service that fails never raises here: what could not be asked is in the outcome. The only exception
        is an interruption, after which the next run goes on.
        """
