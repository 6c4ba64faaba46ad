"""The examples of docs/data/python.md run as written, on the records of this catalog."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from catalog.utils.archives import write_archive
from tests.sites import ROOT, TOY

PAGE = ROOT / "docs/data/python.md"
EXAMPLES = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.data
def test_the_examples_are_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are run beside a checkout and an archive, which is of the toy catalog, since that loads faster."""
    files = {path.relative_to(TOY.parent).as_posix(): path.read_bytes() for path in TOY.rglob("*.yml")}
    text = PAGE.read_text("utf-8")
    archive = re.search(r"awesome-talking-face-[\d.]+\.tar\.gz", text)
    assert archive
    (tmp_path / archive[0]).write_bytes(write_archive(files, "toys", seconds=0))
    (tmp_path / "awesome-talking-face").symlink_to(ROOT)
    monkeypatch.chdir(tmp_path)
    examples = "\n".join(EXAMPLES.findall(text))
    test = doctest.DocTestParser().get_doctest(examples, {}, PAGE.name, str(PAGE), 0)
    failures: list[str] = []
    results = doctest.DocTestRunner().run(test, out=failures.append)
    assert not failures, "".join(failures)
    assert results.attempted == text.count("\n>>> ") > 20
