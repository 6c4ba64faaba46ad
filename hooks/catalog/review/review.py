"""Which problems count against a change: those in its files, and those that were not there before it.

So an old fault never stands in the way of a good record, and nobody breaks a file without touching it:
a venue that is taken out while papers name it, a second record of one paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from catalog.checks import check_catalog
from catalog.documents.problems import Location, Problem, Rule, Severity, format_count, has_errors, quote
from catalog.importing.list_edits import ListEdit
from catalog.records.catalog import Catalog
from catalog.records.ids import RECORD_ID
from catalog.records.load import Progress, catalog_files
from catalog.records.schema import Dataset, Paper
from catalog.review.list_md import LIST, edited, list_edit
from catalog.review.revisions import base_of, changed_files, write_version

LOST_ID = Rule("lost-id", "A record that goes leaves its id in gone.yml, or in `replaces` of its heir.")
"""Seen only beside an earlier version, so it is none of the rules of `catalog check` alone."""


@dataclass(frozen=True)
class Review:
    """A checkout beside the version from which it grew."""

    base: str
    """The commit of that version."""
    files: frozenset[str]
    """What is not as it was: names of files, relative to the checkout."""
    old: Catalog
    """That version; where nothing depends on the others, only the files that have changed since."""
    new: Catalog
    removed: tuple[Paper | Dataset, ...]
    """The records whose files are gone; those under a new id are among them."""
    problems: tuple[Problem, ...]
    """What counts against the change."""
    older: tuple[Problem, ...]
    """What was there before, in files that it leaves alone."""
    edit: ListEdit | None = None
    """What was meant by an edit of LIST.md, which is made from the records."""

    @property
    def older_said(self) -> str:
        """One sentence on what does not count; blank if there is nothing."""
        errors = sum(problem.rule.severity is Severity.ERROR for problem in self.older)
        rest = len(self.older) - errors
        kinds = [format_count(number, noun) for number, noun in ((errors, "error"), (rest, "warning")) if number]
        return (
            f"Older, in files that this leaves alone, and not counted: {', '.join(kinds)}." if kinds else ""
        )


def review(root: Path, ref: str, progress: Progress = iter) -> Review:
    """The checkout beside the commit from which it and a ref grew apart.

    Raises:
        CannotCompare: if there is no such commit.
    """
    base = base_of(root, ref)
    files = changed_files(root, base)
    new, problems = check_catalog(root, progress)
    left_alone = any(problem.location.file not in files for problem in problems)
    with TemporaryDirectory() as folder:
        write_version(root, base, Path(folder), None if left_alone else files)
        old, before = check_catalog(Path(folder))
    removed = _removed(root, old)
    sound = not has_errors(problems)
    edit = list_edit(root, base, new, sound=sound) if LIST in files else None
    found = [*problems, *_lost(removed, new), *(edited(edit) if edit else ())]
    counted, older = _divided(found, before, files)
    return Review(base, files, old, new, removed, tuple(sorted(counted)), tuple(older), edit)


def _divided(
    problems: list[Problem], before: list[Problem], files: frozenset[str]
) -> tuple[list[Problem], list[Problem]]:
    """The problems that count, and those that do not."""
    known = set(map(_same, before))
    counted: list[Problem] = []
    older: list[Problem] = []
    for problem in problems:
        is_old = problem.location.file not in files and _same(problem) in known
        (older if is_old else counted).append(problem)
    return counted, older


def _same(problem: Problem) -> tuple[str, str, str]:
    """What makes a problem the same one in two versions; lines move."""
    return problem.location.file, problem.rule.id, problem.message


def _removed(root: Path, old: Catalog) -> tuple[Paper | Dataset, ...]:
    """The records whose file is nowhere any more, neither in its place nor in another folder."""
    there = {(path.relative_to(root).parts[1], path.stem) for path in catalog_files(root)}
    return tuple(record for record in old.records if (record.file.split("/")[1], record.id) not in there)


def _lost(removed: tuple[Paper | Dataset, ...], new: Catalog) -> Iterator[Problem]:
    """The removed records of which nothing tells where they went."""
    told = {*new.gone, *(id for paper in new.papers for id in paper.replaces)}
    for record in removed:
        if record.id not in told and RECORD_ID.fullmatch(record.id):  # others were never published
            message = f"{quote(record.id)} was removed, and its address leads nowhere"
            hint = f"Write in data/gone.yml why: `{record.id}: ...`"
            if isinstance(record, Paper):
                hint += f", or `replaces: [{record.id}]` in the record that takes its place"
            yield Problem(Location(record.file), LOST_ID, message, hint)
