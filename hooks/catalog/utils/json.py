"""JSON for programs: no spaces, and letters of all scripts as they are."""

from __future__ import annotations

import json


def compact_json(value: object) -> str:
    """Return a value as JSON on one line.

    >>> compact_json({"name": "Müller", "years": [2020]})
    '{"name":"Müller","years":[2020]}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
