"""Run `catalog refresh ROUND` in a process of its own, for tests that kill it.

Usage: run_round.py ROUND BASE_URL ROOT [OPTION...]
"""

from __future__ import annotations

import os
import ssl
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT)]

from catalog.cli import refresh  # noqa: E402
from catalog.cli.main import main  # noqa: E402
from catalog.lookup.client import Client  # noqa: E402
from catalog.lookup.services import BASE_URLS, read_tokens  # noqa: E402
from catalog.refresh.abstracts.questions import AbstractQuestions  # noqa: E402
from catalog.refresh.audit.questions import ArxivQuestions  # noqa: E402


def run(name: str, base: str, root: Path, *options: str) -> None:
    """Run the command, with one ID in each request so that there are several."""
    context = ssl.create_default_context(cafile=str(root / "ca.pem"))
    urls = {name: f"{base}/{name}" for name in BASE_URLS}

    def make_client(contact: str, **_: Any) -> Client:
        return Client(contact, base_urls=urls, verify=context, sleep=lambda _: None, tokens=read_tokens())

    refresh.Client = make_client  # type: ignore[attr-defined, assignment]
    ArxivQuestions.batch_size = AbstractQuestions.batch_size = 1
    main(["--root", str(root), "refresh", name, "--report", str(root / "report.md"), *options])


if __name__ == "__main__":
    os.environ["NO_PROXY"] = "localhost"
    run(sys.argv[1], sys.argv[2], Path(sys.argv[3]), *sys.argv[4:])
