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

UNSURE = (HIDDEN_CHARACTER, SWALLOWED_COMMENT)
"""What may hide that a file says something else than it seems to: people look first."""
FORMAT = Rule("format", "A file is in its canonical form.")
"""What is told of files that only `catalog format` would change. No rule: `catalog check` is silent there."""
ROUNDS = 200
LINES = 100_000
"""So many lines of a file are read to mend it, since each fix reads it once; the next run mends the rest."""

Key = tuple[str, str, tuple[str | int, ...]]


@dataclass
class Mending:
    """What can be mended of a catalog, and what is left to people."""

    catalog: Catalog
    problems: list[Problem]
    """Those that are left."""
    mended: list[Problem] = field(default_factory=list)
    """Those that are not, at the places where they stood."""
    texts: dict[str, str] = field(default_factory=dict)
    """The files to write."""
    given_up: dict[Key, int] = field(default_factory=dict)
    """Fixes that cannot be made, or uncover another error; with what had been mended by then."""
    one_by_one: set[str] = field(default_factory=set)
    """Files in which one of several fixes does so."""
    lines: Counter[str] = field(default_factory=Counter)
    """How many lines have been read to mend a file."""

    def text(self, file: str) -> str:
        """What stands in a file, as it is to be."""
        return self.catalog.documents[file].text

    def open(self) -> Iterator[tuple[str, list[Problem]]]:
        """The problems that are to be mended next, file by file, the last in a file first."""
        unsure = {problem.location.file for problem in self.problems if problem.rule in UNSURE}
        found: dict[str, dict[object, Problem]] = defaultdict(dict)
        for problem in sorted(self.problems, reverse=True):
            file = problem.location.file
            readable = file in self.catalog.documents and file not in unsure
            if problem.fix and readable and _key(problem) not in self.given_up:
                # one for each value; the rest in the next round
                found[file][problem.path or problem.location] = problem
        for file, by_path in found.items():
            most = 1 if file in self.one_by_one else len(by_path)
            each = self.text(file).count("\n") + 1
            room = min(most, (LINES - self.lines[file]) // each)
            if room > 0:
                yield file, list(by_path.values())[:room]

    def again(self) -> Iterator[tuple[str, list[Problem]]]:
        """Those that were given up, if more has been mended since: a claim may agree with the record now."""
        self.given_up = {key: mended for key, mended in self.given_up.items() if mended == len(self.mended)}
        return self.open()


def mend(root: Path, catalog: Catalog, problems: list[Problem], *, tidy: bool = True) -> Mending:
    """What can be mended of a catalog with problems; nothing is written.

    Args:
        root: The checkout.
        catalog: What `check_catalog` read there.
        problems: What it found.
        tidy: Whether sound files, too, are brought into their canonical form.
    """
    mending = Mending(catalog, problems)
    stood = {(problem.location.file, problem.path): problem.location for problem in problems if problem.path}
    for _ in range(ROUNDS):
        todo = list(mending.open()) or list(mending.again())
        if not todo:
            break
        tried = {file: found for file, some in todo if (found := _try(mending, file, some))}
        _settle(root, mending, tried)
    mending.mended = sorted(
        replace(problem, location=stood.get((problem.location.file, problem.path), problem.location))
        for problem in mending.mended
    )
    if tidy:
        _tidy(root, mending)
    return mending


def _try(mending: Mending, file: str, problems: Iterable[Problem]) -> tuple[str, list[Problem]] | None:
    """The text of a file with problems mended, and which ones could be."""
    text, done = mending.text(file), []
    for problem in problems:
        assert problem.fix
        mending.lines[file] += text.count("\n") + 1
        better = apply_fix(file, text, problem.path, problem.fix)
        if better is None:
            mending.given_up[_key(problem)] = len(mending.mended)
        else:
            text = better
            done.append(problem)
    return (text, done) if done else None


def _settle(root: Path, mending: Mending, tried: dict[str, tuple[str, list[Problem]]]) -> None:
    """Keep what was tried, but for the files in which it uncovers an error."""
    while tried:
        texts = mending.texts | {file: text for file, (text, _) in tried.items()}
        catalog, problems = check_catalog(root, texts=texts)
        spoilt = _fields(problem for problem in problems if not problem.fix) - _fields(mending.problems)
        files = {file for file, *_ in spoilt} & tried.keys()
        if not files:
            mending.catalog, mending.problems, mending.texts = catalog, problems, texts
            mending.mended += [problem for _, done in tried.values() for problem in reversed(done)]
            return
        for file in files:
            _, done = tried.pop(file)
            if len(done) == 1:
                mending.given_up[_key(done[0])] = len(mending.mended)
            mending.one_by_one.add(file)


def _fields(problems: Iterable[Problem]) -> set[Key]:
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


def _tidy(root: Path, mending: Mending) -> None:
    """Bring files without errors into their canonical form; the others stay as their authors know them."""
    left = {
        problem.location.file
        for problem in mending.problems
        if problem.rule.severity is Severity.ERROR or problem.rule in UNSURE
    }
    texts: dict[str, str] = {}
    for file in sorted(mending.catalog.documents.keys() - left):
        before = mending.texts.get(file, "").encode() or (root / file).read_bytes()
        text = reformat(file, before)
        if text.encode() != before:
            texts[file] = text
            mending.mended.append(Problem(Location(file), FORMAT, "Order, quotes and lines are canonical"))
    if texts:
        mending.texts |= texts
        mending.catalog, mending.problems = check_catalog(root, texts=mending.texts)


def _key(problem: Problem) -> Key:
    return problem.location.file, problem.rule.id, problem.path
