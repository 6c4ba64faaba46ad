"""The round `radar`: new papers on arXiv that are like those of the catalog, and unlike those it refused.

`questions` asks for the papers of each day, `days` keeps them, `likeness` ranks their titles, `hits` selects
the best with reasons, and `checklist` is the issue in which people decide. It changes no record: the boxes
that people tick there become pull requests in `contributing.decisions`.
"""

from __future__ import annotations
