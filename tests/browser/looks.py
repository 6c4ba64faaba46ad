"""Color schemes and widths of pages: `make test` checks some of their combinations, `make gates` all."""

from __future__ import annotations

from collections.abc import Iterable
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
"""Color scheme and viewport by name; each scheme and each width is among the first two."""


def _parameters(*values: object, id: str, is_repetition: bool) -> Any:
    return pytest.param(*values, id=id, marks=[pytest.mark.gate] if is_repetition else [])


def rest_in_gates(cases: Iterable[Any]) -> list[Any]:
    """Return parameters of which `make test` has only the first, and `make gates` the others."""
    return [pytest.param(case, marks=[pytest.mark.gate] if at else []) for at, case in enumerate(cases)]


def with_looks(cases: Iterable[tuple[str, Any]]) -> list[Any]:
    """Return parameters of named cases (value, scheme, viewport); `make test` has one look of each."""
    return [
        _parameters(case, *look, id=f"{name}-{look_name}", is_repetition=number != at % len(LOOKS))
        for at, (name, case) in enumerate(cases)
        for number, (look_name, look) in enumerate(LOOKS.items())
    ]


each_look = pytest.mark.parametrize(
    ("scheme", "view"),
    [
        _parameters(*look, id=name, is_repetition=number > 1)
        for number, (name, look) in enumerate(LOOKS.items())
    ],
)
"""Parameters of a test that costs too little to be spread over looks; `make test` has two of them."""
