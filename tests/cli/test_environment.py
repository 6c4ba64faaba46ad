"""Faults of the machine and the checkout: one sentence with the place and what to do, and no traceback."""

from __future__ import annotations

import errno
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalog.cli.main import COMMAND_MODULES, main
from catalog.utils.clock import EPOCH_VARIABLE, build_date
from catalog.utils.files import write_text
from catalog.utils.system_errors import ADVICE, SetupError, explain_os_error
from tests.helpers import ROOT, TOY_PAPER, make_checkout
from tests.sites import ENGINE_COMMAND, EPOCH, TOY, build_environment, checkout, run_command

CATALOG = (sys.executable, "-m", "catalog.cli.main")
EPOCHS = {  # the first in `make test`, all in `make gates`
    "0": "SOURCE_DATE_EPOCH is 0, the date 1970-01-01.",
    "soon": "SOURCE_DATE_EPOCH is 'soon'.",
    "-1": "SOURCE_DATE_EPOCH is '-1'.",
    "1795305600.5": "SOURCE_DATE_EPOCH is '1795305600.5'.",
    "1_795_305_600": "SOURCE_DATE_EPOCH is '1_795_305_600'.",
    "1795305600000": "SOURCE_DATE_EPOCH is '1795305600000'.",
    "9" * 5000: f"SOURCE_DATE_EPOCH is '{'9' * 40}'.",
    "99999999999": "SOURCE_DATE_EPOCH is 99999999999, the date 5138-11-16.",
    "315532800": "SOURCE_DATE_EPOCH is 315532800, the date 1980-01-01.",
}
WRITERS = {
    "format": ("format",),
    "check": ("check", "--fix"),
    "export": ("export", "readme"),
    "add": (
        "add",
        "--offline",
        "--title",
        "A Choir of One",
        "--category",
        "mumbling",
        "https://arxiv.org/abs/2104.01021",
    ),
}
FIXABLE = {TOY_PAPER: {"edit": {"pages: 2-4": "pages:   2–4"}}}


def _remove(data: Path) -> None:
    shutil.rmtree(data)


def _empty(data: Path) -> None:
    _remove(data)
    data.mkdir()
    (data / ".DS_Store").write_text("")


def _link(data: Path) -> None:
    data.rename(data.with_name("elsewhere"))
    data.symlink_to("elsewhere")


def _dangle(data: Path) -> None:
    _remove(data)
    data.symlink_to("nowhere")


def _replace(data: Path) -> None:
    _remove(data)
    data.write_text("data")


FOLDERS: dict[Callable[[Path], None], str] = {
    _empty: "has no records or vocabularies, such as data/venues.yml. Restore them: git checkout -- data",
    _link: "is a symbolic link. Move the folder it leads to here, or run this there.",
    _dangle: "is a symbolic link. Move the folder it leads to here, or run this there.",
    _remove: "There is no folder data/ in",
    _replace: "is a file. Replace it by the folder of the records: git checkout -- data",
}


def run_program(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    path = {"PYTHONPATH": str(root / "hooks" if (root / "hooks").exists() else ROOT / "hooks")}
    return run_command(root, words, build_environment(**{EPOCH_VARIABLE: EPOCH, **path, **env}))


def test_dates_before_the_catalog_and_after_any_of_us_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, message in EPOCHS.items():
        monkeypatch.setenv(EPOCH_VARIABLE, value)
        with pytest.raises(SetupError, match=re.escape(message)) as caught:
            build_date()
        assert "such as 1795305600" in str(caught.value)
    monkeypatch.setenv(EPOCH_VARIABLE, "4102444799")
    assert build_date().isoformat() == "2099-12-31"


@pytest.mark.parametrize(
    "value", [pytest.param(one, marks=[pytest.mark.gate] if at else []) for at, one in enumerate(EPOCHS)]
)
def test_a_wrong_date_stops_commands_and_the_build(value: str, tmp_path: Path) -> None:
    root = checkout(tmp_path, TOY)
    for command in ((*CATALOG, "check"), (*ENGINE_COMMAND, "build", "--strict")):
        process = run_program(root, *command, SOURCE_DATE_EPOCH=value)
        assert process.returncode != 0
        assert EPOCHS[value] in process.stdout
        assert "Traceback" not in process.stdout
        assert len(process.stdout.splitlines()) < 10
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    "change",
    [pytest.param(change, marks=[pytest.mark.gate] if at else []) for at, change in enumerate(FOLDERS)],
)
def test_a_folder_that_is_none_stops_commands_and_the_build(
    change: Callable[[Path], None], tmp_path: Path
) -> None:
    root = checkout(tmp_path, TOY)
    change(root / "data")
    for name in ("check", "format", "stats"):
        result = CliRunner().invoke(main, ["--root", str(root), name])
        assert (result.exit_code, result.stdout) == (2, "")
        assert FOLDERS[change] in result.stderr
    process = run_program(root, *ENGINE_COMMAND, "build", "--strict")
    assert process.returncode != 0
    assert FOLDERS[change] in process.stdout or "isn't an existing file or directory" in process.stdout
    assert "Traceback" not in process.stdout


@pytest.mark.parametrize("command", COMMAND_MODULES)
def test_help_needs_no_folder(command: str, tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["--root", str(tmp_path), command, "--help"]).exit_code == 0


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("command", WRITERS)
def test_a_full_or_read_only_disk_loses_nothing(
    command: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_checkout(tmp_path, FIXABLE if command in ("check", "format") else {})
    with (root / "data/sources.yml").open("a") as file:
        file.write("arxiv: {name: The arXiv, kind: web, about: Preprints.}\n")
    monkeypatch.setenv(EPOCH_VARIABLE, EPOCH)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def refuse(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:7])
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", refuse)
        result = CliRunner().invoke(main, ["--root", str(root), *WRITERS[command]])
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2
    line = result.stderr.splitlines()[-1]
    assert re.fullmatch(rf"Error: Cannot read or write {re.escape(str(root))}/\S+: .+\.", line)
    assert ADVICE[number] in line
    assert ".part" not in line
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_reading_needs_no_right_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    for name in ("write_bytes", "write_text", "mkdir", "touch"):
        monkeypatch.setattr(Path, name, refuse)
    for command in ("check", "stats"):
        assert CliRunner().invoke(main, ["--root", str(ROOT), command]).exit_code == 0


def test_a_build_that_fills_the_disk_says_so(tmp_path: Path) -> None:
    root = checkout(tmp_path, TOY)
    process = subprocess.run(
        [*ENGINE_COMMAND, "build", "--strict"],
        cwd=root,
        env=build_environment(SOURCE_DATE_EPOCH=EPOCH),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    output = process.stdout + process.stderr
    assert process.returncode == 1
    assert "The site is incomplete. Cannot read or write " in output
    assert ADVICE[errno.EFBIG] in output
    assert "Traceback" not in output


def test_a_build_without_a_place_to_write_says_so(tmp_path: Path) -> None:
    root = checkout(tmp_path, TOY)
    (root / "site").write_text("a file")
    process = run_program(root, *ENGINE_COMMAND, "build", "--strict")
    assert process.returncode == 1
    assert "Cannot read or write " in process.stdout
    assert "A file" in process.stdout or "a file is where a folder is expected" in process.stdout
    assert "Traceback" not in process.stdout


def test_a_file_is_replaced_as_a_whole_with_its_mode(tmp_path: Path) -> None:
    path, link = tmp_path / "list.md", tmp_path / "link.md"
    write_text(path, "old")
    path.chmod(0o640)
    link.symlink_to("list.md")
    write_text(link, "new\r\n")
    assert (path.read_bytes(), link.is_symlink(), path.stat().st_mode & 0o777) == (b"new\r\n", True, 0o640)
    assert sorted(tmp_path.iterdir()) == [link, path]


def test_errors_of_all_kinds_become_sentences() -> None:
    for number in (*ADVICE, errno.ENOTEMPTY):
        text = explain_os_error(OSError(number, os.strerror(number), "site/a.html"))
        assert re.fullmatch(r"Cannot read or write site/a\.html: [^\n]+\.", text)
    assert explain_os_error(OSError(errno.ENOSPC, "x")).startswith("Cannot read or write a file: the disk is")
    assert explain_os_error(OSError("no number")) == "no number"
