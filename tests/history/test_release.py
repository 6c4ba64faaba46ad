"""Releases: files, checksums, notes, and a drill in which data and site are made again from them alone."""

from __future__ import annotations

import hashlib
import lzma
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalog import Catalog
from catalog.cli.main import main
from catalog.history.release import hash_folder, list_releases
from tests.repository import Repository
from tests.sites import TOY, build, checkout

IDENTITY = ("-c", "user.name=toy", "-c", "user.email=toy@toy.example", "-c", "commit.gpgSign=false")


def run_release(root: Path, out: Path, *options: str) -> dict[str, bytes]:
    """Run the command, and return the files that it writes by name."""
    result = CliRunner().invoke(main, ["--root", str(root), "release", "--out", str(out), *options])
    assert result.exit_code == 0, result.output
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_release_has_data_history_checksums_and_notes(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "toy")
    (repository.root / "site").mkdir()
    (repository.root / "site/index.html").write_text("Hum", "utf-8")
    (repository.root / "data/papers/2021/uncommitted-2021.yml").write_text("title: Not yet\n", "utf-8")
    with pytest.raises(AssertionError, match="Run `catalog check` first"):
        run_release(repository.root, tmp_path / "none")
    (repository.root / "data/papers/2021/uncommitted-2021.yml").unlink()
    files = run_release(repository.root, tmp_path / "out")
    month = repository.git("log", "-1", "--format=%cd", "--date=format:%Y.%m").strip()
    archive, history = f"awesome-talking-face-{month}.tar.gz", f"awesome-talking-face-{month}-history.xz"
    assert files.keys() == {archive, history, "SHA256SUMS", "site.SHA256SUMS", "NOTES.md"}
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(files[name]).hexdigest() for name in (archive, history)}
    assert files["site.SHA256SUMS"].decode().endswith("  index.html\n")
    papers = Catalog.from_archive(tmp_path / "out" / archive).papers
    assert papers == Catalog.load(repository.root).papers
    assert f"{len(papers)} papers" in files["NOTES.md"].decode()
    for options in (["--create", "other"], ["--detach"]):
        repository.git("switch", "--quiet", *options)
        assert run_release(repository.root, tmp_path / "again") == files


def test_the_notes_list_what_changed_since_a_commit(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "toy")
    assert b"##" not in run_release(repository.root, tmp_path / "first")["NOTES.md"]
    repository.write("hum-2029", "Hum")
    repository.commit()
    assert b"##" not in run_release(repository.root, tmp_path / "none", "--since", "HEAD")["NOTES.md"]
    notes = run_release(repository.root, tmp_path / "one", "--since", "HEAD^")["NOTES.md"].decode()
    assert notes.endswith("\n\n## Added (1)\n\n- Hum: arXiv 2029\n")
    for name in ("data-2029.12", "--all", "HEAD:data"):
        with pytest.raises(AssertionError, match="There is no commit"):
            run_release(repository.root, tmp_path / "no", f"--since={name}")


def test_releases_are_the_tags_with_a_version(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "toy")
    assert list_releases(repository.root) == []
    for tag in ("data-2029.12", "data-2030.01", "data-2030.1", "data-<b>", "v1.0"):
        repository.git("tag", tag)
    assert list_releases(repository.root) == [("2030.01", "2030-01-01"), ("2029.12", "2030-01-01")]
    assert list_releases(tmp_path) == []


def test_a_folder_without_history_has_no_release(tmp_path: Path) -> None:
    shutil.copytree(TOY, tmp_path / "data")
    result = CliRunner().invoke(main, ["--root", str(tmp_path), "release", "--out", str(tmp_path / "out")])
    assert (result.exit_code, "not a git repository" in result.output) == (1, True)


@pytest.mark.gate
def test_the_site_is_made_again_from_the_history_alone(tmp_path: Path) -> None:
    first = checkout(tmp_path / "first", TOY)

    def git(*arguments: str, at: Path = first, stdin: bytes | None = None) -> str:
        command = ["git", "-C", str(at), *IDENTITY, *arguments]
        return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout.decode()

    git("init", "--quiet", "--initial-branch=main")
    (first / ".git/info/exclude").write_text("/site\n/.cache\n__pycache__\n", "utf-8")
    git("add", "--all")
    git("commit", "--quiet", "-m", "Toys")
    epoch = git("log", "-1", "--format=%ct").strip()
    site = build(first, SOURCE_DATE_EPOCH=epoch)
    files = run_release(first, tmp_path / "release")
    second = tmp_path / "second"
    second.mkdir()
    git("init", "--quiet", "--initial-branch=main", at=second)
    (history,) = (content for name, content in files.items() if name.endswith("-history.xz"))
    git("fast-import", "--quiet", at=second, stdin=lzma.decompress(history))
    git("reset", "--quiet", "--hard", "refs/heads/main", at=second)
    assert git("rev-parse", "HEAD", at=second) == git("rev-parse", "HEAD")
    again = build(second, SOURCE_DATE_EPOCH=epoch)
    assert hash_folder(again.output) == hash_folder(site.output)
    assert hash_folder(site.output) == files["site.SHA256SUMS"].decode()
