"""Keys of URLs: the same for every URL of one page, different for different pages."""

from __future__ import annotations

from itertools import combinations

import pytest

from catalog.utils.url_keys import paper_key, url_key
from catalog.utils.urls import urls_in_text

HASH = "0123456789abcdef0123456789abcdef"
PAPERS = (
    (
        "https://openreview.net/forum?id=aB3_-dE",
        "http://openreview.net/pdf?id=aB3_-dE",
        "https://openreview.net/forum?noteId=x&id=aB3_-dE#y",
        "https://openreview.net/attachment?id=aB3_-dE&name=supplementary_material",
    ),
    ("https://openreview.net/forum?id=ab3_-de",),
    (
        "https://openaccess.thecvf.com/content/CVPR2022/html/Mouth_Wide_Open_CVPR_2022_paper.html",
        "http://openaccess.thecvf.com/content/CVPR2022/papers/Mouth_Wide_Open_CVPR_2022_paper.pdf",
        "https://openaccess.thecvf.com/content_CVPR_2022/papers/Mouth_Wide_Open_CVPR_2022_paper.pdf",
    ),
    ("https://openaccess.thecvf.com/content/CVPR2022/html/Mouth_Wide_Shut_CVPR_2022_paper.html",),
    (
        f"https://papers.nips.cc/paper/2020/file/{HASH}-Paper.pdf",
        f"https://proceedings.neurips.cc//paper/2020/hash/{HASH}-Abstract.html",
        f"https://proceedings.neurips.cc/paper_files/paper/2020/file/{HASH}-Paper-Conference.pdf",
    ),
    (
        "https://ieeexplore.ieee.org/document/1234567",
        "https://ieeexplore.ieee.org/abstract/document/1234567/?casa_token=x",
        "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=1234567",
        "https://ieeexplore.ieee.org/iel7/1/2/01234567.pdf",
    ),
    ("https://aclanthology.org/2023.acl-long.7/", "https://aclanthology.org/2023.acl-long.7.pdf"),
    ("https://aclanthology.org/2023.acl-long.70/",),
    (
        "https://proceedings.mlr.press/v139/jest21a.html",
        "http://proceedings.mlr.press/v139/jest21a/jest21a.pdf",
    ),
    (
        "https://www.sciencedirect.com/science/article/pii/S0123456789012345",
        "https://sciencedirect.com/science/article/abs/pii/S0123456789012345?via=x",
    ),
)
OTHER_PAGES = (
    ("https://youtu.be/Abcdefghij-?t=3", "https://www.youtube.com/watch?v=Abcdefghij-&list=x"),
    ("https://www.youtube.com/watch?v=abcdefghij-",),
    (
        "https://github.com/Toy/Lip",
        "http://www.github.com/toy/lip.git",
        "https://github.com/toy/lip/tree/main",
        "https://github.com/toy/lip#readme",
    ),
    ("https://github.com/toy/lip/tree/older-lip",),
    ("https://arxiv.org/abs/2001.00001", "https://huggingface.co/papers/2001.00001"),
    ("https://doi.org/10.1145/1.2", "https://dl.acm.org/doi/pdf/10.1145/1.2"),
    ("https://lip.example/a", "http://www.lip.example/a/"),
)


@pytest.mark.parametrize("urls", [*PAPERS, *OTHER_PAGES], ids=lambda urls: urls[0])
def test_urls_of_one_page_share_a_key(urls: tuple[str, ...]) -> None:
    assert len({url_key(url) for url in urls}) == 1
    assert len({paper_key(url) for url in urls}) == 1
    assert bool(paper_key(urls[0])) is (urls in PAPERS)


def test_different_pages_have_different_keys() -> None:
    for first, second in combinations((*PAPERS, *OTHER_PAGES), 2):
        assert url_key(first[0]) != url_key(second[0])


def test_urls_in_text_end_where_the_sentence_goes_on() -> None:
    text = (
        "论文链接：https://arxiv.org/abs/2001.00001，代码：https://github.com/toy/lip。"
        "See (https://a.example/x_(y)), “https://b.example/z”, 【https://c.example/】 and https://d.example/?a=b&c."
        " https://e.example/？［https://f.example/］"
    )
    assert [url for _, url in urls_in_text(text)] == [
        *("https://arxiv.org/abs/2001.00001", "https://github.com/toy/lip", "https://a.example/x_(y)"),
        *("https://b.example/z", "https://c.example/", "https://d.example/?a=b&c"),
        *("https://e.example/", "https://f.example/"),
    ]
    assert all(text[start:].startswith(url) for start, url in urls_in_text(text))
