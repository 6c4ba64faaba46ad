"""The form of summaries: one sentence of our own that says what a paper does, without praising it."""

from __future__ import annotations

from catalog.records.validators import declare_format

MAX_SUMMARY_LENGTH = 240
"""Characters: two lines of a card on a phone."""
PRAISE = (
    *("novel", "state-of-the-art", "superior", "outperform", "realistic", "remarkable"),
    *("impressive", "unprecedented", "groundbreaking", "cutting-edge", "excellent", "outstanding"),
    *("innovative", "revolutionary", "significant", "lifelike", "vivid", "seamless", "high-quality"),
    *("high-fidelity", "powerful", "superb", "unparalleled", "robust", "effective", "convincing"),
    *("compelling", "stunning", "elegant", "versatile", "state of the art", "advanced", "holistic"),
    *("comprehensive", "leverage", "leveraging", "paradigm"),
)
"""Words that praise a method or say nothing about it. Endings such as `-ly` and `-ed` may follow them."""
_PRAISE_PATTERN = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in PRAISE)

SUMMARY_FORM = declare_format(
    "summary-form",
    f"A summary is one sentence of at most {MAX_SUMMARY_LENGTH} characters that ends with a period.",
    rf"[^\n]{{1,{MAX_SUMMARY_LENGTH - 1}}}\.",
    expected=f"a sentence of at most {MAX_SUMMARY_LENGTH} characters",
    hint="Shorten it to what goes in, what comes out, and how, and end it with a period",
)
SUMMARY_PRAISE = declare_format(
    "summary-praise",
    "A summary says what a paper does, without praise such as `novel` or `state-of-the-art`.",
    rf"(?![^\n]*(?<!\w)(?:{_PRAISE_PATTERN})(?:ly|s|ed|ing|ity)?(?!\w))[^\n]*",
    expected="a summary without praise",
    hint=f"Leave out words such as {', '.join(PRAISE[:4])}, and {PRAISE[4]}",
)
