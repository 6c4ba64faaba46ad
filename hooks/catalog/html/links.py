"""Escaping, and Jinja filters for links and texts with code. As macros they took a tenth of the build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import markupsafe
from markupsafe import Markup

from catalog.records.vocabularies import LinkState
from catalog.views.cards import Link, show_state

ROOT_PLACEHOLDER = Markup("<base>")
"""Stands for the path to the site root until `insert_root`. Escaped text cannot contain it."""
SPECIAL_CHARACTER = re.compile(r"""[&<>"']""")
NO_STATES: Mapping[str, LinkState] = {}


def escape(value: Any) -> str:
    """Escape like `markupsafe.escape`, in a third of the time, for HTML that is only joined.

    >>> escape("R&D"), escape(Markup("<b>")), escape(2.5)
    ('R&amp;D', Markup('<b>'), Markup('2.5'))
    """
    if type(value) is Markup:
        return value
    if type(value) is str and not SPECIAL_CHARACTER.search(value):
        return value
    return markupsafe.escape(value)


def render_link(link: Link, css_class: str = "", states: Mapping[str, LinkState] = NO_STATES) -> Markup:
    """Render an external or internal link, or plain text if it has no target.

    Args:
        link: The link.
        css_class: Class of its element.
        states: What is known about links, by URL; see `Catalog.links`.
    """
    if link.href in states:
        link = show_state(link, states)
    name, style = escape(link.name), f' class="{escape(css_class)}"' if css_class else ""
    title = f' title="{escape(link.title)}"' if link.title else ""
    if link.href and "://" in link.href:
        origin = title if link.title != link.href else ""
        note = f' <small class="link-note">{escape(link.note)}</small>' if link.note else ""
        return Markup(f'<a href="{escape(link.href)}"{style}{origin}>{name}{note}</a>')
    if link.href:
        return Markup(f'<a href="{ROOT_PLACEHOLDER}{escape(link.href)}"{style}{title}>{name}</a>')
    if link.kind:
        return Markup(f'<span class="no-link">{name}: {escape(link.title)}</span>')
    return Markup(f"<span{style}{title}>{name}</span>")


def render_links(links: Iterable[Link], states: Mapping[str, LinkState] = NO_STATES) -> Markup:
    """Render links, separated by commas; see `render_link`."""
    return Markup(", ".join([render_link(link, states=states) for link in links]))


def insert_root(html: str, root: str) -> str:
    """Complete the internal links of a page with the path to the site root, such as `../../`."""
    return html.replace(ROOT_PLACEHOLDER, root)


def inline_code(text: str) -> Markup:
    """Render `words` between backticks as code; escape everything."""
    return Markup("").join(
        Markup("<code>{}</code>").format(escape(part)) if index % 2 else escape(part)
        for index, part in enumerate(text.split("`"))
    )
