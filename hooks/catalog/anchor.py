"""Links as HTML: all that templates say of a link, as a function, since a page calls it a hundred times.

As a macro, it took a tenth of the whole build.
"""

from __future__ import annotations

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
