"""Entries of lists that are left out: struck out, or a task with a check box."""

from __future__ import annotations

import pytest

from catalog.lists.entries import IgnoredRow, ListEntry, SkippedRow, read_entries
from tests.lists.shapes import read_entry

STRUCK_ROWS = (
    "- ~~[CVPR 2020] A Struck Title of Mouths [Paper](https://arxiv.org/abs/2001.00001)~~",
    "- [CVPR 2020] ~~A Struck Title of Mouths~~ (withdrawn) [Paper](https://arxiv.org/abs/2001.00001)",
    "- <del>A Struck Title of Mouths [Paper](https://arxiv.org/abs/2001.00001)</del>",
    "<ul><li><strike><a href='https://arxiv.org/abs/2001.00001'>A Struck Title</a></strike></li></ul>",
    "<ul><li><s><a href='https://arxiv.org/abs/2001.00001'>A Struck Title</a></s></li></ul>",
    "|Title|Venue|\n|-|-|\n|~~[A Struck Title](https://arxiv.org/abs/2001.00001)~~|CVPR 2020|",
)


@pytest.mark.parametrize("row", STRUCK_ROWS)
def test_a_struck_entry_is_left_out_and_reported(row: str) -> None:
    assert [
        (type(row), row.reason) for row in read_entries(f"## Mouths\n\n{row}\n") if hasattr(row, "reason")
    ] == [(SkippedRow, "struck out")]


def test_a_struck_link_or_venue_does_not_strike_the_entry() -> None:
    entry = read_entry(
        "- ~~arXiv 2019~~ [CVPR 2020] A Title That Stays ~~[Code](https://github.com/toy/gone)~~ "
        "[Paper](https://arxiv.org/abs/2001.00001)\n"
    )
    assert (entry.title, entry.mention.venue) == ("A Title That Stays", "CVPR")
    assert entry.links == (("paper", "https://arxiv.org/abs/2001.00001"),)
    assert entry.rejected_links == ("'https://github.com/toy/gone': struck out",)


def test_a_struck_venue_may_be_longer_than_the_title() -> None:
    entry = read_entry("- ~~SIGGRAPH Asia 2022~~ Lip Sync [Paper](https://arxiv.org/abs/2001.00001)\n")
    assert entry.title == "Lip Sync"


def test_a_check_box_is_no_task_if_it_holds_a_paper() -> None:
    text = """- [x] [A Title That Was Read](https://arxiv.org/abs/2001.00001)
- [ ] A Title to Read [CVPR 2021] [code](https://github.com/toy/c)
- [ ] read [this](https://arxiv.org/abs/2001.00003) some day
- [x] add a table of [datasets](https://a.example)
- [x] A Title to Reread [CVPR 2022] [code](https://github.com/toy/d)
- [✓] A Title That Was Ticked [CVPR 2023] [code](https://github.com/toy/e)
- [✔] read [that](https://arxiv.org/abs/2001.00004) some day
"""
    rows = read_entries(text)
    assert [row.title for row in rows if isinstance(row, ListEntry)] == [
        *("A Title That Was Read", "A Title to Read", "A Title to Reread", "A Title That Was Ticked"),
    ]
    assert [(row.line, row.reason) for row in rows if isinstance(row, IgnoredRow)] == [
        (3, "task"),
        (4, "task"),
        (7, "task"),
    ]
