"""Imports of lists in the shapes of real ones: every paper once, and files that any YAML reader reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.importing.toy import record, run, totals, toy
from tests.lists.shapes import PAPERS, SHAPES, render


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The toy catalog on 2030-03-03."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1898726400")
    return toy(tmp_path)


def imported_papers(root: Path) -> list[dict[str, Any]]:
    """Read the records that the toy catalog does not have, with PyYAML's own parser."""
    texts = [path.read_text("utf-8") for path in sorted((root / "data/papers").rglob("*.yml"))]
    records = [yaml.load(text, yaml.SafeLoader) for text in texts]
    return [record for record in records if "jests" in record["sources"]]


@pytest.mark.parametrize("shape", SHAPES)
def test_each_paper_of_a_list_has_its_own_record(root: Path, shape: str) -> None:
    assert totals(run(root, render(shape))) == (60, 60, 0, 0, 0)
    records = imported_papers(root)
    assert {(record["title"], record["arxiv"]) for record in records} == {
        (paper.title, paper.arxiv) for paper in PAPERS
    }
    assert not any("aliases" in record or "paper" in record.get("links", {}) for record in records)
    assert totals(run(root, render(shape))) == (60, 0, 0, 60, 0)


def test_two_pages_of_one_paper_make_one_record(root: Path) -> None:
    text = """- [CVPR 2023] A Diffusion of Giggles [[paper]](https://openreview.net/pdf?id=aB_1)
- [CVPR 2023] (SG) A diffusion of giggles [[paper]](https://openreview.net/forum?id=aB_1)
- [CVPR 2022] Mouths [[paper]](https://openreview.net/pdf?id=cD_2) [[paper]](https://openreview.net/forum?id=cD_2)
- [CVPR 2022] Jaws at Sea [paper](https://openaccess.thecvf.com/content/CVPR2022/papers/J_Jaws_CVPR_2022_paper.pdf)
- [CVPR 2022] Jaws on Sea [page](https://openaccess.thecvf.com/content/CVPR2022/html/J_Jaws_CVPR_2022_paper.html)
"""
    assert totals(run(root, text)) == (5, 3, 1, 1, 0)
    assert [record.get("links") for record in imported_papers(root)] == [
        {"paper": "https://openaccess.thecvf.com/content/CVPR2022/html/J_Jaws_CVPR_2022_paper.html"},
        {"paper": "https://openreview.net/forum?id=cD_2"},
        {"paper": "https://openreview.net/forum?id=aB_1"},
    ]


def test_links_with_question_marks_are_quoted(root: Path) -> None:
    text = "- Two Pages of Laughs [CVPR 2022] [paper](https://a.example/x?id=a) [paper](https://a.example/y?id=b)\n"
    run(root, text)
    assert [record["links"] for record in imported_papers(root)] == [
        {"paper": ["https://a.example/x?id=a", "https://a.example/y?id=b"]}
    ]


def test_two_papers_are_never_merged(root: Path) -> None:
    text = """- [[**Giggle**](https://arxiv.org/abs/2105.00001)] Giggle: Learning to Giggle from Geese
- [[**Chuckle**](https://arxiv.org/abs/2105.00001)] Chuckle: Talking Ducks by Diffusion of Bread
- [CVPR 2021] [[**Snort**](https://openreview.net/pdf?id=snort)] Laughing in Style: a Noise Encoder
- [CVPR 2021] [[**Score**](https://openreview.net/pdf?id=score)] Laughing in Style: a Noise Encoder
- [ICCV 2021] [[**Guffaw**](https://a.example/guffaw)] Laughing in Style: a Noise Encoder
- [CVPR 2021] A Survey of Very Small Noses [paper](https://openreview.net/forum?id=snort)
"""
    result = run(root, text)
    assert totals(result) == (6, 5, 0, 0, 1)
    assert "its arXiv ID belongs to data/papers/2021/giggle-2021.yml" in result.output
    assert (
        "same title as data/papers/2021/snort-2021.yml, but a different name, and another page"
        in result.output
    )
    assert "same link as data/papers/2021/snort-2021.yml, but a very different title" in result.output
    assert record(root, "papers/2021/giggle-2021").get("aliases") is None


def test_a_paper_with_another_spelling_of_its_title_is_merged(root: Path) -> None:
    text = """- [CVPR 2021] Giggle [paper](https://huggingface.co/papers/2105.00001)
- Giggle: Learning to Giggle from Geese [paper](https://arxiv.org/abs/2105.00001)
- [CVPR 2021] [[**fs-Giggle**](https://openreview.net/pdf?id=giggle)] Few-Shot Giggles of Geese
- [CVPR 2021] [[**FewShotGiggle**](https://a.example/giggle.pdf)] Few-Shot Giggles of Geese
"""
    assert totals(run(root, text)) == (4, 2, 2, 0, 0)


def test_a_parent_heading_does_not_make_a_survey(root: Path) -> None:
    text = """# Mouths
## Methods: A Survey
### Mouth Swapping
- Swapping Mouths at Lunch [CVPR 2021] [Code](https://a.example/1)
### 2021
- Swapping Mouths at Dinner [CVPR 2021] [Code](https://a.example/2)
## Surveys and Reviews
### 2020
- Everything about Mouths [CVPR 2020] [Code](https://a.example/3)
## Mouth Detection
- A Survey of Detected Mouths [CVPR 2020] [Code](https://a.example/4)
"""
    run(root, text)
    categories = {record["title"]: record["categories"] for record in imported_papers(root)}
    assert categories == {
        "Swapping Mouths at Lunch": ["mumbling"],
        "Swapping Mouths at Dinner": ["mumbling"],
        "Everything about Mouths": ["survey"],
        "A Survey of Detected Mouths": ["survey"],
    }


def test_a_data_file_is_refused_in_a_sentence(root: Path) -> None:
    text = "- id: jest2025\n  title: 'Jests:\n  authors: Ann Jest\n- id: punch2025\n  title: Punch\n"
    result = run(root, text)
    assert result.exit_code == 1
    assert "list.md is YAML, not a list in Markdown" in result.output
