"""Stand-ins for the services, and a toy catalog to refresh."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.lookup.fixtures import server, services
from tests.sites import TOY

__all__ = ["server", "services"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of the toy catalog, on 22 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    shutil.copytree(TOY, tmp_path / "data")
    return tmp_path
