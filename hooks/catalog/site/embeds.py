"""Pages that other sites show in an iframe: the newest papers of a list, in HTML without scripts."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.html.csp import check_policy
from catalog.html.links import insert_root
from catalog.html.renderer import Renderer

MAX_PAPERS = 10
"""Papers of a list to embed; only the newest are included."""


def render_embeds(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of the page to embed of each list that has one.

    Links are relative, even where those of other pages are not, because no engine changes these files.

    Raises:
        PolicyError: if a page violates its content security policy.
    """
    template = renderer.get_template("catalog/embed.html")
    for value in renderer.views.lists_to_embed:
        html = template.render(list=value, papers=value.papers[:MAX_PAPERS], site_name=renderer.site.name)
        path = f"{value.embed_href}index.html"
        html = insert_root(renderer.fragments.insert(html), "../" * path.count("/"))
        check_policy(path, html)
        yield path, html
