"""Sixty records that are valid and that writers of formats have trouble with."""

from __future__ import annotations

from typing import Any

from catalog.records.catalog import Catalog, newest_first
from catalog.records.schema import Paper
from catalog.records.vocabularies import Category, Venue

LETTERS = [f"{chr(65 + at // 26)}{chr(97 + at % 26)} Alder-{at}" for at in range(60)]

VENUES = {
    "arxiv": {"name": "arXiv", "short": "arXiv", "kind": "preprint"},
    "toycon": {"name": "Conference on Toys & Noise, 100% {Loud}", "short": "ToyCon", "kind": "conference"},
    "toyconw": {"name": "ToyCon Workshop: #Squeaks_1", "short": "SqueakW", "kind": "workshop"},
    "jot": {"name": 'Journal of "Toys" ~ Ünïcode', "short": "J. Toys", "kind": "journal"},
    "series": {"name": "Lectures on $^2$, and Others", "short": "LO", "kind": "book-series"},
    "show": {"name": "The Toy Show", "short": "SHOW", "kind": "conference", "proceedings": "jot"},
}
KINDS = ("toycon", "toyconw", "jot", "series", "arxiv")

TITLES = [
    "Ünïcödé Ågot Łukasz Şen Đức: naïve façades",  # accents
    "Nguyễn Văn Đức và những khuôn mặt",
    "Œuvre, Æther, Straße, Iłł, ﬁne ȷ",
    "说话的脸：一种新方法",  # CJK
    "話す顔の生成（第２版）",
    "말하는 얼굴 생성",
    "ראש מדבר: הראש שלא הפסיק לדבר",  # right to left
    "الرأس المتكلم الذي لا يسكت",
    "Talking ראש and الرأس in One Title",
    "Говорящая голова: ЁЖ и МГУ",
    "Ομιλούσα κεφαλή ρ",
    "Heads at 360° in A²-LLM with Face2Faceρ",
    "Faces 😀 that Smile 🤖",  # beyond the basic plane
    "Talking$^2$: Heads in $\\mathcal{O}(n^2)$ Words",  # TeX
    "D^3-Talker and S^3D-NeRF",
    "\\input{/etc/passwd} and \\write18 as Titles",
    "Backslash \\ Alone, and \\\\ Twice",
    "$x_{i}$ & $y^{j}$ ~ 50%",
    "100% of `Them` cost $5 & #1_a ~b^c",
    "\\& Is Escaped Already",
    "A {B} C",  # braces
    "An { Open Brace",
    "A Close } Brace",
    "}{ The Wrong Way Round",
    "Ends in a Backslash \\",
    "Faces}, year = {1999",  # breaking out
    "Faces @article{other, title = x }",
    "Faces ER - TY - JOUR",
    "\"Quoted\" from 'Both' Sides and “Curly” ‘Ones’",  # quotes
    "``TeX Quotes'' and ''Their Ends``",
    "'Apostrophe First",
    "''Two First",
    'A,"B",C; D',
    "Dashes - -- --- – — all",
    "What?` and Why!` and << so >> ,,or,,",
    "R&D && More &",
    "A < B > C <3",
    "=1+1 Is a Formula",  # formula cells
    "+49 Is a Number",
    "-1 Faces",
    "@home Faces",
    "＝１＋１ Full Width",
    "1. Not a List",  # Markdown
    "# Not a Heading",
    "- Not an Item",
    "> Not a Quotation",
    "*Not* _emphasised_ **nor** `code` [link](https://x.example) ![image]",
    "A | Table | ~~struck~~",
    "Very " * 60 + "Long",  # 300 characters
    "NO",
    "null",
    "2401.10",
    "a",
    "iPhone LSTMs for eNeRFs, 3D GANs, ToF and the X-Ray",  # capitals
    "MiXeD CaSe_And_CAPS",
    "The Toy that Talked",
    "Who Said That?",
    "It Said That!",
    "Sentences. In a Title. Yes",
    "100 %",
]

AUTHORS = [
    ["Ågot Østergård-Łukasz", "Zoë Müller", "Ünal Ç. Şen"],
    ["王小明", "山田太郎", "김철수"],
    ["רון כהן", "محمد علي"],
    ["OpenAI", "Madonna", "others"],
    ["Anton van den Hengel", "de la Torre, Fernando", "Ludwig von Beethoven"],
    ["Alexandrina Bartholomea von und zu Hohenschwatzenstein-Plappermaul"],
    ["Downey, Jr., Robert", "Martin King Jr.", "Henry Tudor VIII", "Loren Wilton III"],
    ["Pérez Pellitero, Eduardo", "García y Vega, José", "De Mello, Shalini"],
    ["K R Prajwal", "C.V. Jawahar", "J.-P. O'Neil-d'Arc"],
    ["Nguyễn, Văn Đức", "Sung-Bin Kim"],
    LETTERS,
    ["Bobby {Tables}", "A & B", "Under_score", "Per % Cent", "Ti~lde Ca^ret", "Back\\slash Dollar$"],
    ['Dwayne "The Rock" Johnson', "Sinéad O’Connor", "X Æ A-12"],
    ["danah boyd", "bell hooks", "e. e. cummings"],
    ["=cmd Formula", "@at Sign", "-dash First"],
    ["Anders And", "And, Anders", "Andy Sandand"],
    [],
]

EXTRA: list[dict[str, Any]] = [
    {"doi": "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"},
    {"doi": "10.1145/3394171.3413532", "pages": "484-492", "arxiv": "2008.10010"},
    {"links": {"paper": "https://toys.example/a%3Cb_c.pdf?x=1&y=~2#page=3(4)"}},
    {"pages": "1:12-1:14", "status": "retracted"},
    {"arxiv": "2101.00001"},
    {"short": "Toy", "arxiv": "cs/0112017"},
]


def nasty_paper(at: int) -> Paper:
    """One of the records: its title, with authors, venue and other fields by turns."""
    venue = KINDS[at % len(KINDS)]
    fields = {"authors": AUTHORS[at % len(AUTHORS)], **EXTRA[at % len(EXTRA)]}
    if venue == "arxiv":
        fields = {"arxiv": f"2201.{at:05}"} | {key: fields[key] for key in fields if key != "arxiv"}
    if "arxiv" in fields:
        fields["arxiv"] = fields["arxiv"] if "/" in fields["arxiv"] else f"2201.{at:05}"
    return Paper.model_validate(
        {
            "id": f"nasty-{at}-2021",
            "file": f"data/papers/2021/nasty-{at}-2021.yml",
            "title": TITLES[at],
            "venue": venue,
            "year": "2021",
            "categories": ["toys"],
            "sources": ["napkin"],
            **{key: value for key, value in fields.items() if value},
        }
    )


def catalog_of(*papers: Paper) -> Catalog:
    """A catalog of papers, with the venues and the category of the toys."""
    venues = {
        id: Venue.model_validate({"id": id, "file": "data/venues.yml", "about": "Toys.", **fields})
        for id, fields in VENUES.items()
    }
    toys = Category(id="toys", file="data/categories.yml", name="Toys", about="Toys.")
    return Catalog(papers=newest_first(papers), venues=venues, categories={"toys": toys})


NASTY = catalog_of(*map(nasty_paper, range(len(TITLES))))
"""All of them."""
