"""The command `catalog review`: output, files and exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalog.cli.main import main
from tests.documents.test_problems import parse
from tests.hostile.payloads import PAYLOADS
from tests.review.changes import make_change
from tests.review.golden import RICH
from tests.sites import EPOCH, ROOT

RECORD = "title: Hum\narxiv: '{arxiv}'\ncategories: [mumbling]\nsources: [napkin]\n"
GOOD = {"data/papers/2021/hum-2021.yml": RECORD.format(arxiv="2101.00001")}
BAD = {"data/papers/2021/hum-2021.yml": RECORD.format(arxiv="la la")}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), "review", "--since", "main", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(("after", "code"), [({}, 0), (GOOD, 0), (BAD, 1)])
def test_errors_set_the_exit_code(after: dict[str, str], code: int, tmp_path: Path) -> None:
    make_change(tmp_path, {}, after)
    result = run(tmp_path)
    assert result.exit_code == code
    assert ("Please fix the errors below" if code else "Ready for review") in result.stdout
    assert f"{code} error" in result.stderr


def test_the_summary_is_appended(tmp_path: Path) -> None:
    make_change(tmp_path, {}, BAD)
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n", encoding="utf-8")
    result = run(tmp_path, "--summary", str(summary), "--first")
    assert summary.read_text("utf-8").startswith("Before.\n## Review of the records\n")
    assert "your first contribution" in summary.read_text("utf-8")
    assert [line.split(": ")[1] for line in result.stdout.splitlines()] == ["error[bad-arxiv]"]


def test_ten_annotations_of_a_kind_errors_first(tmp_path: Path) -> None:
    links = "".join(f"    - http://jest.example/{at}\n" for at in range(13))
    files = {f"data/papers/2021/stray\n::error ::{at:02}.txt": "x\n" for at in range(14)}
    record = RECORD.format(arxiv="2101.00001") + f"links:\n  code:\n{links}"
    make_change(tmp_path, {}, files | {"data/papers/2020/hum-2020.yml": record})
    result = run(tmp_path, "--format", "github")
    lines = result.stdout.split("\n")[:-1]
    kinds = [parse(line)[0] if line.startswith("::") else line for line in lines]
    assert kinds == [
        *["error"] * 10,
        "+4 errors more in the summary",
        *["warning"] * 10,
        "+3 warnings more in the summary",
    ]


def test_text_of_strangers_is_never_a_workflow_command(tmp_path: Path) -> None:
    titles = [text.replace("\n", " ") for text in PAYLOADS] + ["x", "::add-mask::x", "##[error]x"]
    make_change(tmp_path, {}, {
        f"data/papers/2021/\n::warning ::{at}-2021.yml": f"title: |\n  ::error ::{title}\n  ::error ::pwned\n"
        for at, title in enumerate(titles)
    })  # fmt: skip
    for style in ("text", "github"):
        result = run(tmp_path, "--format", style, "--summary", str(tmp_path / "summary.md"))
        every = (result.stdout + result.stderr).split("\n")
        assert not [line for line in every if line.startswith(("##[", "::add", "::error ::", "::warning ::"))]
        assert "\r" not in result.stdout


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--site", "javascript:alert(1)//"),
        ("--site", "https://pages.example"),
        ("--site", "https://pages.example/>)(/"),
        ("--repository", "owner"),
        ("--repository", "owner/name/../../x"),
        ("--repository", "owner/na me"),
        ("--sha", "main"),
        ("--sha", "0123abc"),
    ],
)
def test_values_for_links_are_validated(option: str, value: str, tmp_path: Path) -> None:
    make_change(tmp_path, {}, {})
    result = run(tmp_path, option, value)
    assert result.exit_code == 2
    assert option in result.stderr


def test_blank_values_are_accepted(tmp_path: Path) -> None:
    make_change(tmp_path, {}, GOOD)
    assert run(tmp_path, "--site", "", "--repository", "", "--sha", "").exit_code == 0


def test_the_cards_are_written(tmp_path: Path) -> None:
    make_change(tmp_path, RICH["before"], RICH["after"])
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    run(tmp_path, "--out", str(tmp_path / "out/of/it"))
    assert [path.name for path in (tmp_path / "out/of/it").iterdir()] == ["cards.html"]
