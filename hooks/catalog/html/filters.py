"""Jinja filters for values. Each call costs less than that of a global function, and pages have hundreds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

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


def inline_code(text: str) -> Markup:
    """Render `words` between backticks as code; escape everything."""
    return Markup("").join(
        Markup("<code>{}</code>").format(escape(part)) if index % 2 else escape(part)
        for index, part in enumerate(text.split("`"))
    )


def format_number(number: float) -> str:
    """Format a number with thousands separators and without a trailing `.0`: `7,442` or `15.8`."""
    return f"{number:,}".removesuffix(".0")


def split_words(key: str) -> str:
    """Return a key as words: `manipulation_methods` becomes `manipulation methods`."""
    return KEY_NAMES.get(key, key.replace("_", " "))
