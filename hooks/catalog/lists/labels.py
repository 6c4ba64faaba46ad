"""Kinds of links by label, and roles of table columns by name."""

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
    "license readme tweet twitter zhihu comingsoon catalogpage",
}
KIND_BY_LABEL = {word: kind for kind, words in LABELS_BY_KIND.items() for word in words.split()}
KIND_BY_LABEL |= {
    word: kind
    for kind, words in {
        "paper": "论文 原文 论文链接 论文地址 论文原文 文章 预印本 全文",
        "code": "代码 源码 源代码 代码链接 代码地址 开源代码 官方代码 开源地址 项目代码 模型 权重 仓库",
        "project": "项目 主页 项目主页 项目页面 项目页 项目地址 项目链接 项目网页 网页 网站 官网 博客",
        "demo": "演示 在线演示 试用 在线体验 体验",
        "video": "视频 演示视频 视频演示 视频链接 讲解 视频讲解",
        "dataset": "数据集 数据 数据集链接 数据下载 数据集下载 下载 下载链接",
        "link": "链接 地址 点此 传送门",
        "other": "补充材料 附录 海报 幻灯片 知乎 解读 笔记 论文解读 评论",
    }.items()
    for word in words.split()
}
ARXIV_LABEL = re.compile(r"(?:arxiv[: ]*)?\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7}", re.IGNORECASE)
LABEL_REMARK = re.compile(r"^(.*?)\s*[(（\[](.*)[)）\]]\s*$|^([^:：]{2,20})[:：]\s*$")

LABELS_BEFORE_LINK = (
    re.compile(r"([\u4e00-\u9fff]{1,6})\s?[:：]\s*$"),
    *(re.compile(rf"(?<![\w-])((?:[^\W\d_]+\s){{{words}}}[^\W\d_]+)\s?[:：]\s*$") for words in (2, 1, 0)),
)
LABEL_AFTER_BREAK = re.compile(r"(?:^|(?<=[\ue000|,;.(，；。、（【]))\s*([^\W\d_][\w ]{1,18})\s?[:：]\s*$")
"""Labels before a bare link, such as `Project page: https://...`."""

COLUMNS_BY_ROLE: dict[str, str] = {
    "title": "title papertitle papername titlelink papertitlelink titles worktitle titleofpaper "
    "titleofthepaper 标题 题目 论文标题 论文题目 论文名称 论文名",
    "name": "name dataset datasets datasetname corpus database 名称",
    "short": "method methods model models abbreviation abbr short shortname acronym nickname alias approach "
    "work 方法 简称 缩写",
    "paper": "paper papers article papertitlepdf paperlink paperandlink publicationtitle works 论文",
    "venue": "venue venues conference conferences journal pub publication conferencejournal "
    "journalconference conf conferenceyear venueyear yearvenue accepted publishedin published "
    "proceedings publisher where booktitle source publicationvenue acceptedby conferenceorjournal "
    "venueandyear venuedate conferencevenue pubyear 会议 会议期刊 期刊 期刊会议 发表 发表于 出处 来源 "
    "会议年份",
    "year": "year date publishdate publisheddate publicationdate time pubdate submitted years "
    "published_date updatedate submitdate arxivdate releasedate 年份 日期 时间 发表时间 publicationyear",
    "authors": "authors author firstauthor authorlist 作者",
}
ROLE_BY_COLUMN = {word: role for role, words in COLUMNS_BY_ROLE.items() for word in words.split()}


def normalize_label(label: str) -> str:
    """Fold a label or column name and strip spaces and a trailing number, for lookup."""
    if not label.isascii():
        chinese = "".join(re.findall(r"[\u4e00-\u9fff]+", label))
        if chinese in KIND_BY_LABEL or chinese in ROLE_BY_COLUMN:
            return chinese
    return re.sub(r"\d+$", "", fold(label).replace(" ", ""))


@cache
def link_kind(label: str) -> str:
    """Return the kind of link that a label names.

    Returns:
        A field of `records.schema.Links`; `link` for a generic label such as "here"; `other` for links that
        records don't keep, such as slides; empty for any other text.

    >>> link_kind("PorjectPage"), link_kind("Code (PyTorch)"), link_kind("Wav2Lip")
    ('project', 'code', '')
    """
    if ARXIV_LABEL.fullmatch(label.strip(" []()")):
        return "paper"
    core, _ = split_remark(label)
    for text in (label, core):
        if (key := normalize_label(text)) in KIND_BY_LABEL:
            return KIND_BY_LABEL[key]
    keys = [key for part in re.split(r"[\s/&+|,:_-]+", core) if (key := normalize_label(part))]
    kinds = [KIND_BY_LABEL[key] for key in keys if key in KIND_BY_LABEL]
    if keys and len(kinds) == len(keys):
        return next((kind for kind in kinds if kind not in ("link", "other")), kinds[0])
    if len(keys) == 2 and kinds and kinds[0] in ("paper", "code") and re.search(r"[\d.]{3}", core):
        return kinds[0]  # a badge: `arXiv 2301.02379`, `GitHub 120`
    return _kind_of_misspelled_label(normalize_label(core))


def kind_in_label(label: str) -> str:
    """Return the kind of link that a word of a short label names: `Paper with proofs`."""
    words = label.split()
    if len(words) >= 5:
        return ""
    kinds = [link_kind(word) for word in words if len(word) > 3]
    return next((kind for kind in kinds if kind not in ("", "link", "other")), "")


def label_before_link(text: str) -> str:
    """Return the label with a colon at the end of a text, `Code` of `A Title, Code:`, or an empty string."""
    for pattern in LABELS_BEFORE_LINK:
        match = pattern.search(text)
        if match and (is_link_label(match[1]) if match[1].isascii() else link_kind(match[1])):
            return match[1].strip()
    match = LABEL_AFTER_BREAK.search(text)
    return match[1].strip() if match and link_kind(match[1]) else ""


def is_link_label(label: str) -> bool:
    """Return True if a label is exactly one that names a kind of link, not just similar to one."""
    return normalize_label(label) in KIND_BY_LABEL


def _kind_of_misspelled_label(key: str) -> str:
    if not 5 < len(key) < 16:
        return ""
    match = process.extractOne(key, list(KIND_BY_LABEL), scorer=fuzz.ratio, score_cutoff=80)
    return KIND_BY_LABEL[match[0]] if match and abs(len(match[0]) - len(key)) <= 2 else ""


def split_remark(label: str) -> tuple[str, str]:
    """Split a label such as `ProjectPage(plays music)` into label and remark."""
    match = LABEL_REMARK.match(" ".join(label.split()))
    if not match:
        return label, ""
    if match[3]:
        return match[3], ""
    return (match[1], match[2]) if match[1].strip() else (match[2], "")


@cache
def column_role(name: str) -> str:
    """Return the role of a table column.

    Returns:
        A key of `COLUMNS_BY_ROLE`, a kind of link, or empty. A column without a name may hold venues.

    >>> column_role("Conference/Journal"), column_role("CODE"), column_role("Keywords")
    ('venue', 'code', '')
    """
    key = normalize_label(name)
    if key in ROLE_BY_COLUMN:
        return ROLE_BY_COLUMN[key]
    keys = [normalize_label(part) for part in re.split(r"[\s/&+|,()-]+", name)]
    roles = [ROLE_BY_COLUMN[key] for key in keys if key in ROLE_BY_COLUMN]
    if roles:
        return next((role for role in ("title", "paper", "venue", "year") if role in roles), roles[0])
    return link_kind(name) or ("" if key else "venue")


def is_detail(runs: Sequence[TextRun]) -> bool:
    """Return True if a nested bullet only adds details to its parent: links, `Code: ...`, authors."""
    merged = list(merge_link_runs(runs))
    outside = "".join(run.text for run in merged if not run.link_number)
    labels = [run.text for run in merged if run.link_number]
    before, colon, _ = outside.partition(":")
    is_label = colon and not re.search(r"[\d\[(【（「]", before)
    if is_label and (link_kind(before) or column_role(before) in ("authors", "venue", "year")):
        return True
    if labels and not re.search(r"\w", outside):
        return all(link_kind(label) or not re.search(r"\w", label) for label in labels)
    first = next((run for run in merged if run.text.strip()), TextRun(""))
    return first.em and first.text.count(",") > 0
