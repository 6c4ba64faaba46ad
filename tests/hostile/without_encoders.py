"""Switches off what writes text safely, in a hostile build only: what is left is the policy of the pages."""

from __future__ import annotations

from functools import partial
from typing import Any
from unittest.mock import patch

import jinja2
import jinja2.filters
from markupsafe import Markup

from catalog.html import jsonld

WITHOUT_ENCODERS = "HOSTILE_NAKED"
"""Set in the environment of a build without encoders: to `all`, or to `watched`, where the build still looks
at each page for what its policy does not allow."""
URL_CHECKERS = ("views.cards", "html.head", "records.as_json", "citing.reference", "citing.table")
"""The modules that ask whether an address is safe."""


def return_unchanged(text: Any, *_: object, **__: object) -> Any:
    """Instead of an encoder."""
    return text


def strip_tags(text: str) -> str:
    """What `| striptags` makes of a text where nothing is escaped after it."""
    return str(Markup(text).striptags())


def make_environment(**options: Any) -> jinja2.Environment:
    """The templates' environment, which escapes nothing."""
    return jinja2.Environment(**options | {"autoescape": False})


def remove_encoders(watched: bool) -> None:
    """Switch off the encoders of pages and, unless watched, the check that stops such a build."""
    instead: dict[str, Any] = {
        "catalog.html.environment.CatalogEnvironment": make_environment,
        "catalog.html.links.escape": Markup,
        "catalog.html.head.escape": Markup,
        "html.escape": return_unchanged,  # for the hooks, which are not imported yet
        "catalog.site.redirects.escape": return_unchanged,
        "catalog.html.shell.ESCAPINGS": {"&#x27;": return_unchanged, "'": strip_tags},  # as the theme does it then
    }
    if not watched:
        instead["catalog.html.csp.violations"] = lambda html: iter(())
    instead |= {f"catalog.{reader}.is_safe_url": partial(return_unchanged, True) for reader in URL_CHECKERS}
    for target, value in instead.items():
        patch(target, value).start()
    jinja2.filters.FILTERS["e"] = return_unchanged  # for the theme's templates
    jsonld.ESCAPES.clear()
