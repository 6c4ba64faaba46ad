"""Features of papers to filter by: links, contents and licenses of code, memory, and access to datasets."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.facets.code import code_features, code_of
from catalog.records.catalog import Catalog, once
from catalog.records.schema import Paper

OBTAINABLE = {"open", "form", "request"}
"""Ways to a dataset that can still be had."""
MEMORY_SIZES = ("8", "12", "16", "24", "48")
"""Graphics memory of common cards, in GB."""
FEATURES: Mapping[str, tuple[str, ...]] = {
    "authors": (),
    "code": ("open source", "open-source code", "source code", "github", "github code", "implementation"),
    "inference": ("inference code", "runnable code", "code to run", "inference script"),
    "training": ("training code", "train code", "training script", "code for training"),
    "weights": (
        "pretrained weights",
        "open weights",
        "checkpoint",
        "pretrained model",
        "model weights",
        "trained model",
    ),
    "commercial": ("commercial license", "commercially usable", "permissive license"),
    "project": ("project page", "project website"),
    "demo": ("online demo", "live demo", "interactive demo", "web demo", "demo page"),
    "video": ("a video",),
    "dataset": (),
    "obtainable": ("obtainable data", "available datasets", "public datasets", "open datasets"),
    "paper": (),
}
"""Features of papers to filter by, in order, with other words for them in queries."""
FEATURE_NAMES = {
    "inference": "inference code",
    "training": "training code",
    "commercial": "commercial use",
    "obtainable": "obtainable datasets",
}
"""Names of features that differ from their IDs."""
FEATURE_LEADS = (
    *("with", "w/", "has", "have", "having", "including", "with a", "with the", "has a", "have a"),
    *("released", "official", "available", "public", "publicly available", "with public", "with official"),
    *("releases", "release", "provides", "provide", "that has", "that have"),
)
"""Words before the name of a feature in a query."""
FEATURE_TAILS = (
    *("available", "released", "allowed", "permitted", "provided", "included", "publicly available"),
    *("is available", "are available", "is released", "are released", "on github"),
)
"""Words after the name of a feature in a query."""


@once
def features_of(catalog: Catalog, paper: Paper) -> tuple[str, ...]:
    """Return which of FEATURES a paper has; arXiv and DOI are links to the paper."""
    kinds = {kind for kind, _ in paper.links.kinds_and_urls}
    if paper.authors:
        kinds.add("authors")
    if paper.arxiv or paper.doi:
        kinds.add("paper")
    kinds |= code_features(catalog, paper)
    if (access := _dataset_access(catalog, paper)) and access <= OBTAINABLE:
        kinds.add("obtainable")
    return tuple(feature for feature in FEATURES if feature in kinds)


def code_feature_names(catalog: Catalog, paper: Paper) -> list[str]:
    """Return the names of what the code of a paper offers, as cards show them."""
    features = code_features(catalog, paper) - {"inference"}  # as nearly all code
    return [FEATURE_NAMES.get(feature, feature) for feature in FEATURES if feature in features]


def _dataset_access(catalog: Catalog, paper: Paper) -> set[str]:
    """Return the ways to the datasets that a paper works with."""
    datasets = (catalog.datasets.get(id) for _, id in paper.datasets.paths_and_ids)
    return {(dataset.access if dataset else None) or "unknown" for dataset in datasets}


def knows_feature(catalog: Catalog, paper: Paper, id: str) -> bool:
    """Return whether sources say if a paper has a feature. Without a link to code, it has none."""
    repositories = [code.repository for code in code_of(catalog, paper)]
    match id:
        case "inference" | "training" | "weights":
            is_read = any(repository.holds is not None for repository in repositories)
            return not paper.links.code or is_read
        case "commercial":
            return not paper.links.code or any(code.terms for code in code_of(catalog, paper))
        case "obtainable":
            access = _dataset_access(catalog, paper)
            return "gone" in access or bool(access - {"unknown"} and "unknown" not in access)
    return True


def memory_sizes(catalog: Catalog, paper: Paper) -> list[str]:
    """Return the sizes of graphics memory that a paper's code runs in, as its repository states it."""
    stated = [
        memory.gb
        for code in code_of(catalog, paper)
        for memory in code.repository.memory
        if memory.task == "inference"
    ]
    return [size for size in MEMORY_SIZES if stated and min(stated) <= int(size)]
