"""Fixtures for tests that look papers up: one server for the session, reset before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lookup.services import Services, run_services


@pytest.fixture(scope="session")
def server() -> Iterator[Services]:
    with run_services() as services:
        yield services


@pytest.fixture
def services(server: Services, monkeypatch: pytest.MonkeyPatch) -> Services:
    monkeypatch.setenv("NO_PROXY", "localhost")
    server.reset()
    return server
