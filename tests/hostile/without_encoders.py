"""Remove the encoders of pages in a hostile build, so that only the policy of the pages protects them."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any
from unittest.mock import patch

import jinja2
import jinja2.filters
from markupsafe import Markup

from catalog.html import jsonld

WITHOUT_ENCODERS = "HOSTILE_WITHOUT_ENCODERS"
"""Environment variable of such a build: with `checked`, pages are still checked for policy violations."""
URL_CHECKERS = ("views.cards", "html.head", "records.as_json", "citing.reference", "citing.table")
"""Modules that check whether a URL is safe."""


def return_unchanged(text: Any, *_: object, **__: object) -> Any:
    """Replace an encoder."""
    return text


def strip_tags(text: str) -> str:
    """Do what `| striptags` does without escaping afterwards."""
    return str(Markup(text).striptags())


def make_environment(**options: Any) -> jinja2.Environment:
    """Return a template environment that escapes nothing."""
    return jinja2.Environment(**options | {"autoescape": False})


def remove_encoders(is_checked: bool) -> None:
    """Remove the encoders of pages and, unless the build is checked, the check that would make it fail."""
    replacements: dict[str, Any] = {
        "catalog.html.environment.CatalogEnvironment": make_environment,
        "catalog.citing.coins.escape": Markup,
        "catalog.html.links.escape": Markup,
        "catalog.html.head.escape": Markup,
        "catalog.html.renderer.escape": return_unchanged,
        "html.escape": return_unchanged,  # for hooks/pages.py, which is imported later
        "catalog.site.redirects.escape": return_unchanged,
        "catalog.html.table_rows.MAX_ROWS": sys.maxsize,  # only encoded rows can be read again for a file
        "catalog.html.shell.ESCAPINGS": {"&#x27;": return_unchanged, "'": strip_tags},  # the theme's, then
    }
    if not is_checked:
        replacements["catalog.html.csp.violations"] = lambda html: iter(())
    for module in URL_CHECKERS:
        replacements[f"catalog.{module}.is_safe_url"] = partial(return_unchanged, True)
    for target, replacement in replacements.items():
        patch(target, replacement).start()
    jinja2.filters.FILTERS["e"] = return_unchanged  # for the theme's templates
    jsonld.ESCAPES.clear()
