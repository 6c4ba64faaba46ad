"""arXiv with a few new papers, and the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lookup.services import Services
from tests.refresh.radar.archive import Archive, Preprint
from tests.refresh.radar.command import Radar

PAPERS = {
    "2611.00011": Preprint(
        "PurrTalk: Talking Heads that Meow and Discuss Whisker Generation", "2026-11-20T09:00:00Z"
    ),
    "2611.00012": Preprint("Spotting a Talk at the Other Place: Whisker Heads", "2026-11-18T17:59:59Z"),
    "2611.00013": Preprint("Detecting Fake Cheese in Portraits: A Robust Benchmark", "2026-11-20T10:00:00Z"),
    "2611.00014": Preprint("A Human Approach to Plumbing", "2026-11-20T11:00:00Z"),
    "2611.00015": Preprint("Bridges that Sing", "2026-11-20T12:00:00Z"),
    "2611.00016": Preprint(
        "Meow is all you need: speech-to-whisker generation in the wild",
        "2026-11-19T13:00:00Z",
        abstract="A talking head purrs.",
    ),
    "2610.00017": Preprint("Talking Heads of Yesteryear", "2026-10-25T23:59:59Z"),
}
"""Two papers of interest; others that are off topic, listed, or too old."""
HITS = ["2611.00011", "2611.00012"]
"""IDs of the papers of interest, the best first."""


@pytest.fixture
def archive(services: Services) -> Archive:
    archive = Archive(dict(PAPERS))
    services.set_replies("arxiv", archive.answer)
    return archive


@pytest.fixture
def radar(root: Path, services: Services, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Radar:
    """The command `catalog refresh radar` on the toy catalog."""
    radar = Radar(root, services)
    radar.use_stand_ins(monkeypatch)
    return radar
