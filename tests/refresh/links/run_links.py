"""Run `catalog refresh links` in a process of its own, for tests that kill it.

Usage: run_links.py PORT ROOT [OPTION...]
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT)]

from catalog.cli.main import main  # noqa: E402
from catalog.refresh.links import round, survey  # noqa: E402
from tests.refresh.links.web import Web  # noqa: E402


def run(port: int, root: Path, *options: str) -> None:
    """Run the command one host at a time, with each observation saved."""
    authority = SimpleNamespace(
        configure_trust=lambda context: context.load_verify_locations(str(root / "ca.pem"))
    )
    round.make_probe = Web(authority, port).probe  # type: ignore[arg-type]
    survey.MAX_HOSTS_AT_A_TIME = 1
    survey.SAVE_EVERY = 1
    main(["--root", str(root), "refresh", "links", "--report", str(root / "report.md"), *options])


if __name__ == "__main__":
    run(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
