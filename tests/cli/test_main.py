"""The command `catalog`: exit codes, what goes to stdout, and help."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from catalog.cli.main import COMMAND_MODULES, main
from catalog.documents.problems import MAX_ANNOTATIONS
from catalog.records.as_json import schema_files
from tests.documents.test_problems import parse
from tests.helpers import ROOT, TOY_PAPER, make_checkout

FAULTS = {
    "data/venues.yml": {"edit": {"kind: workshop": "kind: jam-session"}},
    TOY_PAPER: {"edit": {"[audio, jazz]": "[audio, jaz]"}},
    "data/papers/2021/talking-heads-of-state-2021.yml": {"edit": {"year: 2021": "year: MMXXI"}},
    "data/datasets/mumble-1k.yml": {"edit": {"https://mumble.example/facts": "javascript:mumble()"}},
    "data/gone.yml": "- gone\n",
}
WARNING = {TOY_PAPER: {"edit": {"https://github.com": "http://github.com"}}}


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def many(folder: Path, errors: int, warnings: int) -> Path:
    """A checkout with so many errors and warnings."""
    files: dict[str, Any] = {f"data/stray\n::error ::{at:02}.yml": "a: b\n" for at in range(errors)}
    links = "".join(f"    - http://jest.example/{at}\n" for at in range(warnings))
    if links:
        files[TOY_PAPER] = {"edit": {"code: https://github.com/toy/lipsyncopation\n": f"code:\n{links}"}}
    return make_checkout(folder, files)


def test_a_sound_catalog(tmp_path: Path) -> None:
    result = run(make_checkout(tmp_path), "check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "2 papers, 1 dataset: 0 errors, 0 warnings\n"


def test_all_problems_are_told_at_once_in_order(tmp_path: Path) -> None:
    result = run(make_checkout(tmp_path, FAULTS), "check")
    files = [line.split(":")[0] for line in result.stdout.splitlines()]
    assert files == sorted(FAULTS)
    assert result.exit_code == 1
    assert result.stderr.endswith(": 5 errors, 0 warnings\n")


def test_warnings_do_not_fail(tmp_path: Path) -> None:
    result = run(make_checkout(tmp_path, WARNING), "check")
    assert result.exit_code == 0
    assert [": warning[insecure-url]: " in line for line in result.stdout.splitlines()] == [True]
    assert result.stderr.endswith(": 0 errors, 1 warning\n")


@pytest.mark.parametrize(("errors", "warnings"), [(5, 2), (MAX_ANNOTATIONS, MAX_ANNOTATIONS), (14, 13)])
def test_github_gets_ten_annotations_of_a_kind(errors: int, warnings: int, tmp_path: Path) -> None:
    result = run(many(tmp_path, errors, warnings), "check", "--format", "github")
    commands = [line for line in result.stdout.split("\n") if line.startswith("::")]
    kinds = [parse(line)[0] for line in commands]
    assert (kinds.count("error"), kinds.count("warning")) == (min(errors, 10), min(warnings, 10))
    rest = [line for line in result.stdout.splitlines() if not line.startswith("::")]
    assert len(rest) == max(errors - 10, 0) + max(warnings - 10, 0)
    assert all(line.startswith("data/") for line in rest)
    assert result.exit_code == 1


def test_no_line_for_people_is_a_command(tmp_path: Path) -> None:
    result = run(many(tmp_path, 3, 0), "check")
    assert len(result.stdout.splitlines()) == 3
    assert "\n::" not in f"\n{result.stdout}"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--root", "nowhere", "check"], "does not exist"),
        (["--root", str(ROOT / "hooks"), "check"], "There is no folder data/"),
        (["check", "--format", "xml"], "'xml' is not one of 'text', 'github'"),
        (["check", "extra"], "unexpected extra argument"),
        (["format", "nowhere.yml"], "does not exist"),
        (["mumble"], "No such command 'mumble'"),
        (["check", "--mumble"], "No such option"),
    ],
)
def test_wrong_use_exits_with_2(words: list[str], message: str) -> None:
    result = CliRunner().invoke(main, words if "--root" in words else ["--root", str(ROOT), *words])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr


@pytest.mark.parametrize("path", ["pyproject.toml", "data/datasets"])
def test_only_files_of_the_catalog_are_formatted(path: str, tmp_path: Path) -> None:
    given = ROOT / path if path.endswith("toml") else make_checkout(tmp_path / "toy") / path
    result = CliRunner().invoke(main, ["--root", str(make_checkout(tmp_path / "toy")), "format", str(given)])
    assert result.exit_code == 2, result.exception
    assert "Usage:" in result.stderr


def test_format_rewrites_what_is_not_canonical(tmp_path: Path) -> None:
    root = make_checkout(
        tmp_path, {TOY_PAPER: {"edit": {"short: LipSyncopation\n": "", "pages: 2-4": "short: Lip"}}}
    )
    before = (root / TOY_PAPER).read_bytes()
    checked = run(root, "format", "--check", str(root / TOY_PAPER))
    assert (checked.exit_code, checked.stdout) == (1, f"{root / TOY_PAPER}\n")
    assert (root / TOY_PAPER).read_bytes() == before
    assert run(root, "format", str(root / TOY_PAPER)).exit_code == 0
    assert (root / TOY_PAPER).read_bytes() != before
    again = run(root, "format", "--check", str(root / TOY_PAPER))
    assert (again.exit_code, again.stdout) == (0, "")


def test_format_of_all_writes_the_schemas_too(tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    assert run(root, "format", "--check").exit_code == 1
    result = run(root, "format")
    assert [Path(line).name for line in result.stdout.splitlines()] == list(schema_files())
    assert run(root, "format", "--check").exit_code == 0
    assert run(root, "check").exit_code == 0


def test_format_tells_what_it_cannot_read_and_goes_on(tmp_path: Path) -> None:
    root = make_checkout(
        tmp_path, {"data/gone.yml": "a: [b\n", TOY_PAPER: {"edit": {"pages: 2-4": "pages:   2-4"}}}
    )
    result = run(root, "format")
    assert result.exit_code == 1
    assert "data/gone.yml:1:4: error[yaml-syntax]" in result.stdout
    assert "pages: 2-4\n" in (root / TOY_PAPER).read_text(encoding="utf-8")


@pytest.mark.parametrize("link", ["../../tags.yml", "nowhere.yml"])
def test_format_leaves_links_alone(link: str, tmp_path: Path) -> None:
    root = make_checkout(tmp_path, {"data/papers/2020/link-2020.yml": {"link": link}})
    before = (root / "data/tags.yml").read_bytes()
    run(root, "format")
    assert (root / "data/tags.yml").read_bytes() == before


@pytest.mark.parametrize("command", ["", *main.list_commands(click.Context(main))])
def test_every_command_has_help_with_an_example(command: str) -> None:
    for option in ("--help", "-h"):
        result = CliRunner().invoke(main, [*command.split(), option])
        assert result.exit_code == 0
        assert "Example: catalog " in result.stdout


def test_help_needs_no_catalog() -> None:
    result = CliRunner().invoke(main, ["--root", str(ROOT / "hooks"), "check", "--help"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Example: catalog check" in result.stdout


def test_checking_loads_no_more_than_it_needs() -> None:
    program = "import sys, catalog.cli.check, catalog.cli.main\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "catalog.checks" in loaded
    assert (
        loaded & {"httpx", "jinja2", "markdown_it", *COMMAND_MODULES.values()} - {COMMAND_MODULES["check"]}
        == set()
    )


def test_as_a_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "catalog.cli.main", "check"],
        cwd=make_checkout(tmp_path, FAULTS),
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONWARNINGS": "error"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == sorted(FAULTS)
    assert done.stderr == "2 papers, 1 dataset: 5 errors, 0 warnings\n"
