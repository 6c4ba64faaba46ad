"""Links to weights in a README: those on hosts of large files that the words around them call weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from catalog.utils.url_keys import url_key
from catalog.utils.urls import UrlError, check_url

URL = re.compile(r"https?://[^\s<>\"'()\[\]{}`|\\]+", re.IGNORECASE)
MODEL_HUB = re.compile(
    r"https?://(?:www\.)?(huggingface\.co|hf\.co|modelscope\.cn/models|wisemodel\.cn/models)"
    r"/(?!(?:spaces|datasets|papers|docs|collections|blog|posts|cli)/)([\w.-]+)/([\w.-]+?)/?"
    r"(?:/tree/[\w.-]+/?)?(?:[?#][^\n]*)?",
    re.IGNORECASE,
)
"""Page of a model on a host of models; the groups are the host, the owner and the name."""
FILE_HOST = re.compile(
    r"https?://(?:www\.)?(?:drive\.google\.com/|docs\.google\.com/uc|pan\.baidu\.com/s|1drv\.ms/"
    r"|onedrive\.live\.com/|[\w-]+\.sharepoint\.com/|zenodo\.org/|dropbox\.com/s|mega\.nz/|yadi\.sk/|disk\.yandex\."
    r"|jianguoyun\.com/p|cloud\.tsinghua\.edu\.cn/[fd]|openxlab\.org\.cn/models|keeper\.mpdl\.mpg\.de/"
    r"|surfdrive\.surf\.nl/)[^\n]+",
    re.IGNORECASE,
)
"""Hosts of files of any kind."""
RELEASE = re.compile(r"https?://(?:www\.)?github\.com/([\w.-]+/[\w.-]+)/releases[^\n]*", re.IGNORECASE)
"""Releases of a repository, which is the group."""
WEIGHT_WORDS = re.compile(r"weights?\b|checkpoint|ckpt|pre-?train|\bmodels?\b|模型|权重", re.IGNORECASE)
OTHER_WORDS = re.compile(
    r"data-?sets?\b|\bdata\b|\bvideos?\b|\bsupp|\bresults?\b|acknowledg|metrics?\b|paper\b|数据",
    re.IGNORECASE,
)
"""Words on other files, and of sections that name the works of others."""
COMPONENT = re.compile(
    r"wav2vec|hubert|whisper|wavlm|sd-vae|vae-ft|sd-image|stable-?(?:video-)?diffusion|\bsvd\b|svd-"
    r"|wan-?2\.?\d|dwpose|sync-?net|resnet|vgg|gfpgan|codeformer|esrgan|rife|deep-?speech|\bclip\b|bert-"
    r"|\bbert\b|\bt5\b|t5-|insightface|arcface|face[-_ ]?parsing|79999_iter|deep3d|bfm|\bflame\b|smpl|s3fd"
    r"|hopenet|openpose|\bgpt|llama|qwen|lip[- ]?reading|face[- ]?recon",
    re.IGNORECASE,
)
"""Models of others that many repositories use."""
COMPONENT_OWNER = re.compile(
    r"alibaba-pai|facebook|google|jonatasgrosman|lambdalabs|openai|runwayml|stabilityai|tencentgamemate|wan-ai",
    re.IGNORECASE,
)
"""Owners on hosts of models that publish components, not the models of papers."""
MAX_LINKS = 5_000
"""Links that are looked at; a README with more is no README."""
MAX_CONTEXT_CHARACTERS = 1_000
"""Characters of a line that are looked at for each of its links."""
NEAR_CHARACTERS = 60
"""Characters before a link that name it, if the link itself does not."""


def find_weights(readme: str, name: str) -> tuple[str, ...]:
    """Return the links to a repository's own weights in its README, in their order.

    Args:
        readme: Text in Markdown or HTML.
        name: Owner and name of the repository.

    >>> text = "Pretrained weights: [Drive](https://drive.google.com/file/d/1hum). Data: https://hum.example/1"
    >>> find_weights(text, "hum/hum")
    ('https://drive.google.com/file/d/1hum',)
    """
    found: dict[str, str] = {}
    for url, before, line, heading in islice(_links(readme), MAX_LINKS):
        if _is_weights(url, before, line, heading, name.lower()) and _is_valid(url):
            found.setdefault(weights_key(url), url)
    return tuple(found.values())


def weights_key(url: str) -> str:
    """Return a key that links to the same weights share: a model and its list of files are one.

    >>> weights_key("https://huggingface.co/Hum/Ha/tree/main") == weights_key("https://hf.co/hum/ha")
    True
    """
    match = MODEL_HUB.fullmatch(url)
    if not match:
        return url_key(url)
    return "/".join(match.groups()).lower().replace("hf.co/", "huggingface.co/")


def _links(readme: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield each link with the words before it, its line, and the heading above."""
    heading = previous = ""
    for line in readme.splitlines():
        words = URL.sub(" ", line)[:MAX_CONTEXT_CHARACTERS]
        if match := re.match(r"\s*(?:#+|<h\d[^>]*>)\s*(.*)", words):
            heading = match[1]
        end = 0
        for match in URL.finditer(line):
            yield match[0].rstrip(".,;:*!"), line[end : match.start()], words + previous, heading
            end = match.end()
        previous = words if line.strip() else previous


def _is_valid(url: str) -> bool:
    try:
        check_url(url)
    except UrlError:
        return False
    return True


def _is_weights(url: str, before: str, line: str, heading: str, name: str) -> bool:
    if release := RELEASE.fullmatch(url):
        return release[1].lower() == name and bool(WEIGHT_WORDS.search(line + heading + url))
    hub = MODEL_HUB.fullmatch(url)
    if hub and COMPONENT_OWNER.fullmatch(hub[2]):
        return False
    if COMPONENT.search(before[-NEAR_CHARACTERS:]) or COMPONENT.search(url):
        return False
    if re.search("acknowledg", heading, re.IGNORECASE):
        return False
    if hub:
        return True
    if not FILE_HOST.fullmatch(url):
        return False
    for words in (before, line, heading):
        if WEIGHT_WORDS.search(words):
            return True
        if OTHER_WORDS.search(words):
            return False
    return False
