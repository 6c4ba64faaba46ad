"""Views to HTML, through templates that escape everything by themselves.

The templates in docs/templates/catalog/ see records, never HTML; what they write is escaped by Jinja's
autoescape, and every address passes `cards.web_link`. Addresses of the site are relative, so that it works
under any path: all are written with a mark for the way back to its root, which is put in last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from catalog.citing.bibtex import bibtex
from catalog.citing.coins import coins
from catalog.citing.formats import FORMATS
from catalog.citing.reference import references
from catalog.documents.problems import RULES, format_count
from catalog.history.changes import history, last_days
from catalog.history.contributors import people
from catalog.history.news import MANY, News
from catalog.html import csp, plots
from catalog.html import head as machines
from catalog.html.charts import chart
from catalog.html.fragments import Pieces
from catalog.html.jsonld import Site
from catalog.html.links import BASE, anchor, anchors, rooted
from catalog.html.rule_examples import examples, mended
from catalog.html.shell import Shell
from catalog.records.as_json import record_as_json
from catalog.records.catalog import Catalog
from catalog.search.sections import Section, sections
from catalog.views import api, cards, views
from catalog.views.coverage import health
from catalog.views.page import Page
from catalog.views.views import Views


class Templates(Environment):
    """Templates that share one set of global names, instead of each looking through two."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:  # noqa: D102
        return super().make_globals(d) if d else self.globals


class Renderer:
    """Renders the views of one catalog."""

    def __init__(self, catalog: Catalog, templates: Path, repository: str = "", branch: str = "main") -> None:
        self.catalog = catalog
        self.views = Views(catalog)
        self.branch = branch
        self.repository = repository.rstrip("/")
        """The address of the repository on GitHub, for links to edit and report; may be unknown."""
        self.days = machines.last_changes(catalog.records, last_days(history(templates.parents[1])))
        """The day on which each record last changed, by its file."""
        self.base = ""
        """Where the site stands, such as `/fork/`, if addresses shall begin there, not be relative."""
        self.fragments: list[Callable[[], str]] = []
        """What makes the HTML that waits for its place in a page: see `hold`."""
        self.sections: list[Section] = []
        """What the search finds of the hand-written pages."""
        self.shells: dict[tuple[object, ...], Shell] = {}
        """The theme's page by the shape of what is poured into it; see `pouring`."""
        self.sound = ""
        """The page that was poured last, if neither its shell nor its texts need to be looked at again."""
        self.harmless = False
        """Whether what was made last certainly holds nothing that a policy could forbid."""
        self.environment = Templates(
            loader=FileSystemLoader([templates, templates.parent / "assets/guide"]),  # pictures, too
            autoescape=True,
            auto_reload=False,  # a renderer lives as long as one build
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.get_template = cache(self.environment.get_template)
        """A template by its name. The environment's own memory is of the least recently used, and slower."""
        self.pieces = Pieces(self.get_template, self.views.card)
        self.cited = cache(lambda id: references(catalog, catalog.paper[id]))
        """What to cite of a paper, by its id."""
        self.environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        self.environment.globals |= {
            "base": BASE,
            "catalog": catalog,
            "views": self.views,
            "piece": self.pieces.one,
            "pieces": self.pieces.many,
            "all_links": cards.all_links,
            "web_link": cards.web_link,
            "by_year": views.by_year,
            "cited": cards.cited,
            "references": self.cited,
            "bibtex": bibtex,
            "timeline": plots.timeline,
            "chart": chart,
            "rules": RULES,
            "examples": cache(partial(examples, templates.parents[1])),
            "mended": cache(partial(mended, templates.parents[1])),
            "people": partial(people, templates.parents[1]),
            "many": MANY,
            "health": health(catalog),
            "news": lambda: News(self.views, history(templates.parents[1])),
            "records": api.RECORDS,
            "record": record_as_json,
            "downloads": [format for format in FORMATS if format.listed],
            "coins": cache(lambda id: coins(self.cited(id)[0])),
            "repository": self.repository,
            "branch": branch,
            "report_url": self.report_url,
        }
        # Filters, not functions: the call of one costs less, and each page has many of these.
        self.environment.filters |= {
            "anchor": anchor,
            "anchors": anchors,
            "count": format_count,
            "parts": parts,
            "sizes": sizes,
            "code": code,
            "kinds": kinds,
        }

    def page(self, page: Page) -> str:
        """The HTML of a generated page, heading included."""
        return self.template(f"catalog/{page.kind}.html", page.href, page=page)

    def template(self, name: str, href: str, **values: Any) -> str:
        """The HTML of one template, for the page at an address."""
        html = self.get_template(name).render(values)
        self.harmless = csp.harmless(html)
        return rooted(self.pieces.put(html), self._base(href))

    def head(self, site: Mapping[str, Any], href: str, title: str, about: str, page: Page | None) -> str:
        """What a page's head tells programs, for a site with the settings of MkDocs; see `machines`."""
        here = Site(site["site_name"], site["site_description"] or "", site["site_url"] or "/")
        head = machines.head(self.views, self.cited, self.days, here, href, title, about, page)
        return machines.html(head, here, self._base(href))

    def _base(self, href: str) -> str:
        """The way from an address to the root of the site."""
        return self.base or "../" * href.count("/")

    def policy(self, scripts: str, meta: Mapping[str, Any], served: bool) -> str:
        """What a page may do. Its front matter says: `connect`, to these hosts; `sends`, forms to GitHub."""
        send = self.repository if meta.get("sends") else ""
        return csp.policy(scripts, meta.get("connect", ()), send, served=served)

    def changed(self, page: Page | None) -> date | None:
        """When the facts on a page last changed, for the site map."""
        return machines.changed(self.views, self.days, page) if page else self._last_change

    @cached_property
    def _last_change(self) -> date | None:
        return machines.changed(self.views, self.days, None)

    def hold(self, template: str, href: str, **values: Any) -> str:
        """A place-holder to write into Markdown, which leaves it alone; `insert` puts the HTML there.

        Only then is it made, so that no more than one long list is in memory.
        """
        self.fragments.append(partial(self.template, template, href, **values))
        return f'<div id="catalog-fragment-{len(self.fragments) - 1}"></div>'

    def insert(self, html: str) -> str:
        """A page's HTML with the fragments that it waits for. Fragments themselves are not searched."""
        begin, end = '<div id="catalog-fragment-', '"></div>'
        first, *rest = html.split(begin)
        pieces = [first]
        for part in rest:
            number, _, after = part.partition(end)
            pieces += [self.fragments[int(number)](), after]
        return "".join(pieces)

    def note(self, href: str, html: str, meta: Mapping[str, Any]) -> None:
        """Keep for the search what a page says, unless its front matter keeps it out."""
        if not meta.get("search", {}).get("exclude"):
            self.sections += sections(href, html)

    def report_url(self, id: str) -> str:
        """The form on GitHub to correct a record (.github/ISSUE_TEMPLATE), with its id filled in."""
        record = quote_plus(id)
        asked = f"template=correct-record.yml&title=Correct%3A+{record}&record={record}"
        return f"{self.repository}/issues/new?{asked}"


KIND_NAMES = {
    "controlled": "lab-controlled",
    "conversational": "dyadic conversation",
    "text": "text descriptions",
    "attributes": "attribute labels",
    "2d-video": "2D video",
    "3d-mesh": "3D mesh",
    "detection": "deepfake detection",
    "quality-assessment": "quality assessment",
    "generated": "generated videos",
}
"""Kinds of datasets whose name on pages differs from their id."""


def parts(numbers: Mapping[str, float] | None) -> str:
    """`5,090 (pretrain), 451 (test)`: one number, or one for each part."""
    return ", ".join(
        f"{grouped(number)} ({words(part)})" if part else grouped(number)
        for part, number in (numbers or {}).items()
    )


def sizes(numbers: Mapping[str, float] | None) -> str:
    """`7,442 clips, 12 sentences`: how many of what."""
    return ", ".join(f"{grouped(number)} {words(what)}".strip() for what, number in (numbers or {}).items())


def kinds(ids: Iterable[str]) -> str:
    """`2D video, in-the-wild`: what is in a dataset."""
    return ", ".join(KIND_NAMES.get(id, id) for id in ids)


def code(text: str) -> Markup:
    """A text of ours in which `words` in back-ticks are code. Everything is escaped first."""
    pieces = (escape(piece) for piece in text.split("`"))
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if at % 2 else piece for at, piece in enumerate(pieces)
    )


def grouped(number: float) -> str:
    """`7,442` or `15.8`: a number as people write it."""
    return f"{number:,}".removesuffix(".0")


def words(key: str) -> str:
    """`manipulation_methods` as it is read."""
    return key.replace("_", " ")
