"""The cache of parsed files changes nothing but the time that reading takes."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from catalog.checks import check_catalog
from catalog.documents import cache as parse_cache
from catalog.documents.cache import ParseCache
from catalog.documents.document import parse_document
from catalog.utils.gc import gc_paused
from tests.helpers import TOY_PAPER, make_checkout

KEPT = ".cache/values.json"


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_cache, "MIN_NEW_FILES", 1)


def parsed(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that a check parses."""
    files = list[str]()

    def reading(file: str, content: bytes) -> Any:
        files.append(file)
        return parse_document(file, content)

    with monkeypatch.context() as patched:
        patched.setattr(parse_cache, "parse_document", reading)
        check_catalog(root)
    return files


def test_only_what_has_changed_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_checkout(tmp_path)
    cold = check_catalog(root)
    assert parsed(root, monkeypatch) == []
    assert check_catalog(root) == cold

    path = root / TOY_PAPER
    path.write_text(path.read_text("utf-8") + "note: Read it twice.\n", "utf-8")
    assert parsed(root, monkeypatch) == [TOY_PAPER]
    assert parsed(root, monkeypatch) == []


def test_a_file_with_problems_is_parsed_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_checkout(tmp_path, {TOY_PAPER: 'title: "Lip\\u200bService"\ntitle: Lips\n'})
    cold = check_catalog(root)
    assert cold[1]
    assert parsed(root, monkeypatch) == [TOY_PAPER]
    assert check_catalog(root) == cold


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: kept[: len(kept) // 2],
        lambda kept: kept.replace("Lip", "Lap", 1),
        lambda kept: kept.partition("\n")[2],
        lambda kept: f"{kept.partition(chr(10))[0]}\n{'[' * 100_000}",
        lambda kept: "",
        lambda kept: "\udcff",
    ],
)
def test_a_damaged_cache_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Any) -> None:
    root = make_checkout(tmp_path)
    cold = check_catalog(root)
    kept = (root / KEPT).read_text("utf-8")
    (root / KEPT).write_bytes(damage(kept).encode("utf-8", "surrogateescape"))
    assert TOY_PAPER in parsed(root, monkeypatch)
    assert check_catalog(root) == cold


def test_another_parser_believes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_checkout(tmp_path)
    check_catalog(root)
    assert ParseCache(root / ".cache").cached
    monkeypatch.setattr("yaml.__version__", "0")
    assert not ParseCache(root / ".cache").cached


def test_a_small_catalog_leaves_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_cache, "MIN_NEW_FILES", 100)
    check_catalog(make_checkout(tmp_path))
    assert not (tmp_path / KEPT).exists()


def test_the_collector_runs_again_after_an_error(tmp_path: Path) -> None:
    unread = tmp_path / "unread"
    with pytest.raises(FileNotFoundError), gc_paused():
        unread.read_text()
    assert gc.isenabled()
    with gc_paused():
        assert not gc.isenabled()
