"""Color schemes and widths of pages: `make test` checks some of their combinations, `make gates` all."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

import pytest

WIDE: Any = {"width": 1280, "height": 800}
PHONE: Any = {"width": 390, "height": 800}
LOOKS: dict[str, tuple[str, Any]] = {
    "light-phone": ("light", PHONE),
    "dark-wide": ("dark", WIDE),
    "dark-phone": ("dark", PHONE),
    "light-wide": ("light", WIDE),
}
"""Color scheme and viewport by name."""


def _parameters(*values: object, id: str, is_repetition: bool) -> Any:
    return pytest.param(*values, id=id, marks=[pytest.mark.gate] if is_repetition else [])


def rest_in_gates(cases: Iterable[Any]) -> list[Any]:
    """Return parameters of which `make test` has only the first, and `make gates` the others."""
    return [pytest.param(case, marks=[pytest.mark.gate] if at else []) for at, case in enumerate(cases)]


def with_looks(cases: Iterable[tuple[str, Any]], only_in_gates: Container[str] = ()) -> list[Any]:
    """Return parameters of named cases (value, scheme, viewport); `make test` has one look of each.

    Args:
        cases: The cases with their names.
        only_in_gates: Names of cases that `make test` leaves out.
    """
    return [
        _parameters(
            case,
            *look,
            id=f"{name}-{look_name}",
            is_repetition=number != at % len(LOOKS) or name in only_in_gates,
        )
        for at, (name, case) in enumerate(cases)
        for number, (look_name, look) in enumerate(LOOKS.items())
    ]


each_look = pytest.mark.parametrize(
    ("scheme", "view"),
    [
        _parameters(*look, id=name, is_repetition=number > 0)
        for number, (name, look) in enumerate(LOOKS.items())
    ],
)
"""Parameters of a test of one page; `make test` has the first look."""
