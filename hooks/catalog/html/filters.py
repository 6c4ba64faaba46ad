"""The Jinja filter for texts with code: a filter costs less than a global function."""

from __future__ import annotations

from markupsafe import Markup, escape


def inline_code(text: str) -> Markup:
    """Render `words` between backticks as code; escape everything."""
    return Markup("").join(
        Markup("<code>{}</code>").format(escape(part)) if index % 2 else escape(part)
        for index, part in enumerate(text.split("`"))
    )
