"""Contents of trees, by the names of their files, as a reader of the repository would say it.

The rules were made on half of the trees that a person had read for the catalog, and measured on the other
half: programs are named after what they do, and most errors are bundled code of others, so its folders are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

PROGRAM = re.compile(r"([^/]*)\.(py|sh|ipynb|lua|bat)", re.IGNORECASE)
BUNDLED_FOLDER = re.compile(
    r"(?:third[-_]?part(?:y|ies)|3rd[-_]?part(?:y|ies)|submodules?|externals?|extern|vendor|node_modules|deps"
    r"|dependencies|libs?|face[-_]?(?:alignment|parsing|detection|detect|recon|reconstruction)[-\w]*|face3d"
    r"|facexlib|gfpgan|basicsr|deep_?3d_?face\w*|deca\w*|decalib|lpips\w*|pytorch_?ssim|syncnet\w*|arcface\w*"
    r"|insightface|taming|stylegan\w*|wav2lip\w*|whisper|wav2vec2?|hubert|deepspeech\w*|dwpose\w*|detectron2"
    r"|gaussian_renderer)",
    re.IGNORECASE,
)
"""Folders with code of others that is copied into many repositories."""
LIBRARY_FOLDER = re.compile(
    r"(?:data|datasets?|data_?(?:utils?|process\w*|prep\w*|loaders?)|pre_?process\w*|utils?|tools?/data|docs?"
    r"|loss(?:es)?|options?|callbacks?|modules?|configs?)",
    re.IGNORECASE,
)
"""Folders with parts of programs, or with programs that only prepare data."""
LIBRARY_WORDS = frozenset(["util", "utils", "option", "options", "config", "dataset", "dataloader", "helper"])
"""Words in the names of modules that no one runs."""
WORDS = {
    "inference": re.compile(
        r"animate|demos?|driven?|generat(?:e|ing|ion|or)|infer(?:ence|encer)?|predict|reenact(?:ment)?|render"
        r"|run|sampl(?:e|ing)|synthesi(?:s|ze)|talking|test|vid"
    ),
    "training": re.compile(r"(?:do)?train|trains|training|finetun(?:e|ing)"),
    "evaluation": re.compile(
        r"benchmark|evals?|evaluat(?:e|ing|ion|or)|fid|metrics?|psnr|reconstruction|validate"
    ),
    "demo": re.compile(r"app|colab|gradio|streamlit|webgui|webui"),
}
"""Words in the names of programs, by what they do."""
EVALUATION_FOLDER = re.compile(r"benchmarks?|evals?|evaluation|evaluate", re.IGNORECASE)
"""Folders in which every program evaluates."""
WEIGHT_FILE = re.compile(
    r"[^\n]*\.(?:pth|pth\.tar|pt|ckpt|safetensors|onnx|t7|caffemodel|pb|pkl|h5|bin|model)", re.IGNORECASE
)
MIN_WEIGHT_BYTES = 1_000_000
"""Size from which such a file is a network: statistics and landmarks are smaller."""


class File(NamedTuple):
    """File of a tree."""

    path: str
    size: int = 0
    """Bytes."""


def find_contents(files: Iterable[File]) -> set[str]:
    """Return what a tree holds: values of the field `holds`.

    >>> sorted(find_contents([File("train.py"), File("third_party/demo.py"), File("hum.pth", 9_000_000)]))
    ['training', 'weights']
    """
    contents: set[str] = set()
    for file in files:
        *folders, name = file.path.split("/")
        if not any(BUNDLED_FOLDER.fullmatch(folder) for folder in folders):
            contents |= set(_purposes(folders, name))
            if file.size >= MIN_WEIGHT_BYTES and WEIGHT_FILE.fullmatch(name):
                contents.add("weights")
    return contents


def _purposes(folders: list[str], name: str) -> Iterator[str]:
    """Yield what a program does; nothing for other files."""
    match = PROGRAM.fullmatch(name)
    if not match or any(LIBRARY_FOLDER.fullmatch(folder) for folder in folders):
        return
    words = split_words(match[1])
    if words & LIBRARY_WORDS:
        return
    found = {purpose for purpose, names in WORDS.items() if any(map(names.fullmatch, words))}
    if match[2].lower() == "ipynb" and "demo" in words:
        found.add("demo")
    if any(EVALUATION_FOLDER.fullmatch(folder) for folder in folders):
        found.add("evaluation")
    if "training" in found:
        found.discard("inference")  # test_while_training.py
    yield from found


def split_words(name: str) -> set[str]:
    """Return the words of a name in lowercase.

    >>> sorted(split_words("runTest_v2"))
    ['run', 'test', 'v']
    """
    return set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))
