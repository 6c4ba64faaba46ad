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
from catalog.review.list_md import LIST_FILE, find_list_edit, list_edit_problems
from catalog.review.revisions import export_data, find_merge_base, list_changed_files

LOST_ID = Rule("lost-id", "A record that goes leaves its id in gone.yml, or in `replaces` of its heir.")
"""Seen only beside an earlier version, so it is none of the rules of `catalog check` alone."""


@dataclass(frozen=True)
class Review:
    """A checkout beside the version from which it grew."""

    base_commit: str
    """The commit of that version."""
    changed_files: frozenset[str]
    """What is not as it was: names of files, relative to the checkout."""
    old: Catalog
    """That version; where nothing depends on the others, only the files that have changed since."""
    new: Catalog
    removed_records: tuple[Paper | Dataset, ...]
    """The records whose files are gone; those under a new id are among them."""
    problems: tuple[Problem, ...]
    """What counts against the change."""
    older_problems: tuple[Problem, ...]
    """What was there before, in files that it leaves alone."""
    list_edit: ListEdit | None = None
    """What was meant by an edit of LIST.md, which is made from the records."""

    @property
    def older_summary(self) -> str:
        """One sentence on what does not count; blank if there is nothing."""
        errors = sum(problem.rule.severity is Severity.ERROR for problem in self.older_problems)
        rest = len(self.older_problems) - errors
        kinds = [
            format_count(number, noun) for number, noun in ((errors, "error"), (rest, "warning")) if number
        ]
        return (
            f"Older, in files that this leaves alone, and not counted: {', '.join(kinds)}." if kinds else ""
        )


def review_checkout(root: Path, ref: str, progress: Progress = iter) -> Review:
    """The checkout beside the commit from which it and a ref grew apart.

    Raises:
        CannotCompare: if there is no such commit.
    """
    base = find_merge_base(root, ref)
    files = list_changed_files(root, base)
    new, problems = check_catalog(root, progress)
    left_alone = any(problem.location.file not in files for problem in problems)
    with TemporaryDirectory() as folder:
        export_data(root, base, Path(folder), None if left_alone else files)
        old, before = check_catalog(Path(folder))
    removed = _find_removed_records(root, old)
    sound = not has_errors(problems)
    edit = find_list_edit(root, base, new, sound=sound) if LIST_FILE in files else None
    found = [*problems, *_lost_id_problems(removed, new), *(list_edit_problems(edit) if edit else ())]
    counted, older = _split_by_age(found, before, files)
    return Review(base, files, old, new, removed, tuple(sorted(counted)), tuple(older), edit)


def _split_by_age(
    problems: list[Problem], before: list[Problem], files: frozenset[str]
) -> tuple[list[Problem], list[Problem]]:
    """The problems that count, and those that do not."""
    known = {problem.identity for problem in before}
    counted: list[Problem] = []
    older: list[Problem] = []
    for problem in problems:
        is_old = problem.location.file not in files and problem.identity in known
        (older if is_old else counted).append(problem)
    return counted, older


def _find_removed_records(root: Path, old: Catalog) -> tuple[Paper | Dataset, ...]:
    """The records whose file is nowhere any more, neither in its place nor in another folder."""
    there = {(path.relative_to(root).parts[1], path.stem) for path in catalog_files(root)}
    return tuple(record for record in old.records if (record.file.split("/")[1], record.id) not in there)


def _lost_id_problems(removed: tuple[Paper | Dataset, ...], new: Catalog) -> Iterator[Problem]:
    """The removed records of which nothing tells where they went."""
    told = {*new.gone, *(id for paper in new.papers for id in paper.replaces)}
    for record in removed:
        if record.id not in told and RECORD_ID.fullmatch(record.id):  # others were never published
            message = f"{quote(record.id)} was removed, and its address leads nowhere"
            hint = f"Write in data/gone.yml why: `{record.id}: ...`"
            if isinstance(record, Paper):
                hint += f", or `replaces: [{record.id}]` in the record that takes its place"
            yield Problem(Location(record.file), LOST_ID, message, hint)
