"""Any text that the schema accepts is read back unchanged from every format."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import TypeAdapter, ValidationError

from catalog.citing.exports import export_papers
from catalog.citing.formats import FORMATS
from catalog.citing.prose import escape_markdown
from catalog.citing.reference import references
from catalog.records.schema import Paper
from catalog.records.types import Text
from catalog.utils.text import find_hidden_character
from tests.citing.nasty import KINDS, catalog_of
from tests.citing.reading import READERS, Reader
from tests.properties import examples

FORMAT = {format.id: format for format in FORMATS}
TEXT = TypeAdapter[str](Text)
LETTERS = st.one_of(
    st.sampled_from("aAbZ09 .,;:-–'\"`“”’!?()[]{}<>@#$%^&*_+=|~/\\"),
    st.characters(exclude_categories=("C", "Z")),
)


def valid(text: str) -> str:
    """Return text as the schema and the checks require it, or reject the example."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    assume(find_hidden_character(text) is None)
    try:
        return TEXT.validate_python(text)
    except ValidationError:
        assume(False)
        raise


texts = st.text(LETTERS, min_size=1, max_size=60).map(valid)
words = st.text(LETTERS, min_size=1, max_size=12).map(lambda text: text.replace(";", "").replace(" ", ""))
particles = st.sampled_from(["van", "de la", "von und zu", "and", "Jr.", "Sr", "III", ", Jr.,", ","])
names = st.lists(st.one_of(words, words, particles), min_size=1, max_size=5).map(
    lambda parts: valid(" ".join(parts).replace(" ,", ","))
)
papers = st.builds(
    lambda title, short, authors, venue: Paper.model_construct(
        id="invented-2021",
        file="data/papers/2021/invented-2021.yml",
        title=title,
        short=short,
        authors=tuple(authors),
        venue=venue,
        year=2021,
        arxiv="2101.00001",
        categories=("toys",),
        sources=("napkin",),
    ),
    title=texts,
    short=st.none() | texts,
    authors=st.lists(names, max_size=4),
    venue=st.sampled_from(KINDS),
)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.read.__name__)
@examples
@given(papers)
def test_any_paper_comes_back(reader: Reader, paper: Paper) -> None:
    catalog = catalog_of(paper)
    # Two papers, since nothing in a fragment may affect the next one.
    other_paper = paper.model_copy(update={"id": "other-2021"})
    text = export_papers(catalog, (paper, other_paper), FORMAT[reader.format])
    reference = references(catalog, paper)[0]
    expected = reader.expected(reference, paper)
    assert reader.read(text) == {"invented-2021": expected, "other-2021": expected}
    assert expected.title == paper.title


@examples
@given(texts)
def test_any_text_comes_back_from_markdown(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"- {escape_markdown(text)}")
    assert [token.type for token in tokens].count("list_item_open") == 1
    inline = [token for token in tokens if token.type == "inline"]
    assert ["".join(child.content for child in token.children or ()) for token in inline] == [text]
