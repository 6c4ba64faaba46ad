"""Files of data/: those that editors and systems leave there are ignored, misspelled records are not."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalog.checks import check_catalog
from catalog.cli.main import main
from catalog.documents.document import MAX_BYTES
from catalog.records.files import catalog_files, record_model
from catalog.utils.files import TooLargeError, read_bytes
from tests.helpers import TOY_PAPER, make_checkout

LEFTOVERS = (
    *(".DS_Store", "._choir-2020.yml", ".localized", "Icon\r", ".Trashes", ".apdisk"),  # macOS
    *("Thumbs.db", "thumbs.db", "ehthumbs.db", "Desktop.ini", "choir-2020.yml:Zone.Identifier"),  # Windows
    *(".directory", ".nfs000000000001", ".fuse_hidden0001", ".goutputstream-AB12CD"),  # Linux
    *(".choir-2020.yml.swp", ".choir-2020.yml.swo", "choir-2020.yml~", ".choir-2020.yml.un~", "4913"),  # Vim
    *(
        "#choir-2020.yml#",
        "choir-2020.yml.~1~",
        "choir-2020.yml.save",
        "choir-2020.yml.save.2",
    ),  # Emacs, nano
    *("choir-2020.yml___jb_tmp___", ".choir-2020.yml.kate-swp", "choir-2020.yml.sb-1a2b-CDE", "~$choir.docx"),
    *("choir-2020.yml.orig", "choir-2020.yml.rej", "choir-2020.yml.bak", "choir-2020.yml.BAK"),  # patch
    *("choir-2020_LOCAL_4711.yml", "choir-2020.yml.tmp", "choir-2020.yml.part", "choir-2020.yml.old"),
    *(".gitkeep", ".gitattributes", ".editorconfig", ".#choir-2020.yml"),
)
FOLDERS = (".git", ".idea", ".vscode", "__MACOSX", ".Trash-1000", ".Spotlight-V100", ".AppleDouble", "@eaDir")
MISSPELLED = (
    *("choir-2020.yaml", "choir-2020.yml.txt", "choir-2020.YML", "choir-2020.yml.yml", "choir-2020.txt"),
    *(
        "choir-2020.json",
        "choir-2020.md",
        "choir-2020",
        "choir 2020.yml",
        "choir-2020 copy.yml",
        "#choir-2020.yml",
    ),
    *(
        ".choir-2020.yml",
        ".choir-2020.yaml",
        ".choir-2020.yml.txt",
        ".yml",
        "choir-2020 (1).yml",
        "choir~2020.yml",
    ),
)


@pytest.mark.parametrize("folder", ["data", "data/papers", "data/papers/2020", "data/datasets"])
def test_leftovers_are_ignored(folder: str, tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    files = catalog_files(root)
    for name in LEFTOVERS:
        (root / folder / name).write_bytes(b"\0\1\2")
    (root / folder / ".#other-2020.yml").symlink_to("ella@mumble.4711:1")  # Emacs's lock
    for name in FOLDERS:
        (root / folder / name).mkdir()
        (root / folder / name / "choir-2020.yml").write_text("- a\n")
    assert check_catalog(root)[1] == []
    assert catalog_files(root) == files
    assert (
        CliRunner().invoke(main, ["--root", str(root), "format", "--check", *map(str, files)]).exit_code == 0
    )
    assert not any(record_model(f"data/papers/2020/{name}") for name in LEFTOVERS)


@pytest.mark.parametrize("name", MISSPELLED)
def test_misspelled_records_are_errors(name: str, tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    (root / TOY_PAPER).rename((root / TOY_PAPER).with_name(name))
    errors = [problem for problem in check_catalog(root)[1] if problem.location.file.endswith(f"/{name}")]
    assert {error.rule.id for error in errors} & {"stray-file", "id-pattern"}
    assert all(error.hint for error in errors)


def test_records_in_other_hidden_folders_are_errors(tmp_path: Path) -> None:
    root = make_checkout(tmp_path, {"data/papers/.2020/choir-2020.yml": "title: A Choir of One\n"})
    assert [problem.rule.id for problem in check_catalog(root)[1]] != []


def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    (root / "data/gone.yml").unlink()
    (root / "data/gone.yml").mkdir()
    os.mkfifo(root / "data/datasets/pipe.yml")
    lines = [str(problem) for problem in check_catalog(root)[1] if problem.rule.id == "stray-file"]
    assert lines == [
        "data/datasets/pipe.yml:1:1: error[stray-file]: This is not a regular file. Put a text file here.",
        "data/gone.yml:1:1: error[stray-file]: A folder has the name of a file. "
        "Rename the folder, or put the file itself here.",
    ]


def test_the_size_is_known_before_a_file_is_read(tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    with (root / TOY_PAPER).open("wb") as file:
        file.truncate(3 << 30)  # sparse
    tracemalloc.start()
    line = f"{TOY_PAPER}:1:1: error[file-size]: The file has 3,221,225,472 bytes."
    assert any(str(problem).startswith(line) for problem in check_catalog(root)[1])
    result = CliRunner().invoke(main, ["--root", str(root), "format", "--check", str(root / TOY_PAPER)])
    assert line in result.stdout
    for words in (["import", str(root / TOY_PAPER)], ["merge", str(root / TOY_PAPER)]):
        result = CliRunner().invoke(main, ["--root", str(make_checkout(tmp_path / words[0])), *words])
        assert result.exit_code in (1, 2)
        assert isinstance(result.exception, SystemExit)
        assert "bytes" in result.stderr
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000


def test_a_file_without_a_size_is_read_up_to_the_limit() -> None:
    with pytest.raises(TooLargeError, match="Expected at most 1,000,000"):
        read_bytes(Path("/dev/zero"), MAX_BYTES)
