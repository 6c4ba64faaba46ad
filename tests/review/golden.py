"""The summary of a change of every kind. Run this file to regenerate golden.md; read it before you commit."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from catalog.review.review import Review, review_checkout
from catalog.review.summary import ReviewLinks, render_summary
from tests.helpers import load_yaml
from tests.review.changes import make_change
from tests.sites import EPOCH

HERE = Path(__file__).parent
RICH: Mapping[str, Mapping[str, Any]] = load_yaml((HERE / "rich.yml").read_text("utf-8"))
LINKS = ReviewLinks("https://pages.example/fork/", "somebody/of-it", "0123456789abcdef" * 2 + "01234567")


def review_rich_change(root: Path) -> Review:
    """Review that change in a folder."""
    make_change(root, RICH["before"], RICH["after"])
    return review_checkout(root, "main")


def render_golden(root: Path) -> str:
    """Return its summary."""
    return render_summary(review_rich_change(root), LINKS, is_first_contribution=True)


if __name__ == "__main__":  # PYTHONPATH=hooks:. python -m tests.review.golden
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    with TemporaryDirectory() as folder:
        (HERE / "golden.md").write_text(render_golden(Path(folder)), encoding="utf-8")
