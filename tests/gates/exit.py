"""Builds the site with the engines that could follow MkDocs, and compares what comes out, page by page.

The same addresses; the same text and links in each page's main part, and in its head the same title and
words for programs; the same other files, byte for byte; the same answers to queries; nothing that a policy
stops. What differs all the same stands, with its reason, in tests/gates/differences.yml.

Example: python -m tests.gates.exit --real --engine zensical
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import yaml
from playwright.sync_api import sync_playwright

from tests.browser.chromium import HELP, executable, launch_args
from tests.gates.engines import ENGINES, NotHad
from tests.server import served
from tests.sites import EPOCH, ROOT, TOY, Site, build, checkout

DIFFERENCES = Path(__file__).with_name("differences.yml")
QUERIES = ROOT / "tests/search/public.json"
ASKED = 20
ASK = """async ([script, queries]) => {
  const { open } = await import(script);
  const engine = await open(new URL("./", location.href));
  const found = [];
  for (const text of queries) found.push([...(await engine.ask({ text })).rows]); // one by one
  return found;
}"""
SHOWN = 20
"""Differences of a kind that are printed."""
VISITED = ("", "papers/", "add/", "about/", "404.html")
"""Pages that are opened, to see whether their policy stops anything."""
THEIRS = (
    "assets/javascripts/",
    "assets/stylesheets/",
    "assets/images/",
    "search/search_index.json",
    "sitemap.xml",  # pages in another order; `addresses` compares what it names
    "catalog/card.svg",  # a drawing among our templates, which MkDocs publishes and no page shows
)
"""Files that each theme or engine has its own of."""


def main() -> int:
    """Build the same catalog with MkDocs and with its possible followers, and compare the sites."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gates.exit",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--real", action="store_true", help="the real catalog, not the toy one")
    parser.add_argument("--engine", choices=ENGINES, help="only this one")
    parser.add_argument("--keep", type=Path, help="an empty folder for the sites, to look at them afterwards")
    options = parser.parse_args()
    if executable() is None:
        print(HELP, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        work = options.keep or Path(folder)
        print("Building with mkdocs ...", file=sys.stderr, flush=True)
        reference = build(source(work / "mkdocs", real=options.real), SOURCE_DATE_EPOCH=EPOCH)
        worst = 0
        for engine in [options.engine] if options.engine else ENGINES:
            print(f"Building with {engine} ...", file=sys.stderr, flush=True)
            try:
                other = ENGINES[engine](reference, work / engine)
            except NotHad as error:
                print(f"exit: {engine} NOT RUN, it cannot be installed here: {error}", file=sys.stderr)
                worst = worst or 2
                continue
            worst = 1 if told(engine, reference, other) else worst
    return worst


def source(root: Path, *, real: bool) -> Path:
    """A checkout to build: with its history, if the catalog is the real one."""
    checkout(root, ROOT / "data" if real else TOY)
    if real:
        asked = ("git", "-C", str(ROOT), "rev-parse", "--absolute-git-dir")
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        (root / ".git").write_text(f"gitdir: {said}", "utf-8")
    return root


@dataclass(frozen=True)
class Differences:
    """How the site of another engine differs from that of MkDocs."""

    addresses: frozenset[str]
    """Of pages, and lines of the map, that are in one of the two only."""
    pages: frozenset[str]
    """Addresses of pages that say something else."""
    files: frozenset[str]
    """Other files that have not the same bytes."""


def compared(reference: Site, other: Site) -> Differences:
    """Compare all that does not need a browser."""
    both = reference.pages.keys() & other.pages.keys()
    return Differences(
        frozenset(reference.documents.keys() ^ other.documents.keys() | named(reference) ^ named(other)),
        frozenset(address for address in both if seen(reference, address) != seen(other, address)),
        frozenset(name for name in held(reference) if bytes_of(reference, name) != bytes_of(other, name)),
    )


def told(engine: str, reference: Site, other: Site) -> bool:
    """Print how two sites compare; whether anything differs that is not explained."""
    found = compared(reference, other)
    known = yaml.safe_load(DIFFERENCES.read_text("utf-8"))[engine]
    (first, _), (second, stopped) = asked(reference), asked(other)
    alike = sum(one == two for one, two in zip(first, second, strict=True))
    pages, files = len(reference.pages), len(held(reference))
    explained = len(found.pages & known.keys())
    print(
        f"exit: {engine}, {len(reference.documents):,} addresses, {len(found.addresses):,} not in both; "
        f"{pages - len(found.pages):,} of {pages:,} pages equal, {explained:,} differ as explained; "
        f"{files - len(found.files):,} of {files:,} other files equal; "
        f"{alike} of {ASKED} queries answered alike, {sum(map(bool, first))} with papers; "
        f"{len(VISITED)} pages opened, {len(stopped)} things stopped"
    )
    unexplained = found.addresses | found.files | found.pages ^ (known.keys() & reference.pages.keys())
    for name in sorted(unexplained)[:SHOWN]:
        print(f"  {engine}: {name or 'the home page'} differs")
    for said in stopped[:SHOWN]:
        print(f"  {engine}: {said}")
    wrong = bool(unexplained or stopped) or alike < ASKED
    if wrong:
        print(
            f"Look at both with --keep DIR --engine {engine}; then mend hooks/catalog/moving/, or explain "
            "a page in tests/gates/differences.yml. An explained page that is equal goes from there.",
            file=sys.stderr,
        )
    return wrong


def held(site: Site) -> list[str]:
    """The files of a site that are neither pages nor a theme's own."""
    return [name for name in sorted(site.files) if not name.startswith(THEIRS) and not name.endswith(".html")]


def bytes_of(site: Site, name: str) -> bytes | None:
    """What is in a file of a site; None without it."""
    return (site.output / name).read_bytes() if name in site.files else None


def named(site: Site) -> frozenset[str]:
    """The lines of a site's map."""
    return frozenset((site.output / "sitemap.xml").read_text("utf-8").split("\n"))


def seen(site: Site, address: str) -> tuple[object, ...]:
    """The text and the links of a page's main part, wherever they are relative to, and what its head says."""
    page = site.pages[address]
    main, head = page.one("div.md-content"), page.one("head")
    links = [(link["href"], link.text) for link in main.all("a")]
    # The policy names the scripts of a theme, and the generator is the engine.
    metas = [one for one in head.all("meta") if one["name"] != "generator" and not one["http-equiv"]]
    linked = [one for one in head.all("link") if one["rel"] in ("canonical", "alternate", "icon", "search")]
    return (
        main.text,
        [(urljoin(site.url + address, href), text) for href, text in links if href],
        head.texts("title"),
        [tuple(one.attributes.items()) for one in metas],
        [(one["rel"], urljoin(site.url + address, one["href"]), one["title"]) for one in linked],
        [one.raw_text for one in head.all("script") if one["type"] == "application/ld+json"],
    )


def asked(site: Site) -> tuple[list[list[int]], list[str]]:
    """The papers that a site's search finds, in order, by their rows; and what its policies have stopped."""
    queries = [query for query, *_ in json.loads(QUERIES.read_text("utf-8"))[:ASKED]]
    stopped = list[str]()
    with served(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        page = browser.new_page()
        page.on("console", lambda said: stopped.append(said.text) if "Security Policy" in said.text else None)
        for address in VISITED:
            page.goto(url + address, wait_until="networkidle")
        page.goto(url)
        found: list[list[int]] = page.evaluate(ASK, [f"{url}assets/search/engine.js", queries])
        browser.close()
    return found, stopped


if __name__ == "__main__":
    sys.exit(main())
