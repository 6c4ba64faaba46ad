"""The cache of parsed files changes nothing but the time that reading takes."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from catalog.checks import check_catalog
from catalog.documents import cache as parse_cache
from catalog.documents.cache import ParseCache
from catalog.documents.document import read
from catalog.utils.gc import collector_paused
from tests.helpers import PAPER, toy_checkout

KEPT = ".cache/values.json"


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_cache, "WORTH", 1)


def parsed(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that a check parses."""
    files = list[str]()

    def reading(file: str, content: bytes) -> Any:
        files.append(file)
        return read(file, content)

    with monkeypatch.context() as patched:
        patched.setattr(parse_cache, "read", reading)
        check_catalog(root)
    return files


def test_only_what_has_changed_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = toy_checkout(tmp_path)
    cold = check_catalog(root)
    assert parsed(root, monkeypatch) == []
    assert check_catalog(root) == cold

    path = root / PAPER
    path.write_text(path.read_text("utf-8") + "note: Read it twice.\n", "utf-8")
    assert parsed(root, monkeypatch) == [PAPER]
    assert parsed(root, monkeypatch) == []


def test_a_file_with_problems_is_parsed_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = toy_checkout(tmp_path, {PAPER: 'title: "Lip\\u200bService"\ntitle: Lips\n'})
    cold = check_catalog(root)
    assert cold[1]
    assert parsed(root, monkeypatch) == [PAPER]
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
    root = toy_checkout(tmp_path)
    cold = check_catalog(root)
    kept = (root / KEPT).read_text("utf-8")
    (root / KEPT).write_bytes(damage(kept).encode("utf-8", "surrogateescape"))
    assert PAPER in parsed(root, monkeypatch)
    assert check_catalog(root) == cold


def test_another_parser_believes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = toy_checkout(tmp_path)
    check_catalog(root)
    assert ParseCache(root / ".cache").known
    monkeypatch.setattr("yaml.__version__", "0")
    assert not ParseCache(root / ".cache").known


def test_a_small_catalog_leaves_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_cache, "WORTH", 100)
    check_catalog(toy_checkout(tmp_path))
    assert not (tmp_path / KEPT).exists()


def test_the_collector_runs_again_after_an_error(tmp_path: Path) -> None:
    unread = tmp_path / "unread"
    with pytest.raises(FileNotFoundError), collector_paused():
        unread.read_text()
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
