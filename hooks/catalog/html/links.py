"""Jinja filters that render links. As macros they took a tenth of the build."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from catalog.views.cards import Link

ROOT_PLACEHOLDER = Markup("<base>")
"""Stands for the path to the site root until `insert_root`. Escaped text cannot contain it."""


def render_link(link: Link, css_class: str = "") -> Markup:
    """Render an external or internal link, or plain text if it has no target."""
    name, style = escape(link.name), f' class="{escape(css_class)}"' if css_class else ""
    title = f' title="{escape(link.title)}"' if link.title else ""
    if link.href and "://" in link.href:
        return Markup(f'<a href="{escape(link.href)}"{style}>{name}</a>')
    if link.href:
        return Markup(f'<a href="{ROOT_PLACEHOLDER}{escape(link.href)}"{style}{title}>{name}</a>')
    if link.kind:
        return Markup(f'<span class="no-link">{name}: {escape(link.title)}</span>')
    return Markup(f"<span{style}{title}>{name}</span>")


def render_links(links: Iterable[Link]) -> Markup:
    """Render links, separated by commas."""
    return Markup(", ".join(map(render_link, links)))


def insert_root(html: str, root: str) -> str:
    """Complete the internal links of a page with the path to the site root, such as `../../`."""
    return html.replace(ROOT_PLACEHOLDER, root)
