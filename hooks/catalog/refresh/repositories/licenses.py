"""Licenses: their files in a tree, their IDs, and READMEs that say nothing about them."""

from __future__ import annotations

import re
from collections.abc import Container

LICENSE_FILE = re.compile(
    r"(?:licen[cs]es?|copying|unlicense|copyright)(?:[-_.][^/]*)?|[^/]*[-_.]licen[cs]e(?:\.\w+)?",
    re.IGNORECASE,
)
TERMS = re.compile(
    r"licen[cs]|copyright|commercial|permission|academic|public domain|creative commons|\bCC[ -]BY\b"
    r"|research (?:purpose|use)|许可|版权",
    re.IGNORECASE,
)
"""Words of READMEs that state terms."""


def is_license_file(path: str) -> bool:
    """Return whether a file is named like a license, in any folder."""
    return bool(LICENSE_FILE.fullmatch(path.rpartition("/")[2]))


def states_terms(readme: str) -> bool:
    """Return whether a README may say what is allowed."""
    return bool(TERMS.search(readme))


def find_license(spdx: str, known: Container[str]) -> str | None:
    """Return the ID in licenses.yml of an SPDX identifier; None for others, such as NOASSERTION.

    >>> find_license("Apache-2.0", ["apache-2.0"]), find_license("NOASSERTION", ["apache-2.0"])
    ('apache-2.0', None)
    """
    return spdx.lower() if spdx.lower() in known and spdx.lower() != "none" else None
