"""Writes golden.md anew, the review of a change with one of everything: to be read before it is committed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from catalog.review.review import Review, review_checkout
from catalog.review.summary import ReviewLinks, render_summary
from tests.review.changes import changed
from tests.sites import EPOCH

HERE = Path(__file__).parent
RICH: Mapping[str, Mapping[str, Any]] = yaml.safe_load((HERE / "rich.yml").read_text("utf-8"))
LINKS = ReviewLinks("https://pages.example/fork/", "somebody/of-it", "0123456789abcdef" * 2 + "01234567")


def rich(root: Path) -> Review:
    """The review of that change, in a folder of its own."""
    changed(root, RICH["before"], RICH["after"])
    return review_checkout(root, "main")


def golden(root: Path) -> str:
    """What it says."""
    return render_summary(rich(root), LINKS, is_first_contribution=True)


if __name__ == "__main__":  # PYTHONPATH=hooks:. python -m tests.review.golden
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    with TemporaryDirectory() as made:
        (HERE / "golden.md").write_text(golden(Path(made)), encoding="utf-8")
