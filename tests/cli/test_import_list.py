"""`catalog import` on the command line: exit codes, dry runs, sources, and hostile lists."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalog.checks import check_catalog
from catalog.cli.main import main
from catalog.documents.problems import has_errors
from catalog.lists.entries import read_entries
from tests.importing.toy import record, run, snapshot, totals, toy

GOOD = "# Awesome Jokes of 2021\n- A Joke [CVPR 2020] [Code](https://a.example/1)\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The toy catalog."""
    return toy(tmp_path)


def test_a_dry_run_writes_nothing(root: Path) -> None:
    before = snapshot(root)
    result = run(root, GOOD, "--dry-run", source="")
    assert totals(result) == (1, 1, 0, 0, 0)
    assert "data/papers/2020/joke-2020.yml: would be added" in result.stdout
    assert "Would add the source awesome-jokes-of-2021" in result.stdout
    assert snapshot(root) == before


def test_a_new_source_is_added(root: Path) -> None:
    result = run(root, GOOD, source="")
    assert (
        "Added the source awesome-jokes-of-2021 to data/sources.yml: 'Awesome Jokes of 2021'" in result.stdout
    )
    assert record(root, "sources")["awesome-jokes-of-2021"] == {
        "name": "Awesome Jokes of 2021",
        "kind": "list",
        "about": "An awesome list.",
    }
    assert "# who says so" in (root / "data/sources.yml").read_text(encoding="utf-8")
    assert not has_errors(check_catalog(root)[1])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x89PNG\0\0", "is a binary file"),
        (b"- caf\xe9 [CVPR 2020]", "is not UTF-8"),
        (b"# Only a heading\n\nAnd some prose.\n", "no entries"),
        (b"- [ ] a task\n- [contents](#contents)\n", "no entries"),
        (b"x" * 5_000_001, "longer than"),
    ],
)
def test_invalid_lists(root: Path, content: bytes, message: str) -> None:
    before = snapshot(root)
    result = run(root, content)
    assert result.exit_code == 1
    assert message in result.output
    assert snapshot(root) == before


def test_invalid_arguments(root: Path) -> None:
    for arguments, code in ((["missing.md"], 1), (["."], 1), ([], 2), (["--nonsense", "x.md"], 2)):
        assert CliRunner().invoke(main, ["--root", str(root), "import", *arguments]).exit_code == code
    assert run(root, GOOD, source="../../etc").exit_code == 1
    help_text = CliRunner().invoke(main, ["--root", str(root), "import", "--help"]).output
    assert "Example: catalog import" in help_text


HOSTILE = """# <script>alert(1)</script> {{ config }}
- <img src=x onerror=alert(1)> Images Bite [CVPR 2020] [Code](https://a.example/1)
- Templates {{ 7*7 }} {% include "x" %} [CVPR 2020] [Code](https://a.example/2)
- Scripts &lt;script&gt;alert(1)&lt;/script&gt; [CVPR 2020] [Code](https://a.example/3)
- Run Me [CVPR 2020] [Code](javascript:alert(1)) [Paper](JaVaScRiPt&colon;a(1)) [Project](data:text/html;x)
- ../../../etc/passwd: Up and Away [CVPR 2020] [Code](https://a.example/4)
- Index: A Page [CVPR 2020] [Code](https://user:pass@a.example/5)
- Far Future [CVPR 2099] [Code](https://a.example/6)
- Key: "value" # no: [comment] & *anchor !tag [CVPR 2020] [Code](https://a.example/7)
- Bidi \u202e Over\u200bride [CVPR 2020] [Code](https://a.example/8)
"""


def test_a_hostile_list(root: Path) -> None:
    result = run(root, HOSTILE, source="")
    total, *_, skipped = totals(result)
    assert total == 9
    assert skipped >= 3
    assert not has_errors(check_catalog(root)[1])
    texts = "".join(snapshot(root).values())
    assert "<script" not in texts
    assert "{%" not in texts
    assert "javascript" not in texts.lower()
    assert "user:pass" not in texts
    assert "\u202e" not in texts
    assert {path.parent.parent.name for path in root.glob("data/papers/*/*.yml")} == {"papers"}
    assert "is in the future" in result.output


@pytest.mark.parametrize("scale", [1, pytest.param(10, marks=pytest.mark.gate)])
def test_the_time_for_a_long_list_grows_with_its_length(scale: int) -> None:
    start = time.process_time()
    count = 500 * scale
    assert len(read_entries("- x\n" * 10 * count + "prose\n" * 10 * count)) >= 10 * count
    nested = "[" * 4 * count + "\n" + "- " * count + "\n" + "> " * count + "*a **b " * count
    assert len(read_entries(nested)) >= 1
    table = "|a|b|\n|-|-|\n" + "|x [p](https://a.example)|CVPR 2020|\n" * count
    assert len(read_entries(table)) == count
    assert time.process_time() - start < 6 * scale
