"""Decide which problems count against a change: those in its files, and those that were not there before.

So old errors elsewhere do not block a valid record, and a change cannot break files that it does not touch,
for instance by removing a venue that papers refer to, or by adding a second record of a paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from catalog.checks import check_catalog, run_checks
from catalog.documents.problems import Location, Problem, Rule, Severity, format_count, has_errors, quote
from catalog.importing.list_edits import ListEdit
from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.files import catalog_files
from catalog.records.ids import RECORD_ID
from catalog.records.load import Progress
from catalog.records.schema import Paper
from catalog.review.list_md import LIST_FILE, find_list_edit, list_edit_problems
from catalog.review.lost_pages import find_lost_pages
from catalog.review.outdated_files import find_canonical_texts, find_outdated_files
from catalog.review.ratchets import find_lower_shares
from catalog.review.revisions import export_data, find_merge_base, list_changed_files, list_messages
from catalog.review.versions import error_files, restore_catalog, without_files
from catalog.views.cards import dataset_href, paper_href
from catalog.views.removed import removed_href, removed_key

GONE_HINT = "Add a reason to data/gone.yml: `{key}: ...`"
LOST_ID = Rule(
    "lost-id",
    "The ID of a removed record is in gone.yml, or in `replaces` of the record that replaces it.",
    message="{removed} was removed, which breaks its URL",
    dataset=GONE_HINT,
    paper=f"{GONE_HINT}, or `replaces: [{{id}}]` to the record that replaces it",
)
"""Needs an earlier version to compare with, so `catalog check` alone does not apply it."""


@dataclass(frozen=True)
class Review:
    """A checkout compared with the version on which it is based."""

    base_commit: str
    """Commit of that version."""
    changed_files: frozenset[str]
    """Paths relative to the checkout: modified, added or removed files."""
    old: Catalog
    """Catalog of that version."""
    new: Catalog
    removed_records: tuple[Paper | Dataset, ...]
    """Records without a file, including those that were renamed."""
    problems: tuple[Problem, ...]
    """Problems that count against the change."""
    older_problems: tuple[Problem, ...]
    """Problems that were there before, in unchanged files."""
    canonical_texts: Mapping[str, str] = field(default_factory=dict)
    """Texts of changed files that are not in canonical form, by path."""
    list_edit: ListEdit | None = None
    """Edit of LIST.md, which is generated from the records."""

    @property
    def older_summary(self) -> str:
        """A sentence on the problems that do not count; blank if there are none."""
        errors = sum(problem.rule.severity is Severity.ERROR for problem in self.older_problems)
        warnings = len(self.older_problems) - errors
        counts = [
            format_count(number, noun)
            for number, noun in ((errors, "error"), (warnings, "warning"))
            if number
        ]
        return f"Already present in unchanged files and not counted: {', '.join(counts)}." if counts else ""


def review_checkout(root: Path, ref: str, progress: Progress = iter, description: str = "") -> Review:
    """Compare a checkout, with uncommitted changes, with its merge base with another ref.

    Args:
        root: Checkout of the repository.
        ref: Commit, branch or tag, such as `origin/main`.
        progress: Wrapper of the files to read, to show progress.
        description: Description of the pull request, which may give reasons, as commit messages may.

    Raises:
        ComparisonError: There is no such merge base.
    """
    base = find_merge_base(root, ref)
    files = list_changed_files(root, base)
    new, problems = check_catalog(root, progress)
    with TemporaryDirectory() as folder:
        export_data(root, base, Path(folder), files)
        old = restore_catalog(new, Catalog.load(Path(folder)), files)
    old_problems = [*old.problems, *run_checks(old)] if problems or _changes_data(files) else []
    removed = _find_removed_records(root, old)
    texts = find_canonical_texts(root, files - error_files(problems))
    is_valid = not has_errors(problems)
    edit = find_list_edit(root, base, new, is_valid=is_valid) if LIST_FILE in files else None
    all_problems = [
        *problems,
        *_lost_id_problems(removed, new),
        *(_lost_page_problems(old, old_problems, new, problems, removed) if _changes_data(files) else ()),
        *find_lower_shares(old, new, [description, *list_messages(root, base)]),
        *find_outdated_files(root, files, new, texts),
        *(list_edit_problems(edit) if edit else ()),
    ]
    counted, older = _split_by_age(all_problems, old_problems, files)
    return Review(base, files, old, new, removed, tuple(sorted(counted)), tuple(older), texts, edit)


def _split_by_age(
    problems: list[Problem], old_problems: list[Problem], changed_files: frozenset[str]
) -> tuple[list[Problem], list[Problem]]:
    """Return the problems that count, and those that do not."""
    old_identities = {problem.identity for problem in old_problems}
    counted: list[Problem] = []
    older: list[Problem] = []
    for problem in problems:
        is_old = problem.location.file not in changed_files and problem.identity in old_identities
        (older if is_old else counted).append(problem)
    return counted, older


def _find_removed_records(root: Path, old: Catalog) -> tuple[Paper | Dataset, ...]:
    """Return the records whose file is gone; a move to another folder of the same kind does not count."""
    ids = {(path.relative_to(root).parts[1], path.stem) for path in catalog_files(root)}
    return tuple(record for record in old.records if (record.file.split("/")[1], record.id) not in ids)


def _lost_id_problems(removed: tuple[Paper | Dataset, ...], new: Catalog) -> Iterator[Problem]:
    """Yield an error for each removed record whose URL would no longer lead anywhere."""
    explained_hrefs = {removed_href(key) for key in new.gone}
    explained_hrefs |= {f"papers/{id}/" for paper in new.papers for id in paper.replaces}
    for record in removed:
        href = _record_href(record)
        if href not in explained_hrefs and RECORD_ID.fullmatch(record.id):  # others were never published
            variant = "paper" if isinstance(record, Paper) else "dataset"
            violation = LOST_ID.violation(
                variant, removed=quote(record.id), id=record.id, key=removed_key(href)
            )
            yield violation.at(Location(record.file))


def _record_href(record: Paper | Dataset) -> str:
    return paper_href(record) if isinstance(record, Paper) else dataset_href(record)


def _changes_data(files: frozenset[str]) -> bool:
    return any(file.startswith("data/") for file in files)


def _lost_page_problems(
    old: Catalog,
    old_problems: list[Problem],
    new: Catalog,
    problems: list[Problem],
    removed: tuple[Paper | Dataset, ...],
) -> Iterator[Problem]:
    """Yield an error for each lost page, as far as records are valid in both versions."""
    invalid_files = error_files([*problems, *old_problems])
    return find_lost_pages(
        without_files(old, invalid_files),
        without_files(new, invalid_files),
        [_record_href(record) for record in removed],
    )
