"""The round `abstracts`: the abstracts of the papers at arXiv, for a build to show and search.

`questions` ask for what is new or old, and `answers` keeps it where builds read it. `copies` compares the
abstracts with our summaries, and `report` tells of those that are too close, in an issue. Abstracts are
texts of others: no report and no proposal quotes them.
"""

from __future__ import annotations
