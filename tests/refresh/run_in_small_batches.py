"""Run `catalog refresh audit` in a process of its own, with one ID in each request, for tests that kill it.

Usage: run_in_small_batches.py BASE_URL ROOT
"""

from __future__ import annotations

import os
import ssl
import sys
from pathlib import Path
from typing import Any

sys.path[:0] = ["hooks", "."]

from catalog.cli import refresh  # noqa: E402
from catalog.cli.main import main  # noqa: E402
from catalog.lookup import Client  # noqa: E402
from catalog.refresh.questions import ArxivQuestions  # noqa: E402


def run(base: str, root: Path) -> None:
    """Run the command."""
    context = ssl.create_default_context(cafile=str(root / "ca.pem"))
    urls = {name: f"{base}/{name}" for name in ("arxiv", "crossref")}

    def make_client(contact: str, **_: Any) -> Client:
        return Client(contact, base_urls=urls, verify=context, sleep=lambda _: None)

    refresh.Client = make_client  # type: ignore[attr-defined, assignment]
    ArxivQuestions.batch_size = 1
    main(["--root", str(root), "refresh", "audit", "--report", str(root / "report.md")])


if __name__ == "__main__":
    os.environ["NO_PROXY"] = "localhost"
    run(sys.argv[1], Path(sys.argv[2]))
