"""Mends what can be mended in one way only: `catalog check --fix`. Nothing is written here.

The rules say what is to be done (see `fixes`). Here it is done in the text of the files, round by round, as
one fix may uncover the next: `" CVPR "` loses its spaces first, and is known as a venue then. A fix that
uncovers an error which only people can mend is taken back: a file is better after it, or as it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from catalog.checks import check_catalog
from catalog.documents.parser import HIDDEN_CHARACTER, SWALLOWED_COMMENT
from catalog.documents.problems import Location, Problem, Rule, Severity
from catalog.records.catalog import Catalog
from catalog.writing.edit import apply_fix, reformat

AMBIGUOUS_RULES = (HIDDEN_CHARACTER, SWALLOWED_COMMENT)
"""What may hide that a file says something else than it seems to: people look first."""
FORMAT_RULE = Rule("format", "A file is in its canonical form.")
"""What is told of files that only `catalog format` would change. No rule: `catalog check` is silent there."""
MAX_ROUNDS = 200
MAX_LINES_PER_FILE = 100_000
"""So many lines of a file are read to mend it, since each fix reads it once; the next run mends the rest."""

ProblemKey = tuple[str, str, tuple[str | int, ...]]


@dataclass
class FixResult:
    """What can be mended of a catalog, and what is left to people."""

    catalog: Catalog
    problems: list[Problem]
    """Those that are left."""
    fixed: list[Problem] = field(default_factory=list)
    """Those that are not, at the places where they stood."""
    texts: dict[str, str] = field(default_factory=dict)
    """The files to write."""
    rejected: dict[ProblemKey, int] = field(default_factory=dict)
    """Fixes that cannot be made, or uncover another error; with what had been mended by then."""
    single_fix_files: set[str] = field(default_factory=set)
    """Files in which one of several fixes does so."""
    lines_read: Counter[str] = field(default_factory=Counter)
    """How many lines have been read to mend a file."""

    def text(self, file: str) -> str:
        """What stands in a file, as it is to be."""
        return self.catalog.documents[file].text

    def pending(self) -> Iterator[tuple[str, list[Problem]]]:
        """The problems that are to be mended next, file by file, the last in a file first."""
        unsure = {problem.location.file for problem in self.problems if problem.rule in AMBIGUOUS_RULES}
        found: dict[str, dict[object, Problem]] = defaultdict(dict)
        for problem in sorted(self.problems, reverse=True):
            file = problem.location.file
            readable = file in self.catalog.documents and file not in unsure
            if problem.fix and readable and _problem_key(problem) not in self.rejected:
                # one for each value; the rest in the next round
                found[file][problem.path or problem.location] = problem
        for file, by_path in found.items():
            most = 1 if file in self.single_fix_files else len(by_path)
            each = self.text(file).count("\n") + 1
            room = min(most, (MAX_LINES_PER_FILE - self.lines_read[file]) // each)
            if room > 0:
                yield file, list(by_path.values())[:room]

    def retry_rejected(self) -> Iterator[tuple[str, list[Problem]]]:
        """Those that were given up, if more has been mended since: a claim may agree with the record now."""
        self.rejected = {key: mended for key, mended in self.rejected.items() if mended == len(self.fixed)}
        return self.pending()


def fix_catalog(root: Path, catalog: Catalog, problems: list[Problem], *, format_files: bool = True) -> FixResult:
    """What can be mended of a catalog with problems; nothing is written.

    Args:
        root: The checkout.
        catalog: What `check_catalog` read there.
        problems: What it found.
        tidy: Whether sound files, too, are brought into their canonical form.
    """
    mending = FixResult(catalog, problems)
    stood = {(problem.location.file, problem.path): problem.location for problem in problems if problem.path}
    for _ in range(MAX_ROUNDS):
        todo = list(mending.pending()) or list(mending.retry_rejected())
        if not todo:
            break
        tried = {file: found for file, some in todo if (found := _apply_fixes(mending, file, some))}
        _accept_fixes(root, mending, tried)
    mending.fixed = sorted(
        replace(problem, location=stood.get((problem.location.file, problem.path), problem.location))
        for problem in mending.fixed
    )
    if format_files:
        _format_files(root, mending)
    return mending


def _apply_fixes(mending: FixResult, file: str, problems: Iterable[Problem]) -> tuple[str, list[Problem]] | None:
    """The text of a file with problems mended, and which ones could be."""
    text, done = mending.text(file), []
    for problem in problems:
        assert problem.fix
        mending.lines_read[file] += text.count("\n") + 1
        better = apply_fix(file, text, problem.path, problem.fix)
        if better is None:
            mending.rejected[_problem_key(problem)] = len(mending.fixed)
        else:
            text = better
            done.append(problem)
    return (text, done) if done else None


def _accept_fixes(root: Path, mending: FixResult, tried: dict[str, tuple[str, list[Problem]]]) -> None:
    """Keep what was tried, but for the files in which it uncovers an error."""
    while tried:
        texts = mending.texts | {file: text for file, (text, _) in tried.items()}
        catalog, problems = check_catalog(root, texts=texts)
        spoilt = _fields_with_errors(problem for problem in problems if not problem.fix) - _fields_with_errors(mending.problems)
        files = {file for file, *_ in spoilt} & tried.keys()
        if not files:
            mending.catalog, mending.problems, mending.texts = catalog, problems, texts
            mending.fixed += [problem for _, done in tried.values() for problem in reversed(done)]
            return
        for file in files:
            _, done = tried.pop(file)
            if len(done) == 1:
                mending.rejected[_problem_key(done[0])] = len(mending.fixed)
            mending.single_fix_files.add(file)


def _fields_with_errors(problems: Iterable[Problem]) -> set[ProblemKey]:
    """What is wrong with which field: items change their places when others go."""
    return {
        (
            problem.location.file,
            problem.rule.id,
            tuple(step for step in problem.path[:2] if str(step) == step),
        )
        for problem in problems
        if problem.rule.severity is Severity.ERROR
    }


def _format_files(root: Path, mending: FixResult) -> None:
    """Bring files without errors into their canonical form; the others stay as their authors know them."""
    left = {
        problem.location.file
        for problem in mending.problems
        if problem.rule.severity is Severity.ERROR or problem.rule in AMBIGUOUS_RULES
    }
    texts: dict[str, str] = {}
    for file in sorted(mending.catalog.documents.keys() - left):
        before = mending.texts.get(file, "").encode() or (root / file).read_bytes()
        text = reformat(file, before)
        if text.encode() != before:
            texts[file] = text
            mending.fixed.append(Problem(Location(file), FORMAT_RULE, "Order, quotes and lines are canonical"))
    if texts:
        mending.texts |= texts
        mending.catalog, mending.problems = check_catalog(root, texts=mending.texts)


def _problem_key(problem: Problem) -> ProblemKey:
    return problem.location.file, problem.rule.id, problem.path
