"""How many examples the property-based tests try: a few in `make test`, many in `make gates`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TOLERATED = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
settings.register_profile("quick", max_examples=40, deadline=None, suppress_health_check=TOLERATED)
settings.register_profile(
    "nightly", settings.get_profile("quick"), max_examples=500, derandomize=False, print_blob=True
)
examples = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
"""Decorator for property-based tests."""
