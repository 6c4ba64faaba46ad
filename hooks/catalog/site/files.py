"""Small files of the site: scripts, styles, robots.txt, OpenSearch, and data for the home page and health."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from rcssmin import cssmin
from rjsmin import jsmin

from catalog.site.browser_rules import render_browser_rules
from catalog.site.bundles import bundle_scripts
from catalog.site.material import read_material_style, render_icons, render_material_style
from catalog.views.coverage import measure_coverage, tasks_json
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views

SCRIPT_FOLDERS = ("site", "search", "cite", "compare", "table", "add")
"""Folders of scripts in docs/assets/."""
MAX_ADDITIONS = 100
"""Papers that the home page can announce as new."""
MAX_SHORT_NAME_LENGTH = 16
"""Characters, by the OpenSearch specification."""


def render_scripts(docs: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of the bundles, minified: comments are half the bytes.

    Every module is published on its own too, for those who experiment; pages load bundles only.
    """
    assets = docs / "assets"
    paths = sorted(path for folder in SCRIPT_FOLDERS for path in (assets / folder).glob("*.js"))
    sources = {path.relative_to(assets).with_suffix("").as_posix(): path.read_text("utf-8") for path in paths}
    for name, text in (sources | dict(bundle_scripts(sources))).items():
        yield f"assets/{name}.js", f"{jsmin(text)}\n"


def render_styles(docs: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of the style sheets, minified, and of the icons: every page loads them."""
    yield "assets/icons.svg", render_icons(docs)
    yield "assets/material.css", render_material_style(docs, read_material_style())
    for path in sorted((docs / "assets").rglob("*.css")):
        yield path.relative_to(docs).as_posix(), f"{cssmin(path.read_text('utf-8'))}\n"


def render_other_files(views: Views, site: SiteInfo) -> Iterator[tuple[str, str]]:
    """Yield path and text of files of a few lines."""
    yield "opensearch.xml", render_opensearch(site)
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n"
    yield "home/added.json", recent_additions(views)
    yield "add/rules.json", render_browser_rules(views.catalog)
    yield "data/health.json", tasks_json(measure_coverage(views.catalog))


def recent_additions(views: Views) -> str:
    """Return the newest papers as JSON rows of id, title and date, for returning readers."""
    papers = [paper for paper in views.catalog.papers if paper.added]
    papers.sort(key=lambda paper: str(paper.added), reverse=True)
    rows = [[paper.id, paper.title, str(paper.added)] for paper in papers[:MAX_ADDITIONS]]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def render_opensearch(site: SiteInfo) -> str:
    """Return the XML by which a browser searches the site from its own address bar (OpenSearch 1.1).

    Source: https://developer.mozilla.org/docs/Web/XML/Guides/OpenSearch
    """
    root = Element("OpenSearchDescription", xmlns="http://a9.com/-/spec/opensearch/1.1/")
    SubElement(root, "ShortName").text = site.name.removeprefix("Awesome ")[:MAX_SHORT_NAME_LENGTH].strip()
    SubElement(root, "LongName").text = site.name
    SubElement(root, "Description").text = site.description
    SubElement(root, "InputEncoding").text = "UTF-8"
    image = SubElement(root, "Image", width="16", height="16", type="image/svg+xml")
    image.text = f"{site.url}assets/favicon.svg"
    template = f"{site.url}papers/?q={{searchTerms}}"
    SubElement(root, "Url", type="text/html", method="get", template=template)
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return f"{xml.decode()}\n"
