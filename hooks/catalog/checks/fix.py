"""Fixes for problems with only one possible solution: `catalog check --fix`. No file is written here.

Rules propose fixes; here they are applied to the text of files, in rounds, because a fix can reveal the next:
`" CVPR "` first loses its spaces and is then recognized as a venue. A fix that reveals an error without a fix
is undone, so a file ends up better or unchanged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from catalog.checks import check_catalog
from catalog.documents.characters import HIDDEN_CHARACTER
from catalog.documents.parser import SWALLOWED_COMMENT
from catalog.documents.problems import Location, Problem, Rule, Severity
from catalog.records.catalog import Catalog
from catalog.records.load import RecordCache
from catalog.writing.edit import apply_fix, reformat

AMBIGUOUS_RULES = (HIDDEN_CHARACTER, SWALLOWED_COMMENT)
"""Rules about text that may not mean what it seems to; people must look at such files first."""
FORMAT_RULE = Rule("format", "Files are in canonical form.")
"""The rule of fixes that `catalog format` would make. `catalog check` never reports it as a problem."""
MAX_ROUNDS = 200
MAX_LINES_PER_FILE = 100_000
"""Lines read per file and run, where each fix reads the whole file; the next run makes the other fixes."""

ProblemKey = tuple[str, str, tuple[str | int, ...]]
"""The file, rule and path of a problem."""


@dataclass
class FixRun:
    """The state, and finally the result, of fixing a catalog."""

    catalog: Catalog
    problems: list[Problem]
    """Remaining problems."""
    fixed: list[Problem] = field(default_factory=list)
    """Fixed problems, at their original locations."""
    texts: dict[str, str] = field(default_factory=dict)
    """New texts of changed files, by path."""
    cache: RecordCache = field(default_factory=RecordCache)
    """Records of earlier rounds."""
    rejected: dict[ProblemKey, int] = field(default_factory=dict)
    """Fixes that failed or revealed an error, with the number of fixed problems at that time."""
    single_fix_files: set[str] = field(default_factory=set)
    """Files that get one fix a round, because a set of fixes revealed an error."""
    lines_read: Counter[str] = field(default_factory=Counter)
    """Lines read so far, by file."""

    def text(self, file: str) -> str:
        """Return the current text of a file."""
        return self.catalog.documents[file].text

    def pending(self) -> Iterator[tuple[str, list[Problem]]]:
        """Yield files with the problems to fix in this round: one for each value, last in the file first."""
        ambiguous_files = {
            problem.location.file for problem in self.problems if problem.rule in AMBIGUOUS_RULES
        }
        fixable: dict[str, dict[object, Problem]] = defaultdict(dict)
        for problem in sorted(self.problems, reverse=True):
            file = problem.location.file
            is_readable = file in self.catalog.documents and file not in ambiguous_files
            if problem.fix and is_readable and _problem_key(problem) not in self.rejected:
                fixable[file][problem.path or problem.location] = problem
        for file, problems_by_path in fixable.items():
            wanted_fixes = 1 if file in self.single_fix_files else len(problems_by_path)
            line_count = self.text(file).count("\n") + 1
            fix_count = min(wanted_fixes, (MAX_LINES_PER_FILE - self.lines_read[file]) // line_count)
            if fix_count > 0:
                yield file, list(problems_by_path.values())[:fix_count]

    def retry_rejected(self) -> Iterator[tuple[str, list[Problem]]]:
        """Yield rejected fixes again if other problems were fixed since, which may make them possible."""
        self.rejected = {key: count for key, count in self.rejected.items() if count == len(self.fixed)}
        return self.pending()


def fix_catalog(
    root: Path, catalog: Catalog, problems: list[Problem], *, format_files: bool = True
) -> FixRun:
    """Fix what can be fixed in a catalog, without writing files.

    Args:
        root: The checkout.
        catalog: The catalog that `check_catalog` returned.
        problems: The problems that `check_catalog` returned.
        format_files: Also bring files without errors into canonical form.
    """
    run = FixRun(catalog, problems)
    locations = {
        (problem.location.file, problem.path): problem.location for problem in problems if problem.path
    }
    for _ in range(MAX_ROUNDS):
        pending = list(run.pending()) or list(run.retry_rejected())
        if not pending:
            break
        candidates = {
            file: candidate
            for file, file_problems in pending
            if (candidate := _apply_fixes(run, file, file_problems))
        }
        _accept_fixes(root, run, candidates)
    run.fixed = sorted(
        replace(problem, location=locations.get((problem.location.file, problem.path), problem.location))
        for problem in run.fixed
    )
    if format_files:
        _format_files(root, run)
    return run


def _apply_fixes(run: FixRun, file: str, problems: Iterable[Problem]) -> tuple[str, list[Problem]] | None:
    """Return the text of a file after the fixes that apply, and their problems; None if no fix applies."""
    text, fixed_problems = run.text(file), []
    for problem in problems:
        assert problem.fix
        run.lines_read[file] += text.count("\n") + 1
        fixed_text = apply_fix(file, text, problem.path, problem.fix)
        if fixed_text is None:
            run.rejected[_problem_key(problem)] = len(run.fixed)
        else:
            text = fixed_text
            fixed_problems.append(problem)
    return (text, fixed_problems) if fixed_problems else None


def _accept_fixes(root: Path, run: FixRun, candidates: dict[str, tuple[str, list[Problem]]]) -> None:
    """Accept the fixes of all files, except of those in which they reveal an error."""
    while candidates:
        texts = run.texts | {file: text for file, (text, _) in candidates.items()}
        catalog, problems = check_catalog(root, texts=texts, cache=run.cache)
        files_with_errors = {file for file, *_ in _find_new_errors(run, problems)}
        rejected_files = files_with_errors & candidates.keys()
        if files_with_errors and not rejected_files:  # in another record, which has the same DOI, for example
            rejected_files = {file for file in candidates if _reveals_error(root, run, *candidates[file])}
            rejected_files = rejected_files or {max(candidates)}  # alone, none reveals it
        if not rejected_files:
            run.catalog, run.problems, run.texts = catalog, problems, texts
            run.fixed += [problem for _, fixed in candidates.values() for problem in reversed(fixed)]
            return
        for file in rejected_files:
            _, fixed = candidates.pop(file)
            if len(fixed) == 1:
                run.rejected[_problem_key(fixed[0])] = len(run.fixed)
            run.single_fix_files.add(file)


def _find_new_errors(run: FixRun, problems: Iterable[Problem]) -> set[ProblemKey]:
    """Return the keys of errors that fixes reveal and that have no fix themselves."""
    unfixable = [problem for problem in problems if not problem.fix]
    return _fields_with_errors(unfixable) - _fields_with_errors(run.problems)


def _reveals_error(root: Path, run: FixRun, text: str, fixed: Sequence[Problem]) -> bool:
    """Return whether the fixes of one file alone reveal an error, in any file."""
    texts = run.texts | {fixed[0].location.file: text}
    _, problems = check_catalog(root, texts=texts, cache=run.cache)
    return bool(_find_new_errors(run, problems))


def _fields_with_errors(problems: Iterable[Problem]) -> set[ProblemKey]:
    """Return the keys of errors, without list indices, which change when an item is removed."""
    return {
        (
            problem.location.file,
            problem.rule.id,
            tuple(step for step in problem.path[:2] if isinstance(step, str)),
        )
        for problem in problems
        if problem.rule.severity is Severity.ERROR
    }


def _format_files(root: Path, run: FixRun) -> None:
    """Bring files without errors into canonical form; people still have to work on the others."""
    skipped_files = {
        problem.location.file
        for problem in run.problems
        if problem.rule.severity is Severity.ERROR or problem.rule in AMBIGUOUS_RULES
    }
    texts: dict[str, str] = {}
    for file in sorted(run.catalog.documents.keys() - skipped_files):
        content = run.texts.get(file, "").encode() or (root / file).read_bytes()
        text = reformat(file, content)
        if text.encode() != content:
            texts[file] = text
            run.fixed.append(
                Problem(Location(file), FORMAT_RULE, "Keys, quotes or lines were not in canonical form")
            )
    if texts:
        run.texts |= texts
        run.catalog, run.problems = check_catalog(root, texts=run.texts, cache=run.cache)


def _problem_key(problem: Problem) -> ProblemKey:
    return problem.location.file, problem.rule.id, problem.path
