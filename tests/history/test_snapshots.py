"""Old versions of papers are read once: what the cache keeps is what git has."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from catalog.documents import parser
from catalog.history import snapshots
from catalog.history.snapshots import PaperSnapshot, read_snapshots
from catalog.utils.git import run_git

VERSIONS: dict[str, PaperSnapshot | None] = {
    "title: Hum\nreplaces: [hmm-2019, hm-2018]\n": PaperSnapshot("Hum", replaces=("hmm-2019", "hm-2018")),
    "title: Hum\nvenue: jest\nyear: '2030'\nlinks: {code: https://toys.example/x}\n": PaperSnapshot(
        "Hum", "jest", "2030", has_code=True
    ),
    "title: [Hum\n": None,
}
CACHE = ".cache/snapshots.json"


@pytest.fixture
def blobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, PaperSnapshot | None]:
    """Return versions in a repository by object, as they should be read."""
    monkeypatch.setattr(snapshots, "MIN_NEW_SNAPSHOTS", 1)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return {
        run_git(tmp_path, "hash-object", "-w", "--stdin", stdin=text.encode()).decode().strip(): snapshot
        for text, snapshot in VERSIONS.items()
    }


def read_without_git(root: Path, blobs: dict[str, PaperSnapshot | None]) -> object:
    """Return what the cache alone has."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(snapshots, "read_blobs", lambda _root, missing: dict.fromkeys(missing, b"title: Git"))
        return read_snapshots(root, blobs.keys())


def test_what_was_read_once_is_kept(tmp_path: Path, blobs: dict[str, PaperSnapshot | None]) -> None:
    assert read_snapshots(tmp_path, blobs.keys() | {"0" * 40}) == blobs
    assert read_without_git(tmp_path, blobs) == blobs
    assert read_without_git(tmp_path, {"1" * 40: None}) == {"1" * 40: PaperSnapshot("Git")}
    assert read_without_git(tmp_path, blobs) == blobs  # new versions push no old ones out


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"Hum", b"Ham"),
        lambda content: b"\xff" + content,
        lambda content: b"",
    ],
)
def test_a_damaged_cache_is_read_again(
    tmp_path: Path,
    blobs: dict[str, PaperSnapshot | None],
    damage: object,
) -> None:
    assert read_snapshots(tmp_path, blobs.keys()) == blobs
    content = (tmp_path / CACHE).read_bytes()
    (tmp_path / CACHE).write_bytes(damage(content))  # type: ignore[operator]
    assert read_without_git(tmp_path, blobs) == dict.fromkeys(blobs, PaperSnapshot("Git"))


def test_another_version_of_the_parser_reads_again(
    tmp_path: Path, blobs: dict[str, PaperSnapshot | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_snapshots(tmp_path, blobs.keys()) == blobs
    changed = tmp_path / "parser.py"
    changed.write_text("# another\n", "utf-8")
    monkeypatch.setattr(parser, "__file__", str(changed))
    assert read_without_git(tmp_path, blobs) == dict.fromkeys(blobs, PaperSnapshot("Git"))


def test_a_folder_that_cannot_be_written_is_no_error(
    tmp_path: Path, blobs: dict[str, PaperSnapshot | None]
) -> None:
    (tmp_path / ".cache").write_text("a file", "utf-8")
    assert read_snapshots(tmp_path, blobs.keys()) == blobs
