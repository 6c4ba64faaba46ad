"""`catalog import` reads back the papers that `catalog export readme` writes."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from catalog.cli.main import main
from catalog.importing.list_writer import render_lists
from catalog.records.catalog import Catalog, newest_first
from catalog.records.schema import Links, Paper
from catalog.utils.text import fold
from catalog.views.cards import links_by_kind
from tests.helpers import TOY_ROOT, make_paper
from tests.properties import examples

VOCABULARIES = Catalog.load(TOY_ROOT)
WORDS = st.sampled_from(
    [
        "Talking",
        "Heads",
        "Lip-Sync:",
        "3D",
        "$^2$",
        "A",
        "<",
        "B",
        "R&D",
        "Ünïcödé",
        "王小明",
        "(and)",
        "C++",
        "x|y",
        *["Gaußian?", "to_be", "*or*", "not`", "#1", "~", "[Re]", "2-D", "“said”", "it's", "50%", "Heads!"],
    ]
)
TITLES = st.lists(WORDS, min_size=2, max_size=7).map(lambda words: " ".join(["Mumbling", *words, "aloud"]))
PATHS = st.sampled_from(["x", "y_(z)", "a/b.pdf", "?id=7#8"])


def urls(kind: str) -> st.SearchStrategy[tuple[str]]:
    """Generate a URL that no other kind has, since a record has each link once."""
    return PATHS.map(lambda path: (f"https://{kind}.example/{path}",))


LINKS = st.fixed_dictionaries({}, optional={kind: urls(kind) for kind in Links.model_fields})


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """Generate a catalog of papers with Markdown syntax in their titles."""
    papers: dict[str, Paper] = {}
    for number in range(draw(st.integers(1, 6))):
        title = draw(TITLES)
        year = draw(st.integers(1999, 2026))
        papers[fold(title)] = make_paper(
            f"p{number}-{year}",
            title=title,
            venue=draw(st.sampled_from(sorted(VOCABULARIES.venues))),
            year=year,
            track=draw(st.sampled_from([None, "demo", "oral"])),
            arxiv=draw(st.sampled_from([None, f"2001.{number:05d}"])),
            categories=tuple(
                draw(st.permutations(sorted(VOCABULARIES.categories)))[: draw(st.integers(1, 2))]
            ),
            links=Links(**draw(LINKS)),
        )
    return Catalog(
        newest_first(papers.values()), venues=VOCABULARIES.venues, categories=VOCABULARIES.categories
    )


def preserved_facts(catalog: Catalog) -> dict[str, object]:
    """Return the facts of each paper that a round trip preserves, by title."""
    return {
        paper.title: (
            paper.venue_id,
            paper.display_year,
            paper.track,
            set(paper.categories),
            {
                (link.kind, (link.href or "").replace("(", "%28").replace(")", "%29"))
                for link in links_by_kind(paper)
            },
        )
        for paper in catalog.papers
    }


@examples
@given(catalogs(), st.sampled_from(["", "https://toys.github.io/fork/"]))
def test_round_trip(catalog: Catalog, site_url: str) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        ignore = shutil.ignore_patterns("papers", "datasets", "results")
        shutil.copytree(TOY_ROOT / "data", root / "data", ignore=ignore)
        (root / "data/people.yml").write_text("{}\n")
        (root / "LIST.md").write_text(render_lists(catalog, site_url)["LIST.md"], "utf-8")
        command = ["--root", folder, "import", "--source", "napkin", str(root / "LIST.md")]
        result = CliRunner().invoke(main, command, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        assert preserved_facts(Catalog.load(root)) == preserved_facts(catalog)
