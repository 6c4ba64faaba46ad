"""What the labels of links and the names of columns mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process

from catalog.lists.runs import TextRun, merge_link_runs
from catalog.utils.text import fold

LABELS_BY_KIND: dict[str, str] = {
    "paper": "paper papers pdf arxiv arxivversion preprint html openaccess cvf publication manuscript acm "
    "acmdl ieee springer elsevier doi abs abstract article paperlink linktopaper paperpdf pdflink "
    "arxivpaper ieeexplore openreview fulltext publisher acl ojs eccv cvpr iccv report paperarxiv "
    "arxivpdf arxivlink huggingfacepaper papersite officialpaper",
    "code": "code codes github gitlab gitee officialcode codeofficial unofficialcode codeunofficial "
    "pytorch tensorflow keras jax implementation unofficialimplementation "
    "officialimplementation source sourcecode repo repository star stars githubstars "
    "githubrepostars githubrepo githubcode codelink model models weights checkpoint checkpoints "
    "unofficial pytorchcode codepytorch modelcode codetf git githublink githubpage official "
    "codegithub",
    "project": "project projects projectpage page website homepage webpage web site projectwebsite "
    "projectlink projecthomepage home blog blogpost post projectsite mainpage officialwebsite",
    "demo": "demo demopage demos colab onlinedemo livedemo webdemo huggingface huggingfacespace "
    "huggingfacedemo hfdemo hf playground space spaces replicate demolink tryit gradio samples "
    "audiosamples demosite app hfspace",
    "video": "video videos youtube demovideo videodemo talk bilibili presentation resultsvideo videoresults "
    "teaser supplementaryvideo suppvideo supvideo videolink resultvideo",
    "dataset": "dataset datasets data downloadlink download datasetlink datalink downloaddata datasetpage "
    "corpus datasetdownload",
    "link": "link here url linkhere links click clickhere resource resources source linkurl homelink",
    "other": "supp supplement supplementary supplementarymaterial supplemental suppl sup slides slide poster "
    "bibtex bib citation cite review reviews appendix news semanticscholar reading notes note issue "
    "license readme tweet twitter zhihu comingsoon",
}
KIND_BY_LABEL = {word: kind for kind, words in LABELS_BY_KIND.items() for word in words.split()}
KIND_BY_LABEL |= {
    "论文": "paper",
    "代码": "code",
    "项目": "project",
    "主页": "project",
    "视频": "video",
    "数据集": "dataset",
}
ARXIV_LABEL = re.compile(r"(?:arxiv[: ]*)?\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7}", re.IGNORECASE)
LABEL_REMARK = re.compile(r"^(.*?)\s*[(（\[](.*)[)）\]]\s*$|^([^:：]{2,20})[:：]\s*$")

COLUMNS_BY_ROLE: dict[str, str] = {
    "title": "title papertitle papername titlelink papertitlelink titles worktitle titleofpaper "
    "titleofthepaper 标题 题目",
    "name": "name dataset datasets datasetname corpus database",
    "short": "method methods model models abbreviation abbr short shortname acronym nickname alias approach "
    "work",
    "paper": "paper papers article papertitlepdf paperlink paperandlink publicationtitle works 论文",
    "venue": "venue venues conference conferences journal pub publication conferencejournal "
    "journalconference conf conferenceyear venueyear yearvenue accepted publishedin published "
    "proceedings publisher where booktitle source publicationvenue acceptedby conferenceorjournal "
    "venueandyear venuedate conferencevenue pubyear 会议 会议期刊 发表",
    "year": "year date publishdate publisheddate publicationdate time pubdate submitted years "
    "published_date updatedate submitdate arxivdate releasedate 年份 日期 时间 publicationyear",
    "authors": "authors author firstauthor authorlist 作者",
}
ROLE_BY_COLUMN = {word: what for what, words in COLUMNS_BY_ROLE.items() for word in words.split()}


def normalize_label(label: str) -> str:
    """A label as it is looked up: folded, without spaces and the number at its end."""
    if not label.isascii() and (found := "".join(re.findall(r"[\u4e00-\u9fff]+", label))) in KIND_BY_LABEL | ROLE_BY_COLUMN:
        return found
    return re.sub(r"\d+$", "", fold(label).replace(" ", ""))


@cache
def link_kind(label: str) -> str:
    """The kind of link that a label names: a field of links, `link`, `other`, or nothing.

    >>> kind_of("PorjectPage"), kind_of("Code (PyTorch)"), kind_of("Wav2Lip")
    ('project', 'code', '')
    """
    if ARXIV_LABEL.fullmatch(label.strip(" []()")):
        return "paper"
    core, _ = split_remark(label)
    for text in (label, core):
        word = normalize_label(text)
        if word in KIND_BY_LABEL:
            return KIND_BY_LABEL[word]
    parts = [normalize_label(part) for part in re.split(r"[\s/&+|,:_-]+", core) if normalize_label(part)]
    meant = [KIND_BY_LABEL[part] for part in parts if part in KIND_BY_LABEL]
    if parts and len(meant) == len(parts):
        return next((kind for kind in meant if kind not in ("link", "other")), meant[0])
    if len(parts) == 2 and meant and meant[0] in ("paper", "code") and re.search(r"[\d.]{3}", core):
        return meant[0]  # a badge: `arXiv 2301.02379`, `GitHub 120`
    word = normalize_label(core)
    close = (
        process.extractOne(word, list(KIND_BY_LABEL), scorer=fuzz.ratio, score_cutoff=80)
        if 5 < len(word) < 16
        else None
    )
    return KIND_BY_LABEL[close[0]] if close and abs(len(close[0]) - len(word)) <= 2 else ""


def split_remark(label: str) -> tuple[str, str]:
    """A label and the remark in brackets behind it: `ProjectPage(plays music)`."""
    found = LABEL_REMARK.match(" ".join(label.split()))
    if not found:
        return label, ""
    return (found[3], "") if found[3] else (found[1], found[2]) if found[1].strip() else (found[2], "")


@cache
def column_role(name: str) -> str:
    """What a column holds: title, name, short, paper, venue, year, authors, a kind of link, or nothing."""
    word = normalize_label(name)
    if word in ROLE_BY_COLUMN:
        return ROLE_BY_COLUMN[word]
    parts = [ROLE_BY_COLUMN[normalize_label(part)] for part in re.split(r"[\s/&+|,()-]+", name) if normalize_label(part) in ROLE_BY_COLUMN]
    if parts:
        return next((part for part in ("title", "paper", "venue", "year") if part in parts), parts[0])
    return link_kind(name) or ("venue" if not word else "")


def is_detail(runs: Sequence[TextRun]) -> bool:
    """Whether a nested item only says more of the one around it: links, `Code: ...`, names in italics."""
    whole = list(merge_link_runs(runs))
    outside = "".join(piece.text for piece in whole if not piece.link_number)
    labels = [piece.text for piece in whole if piece.link_number]
    before, colon, _ = outside.partition(":")
    if colon and (link_kind(before) or column_role(before) in ("authors", "venue", "year")):
        return True
    if labels and not re.search(r"\w", outside):
        return all(link_kind(label) or not re.search(r"\w", label) for label in labels)
    first = next((piece for piece in whole if piece.text.strip()), TextRun(""))
    return first.em and first.text.count(",") > 0
