"""Links as HTML: all that templates say of a link, as functions, since a page calls them a hundred times.

As macros, they took a tenth of the whole build.
"""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from catalog.cards import Link


@pass_context
def to(context: Context, link: Link, css: str = "") -> Markup:
    """A link of the web or of the site, in a class; as plain text, if it leads nowhere."""
    name, style = escape(link.name), f' class="{escape(css)}"' if css else ""
    title = f' title="{escape(link.title)}"' if link.title else ""
    if link.href and "://" in link.href:
        return Markup(f'<a href="{escape(link.href)}"{style}>{name}</a>')
    if link.href:
        href = f"{context['base']}{escape(link.href)}"
        return Markup(f'<a href="{href}"{style}{title}>{name}</a>')
    if link.kind:
        return Markup(f'<span class="no-link">{name}: {escape(link.title)}</span>')
    return Markup(f"<span{style}{title}>{name}</span>")


@pass_context
def names(context: Context, links: Iterable[Link]) -> Markup:
    """Links with commas between them."""
    return Markup(", ").join(to(context, link) for link in links)
