"""The stand-ins for arXiv, Crossref, DBLP and OpenAlex."""

from __future__ import annotations

from tests.lookup.fixtures import server, services

__all__ = ["server", "services"]
