"""Numbers, sizes, and kinds and access of datasets as pages and their Markdown twins show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

KIND_NAMES = {
    "controlled": "lab-controlled",
    "conversational": "dyadic conversation",
    "text": "text descriptions",
    "attributes": "attribute labels",
    "2d-video": "2D video",
    "3d-mesh": "3D mesh",
    "detection": "deepfake detection",
    "quality-assessment": "quality assessment",
    "generated": "generated videos",
}
"""Kinds of datasets whose names on pages differ from their ids."""

KEY_NAMES = {
    "rgbd_cameras": "RGB-D cameras",
    "talkers": "talking-head methods",
    "terabytes": "TB",
    "text_to_image_models": "text-to-image models",
    "voxceleb1": "VoxCeleb1",
    "youtube_videos": "YouTube videos",
}
"""Keys of dataset sizes and parts whose names on pages differ from their words."""

ACCESS_NAMES = {
    "open": "open download",
    "form": "after signing a form",
    "request": "on request to the authors",
    "gone": "no longer available",
    "unknown": "unknown",
}
"""Ways to a dataset in words."""


def format_access(access: str | None) -> str:
    """Return the way to a dataset in words; nothing if no source states it."""
    return ACCESS_NAMES[access] if access else ""


def format_parts(numbers: Mapping[str, float] | None) -> str:
    """Format one number for the whole, or one for each part.

    >>> format_parts({"pretrain": 5090, "test": 451})
    '5,090 (pretrain), 451 (test)'
    """
    return ", ".join(
        f"{format_number(number)} ({split_words(part)})" if part else format_number(number)
        for part, number in (numbers or {}).items()
    )


def format_sizes(numbers: Mapping[str, float] | None) -> str:
    """Format numbers with their units.

    >>> format_sizes({"clips": 7442, "sentences": 12})
    '7,442 clips, 12 sentences'
    """
    return ", ".join(
        f"{format_number(number)} {split_words(unit)}".strip() for unit, number in (numbers or {}).items()
    )


def format_kinds(ids: Iterable[str]) -> str:
    """Format the kinds of data in a dataset.

    >>> format_kinds(["2d-video", "in-the-wild"])
    '2D video, in-the-wild'
    """
    return ", ".join(KIND_NAMES.get(id, id) for id in ids)


def format_number(number: float) -> str:
    """Format a number with thousands separators and without a trailing `.0`: `7,442` or `15.8`."""
    return f"{number:,}".removesuffix(".0")


def split_words(key: str) -> str:
    """Return a key as words: `manipulation_methods` becomes `manipulation methods`."""
    return KEY_NAMES.get(key, key.replace("_", " "))


def format_size(bytes: int) -> str:
    """Format the size of a file in decimal units: `7 KB` or `1.2 MB`."""
    return f"{bytes / 1e6:.1f} MB" if bytes >= 1e6 else f"{max(1, round(bytes / 1000))} KB"
