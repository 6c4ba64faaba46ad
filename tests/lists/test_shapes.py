"""Shapes of real lists, with 60 imaginary papers each, and single rows that were once read wrongly."""

from __future__ import annotations

import pytest

from catalog.lists.entries import ListEntry, read_entries
from catalog.lists.file import ListError, decode_list
from catalog.lists.headings import guess_category
from catalog.records.vocabularies import Category
from tests.lists.shapes import PAPERS, SHAPES, read_entry, render


@pytest.mark.parametrize("shape", SHAPES)
def test_every_title_is_right(shape: str) -> None:
    entries = [row for row in read_entries(render(shape)) if isinstance(row, ListEntry)]
    assert [entry.title for entry in entries] == [paper.title for paper in PAPERS]
    assert len(PAPERS) == 60


@pytest.mark.parametrize("shape", ["nicknames", "paragraphs"])
def test_the_name_is_kept_besides_the_title(shape: str) -> None:
    entries = [row for row in read_entries(render(shape)) if isinstance(row, ListEntry)]
    names = [(entry.short, paper.name) for entry, paper in zip(entries, PAPERS, strict=True)]
    assert [pair for pair in names if pair[0] != pair[1]] == (
        [("", "MumbleBench 2020")] if shape == "nicknames" else []
    )


VENUE_LABELS = (
    *("**(SIGGRAPH Asia 2022)**", "***[ICCVW 2021]***", "<b>(CVPR 2023 Workshop on Puns)</b>", "`ACM MM'22`"),
    *(
        "**[T-PAMI 2023]**",
        "*(npj 2025)*",
        "**`ICLR 2024`**",
        "「ECCV 2024」",
        "**{WACV 2023}**",
        "〔TOG 2020〕",
    ),
    *(
        "**CVPR 2024 (Highlight)**",
        "**IEEE Workshop on Loud Mouths 2023**",
        "__(ArXiv 2025)__",
        "**【SIGGRAPH Asia 2021】**",
        "<i><b>3DV 2022</b></i>",
    ),
)


@pytest.mark.parametrize("label", VENUE_LABELS)
def test_a_label_of_venue_and_year_is_no_title(label: str) -> None:
    entry = read_entry(
        f"## Mouths\n- {label} [PunNet](https://github.com/toy/pun): Puns for Two, Jest et al.\n"
    )
    assert entry.title == "PunNet: Puns for Two"
    assert entry.mention.venue
    assert entry.mention.year


ROWS = {
    # bylines
    "[Jest et al](https://a.example/1): A Survey of Jests, Jest et al.": "A Survey of Jests",
    "[Jest et al., 2021](https://a.example/1) A Survey of Jests, CVPR 2021": "A Survey of Jests",
    "[Talking Head Models](https://a.example/1): Jests, Jokes and Japes, de la Broma et al.": (
        "Talking Head Models: Jests, Jokes and Japes"
    ),
    "[Walk This Way!](https://a.example/1) Learning to Mumble Uphill, O'Laugh et al.": (
        "Walk This Way! Learning to Mumble Uphill"
    ),
    "[Mouths of Tomorrow](https://a.example/1): for People of Today, Jest et al.": (
        "Mouths of Tomorrow for People of Today"
    ),
    "[A Mouth in Every Home](https://a.example/1): unifies mouths and homes, Jest et al.": (
        "A Mouth in Every Home"
    ),
    "[A Mouth in Every Home](https://a.example/1): we put a mouth into each home.": "A Mouth in Every Home",
    "[DemoGen](https://a.example/1): Towards Generating Democracies, Jest et al.": (
        "DemoGen: Towards Generating Democracies"
    ),
    "[Jest and others](https://a.example/1): A Survey of Jests": "A Survey of Jests",
    "[Jest 等人](https://a.example/1): A Survey of Jests": "A Survey of Jests",
    # names before titles
    "**Shark Jaws** Shark Jaws: Tracking [paper](https://a.example/1)": "Shark Jaws: Tracking",
    "JawNet JawNet: Tracking Jaws [paper](https://a.example/1)": "JawNet: Tracking Jaws",
    "Jaw: Jaw-Like Motion of Sharks [paper](https://a.example/1)": "Jaw: Jaw-Like Motion of Sharks",
    "[CVPR'19] [Jaw Tracking] [[**JawNet**](https://a.example/1)] JawNet: Tracking Jaws": (
        "JawNet: Tracking Jaws"
    ),
    "[[**Jaw of Jaws**](https://a.example/1)] Jaw of Jaws: Tracking Jaws": "Jaw of Jaws: Tracking Jaws",
    "[[**Jaw2Jaw**](https://a.example/1)] Jaw-to-Jaw Synthesis [[web](https://a.example/2)]": (
        "Jaw-to-Jaw Synthesis"
    ),
    "**JawNet** JawNet: Tracking Jaws [paper](https://a.example/1)": "JawNet: Tracking Jaws",
    "**JawNet** Tracking the Jaws of Sharks [paper](https://a.example/1)": "Tracking the Jaws of Sharks",
    "**JawNet** - Tracking the Jaws of Sharks [paper](https://a.example/1)": "Tracking the Jaws of Sharks",
    "**Shark Jaws** - Shark Jaws: Tracking [paper](https://a.example/1)": "Shark Jaws: Tracking",
    "JawNet - JawNet: Tracking Jaws [paper](https://a.example/1)": "JawNet: Tracking Jaws",
    "**JawDB++**: JawDB++: Jaws at Scale. [Paper](https://a.example/1)": "JawDB++: Jaws at Scale",
    "**Jaw-TIMIT**: DeepJaws: a New Threat to Dentists? An Assessment. [Paper](https://a.example/1)": (
        "DeepJaws: a New Threat to Dentists? An Assessment"
    ),
    "**JawNet**: Tracking Jaws in the Wild [paper](https://a.example/1)": "JawNet: Tracking Jaws in the Wild",
    "**Mumbling** in the jungle, again [paper](https://a.example/1)": "Mumbling in the jungle, again",
    # tags and dashes
    "【ICMI 2023】(SG) Gestures of Despair [[paper]](https://a.example/1)": "Gestures of Despair",
    "2014 - Gestures and Speech: An Overview ; [[paper]](<https://a.example/1>)": (
        "Gestures and Speech: An Overview"
    ),
    "【CVPR 2023】Mumbler - Efficient Mumbles [[paper]](https://a.example/1) [[m]](https://a.example/2)": (
        "Mumbler - Efficient Mumbles"
    ),
    "[GRIN40: Toward Grins](https://a.example/1) [CVPR 2023]": "GRIN40: Toward Grins",
    "The Mumble Challenge 2020: Evaluation of Voices [paper](https://a.example/1)": (
        "The Mumble Challenge 2020: Evaluation of Voices"
    ),
    "A Title about Papers 论文：https://a.example/1，代码：https://a.example/2。": "A Title about Papers",
    "A Title Project page: https://toy.github.io/a/ Code: https://github.com/toy/m": "A Title",
}


@pytest.mark.parametrize(("row", "title"), ROWS.items(), ids=str)
def test_the_title_of_a_row(row: str, title: str) -> None:
    assert read_entry(f"# L\n## Mouths\n- {row}\n").title == title


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("[Code](https://toy.github.io/lips/)", "project"),
        ("[Code](https://sites.google.com/view/lips)", "project"),
        ("[Code](https://lab.example/projects/lips)", "project"),
        ("[Code](https://lab.example/projects/lips.zip)", "code"),
        ("[Code](https://www.youtube.com/watch?v=abcdefghijk)", "video"),
        ("[Paper](https://github.com/toy/lips)", "code"),
        ("[Paper](https://github.com/toy/lips/blob/main/lips.pdf)", "paper"),
        ("[Paper](https://toy.github.io/lips.pdf)", "paper"),
        ("[Demo](https://toy.github.io/lips/)", "demo"),
        ("[Code](https://github.com/toy/lips)", "code"),
        ("[Code](https://huggingface.co/datasets/toy/lips)", "dataset"),
        ("[Paper](https://youtu.be/abcdefghijk)", "video"),
        ("[Paper](https://toy.github.io/lips/)", "project"),
    ],
)
def test_the_host_corrects_a_label(link: str, kind: str) -> None:
    entry = read_entry(f"## Mouths\n- Lips of Lisbon [CVPR 2020] {link}\n")
    assert [link[0] for link in entry.links] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "**Lips** [paper](https://arxiv.org/abs/2001.00001)\n\nWe sync lips with audio. It works well.\n",
        "**Lips** [paper](https://arxiv.org/abs/2001.00001)\n\n## Next\n\nA Title of Another Section\n",
        "**Lips** [paper](https://arxiv.org/abs/2001.00001)\n\nSee [this](https://a.example) for more\n",
        "**Lips** [paper](https://arxiv.org/abs/2001.00001)\n\nThis is where lips and audio meet.\n",
        "**Lips** [paper](https://arxiv.org/abs/2001.00001)\n\n\n\n\nA Caption of a Picture Below\n",
    ],
)
def test_a_description_in_the_next_paragraph_is_no_title(text: str) -> None:
    assert read_entry(text).title == "Lips"


def test_a_venue_above_a_paragraph_is_no_name() -> None:
    text = "**CVPR** [paper](https://arxiv.org/abs/2001.00001)\n\nA Title of Mouths\n"
    entries = [row for row in read_entries(text) if isinstance(row, ListEntry)]
    assert [entry.short for entry in entries if entry.short] == []


@pytest.mark.parametrize(
    ("title", "headings", "category"),
    [
        ("Swapping Mouths", ("Mouths", "Methods: A Survey", "Mouth Swapping"), "2d"),
        ("Swapping Mouths", ("Mouths", "Methods: A Survey", "2021"), "2d"),
        ("Swapping Mouths", ("Mouths", "Surveys", "Mouth Swapping"), "2d"),
        ("Spotting Mouths", ("Mouths", "Surveys", "Forgery Detection"), "evaluation"),
        ("Everything about Mouths", ("Mouths", "Surveys and Reviews", "CVPR", "2021"), "survey"),
        ("A Survey of Mouths", ("Mouths", "Forgery Detection"), "survey"),
        ("Waving", ("Mouths", "Avatars", "Gestures", "Recent papers"), "talking-body"),
    ],
)
def test_the_nearest_heading_decides(title: str, headings: tuple[str, ...], category: str) -> None:
    ids = ("2d", "survey", "evaluation", "talking-body", "neural-heads")
    categories = {id: Category(id=id, file="x", name=id, about="Mouths.") for id in ids}
    assert guess_category(title, headings, categories) == category


DATA_FILES = (
    ("YAML", "- id: jest2025\n  title: 'Jests:\n  authors: Ann Jest\n- id: punch2025\n  title: Punch\n"),
    ("YAML", "---\n- id: jest2025\n  title: Jests\n"),
    ("YAML", "papers:\n  - id: jest2025\n    title: Jests\n"),
    ("JSON", '[{"title": "Jests", "url": "https://a.example/"},]'),
    ("BibTeX", "@article{jest2025,\n  title = {Jests},\n}\n"),
)


@pytest.mark.parametrize(("format", "text"), DATA_FILES)
def test_a_data_file_is_refused(format: str, text: str) -> None:
    with pytest.raises(ListError, match=f"jests is {format}, not a list in Markdown"):
        decode_list(text.encode(), "jests")


def test_a_short_list_with_colons_is_no_data_file() -> None:
    text = "Mouths: a list\n- Lip Service: Saying It [Paper](https://arxiv.org/abs/2001.00001)\n"
    assert decode_list(text.encode(), "jests") == text
