"""Redirect pages for former ids and arXiv ids, and pages that explain why a record or list was removed.

A static site cannot answer 301 or 410, so HTML says it, without a script. URLs are relative and work under
any path. Malformed ids never become a path.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from catalog.html.csp import EMPTY_POLICY
from catalog.records.ids import RECORD_ID
from catalog.utils.urls import ARXIV_ID
from catalog.views.cards import paper_href
from catalog.views.removed import removed_href
from catalog.views.views import Views

PAGE_TEMPLATE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
{head}<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<p>{text}</p>
</body>
</html>
"""
HEAD_TEMPLATE = '<link rel="canonical" href="{href}">\n<meta http-equiv="refresh" content="0; url={href}">\n'
LINK_TEMPLATE = '<a href="{href}">{name}</a>'


def render_redirects(views: Views) -> Iterator[tuple[str, str]]:
    """Yield path and text of each page. A page of the site is never replaced, even if a check was missed."""
    titles = {page.href: page.title for page in views.pages()}
    redirects = {href: redirect_page(href, target, name) for href, target, name in list_redirects(views)}
    for key, gone in views.catalog.gone.items():
        if href := removed_href(key):
            target = f"{(gone.to or '').rstrip('/')}/"
            is_page = target in titles
            page = redirect_page(href, target, titles[target]) if is_page else removal_page(href, gone.reason)
            redirects.setdefault(href, page)
    for href, page in redirects.items():
        if href not in titles:
            yield f"{href}index.html", page


def list_redirects(views: Views) -> Iterator[tuple[str, str, str]]:
    """Yield redirects as site paths and a title: (from, to, title)."""
    for paper in views.catalog.papers:
        target = paper_href(paper)
        yield from (
            (f"papers/{old}/", target, paper.title) for old in paper.replaces if RECORD_ID.fullmatch(old)
        )
        if paper.arxiv and ARXIV_ID.fullmatch(paper.arxiv):
            yield f"arxiv/{paper.arxiv}/", target, paper.title
    for id, person in views.catalog.people.items():
        author = views.facet_values["authors"].get(id)  # authors of a single paper have no page
        target = author.href if author else "authors/"
        yield from (
            (f"authors/{old}/", target, person.name) for old in person.former if RECORD_ID.fullmatch(old)
        )


def redirect_page(href: str, target: str, name: str) -> str:
    """Return the page at a former URL."""
    url = escape("../" * href.count("/") + target)
    text = f"It is now at {LINK_TEMPLATE.format(href=url, name=escape(name))}."
    return PAGE_TEMPLATE.format(
        policy=EMPTY_POLICY, head=HEAD_TEMPLATE.format(href=url), title="This page has moved", text=text
    )


def removal_page(href: str, reason: str) -> str:
    """Return the page of a removed record."""
    papers = LINK_TEMPLATE.format(href="../" * href.count("/") + "papers/", name="All papers")
    text = f"{escape(reason)} {papers}"
    return PAGE_TEMPLATE.format(policy=EMPTY_POLICY, head="", title="This record was removed", text=text)
