"""The stand-ins for arXiv and Crossref, a toy catalog, and the command with both."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from catalog import Catalog
from tests.lookup.fixtures import server, services
from tests.lookup.services import Services
from tests.refresh.command import Audit
from tests.refresh.registry import Registry
from tests.sites import TOY

__all__ = ["server", "services"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout of the toy catalog."""
    shutil.copytree(TOY, tmp_path / "data")
    return tmp_path


@pytest.fixture
def registry(root: Path, services: Services) -> Registry:
    """Registry in which both services have every paper of the toy catalog as its record says."""
    registry = Registry.of(Catalog.load(root).papers)
    services.set_replies("arxiv", registry.answer_arxiv)
    services.set_replies("crossref", registry.answer_crossref)
    return registry


@pytest.fixture
def audit(root: Path, services: Services, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Audit:
    """The command `catalog refresh audit`."""
    audit = Audit(root, services)

    def make_client(*_: Any, **__: Any) -> Any:
        return services.client(**audit.client_options)

    monkeypatch.setattr("catalog.cli.refresh.Client", make_client)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    return audit
