"""The services: where they are, how often they may be asked, and how they know us."""

from __future__ import annotations

from collections.abc import Mapping
from os import environ

BASE_URLS: Mapping[str, str] = {
    "arxiv": "https://export.arxiv.org",
    "crossref": "https://api.crossref.org",
    "dblp": "https://dblp.org",
    "openalex": "https://api.openalex.org",
    "openreview": "https://api2.openreview.net",
    "github": "https://api.github.com",
}
"""The services by their IDs in sources.yml. No other host is ever asked by a `Client`."""
SERVICE_NAMES: Mapping[str, str] = {
    "arxiv": "arXiv",
    "crossref": "Crossref",
    "dblp": "DBLP",
    "openalex": "OpenAlex",
    "openreview": "OpenReview",
    "github": "GitHub",
}
"""Names of the services for people."""
MIN_INTERVAL_SECONDS: Mapping[str, float] = {"arxiv": 3}
"""Seconds between two requests to a service, by default 1.
Source: https://info.arxiv.org/help/api/tou.html"""
TOKEN_VARIABLES: Mapping[str, str] = {"openalex": "OPENALEX_API_KEY", "github": "GITHUB_TOKEN"}
"""Environment variables with the tokens of services that need one."""


def read_tokens() -> dict[str, str]:
    """Return the tokens that the environment has, by service."""
    found = {service: environ.get(name, "").strip() for service, name in TOKEN_VARIABLES.items()}
    return {
        service: token
        for service, token in found.items()
        if token.isascii() and token.isprintable() and token
    }


def token_headers(service: str, token: str) -> dict[str, str]:
    """Return the headers that show a token to a service.

    Source: https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api
    """
    return {"Authorization": f"Bearer {token}"} if service == "github" and token else {}


def token_params(service: str, token: str) -> dict[str, str]:
    """Return the query parameters that show a token to a service.

    Source: https://developers.openalex.org/guides/authentication
    """
    return {"api_key": token} if service == "openalex" and token else {}
