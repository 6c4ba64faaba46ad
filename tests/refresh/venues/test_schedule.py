"""The round `venues` as GitHub runs it: from the schedule to a branch with a commit a paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.refresh.hub import Hub
from tests.refresh.venues.library import Library

HUM, BRANCH = "2404.00007", "upkeep/venues"


@pytest.mark.gate
def test_a_published_preprint_ends_in_one_pull_request(hub: Hub, root: Path, library: Library) -> None:
    hub.use_data(root / "data")
    assert hub.run_round("venues") == "Nothing to send"
    library.note(HUM, comment="Accepted to ToyCon 2024 (Oral)")
    for folder in (hub.github.folder / "artifacts").iterdir():
        for kept in folder.rglob("venues.json"):
            kept.unlink()  # as if the answers were older than a month
    assert hub.run_round("venues") == "https://github.example/pull/1"
    ((file, text),) = hub.github.changed_files(BRANCH).items()
    assert "venue: toycon\nyear: 2024" in text
    assert len(hub.github.git("log", "--format=%s", f"main..{BRANCH}").splitlines()) == 1
    (body,) = hub.github.pull_requests
    assert "Accepted to ToyCon 2024" in body
    hub.github.git("switch", "--quiet", "main", at=hub.github.checkout)
    (hub.github.checkout / file).write_text(text, "utf-8")
    hub.commit()
    assert hub.run_round("venues") == "https://github.example/pull/1 closed"
