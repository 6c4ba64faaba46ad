"""Links as HTML: all that templates say of a link, as filters, since a page has a hundred of them.

As macros, they took a tenth of the whole build.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from catalog.views.cards import Link

BASE = Markup("<base>")
"""Stands for the way to the root of the site, until a page is whole. No text is like it, once escaped."""


def anchor(link: Link, css: str = "") -> Markup:
    """A link of the web or of the site, in a class; as plain text, if it leads nowhere."""
    name, style = escape(link.name), f' class="{escape(css)}"' if css else ""
    title = f' title="{escape(link.title)}"' if link.title else ""
    if link.href and "://" in link.href:
        return Markup(f'<a href="{escape(link.href)}"{style}>{name}</a>')
    if link.href:
        return Markup(f'<a href="{BASE}{escape(link.href)}"{style}{title}>{name}</a>')
    if link.kind:
        return Markup(f'<span class="no-link">{name}: {escape(link.title)}</span>')
    return Markup(f"<span{style}{title}>{name}</span>")


def rooted(html: str, base: str) -> str:
    """A whole page with the way to the root of the site in all its links."""
    return html.replace(BASE, base)


def anchors(links: Iterable[Link]) -> Markup:
    """Links with commas between them."""
    return Markup(", ".join(map(anchor, links)))
