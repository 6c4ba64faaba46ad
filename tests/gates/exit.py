"""Builds the site with the engines that could follow MkDocs, and compares what comes out, page by page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import click
import yaml
from playwright.sync_api import sync_playwright

from tests.browser.chromium import executable, launch_args
from tests.server import served
from tests.sites import EPOCH, ROOT, TOY, Site, build, checkout, environment, run

CACHE = Path.home() / ".cache/awesome-talking-face/exit"
"""Where the engines are installed: outside of the checkout, and kept."""
NOT_RUN = 3
"""The exit code if an engine could not be had."""
ENGINES = {
    "properdocs": ("properdocs==1.6.7", "mkdocs-materialx==10.2.2", "mkdocs-macros-plugin==1.5.0"),
    "zensical": ("zensical==0.0.73",),
}
DIFFERENCES = Path(__file__).with_name("differences.yml")
QUERIES = ROOT / "tests/search/public.json"
ASKED = 20
ASK = """async queries => {
  const { open } = await import("./assets/search/engine.js");
  const engine = await open(new URL("./", location.href));
  const found = [];
  for (const text of queries) found.push([...(await engine.ask({ text })).rows]); // one by one
  return found;
}"""


@click.command(epilog="Example: python -m tests.gates.exit --real --engine zensical")
@click.option("--real", is_flag=True, help="Build the whole catalog, not only the toy one.")
@click.option("--engine", "engines", multiple=True, type=click.Choice(list(ENGINES)), help="Default: all.")
def main(real: bool, engines: tuple[str, ...]) -> None:
    """Build the same catalog with MkDocs and with its possible followers, and compare the sites.

    Exits with 1 if they differ where tests/gates/differences.yml does not say so, and with 3 if an engine
    could not be installed and was not tried.
    """
    worst = 0
    for name, data in {"toy": TOY, "real": ROOT / "data"}.items():
        if name == "real" and not real:
            continue
        work = CACHE / "work" / name
        shutil.rmtree(work, ignore_errors=True)
        click.echo(f"{name}: building with MkDocs ...", err=True)
        reference = build(checkout(work / "mkdocs", data), SOURCE_DATE_EPOCH=EPOCH)
        for engine in engines or ENGINES:
            click.echo(f"{name}: building with {engine} ...", err=True)
            python = installed(engine)
            if python is None:
                worst = worst or NOT_RUN
                continue
            other = BUILDERS[engine](python, reference, work / engine)
            worst = 1 if told(name, engine, reference, other) else worst
    sys.exit(worst)


def installed(engine: str) -> Path | None:
    """The Python of a virtual environment with an engine; None if it cannot be had."""
    folder = CACHE / "-".join(ENGINES[engine]).replace("==", "-")
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if (folder / "complete").exists():
        return python
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    command = [str(python), "-m", "pip", "install", "--quiet", *ENGINES[engine]]
    command += [str(ROOT)] if engine == "properdocs" else []  # it runs our program; the others do not
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        click.echo(
            f"NOT RUN: {engine} cannot be installed here.\n{' '.join(command)}\n{done.stderr}", err=True
        )
        return None
    (folder / "complete").touch()
    return python


def properdocs(python: Path, reference: Site, work: Path) -> Site:
    """The same checkout; only the name of the theme changes."""
    shutil.copytree(reference.root, work, ignore=shutil.ignore_patterns("site"))
    config = work / "mkdocs.yml"
    text = config.read_text("utf-8")
    assert text.count("name: material\n") == 1
    config.write_text(text.replace("name: material\n", "name: materialx\n"), "utf-8")
    command = (str(python), "-m", "properdocs")
    return build(work, command, SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=str(work / "hooks"))


def zensical(python: Path, reference: Site, work: Path) -> Site:
    """From the pages that `catalog pages` writes."""
    ours = environment(SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=str(reference.root / "hooks"))
    for root, command in (
        (reference.root, (sys.executable, "-m", "catalog.cli", "pages", "--out", str(work))),
        (work, (str(python), "-m", "zensical", "build", "--strict")),
    ):
        done = run(root, command, ours)
        assert done.returncode == 0, done.stdout
    return Site(work, done.stdout, reference.url)


BUILDERS = {"properdocs": properdocs, "zensical": zensical}


def told(name: str, engine: str, reference: Site, other: Site) -> bool:
    """Print how two sites compare; whether anything differs that is not explained."""
    ours = [file for file in sorted(reference.files) if not is_theme(file) and not file.endswith(".html")]
    files = [file for file in ours if file not in other.files or differ(file, reference, other)]
    addresses = reference.documents.keys() ^ other.documents.keys()
    pages = {address for address in reference.pages if address in other.pages}
    changed = {address for address in pages if seen(reference, address) != seen(other, address)}
    known = yaml.safe_load(DIFFERENCES.read_text("utf-8")).get(engine, {})
    wrong = sorted({*files, *addresses, *(changed ^ (known.keys() & pages))})
    first, second = answers(reference), answers(other)
    asked = sum(one == two for one, two in zip(first, second, strict=True))
    click.echo(
        f"{name}, {engine}: {len(reference.documents):,} addresses, {len(addresses):,} not in both; "
        f"{len(pages) - len(changed):,} of {len(reference.pages):,} pages equal in text and links, "
        f"{len(changed & known.keys()):,} differ as explained; {len(ours) - len(files):,} of {len(ours):,} "
        f"other files equal; {asked} of {ASKED} queries answered alike ({sum(map(bool, first))} with papers)"
    )
    for path in wrong:
        click.echo(f"  unexplained: {path or 'the home page'}; compare {reference.output} and {other.output}")
    return bool(wrong) or asked < ASKED


def is_theme(file: str) -> bool:
    """Whether a file comes from a theme or an engine, which each has its own of."""
    # MkDocs publishes catalog/card.svg, too: a drawing among our templates, which no page shows.
    own = (
        "catalog/card.svg",
        "assets/javascripts/",
        "assets/stylesheets/",
        "assets/images/",
        "search/search_index.json",
    )
    return file.startswith(own) or file.startswith("sitemap.xml")  # pages in another order


def differ(file: str, one: Site, two: Site) -> bool:
    return (one.output / file).read_bytes() != (two.output / file).read_bytes()


def seen(site: Site, address: str) -> tuple[str, list[tuple[str, str]]]:
    """The text and the links of a page's main part, wherever they are relative to."""
    main = site.pages[address].one("div.md-content")
    links: Iterator[tuple[str, str]] = ((link["href"], link.text) for link in main.all("a"))
    return main.text, [(urljoin(site.url + address, href), text) for href, text in links if href]


def answers(site: Site) -> list[list[int]]:
    """The papers that the search of a site finds, in order, by their rows."""
    queries = [query for query, *_ in json.loads(QUERIES.read_text("utf-8"))[:ASKED]]
    with served(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        page = browser.new_page()
        page.goto(url)
        found: list[list[int]] = page.evaluate(ASK.replace("./assets", f"{url}assets"), queries)
        browser.close()
    return found


if __name__ == "__main__":
    main()
