"""URLs: safe, dangerous and malformed ones, arXiv IDs and DOIs."""

from __future__ import annotations

import pytest

from catalog.utils.urls import (
    ARXIV_ID,
    DOI,
    UrlError,
    arxiv_url,
    check_url,
    doi_url,
    identifier_in_url,
    is_safe_url,
)

GOOD = (
    "https://jest.example/",
    "https://jest.example",
    "http://jest.example/old",
    "HTTPS://Jest.Example/",
    "https://jest.example:8443/a?b=c&d=%20#e",
    "https://a.b.c.jest.example/~x/(y);z=1,2/@w/'v'/!*$+",
    "https://jest.example/?u=a@b.example",
    "https://jest.example?q=javascript:x",
    "https://xn--mnchen-3ya.example/",
    "https://jest.xn--p1ai/",
    "https://1.2.3.4.example/",
)
DANGEROUS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "javascript :alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "data:,x",
    "blob:https://jest.example/",
    "view-source:https://jest.example/",
    "file:///etc/passwd",
    "ftp://jest.example/",
    "mailto:a@jest.example",
    "http\n://jest.example/",
)
BAD = (
    *("\x01javascript:alert(1)", "javascript&colon;alert(1)", "\u200bjavascript:x", "%6aavascript:x", ""),
    *(
        "//jest.example/",
        "\\\\jest.example\\x",
        "/papers/",
        "../x",
        "#x",
        "?x",
        "jest.example",
        "www.jest.example/x",
    ),
    *(
        "https://a@jest.example/",
        "https://a:b@jest.example/",
        "https://@jest.example/",
        "https://x%2f@jest.example/",
    ),
    *(
        'https://jest.example/"',
        "https://jest.example/<b>",
        "https://jest.example/`",
        "https://jest.example/{a}",
    ),
    *(
        "https://jest.example/a b",
        " https://jest.example/",
        "https://jest.example/ ",
        "https://jest.example/\n",
    ),
    *(
        "https://jest.example\\@evil.example/",
        "https://jest.example/\\x",
        "https://jest.example/|",
        "https://j^.example/",
    ),
    *(
        "https://jest.example/\x00",
        "https://jest.example/\u202e",
        "https://je\u00adst.example/",
        "https://jest.example/é",
    ),
    *("https://münchen.example/", "https://jest\u3002example/", "https://jest.example\uff0fx/"),
    *(
        "https://jest.example:/",
        "https://jest.example:x/",
        "https://jest.example:99999/",
        "https://jest.example:-1/",
    ),
    *(
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://[::1",
        "https://1.2.3/",
    ),
    *(
        "https://localhost/",
        "https://jest/",
        "https://",
        "https:jest.example",
        "https:/jest.example",
        "https:///jest.example",
    ),
    *("https://-jest.example/", "https://jest-.example/", "https://jest..example/", "https://.jest.example/"),
    *(
        "https://jest.example./",
        "https://je_st.example/",
        f"https://{'j' * 64}.example/",
        f"https://{'j.' * 130}example/",
    ),
)


@pytest.mark.parametrize("url", GOOD)
def test_web_urls_are_safe(url: str) -> None:
    check_url(url)
    assert is_safe_url(url)


@pytest.mark.parametrize("url", DANGEROUS)
def test_urls_that_could_run_code_are_dangerous(url: str) -> None:
    with pytest.raises(UrlError) as caught:
        check_url(url)
    assert caught.value.is_dangerous
    assert caught.value.hint
    assert not is_safe_url(url)


@pytest.mark.parametrize("url", BAD)
def test_malformed_urls_are_not_safe(url: str) -> None:
    with pytest.raises(UrlError) as caught:
        check_url(url)
    assert not caught.value.is_dangerous
    assert str(caught.value)
    assert caught.value.hint
    assert not is_safe_url(url)


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("https://arxiv.org/abs/2004.01020", ("arxiv", "2004.01020")),
        ("http://www.arxiv.org/pdf/2004.01020v12.pdf", ("arxiv", "2004.01020")),
        ("https://arxiv.org/abs/cs/0112017/", ("arxiv", "cs/0112017")),
        ("https://doi.org/10.9999/jest.2021", ("doi", "10.9999/jest.2021")),
        ("https://dx.doi.org/10.9999/jest.2021", ("doi", "10.9999/jest.2021")),
        ("https://doi.org/10.48550/arXiv.2004.01020", ("arxiv", "2004.01020")),
        ("https://arxiv.org/list/cs.CV/recent", None),
        ("https://arxiv.org.evil.example/abs/2004.01020", None),
        ("https://jest.example/?u=https://arxiv.org/abs/2004.01020", None),
    ],
)
def test_arxiv_and_doi_urls_contain_an_identifier(url: str, identifier: tuple[str, str] | None) -> None:
    assert identifier_in_url(url) == identifier


@pytest.mark.parametrize(
    "arxiv",
    [
        "2004.01020",
        "0704.0001",
        "1412.9999",
        "1501.00001",
        "8912.12345",
        "cs/0112017",
        "hep-th/9901001",
        "math.AG/0309136",
    ],
)
def test_arxiv_ids(arxiv: str) -> None:
    assert ARXIV_ID.fullmatch(arxiv)
    assert identifier_in_url(arxiv_url(arxiv)) == ("arxiv", arxiv)


@pytest.mark.parametrize(
    "text",
    [
        *("2004.01020v1", "2013.01020", "2000.01020", "200.01020", "2004.010", "cs/011201", "٢٠٠٤.01020"),
        *("1501.0102", "2401.1000", "1412.01020", "0704.00010"),  # four digits until 2014, then five
    ],
)
def test_malformed_arxiv_ids(text: str) -> None:
    assert not ARXIV_ID.fullmatch(text)


@pytest.mark.parametrize(
    "doi", ["10.1145/3394171.3413532", "10.9999/(SICI)1(1<2::AID>3.0.CO;2-#)", "10.1000/a/b"]
)
def test_dois(doi: str) -> None:
    assert DOI.fullmatch(doi)
    assert is_safe_url(doi_url(doi))


@pytest.mark.parametrize(
    "text",
    [
        *("10.1/x", "doi:10.1145/1", "https://doi.org/10.1145/1", "10.1145/", "10.1145/a b", "11.1145/1"),
        *("10.1145/1.", "10.1145/1,", "10.1145/1;", "10.1145/1:", "10.1145/1/", "10.1145/1'", '10.1145/1"'),
    ],
)
def test_malformed_dois(text: str) -> None:
    assert not DOI.fullmatch(text)
