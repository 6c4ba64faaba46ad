"""The last runs of the rounds of upkeep, in files that a build may lack."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalog.history.rounds import ROUND_TITLES, RUNS_FOLDER, Run, read_runs, write_run

RUN = Run(date(2026, 11, 22), 3, 120, 7, 1)


def test_runs_come_back_in_the_order_of_the_page(tmp_path: Path) -> None:
    assert read_runs(tmp_path) == {}
    for name in ("radar", "audit"):
        write_run(tmp_path, name, RUN)
    assert list(read_runs(tmp_path).items()) == [("audit", RUN), ("radar", RUN)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"{}",
        b"[" * 9_000,
        b" " * 20_000,
        b'{"date": "today", "open": 1, "asked": 1, "due": 1, "failures": 1}',
        b'{"date": "2026-11-22", "open": true, "asked": 1, "due": 1, "failures": 1}',
        b'{"date": "2026-11-22", "open": -1, "asked": 1, "due": 1, "failures": 1}',
        b'{"date": "2026-11-22", "open": "<b>", "asked": 1, "due": 1, "failures": 1}',
        b'{"date": 20261122, "open": 1, "asked": 1, "due": 1, "failures": 1}',
    ],
)
def test_a_file_that_is_no_run_counts_as_absent(tmp_path: Path, content: bytes) -> None:
    write_run(tmp_path, "links", RUN)
    write_run(tmp_path, "audit", RUN)
    (tmp_path / RUNS_FOLDER / "audit.json").write_bytes(content)
    assert read_runs(tmp_path) == {"links": RUN}


def test_other_files_are_not_shown(tmp_path: Path) -> None:
    write_run(tmp_path, "<script>", RUN)
    assert read_runs(tmp_path) == {}
    assert "audit" in ROUND_TITLES
