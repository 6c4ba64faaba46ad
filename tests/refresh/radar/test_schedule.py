"""The round `radar` as GitHub runs it: from the schedule to an issue with boxes."""

from __future__ import annotations

from pathlib import Path

from tests.refresh.hub import Hub
from tests.refresh.radar.archive import Archive
from tests.refresh.radar.conftest import HITS


def test_new_papers_end_in_one_issue(hub: Hub, root: Path, archive: Archive) -> None:
    hub.use_data(root / "data")
    assert hub.run_round("radar").startswith("Issue https://github.example/issues/1")
    (body,) = [call["body"] for call in hub.github.calls if call["arguments"][:2] == ["issue", "create"]]
    assert [body.index(id) for id in HITS] == sorted(body.index(id) for id in HITS)
    asked = len(hub.services.requests)
    assert hub.run_round("radar") == "Issue 1 updated"
    assert len(hub.services.requests) < asked  # only the days of which more may be announced
    for id in HITS:
        del archive.papers[id]
    refusals = hub.github.checkout / "data/refused.yml"
    entries = "".join(f'"{id}": {{title: A, refused: 2026-11-22}}\n' for id in HITS)
    refusals.write_text(refusals.read_text("utf-8") + entries, "utf-8")
    hub.commit()
    assert hub.run_round("radar") == "Issue 1 closed"
