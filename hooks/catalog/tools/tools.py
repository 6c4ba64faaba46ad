"""The tools: a method for each, whose docstring is what an assistant reads about it.

Answers are JSON values, in which each text of a record is a field of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from catalog.citing.exports import export_papers
from catalog.citing.formats import FORMATS
from catalog.documents.wording import find_similar
from catalog.facets.questions import count_unjudged
from catalog.records.schema import Paper
from catalog.records.vocabularies import Question
from catalog.search.engine import SearchEngine
from catalog.tools.comparison import Comparison
from catalog.tools.records import Records, RequestError, quote_input
from catalog.views.views import Views

MAX_LISTED = 50
"""Papers in a list."""
MAX_COMPARED = 6
"""Papers side by side, as on /compare/."""
CitationFormat = Literal["bib", "ris", "csl", "csv", "json", "markdown", "text"]
FORMAT_IDS = {"markdown": "md", "text": "txt"}
"""IDs of the formats that have another name here, as in `catalog search`."""

Answer = dict[str, Any]
Identifier = Annotated[
    str, Field(max_length=1000, description="ID such as wav2lip-2020, arXiv ID, DOI, or link")
]
Identifiers = Annotated[list[Identifier], Field(min_length=1, max_length=MAX_LISTED)]
Limit = Annotated[int, Field(ge=1, le=MAX_LISTED, description="Number of papers to return at most")]
Query = Annotated[str, Field(max_length=1000, description="Words and filters, as on the site")]


class Tools:
    """The tools of an assistant.

    Args:
        engine: The search, which has the catalog.
    """

    def __init__(self, engine: SearchEngine) -> None:
        self.engine = engine
        self.catalog = engine.catalog
        self.views = Views(self.catalog)
        self.records = Records(self.views)
        self.comparison = Comparison(self.views)

    def search(self, query: Query, limit: Limit = 10) -> Answer:
        """Find papers on talking faces and heads, best first, as the search of the site does.

        Methods, venues, years and properties are understood: "real-time lip sync with code since 2023".
        Filters can be typed: "venue:cvpr year:2023.. has:weights -tag:3dgs author:zhang". The answer has the
        `total`, the first `papers`, the `filters` that the query was read as, and `notices` on words that no
        paper has.
        """
        result = self.engine.search(query)
        return {
            **self._list_papers(result.papers, limit),
            "filters": list(result.labels),
            "notices": list(result.notices),
        }

    def get(self, id: Identifier) -> Answer:
        """Return the whole record of a paper, dataset, repository, metric, venue, author, tag, and so on.

        The answer has `records`, since a dataset and a metric may have the same ID; `list` names the list of
        the API that a record is in, and `gone` the removed records. Unknown values are omitted. `href` is the
        path of a page from the root of the site.
        """
        return {"records": self.records.find(id)}

    def cite(self, ids: Identifiers, format: CitationFormat = "bib") -> Answer:
        """Return citations of papers: BibTeX (bib), RIS, CSL-JSON (csl), CSV, JSON, Markdown or plain text.

        A published paper is cited as published, not as a preprint. `text` is the content of a file.
        """
        papers = self._find_papers(ids)
        formats = {each.id: each for each in FORMATS}
        text = export_papers(self.catalog, papers, formats[FORMAT_IDS.get(format, format)])
        return {"ids": [paper.id for paper in papers], "format": format, "text": text}

    def compare(
        self, ids: Annotated[list[Identifier], Field(min_length=2, max_length=MAX_COMPARED)]
    ) -> Answer:
        """Compare papers: publication, method, data, code, licenses, speed, and results in the same tables.

        The answer has `groups` of `rows`, whose `values` are lists by the IDs of papers; a value is a text,
        or a text and its link. A paper without values in a row has no known ones.
        """
        papers = self._find_papers(ids)
        return {
            "papers": [self.records.summarize(paper) for paper in papers],
            "groups": self.comparison.groups(papers),
        }

    def list_questions(self) -> Answer:
        """List the questions that the catalog answers with papers, such as which code allows commercial use.

        Each has the number of `papers` that are answers, and of those that are `unjudged`, because no source
        states the fact. The tool `answer` has the papers.
        """
        return {"questions": [self._describe(question) for question in self.catalog.questions.values()]}

    def answer(
        self, id: Annotated[str, Field(max_length=1000, description="ID of a question")], limit: Limit = 20
    ) -> Answer:
        """Return the papers that answer a question of `list_questions`, newest first."""
        question = self.catalog.questions.get(id)
        if not question:
            similar = find_similar(id, self.catalog.questions)
            suggestion = f" Did you mean {similar}?" if similar else ""
            raise RequestError(
                f"No question has the ID {quote_input(id)}.{suggestion} The tool list_questions has all."
            )
        return {
            "question": self._describe(question),
            **self._list_papers(self._answers(question), limit),
        }

    def _find_papers(self, ids: Sequence[str]) -> list[Paper]:
        """Return papers in the order of their identifiers, each once."""
        return list({paper.id: paper for paper in map(self.records.find_paper, ids)}.values())

    def _list_papers(self, papers: Sequence[Paper], limit: int) -> Answer:
        return {
            "total": len(papers),
            "papers": [self.records.summarize(paper) for paper in papers[:limit]],
        }

    def _answers(self, question: Question) -> Sequence[Paper]:
        value = self.views.facet_values["questions"].get(question.id)
        return value.papers if value else ()

    def _describe(self, question: Question) -> Answer:
        """Return a question with the number of its papers."""
        return {
            "id": question.id,
            "question": question.question,
            "answer": question.answer,
            "query": question.query,
            "papers": len(self._answers(question)),
            "unjudged": count_unjudged(self.catalog, question),
        }
