"""Rounds of upkeep that keep the catalog true: each asks services, and ends in one report.

`audit` compares every arXiv ID and DOI with title and authors at its service: `questions` ask for what is new
or old, `registrations` keep the answers between runs, `findings` judges them by `titles` and `authors`, and
`audit_report` tells them in an `issue`. A round never changes a record by itself.
"""

from __future__ import annotations
