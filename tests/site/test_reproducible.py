"""One commit gives one site: the same bytes, wherever and by whomever it is built."""

from __future__ import annotations

from pathlib import Path

from tests.sites import EPOCH, FORK, TOY, BuiltSite, build, checkout

ELSEWHERE = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"}


def contents(site: BuiltSite) -> dict[str, bytes]:
    return {name: (site.output / name).read_bytes() for name in site.files}


def test_two_builds_are_equal_byte_by_byte(toy_site: BuiltSite, tmp_path: Path) -> None:
    away = tmp_path / "some where else"
    other = build(checkout(away, TOY), SOURCE_DATE_EPOCH=EPOCH, **FORK, **ELSEWHERE)

    first, second = contents(toy_site), contents(other)

    assert first.keys() == second.keys()
    assert not [name for name in first if first[name] != second[name]]
    assert not [name for name in first if str(toy_site.root).encode() in first[name]]
