"""Old addresses, and those by arXiv id: small pages that lead to the right one, or say why there is none.

A static site cannot answer 301 or 410; these say it in HTML, without a script. Addresses are relative, so
that they work under any path. Ids that are not well-formed never become a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from catalog.html.csp import NOTHING
from catalog.utils.urls import ARXIV
from catalog.views.cards import paper_href
from catalog.views.views import Views

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

PAGE = """\
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
HEAD = '<link rel="canonical" href="{href}">\n<meta http-equiv="refresh" content="0; url={href}">\n'
LINK = '<a href="{href}">{name}</a>'


def redirect_files(views: Views) -> Iterator[tuple[str, str]]:
    """The files with their paths. A page of the site is never replaced, even if a check was missed."""
    taken = {page.href for page in views.pages()}
    for href, target, name in moves(views):
        if href not in taken:
            yield f"{href}index.html", moved(href, target, name)
    for id, gone in views.catalog.gone.items():
        href = f"papers/{id}/"
        if ID.fullmatch(id) and href not in taken:
            yield f"{href}index.html", removed(href, gone.reason)


def moves(views: Views) -> Iterator[tuple[str, str, str]]:
    """Addresses that lead elsewhere: (from, to, what is there)."""
    for paper in views.catalog.papers:
        target = paper_href(paper)
        yield from ((f"papers/{old}/", target, paper.title) for old in paper.replaces if ID.fullmatch(old))
        if paper.arxiv and ARXIV.fullmatch(paper.arxiv):
            yield f"arxiv/{paper.arxiv}/", target, paper.title
    for id, person in views.catalog.people.items():
        entry = views.entries["authors"].get(id)  # those with one paper have no page of their own
        target = entry.href if entry else "authors/"
        yield from ((f"authors/{old}/", target, person.name) for old in person.former if ID.fullmatch(old))


def moved(href: str, target: str, name: str) -> str:
    """The page at an old address."""
    there = escape("../" * href.count("/") + target)
    text = f"It is now at {LINK.format(href=there, name=escape(name))}."
    return PAGE.format(policy=NOTHING, head=HEAD.format(href=there), title="This page has moved", text=text)


def removed(href: str, reason: str) -> str:
    """The page of a record that is gone for good."""
    papers = LINK.format(href="../" * href.count("/") + "papers/", name="All papers")
    text = f"{escape(reason)} {papers}"
    return PAGE.format(policy=NOTHING, head="", title="This record was removed", text=text)
