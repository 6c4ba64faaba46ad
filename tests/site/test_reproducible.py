"""One commit gives one site: the same bytes, wherever and by whomever it is built."""

from __future__ import annotations

from pathlib import Path

from tests.sites import EPOCH, TOY, BuiltSite, build, checkout

HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
ELSEWHERE = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"}


def contents(site: BuiltSite) -> dict[str, bytes]:
    return {name: (site.output / name).read_bytes() for name in site.files}


def test_two_builds_are_equal_byte_by_byte(tmp_path: Path) -> None:
    one = build(checkout(tmp_path / "here", TOY), SOURCE_DATE_EPOCH=EPOCH, **HERE)
    away = tmp_path / "some where else"
    other = build(checkout(away, TOY), SOURCE_DATE_EPOCH=EPOCH, **ELSEWHERE)

    first, second = contents(one), contents(other)

    assert first.keys() == second.keys()
    assert not [name for name in first if first[name] != second[name]]
    assert not [name for name in first if str(tmp_path).encode() in first[name]]
