"""Stand-ins for the services, and a toy catalog to refresh."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.contributing.fake_github import make_github
from tests.lookup.fixtures import server, services
from tests.lookup.services import Services
from tests.refresh.hub import Hub
from tests.sites import TOY

__all__ = ["server", "services"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of the toy catalog, on 22 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    shutil.copytree(TOY, tmp_path / "data")
    return tmp_path


@pytest.fixture
def hub(tmp_path: Path, services: Services) -> Hub:
    """GitHub with a toy catalog, where rounds run."""
    return Hub(make_github(tmp_path / "github"), services)
