"""All facets: those of papers, and that of stored questions."""

from __future__ import annotations

from catalog.facets.definitions import PAPER_FACETS
from catalog.facets.questions import QUESTION

FACETS = (*PAPER_FACETS, QUESTION)
"""All facets, in the order of the filter panel."""
