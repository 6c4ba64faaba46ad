"""The command `catalog mcp` without the package `mcp`, without a checkout, and with wrong archives."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from catalog.cli.main import main
from catalog.tools.server import PACKAGE, REQUIREMENT
from tests.helpers import ROOT, TOY_PAPER, make_checkout
from tests.sites import TOY


def run(*words: str, root: Path = TOY.parent) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), "mcp", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("module", [None, ModuleType("mcp")], ids=["no package", "another version"])
def test_the_package_to_install_is_named(monkeypatch: pytest.MonkeyPatch, module: ModuleType | None) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "mcp"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", module)
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    advice = f'`catalog mcp` needs the package mcp. Install it: pip install "{REQUIREMENT}"'
    assert result.stderr == f"Error: {advice}\n"


def test_the_requirement_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["optional-dependencies"]["mcp"] == [REQUIREMENT]
    assert project["name"] == PACKAGE


def test_a_folder_without_a_catalog_is_named(tmp_path: Path) -> None:
    result = run(root=tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"There is no folder data/ in {tmp_path}" in result.stderr


@pytest.mark.parametrize(
    ("archive", "sentence"),
    [
        ("nowhere.tar.gz", "nowhere.tar.gz cannot be read: No such file"),
        (__file__, "This is no archive of the catalog"),
        ("http://toys.example/toys.tar.gz", "is not an https URL"),
        ("nowhere\x1b[31m", r"nowhere\u001b[31m cannot be read"),
    ],
)
def test_an_archive_that_is_none_is_refused_outside_of_a_checkout(
    tmp_path: Path, archive: str, sentence: str
) -> None:
    result = run("--archive", archive, root=tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_a_catalog_with_errors_is_not_served(tmp_path: Path) -> None:
    root = make_checkout(tmp_path, {TOY_PAPER: {"edit": {"\nvenue: jest\n": "\nvenue: jesting\n"}}})
    result = run(root=root)
    assert result.exit_code == 1
    assert "records name 'jesting', which does not exist. Run `catalog check`." in result.stderr
