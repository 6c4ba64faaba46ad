"""The cache of parsed files changes only the time that a load takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog import Catalog
from catalog.checks import check_catalog
from catalog.documents import cache
from catalog.documents.cache import ParseCache
from catalog.documents.document import parse_document
from tests.helpers import TOY_PAPER, make_checkout

CACHE = ".cache/values.json"


@pytest.fixture(autouse=True)
def _cache_small_catalogs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MIN_NEW_FILES", 1)


def parsed_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the files that a check parses."""
    files = list[str]()

    def parse(file: str, content: bytes) -> Any:
        files.append(file)
        return parse_document(file, content)

    with monkeypatch.context() as patched:
        patched.setattr(cache, "parse_document", parse)
        check_catalog(root)
    return files


def test_only_what_has_changed_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_checkout(tmp_path)
    cold = check_catalog(root)
    assert parsed_files(root, monkeypatch) == []
    assert check_catalog(root) == cold

    path = root / TOY_PAPER
    path.write_text(path.read_text("utf-8") + "note: Read it twice.\n", "utf-8")
    assert parsed_files(root, monkeypatch) == [TOY_PAPER]
    assert parsed_files(root, monkeypatch) == []


def test_a_file_with_problems_is_parsed_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_checkout(tmp_path, {TOY_PAPER: 'title: "Lip\\u200bService"\ntitle: Lips\n'})
    cold = check_catalog(root)
    assert cold[1]
    assert parsed_files(root, monkeypatch) == [TOY_PAPER]
    assert check_catalog(root) == cold


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("Lip", "Lap", 1),
        lambda text: text.partition("\n")[2],
        lambda text: f"{text.partition(chr(10))[0]}\n{'[' * 100_000}",
        lambda text: "",
        lambda text: "\udcff",
    ],
)
def test_a_damaged_cache_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Any) -> None:
    root = make_checkout(tmp_path)
    cold = check_catalog(root)
    text = (root / CACHE).read_text("utf-8")
    (root / CACHE).write_bytes(damage(text).encode("utf-8", "surrogateescape"))
    assert TOY_PAPER in parsed_files(root, monkeypatch)
    assert check_catalog(root) == cold


def test_another_version_of_the_parser_ignores_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_checkout(tmp_path)
    check_catalog(root)
    assert ParseCache(root / ".cache").cached
    monkeypatch.setattr("yaml.__version__", "0")
    assert not ParseCache(root / ".cache").cached


def test_a_small_catalog_is_not_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MIN_NEW_FILES", 100)
    check_catalog(make_checkout(tmp_path))
    assert not (tmp_path / CACHE).exists()


def test_a_load_that_only_reads_keeps_nothing(tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    Catalog.load(root, is_read_only=True)
    assert not (root / ".cache").exists()
    Catalog.load(root)
    assert (root / CACHE).exists()
