"""Reading lists as people write them, against golden files checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.lists.entries import ListEntry, read_entries
from catalog.lists.labels import column_role, link_kind
from catalog.lists.links import kind_by_host, normalize_url
from catalog.lists.titles import clean_title, extract_method_name, parse_authors
from catalog.lists.venues import VenueMention, match_venue_id, parse_venue
from catalog.utils.text import repair_mojibake
from catalog.utils.url_keys import url_key
from catalog.utils.urls import UrlError, identifier_in_url
from tests.helpers import load_yaml
from tests.lists.golden import golden
from tests.properties import examples

LISTS = sorted(Path(__file__).parent.glob("*.md"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_list(path: Path) -> None:
    expected = load_yaml(path.with_suffix(".yml").read_text(encoding="utf-8"))
    assert golden(path.read_text(encoding="utf-8")) == expected


@pytest.mark.parametrize(
    ("text", "venue", "year", "track"),
    [
        ("CVPR 2022 Demo", "CVPR", 2022, "demo"),
        ("ECCV'20", "ECCV", 2020, None),
        ("ECCV’20 Oral", "ECCV", 2020, "oral"),
        ("CVPR(25)", "CVPR", 2025, None),
        ("CVPR(2021)", "CVPR", 2021, None),
        ("arXiv'20.12", "arXiv", 2020, None),
        ("202003 arXiv", "arXiv", 2020, None),
        ("arXiv:2010.12345", "arXiv", None, None),
        ("*2018 TOG*", "TOG", 2018, None),
        ("Journal of Computer and Communications2017", "Journal of Computer and Communications", 2017, None),
        ("ACM MM, 2021", "ACM MM", 2021, None),
        ("SIGGRAPH (TOG) 2022", "SIGGRAPH (TOG)", 2022, None),
        ("CVPR 2023 (Highlight)", "CVPR", 2023, "highlight"),
        ("Accepted by ICCV 2023", "ICCV", 2023, None),
        ("HUMS-10K", "HUMS-10K", None, None),
        ("None", "", None, None),
        ("-", "", None, None),
        ("OpenReview", "", None, None),
        ("On going work", "", None, None),
        ("Submitted to ICLR 2024", "", 2024, None),
        ("**2023-01-01**", "", 2023, None),
    ],
)
def test_venue_mentions(text: str, venue: str, year: int | None, track: str | None) -> None:
    assert parse_venue(text) == VenueMention(venue, year, track)


def test_venue_spellings() -> None:
    spellings = {
        "cvpr": "cvpr",
        "arxiv": "arxiv",
        "ieee tip": "tip",
        "cvprw": "cvprw",
        "siggraph": "siggraph",
    }
    expected = {
        "IEEE CVPR": "cvpr",
        "Arix": "arxiv",
        "ArXiv preprint": "arxiv",
        "TIP": "tip",
        "CVPR Workshop on Puns": "cvprw",
        "SIGGRAPH (TOG)": "siggraph",
        "Nowhere": None,
    }
    assert {name: match_venue_id(name, spellings) for name in expected} == expected


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        *(("Paper", "paper"), ("[PDF]", "paper"), ("2301.12345", "paper"), ("arXiv 2301.12345", "paper")),
        *(
            ("PorjectPage", "project"),
            ("ProjectPage(note this page plays)", "project"),
            ("Home Page", "project"),
        ),
        *(("Code2", "code"), ("GitHub stars", "code"), ("code (coming soon)", "code"), ("PyTorch", "code")),
        *(("DemoPage", "demo"), ("Hugging Face", "demo"), ("YouTube", "video"), ("Download link", "dataset")),
        *(("here", "link"), ("BibTeX", "other"), ("Wav2Lip", ""), ("Jane Doe", ""), ("", "")),
        ("论文", "paper"),
    ],
)
def test_link_kinds(label: str, kind: str) -> None:
    assert link_kind(label) == kind


@pytest.mark.parametrize(
    ("name", "role"),
    [
        *(("Paper Title", "title"), ("Paper", "paper"), ("Pub.", "venue"), ("Conference/Journal", "venue")),
        *(("Publish Date", "year"), ("Author(s)", "authors"), ("CODE", "code"), ("Title & Authors", "title")),
        *(("Keywords", ""), ("Method", "short"), ("Project Page", "project"), ("-", "venue")),
    ],
)
def test_column_roles(name: str, role: str) -> None:
    assert column_role(name) == role


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://old.example/kept/", "http://old.example/kept/"),
        ("www.jest.example/x", "https://www.jest.example/x"),
        ("jest.example/a b.pdf", "https://jest.example/a%20b.pdf"),
        ("//jest.example/x", "https://jest.example/x"),
        (
            "https://www.google.com.hk/url?sa=t&url=http%3A%2F%2Fjest.example%2Fa%20b",
            "http://jest.example/a%20b",
        ),
        ("https://link.zhihu.com/?target=https%3A//jest.example/x", "https://jest.example/x"),
        ("https://jest.example/%7Ex/?a=b&c#d", "https://jest.example/%7Ex/?a=b&c#d"),
    ],
)
def test_urls_are_normalized(text: str, url: str) -> None:
    assert normalize_url(text) == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "paper.pdf",
        "./paper",
        "https://",
        "https://arxiv.org",
        "link",
    ],
)
def test_invalid_urls(text: str) -> None:
    with pytest.raises(UrlError):
        normalize_url(text)


def test_url_keys_and_kinds_by_host() -> None:
    urls = {"http://github.com/toy/x", "https://github.com/toy/x/", "https://www.github.com/toy/x.git"}
    assert len(set(map(url_key, urls))) == 1
    assert kind_by_host("https://github.com/toy/x/blob/main/paper.pdf") == "paper"
    assert kind_by_host("https://toy.github.io/x") == "project"


ARXIV_MIRRORS = (
    *("https://huggingface.co/papers/2001.00001", "https://hf.co/papers/2001.00001#community"),
    *("https://www.alphaxiv.org/abs/2001.00001v2", "https://www.alphaxiv.org/zh/overview/2001.00001?tab=x"),
    *("https://ar5iv.labs.arxiv.org/html/2001.00001", "https://ar5iv.org/abs/2001.00001"),
    *("https://www.semanticscholar.org/arxiv/2001.00001", "https://api.semanticscholar.org/arXiv:2001.00001"),
    *("http://cn.arxiv.org/abs/2001.00001", "https://arxiv.org/abs/2001.00001.pdf"),
    *("https://arxiv.org/pdf/arXiv:2001.00001", "https://papers.cool/arxiv/2001.00001"),
    *("https://hf-mirror.com/papers/2001.00001", "https://www.arxiv-vanity.com/papers/2001.00001/"),
    *("https://www.emergentmind.com/papers/2001.00001", "https://scirate.com/arxiv/2001.00001"),
    *("https://www.alphaxiv.org/resources/2001.00001", "https://www.alphaxiv.org/audio/2001.00001"),
    *("https://www.alphaxiv.org/overview/2001.00001.md", "http://xxx.lanl.gov/abs/2001.00001"),
    *("https://arxiv.org/src/2001.00001", "https://arxiv.org/e-print/2001.00001"),
    *("https://api.semanticscholar.org/graph/v1/paper/arXiv:2001.00001",),
    *("https://api.semanticscholar.org/v1/paper/arXiv:2001.00001",),
)
NO_IDENTIFIERS = (
    *("https://dl.acm.org/citation.cfm?id=1", "https://huggingface.co/papers/date/2001-01-01"),
    *("https://huggingface.co/papers/trending", "https://api.semanticscholar.org/CorpusID:2001"),
    *("https://blog.arxiv.org/2001/00001", "https://jest.example/?x=/doi/10.1145/1.2"),
)


@pytest.mark.parametrize(
    ("url", "id"),
    [
        ("http://arxiv.org/abs/2001.00001v3", ("arxiv", "2001.00001")),
        ("https://export.arxiv.org/pdf/2001.00001v3.pdf?", ("arxiv", "2001.00001")),
        ("https://www.arxiv.org/html/2001.00001", ("arxiv", "2001.00001")),
        ("https://arxiv.org/abs/cs/0001001", ("arxiv", "cs/0001001")),
        ("https://doi.org/10.48550/arXiv.2001.00001", ("arxiv", "2001.00001")),
        ("https://dl.acm.org/doi/abs/10.1145/1.2", ("doi", "10.1145/1.2")),
        ("https://dl.acm.org/doi/fullHtml/10.1145/1.2", ("doi", "10.1145/1.2")),
        ("https://link.springer.com/10.1007/978-3-642-1_6", ("doi", "10.1007/978-3-642-1_6")),
        ("https://link.springer.com/content/pdf/10.1007/978-3-642-1_6.pdf", ("doi", "10.1007/978-3-642-1_6")),
        ("https://onlinelibrary.wiley.com/doi/full/10.1111/cgf.1", ("doi", "10.1111/cgf.1")),
        ("https://www.tandfonline.com/doi/pdf/10.1080/1.2?x=y", ("doi", "10.1080/1.2")),
        ("https://doi.org/10.48550/arXiv.2001.00001v2", ("arxiv", "2001.00001")),
        ("https://journals.jest.example/doi/full/10.1177/02", ("doi", "10.1177/02")),
        ("https://www.frontiersin.org/articles/10.3389/fjest.2023.1/full", ("doi", "10.3389/fjest.2023.1")),
        ("https://api.semanticscholar.org/DOI:10.1145/1.2", ("doi", "10.1145/1.2")),
        ("https://diglib.eg.org/handle/10.2312/jest.2023.1", ("doi", "10.2312/jest.2023.1")),
        *((url, ("arxiv", "2001.00001")) for url in ARXIV_MIRRORS),
        *((url, None) for url in NO_IDENTIFIERS),
    ],
)
def test_identifiers_in_urls(url: str, id: tuple[str, str] | None) -> None:
    assert identifier_in_url(url) == id


def test_titles() -> None:
    assert clean_title("⭐ :fire: (3) **A Title**. ") == "A Title"
    assert clean_title("“Quoted Title.”") == "Quoted Title"
    assert clean_title("You said that?") == "You said that?"
    assert extract_method_name("Wav2Lip: A Title") == "Wav2Lip"
    assert extract_method_name("Neural Voice Puppetry: A Title") == ""
    assert repair_mojibake("‚Äúin the wild‚Äù") == "“in the wild”"
    assert repair_mojibake("naïve Nießner") == "naïve Nießner"


def test_authors() -> None:
    assert parse_authors("Jane Jest*, John Q. Punch and María de la Broma.") == (
        *("Jane Jest", "John Q. Punch"),
        "María de la Broma",
    )
    assert parse_authors("Jane Jest, John Punch, et al.") == ()
    assert parse_authors("Capture, Learning, and Synthesis of Jests") == ()


MARKS = (
    "- ",
    "\n",
    "[",
    "]",
    "](",
    ")",
    "**",
    "*",
    "| ",
    "|---|\n",
    "<td>",
    "<tr>",
    "<table>",
    "</table>",
    "<li>",
)
MORE_MARKS = (
    "<a href=",
    "# ",
    "CVPR 2020",
    "https://a.example",
    "`",
    "<br>",
    "1. ",
    "  ",
    "![",
    "'20",
    "{%",
    "\ue001",
)
MARKDOWN = st.lists(st.one_of(st.text(max_size=12), st.sampled_from(MARKS + MORE_MARKS)), max_size=40).map(
    "".join
)


@given(MARKDOWN)
@examples
def test_any_text_can_be_read(text: str) -> None:
    for row in read_entries(text):
        assert row.line >= 1
        if isinstance(row, ListEntry):
            assert row.title.strip() == row.title
