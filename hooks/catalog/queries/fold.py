"""Words of texts and queries, folded as docs/assets/search/fold.js folds them in the browser.

`utils.text.fold` also transliterates other scripts. The browser cannot do that, so the search index has the
romanized words of titles and names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

FOLDED_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "ħ": "h",
        "\u0131": "i",
        "ŋ": "n",
        "ŧ": "t",
    }
)
"""Letters without a Unicode decomposition, and their folded form."""
WORD = re.compile(r"[^\W_]+")
APOSTROPHE = re.compile(r"(?<=\w)['\u2019](?=\w)")
UNSPACED_SCRIPT = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0eff]")
"""Matches scripts written without spaces, in which a substring may be a word."""
SPELLINGS = {"ä": "ae", "ö": "oe", "ü": "ue", "+": "plus"}
"""Alternative spellings that folding does not produce."""
RESPELLABLE = re.compile(f"[{''.join(SPELLINGS)}]", re.IGNORECASE)


def fold(text: str) -> str:
    """Lowercase a text and strip its accents.

    >>> fold("Nießner"), fold("Łukasz"), fold("王")
    ('niessner', 'lukasz', '王')
    """
    if text.isascii():
        return text.lower()
    letters = (char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char)[0] != "M")
    return unicodedata.normalize("NFC", "".join(letters).lower()).translate(FOLDED_LETTERS)


@lru_cache(maxsize=1 << 16)  # words and names recur
def split_words(text: str) -> tuple[str, ...]:
    """Split a text into folded words.

    >>> split_words("Audio-Driven, isn't it?")
    ('audio', 'driven', 'isnt', 'it')
    """
    return tuple(WORD.findall(fold(APOSTROPHE.sub(_drop_between_letters, text))))


def _drop_between_letters(apostrophe: re.Match[str]) -> str:
    before, after = apostrophe.string[apostrophe.start() - 1], apostrophe.string[apostrophe.end()]
    return "" if before.isalpha() and after.isalpha() else apostrophe[0]


def compact(text: str) -> str:
    """Return a name without spaces and punctuation: `lip-sync`, `Lip Sync` and `lipsync` are one."""
    return "".join(split_words(text))


def respell(text: str) -> str:
    """Spell out umlauts and plus signs.

    >>> respell("Zollhöfer"), respell("GeneFace++")
    ('zollhoefer', 'genefaceplusplus')
    """
    return RESPELLABLE.sub(lambda letter: SPELLINGS[letter[0]], text.lower())
