"""arXiv with every paper of the toy catalog, and the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog import Catalog
from tests.lookup.services import Services
from tests.refresh.abstracts.arxiv import Arxiv
from tests.refresh.abstracts.command import RefreshAbstracts


@pytest.fixture
def arxiv(root: Path, services: Services) -> Arxiv:
    """arXiv, which has every paper of the toy catalog as its record says, with an abstract."""
    arxiv = Arxiv.of(Catalog.load(root).papers)
    services.set_replies("arxiv", arxiv.answer)
    return arxiv


@pytest.fixture
def refresh(
    root: Path, services: Services, arxiv: Arxiv, monkeypatch: pytest.MonkeyPatch
) -> RefreshAbstracts:
    """The command `catalog refresh abstracts`."""
    refresh = RefreshAbstracts(root, services)
    refresh.use_stand_ins(monkeypatch)
    return refresh
