"""Rounds of upkeep that keep the catalog true.

Each round is a package in here that asks services and ends in an `outcome`: pull requests, one issue, or
both. `round` says what a round is; `answers` keeps the answers of services between runs, `issue` writes
Markdown, and `titles` and `authors` compare papers. A round changes no record itself: `catalog refresh`
writes its outcome for a job that may, which runs no packages.
"""

from __future__ import annotations
