"""JSON for programs: no spaces, and letters of all scripts as they are."""

from __future__ import annotations

import json

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Encoder for all values: `json.dumps` would make one for each."""


def compact_json(value: object) -> str:
    """Return a value as JSON on one line.

    >>> compact_json({"name": "Müller", "years": [2020]})
    '{"name":"Müller","years":[2020]}'
    """
    return ENCODER.encode(value)
