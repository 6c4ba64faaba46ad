"""Long texts take no longer than their length asks, or are reported and not read."""

from __future__ import annotations

import gc
import time

import pytest

from catalog.lists.entries import ListEntry, SkippedRow, read_entries
from catalog.lists.runs import MAX_ROW_CHARACTERS

HOSTILE_UNITS = (
    *("[a](b", "[", "](", "**a", "<a <b", "<!--", "| a ", "- ", "> ", "(", "` ", "~~a", "![a](", "[a]: b\n"),
    *("<li>", "<?", "<a href=", "- a\n\n  b\n\n", "【", "\n**a** [paper](b)\n\nc\n", "<table><tr><td>a"),
    *(
        "&#",
        "--",
        "a, ",
        ": ",
        "a et al. ",
        "论文：",
        "[a] ",
        "\n[a](b\n",
        "\n<b <i\n\n",
        "\n<!-- \n\n",
    ),
)


def cpu_seconds(text: str) -> float:
    """Return how long it takes to read a list: the least of three times, without collecting garbage.

    The garbage of thousands of tests before would count otherwise.
    """
    times = []
    gc.disable()
    try:
        for _ in range(3):
            start = time.process_time()
            read_entries(text)
            times.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(times)


@pytest.mark.parametrize("unit", HOSTILE_UNITS)
@pytest.mark.every(3)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    short, long = (f"- {unit * (characters // len(unit))}\n" for characters in (6_000, 24_000))
    assert cpu_seconds(long) < 8 * cpu_seconds(short) + 0.2


@pytest.mark.parametrize(
    ("start", "unit"),
    [
        ("- a\n\n", "  b\n\n"),
        ("- a\n", "  - [code](b)\n"),
        ("<div>\n", "<a "),
        ("<ul><li>", "[a] b: "),
        ("- ", "*a _b "),
    ],
)
def test_time_grows_no_faster_than_a_block(start: str, unit: str) -> None:
    short, long = (f"{start}{unit * times}\n</ul>\n" for times in (2_000, 8_000))
    assert cpu_seconds(long) < 8 * cpu_seconds(short) + 0.2


def test_a_long_row_is_reported() -> None:
    rows = read_entries("- A Title [CVPR 2020] [Paper](https://a.example/1)\n- " + "[a](b" * 20_000 + "\n")
    assert [row.title for row in rows if isinstance(row, ListEntry)] == ["A Title"]
    reasons = [row.reason for row in rows if isinstance(row, SkippedRow)]
    assert reasons == [f"longer than {MAX_ROW_CHARACTERS:,} characters"]
