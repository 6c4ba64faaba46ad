"""arXiv and Crossref with every paper of the toy catalog, and the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog import Catalog
from tests.lookup.services import Services
from tests.refresh.audit.command import Audit
from tests.refresh.audit.registry import Registry


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
    audit.use_stand_ins(monkeypatch)
    return audit
