"""Lists of imaginary papers in five shapes that real lists have, with their irregularities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from catalog.lists.entries import ListEntry, read_entries


class Paper(NamedTuple):
    """An imaginary paper."""

    number: int
    name: str
    title: str

    @property
    def arxiv(self) -> str:
        return f"{20 + self.number % 6}0{1 + self.number % 9}.{10000 + self.number}"

    @property
    def year(self) -> int:
        return 2020 + self.number % 6

    @property
    def paper_url(self) -> str:
        forms = (
            *(
                "https://arxiv.org/abs/{}",
                "https://huggingface.co/papers/{}",
                "https://arxiv.org/pdf/{}v2.pdf",
            ),
            *("https://ar5iv.labs.arxiv.org/html/{}", "https://www.alphaxiv.org/abs/{}v1"),
            *("https://api.semanticscholar.org/arXiv:{}", "http://cn.arxiv.org/abs/{}"),
        )
        return forms[self.number % len(forms)].format(self.arxiv)

    @property
    def code_url(self) -> str:
        return f"https://github.com/toy/{re.sub('[^a-z0-9]', '', self.name.lower())}"

    @property
    def page_url(self) -> str:
        return f"https://toy{self.number}.github.io/{self.name[:4].lower().strip()}/"

    @property
    def has_name_in_title(self) -> bool:
        return self.title.startswith(f"{self.name}:")


PAPERS = tuple(
    Paper(number, *line.split(" | "))
    for number, line in enumerate(
        line
        for line in Path(__file__).with_name("papers.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
)
VENUES = ("CVPR", "ArXiv", "SIGGRAPH Asia", "T-PAMI", "ICCV", "ACM MM", "CVPR Workshop", "npj", "TOG", "ICLR")
AUTHORS = ("Jest", "Punch", "de la Broma", "M{\\“u}ller", "O'Laugh", "Van Gag", "Ara´ujo")


def render_html(papers: tuple[Paper, ...]) -> Iterator[str]:
    """Yield items with the venue in bold, a linked name, and the first author after the title."""
    yield "# Awesome Mouths\n\n<details open>\n<summary><h3>Mouth Generation</h3></summary>"
    yield '<ul style="margin-left: 5px;">'
    for paper in papers:
        author = AUTHORS[paper.number % len(AUTHORS)]
        byline = (f", {author} et al.", f". {author} et al", f", {author} et al.", f" - {author} et al.")
        venue = f"<b>({VENUES[paper.number % len(VENUES)]} {paper.year})</b>"
        href = f'"{paper.paper_url}"' if paper.number != 11 else f'{paper.paper_url}"'
        title = re.sub(r"^M2F2", "M<sup>2</sup>F<sup>2</sup>", paper.title)
        yield f"        <li>{venue} {_html_title(paper, title, href, author)}{byline[paper.number % 4]}</li>"
    yield "</ul></details>"


def _html_title(paper: Paper, title: str, href: str, author: str) -> str:
    link = f"<a href={href}>"
    if paper.number % 10 == 3:
        return f"{link}{author} et al</a>: {title}"
    if paper.number % 20 == 15:
        return f"{link}{author} et al.</a> {title}"
    if paper.has_name_in_title and paper.number % 5 == 2:
        return f"{link}{paper.name}</a>: {title}"
    if match := re.match(r"(.*?\?) (.*)", title):
        return f"{link}{match[1]}</a> {match[2]}"
    start, colon, rest = title.partition(": ")
    if match := re.match(r"(.{20,}?) (with|for|from|without) (.*)", start) if not colon else None:
        return f"{link}{match[1]}</a>: {match[2]} {match[3]}"
    return f"{link}{start}</a>{colon}{rest}"


def render_tables(papers: tuple[Paper, ...]) -> Iterator[str]:
    """Yield two tables with different columns, and project pages in the column of code."""
    yield "# Mouths and How to Spot Them\n\n## Methods: A Survey\n\n### Mouth Swapping\n"
    yield "|Year|Venue|Category|Paper Title|Code|\n|:-:|:-:|:-:|-|-|"
    for paper in papers[:30]:
        code = ("-", f"[Code]({paper.code_url})", f"[Code]({paper.page_url})")[paper.number % 3]
        title = paper.title.replace(": ", " : ", 1) if paper.number % 9 == 4 else paper.title
        venue = VENUES[paper.number % 6] + (" oral" if paper.number % 7 == 5 else "")
        yield f"|{paper.year}|{venue}|GANs|[{title}]({paper.paper_url})|{code}|"
    yield "\n### Mouth Detection\n\n|Year|Venue|Paper Title|Code|\n|:-:|:-:|:-:|:-:|"
    for paper in papers[30:]:
        cell = (
            f"[{paper.title}]({paper.paper_url})"
            if paper.number % 2
            else f"{paper.title} [pdf]({paper.paper_url})"
        )
        yield f"|{paper.year}|{VENUES[paper.number % 6]}|{cell}|[Link]({paper.code_url})|"


def render_nicknames(papers: tuple[Paper, ...]) -> Iterator[str]:
    """Yield bullets with the venue, the linked name in bold, and the whole title."""
    yield "# Awesome Mouth Generation\n\n## Tools"
    for paper in papers:
        topic = " [Mouth Alignment / Detection]" if paper.number % 8 == 6 else ""
        month = f".0{1 + paper.number % 9}" if paper.number % 6 == 1 else ""
        venue = f"[{VENUES[paper.number % 6]}'{paper.year % 100}{month}]"
        links = f"  [[web]({paper.page_url})] [[pytorch]({paper.code_url})]" if paper.number % 3 else " "
        yield f"- {venue}{topic} [[**{paper.name}**]({paper.paper_url})] {paper.title} {links}"


def render_paragraphs(papers: tuple[Paper, ...]) -> Iterator[str]:
    """Yield paragraphs with the numbered name in bold and its links, each before one with the title."""
    yield "# awesome-mouth\n\n#### 2D Mouth Recognition\n\n![mouths](./mouths.jpg)\n"
    for paper in papers:
        space, colon = " " * (paper.number % 3), ("", ":", "：", "")[paper.number % 4]
        name = f"**[{paper.number + 1}]{space}{paper.name}{colon}**"
        link = f"[**[paper]**]({paper.paper_url})" if paper.number % 5 else f"[Paper]({paper.paper_url})"
        code = f"    [[**third-party implemention**]]({paper.code_url})" if paper.number % 3 == 1 else ""
        yield f"{name}  {link}{code} \n\n{paper.title}{'.' if paper.number % 11 == 4 else ''}\n"


def render_chinese(papers: tuple[Paper, ...]) -> Iterator[str]:
    """Yield nested bullets and a table with 【venues】, names in bold and Chinese labels."""
    yield '# 会说话的嘴\n\n## <a name="approaches">3. Approaches</a>\n\n- **RNN (Recurrent Noses)**\n'
    for paper in papers[:45]:
        venue = f"【{VENUES[paper.number % 6]} {paper.year}】"
        name = (f"**{paper.name}** ", f"**{paper.name}** - ", "", " ")[paper.number % 4]
        if paper.number == 16:
            name = f"{paper.name} - " if paper.has_name_in_title else ""
        title = f"《{paper.title}》" if paper.number % 10 == 2 else paper.title
        links = (
            f"[[paper]](<{paper.paper_url}>) ; [[toy/lips]](<{paper.code_url}>)",
            f"; [[论文]](<{paper.paper_url}>) ; [代码]({paper.code_url}) ; [项目主页]({paper.page_url})",
            f"[【论文】]({paper.paper_url})[【代码】]({paper.code_url})",
            f"论文：{paper.paper_url}，代码：{paper.code_url}。",
        )[paper.number % 4 if paper.number % 7 else 0]
        yield f"  - {venue}{name}{title} {links}"
    yield "\n## 数字人\n\n| 论文标题 | 会议 | 年份 | 论文 | 代码 |\n| --- | --- | --- | --- | --- |"
    for paper in papers[45:]:
        links = f"[链接]({paper.paper_url}) | [代码]({paper.code_url})"
        yield f"| {paper.title} | {VENUES[paper.number % 6]} | {paper.year} | {links} |"


SHAPES: Mapping[str, Callable[[tuple[Paper, ...]], Iterator[str]]] = {
    "html": render_html,
    "tables": render_tables,
    "nicknames": render_nicknames,
    "paragraphs": render_paragraphs,
    "chinese": render_chinese,
}


def render(shape: str) -> str:
    """Return the list of all papers in a shape."""
    return "\n".join(SHAPES[shape](PAPERS)) + "\n"


def read_entry(text: str) -> ListEntry:
    """Return the only entry of a list."""
    entries = [row for row in read_entries(text) if isinstance(row, ListEntry)]
    assert len(entries) == 1, text
    return entries[0]
