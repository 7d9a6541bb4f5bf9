"""Words to match by: PyThaiNLP's newmm for Thai letters, stemmed lower-case words for Latin ones, digits as they are.

Thai is written without spaces and its vowel and tone marks are not word characters to a regular expression, so Thai
runs always go to the segmenter whole. Porter2 stems join 'cities' and 'city' (Snowball, http://snowball.tartarus.org).
"""

import re
import threading
from functools import cache
from typing import Any

from kb.text.normalize import arabic_digits

# ฯ and ๆ are signs, not letters; ฿ and digits are outside the runs of letters too.
_RUN = re.compile(r"(?P<thai>[ก-ฮะ-ฺเ-ๅ็-๎]+)|(?P<number>\d+(?:[.,]\d+)*)|(?P<latin>[^\W\d_ก-๛]+(?:['’][^\W\d_ก-๛]+)?)")
_local = threading.local()

TOKENIZER = "newmm+porter2"


@cache
def _segment_thai() -> Any:
    from pythainlp.tokenize import Tokenizer

    return Tokenizer(engine="newmm").word_tokenize


def _stem(word: str) -> str:
    if not hasattr(_local, "stemmer"):
        import snowballstemmer

        _local.stemmer = snowballstemmer.stemmer("english")
    stemmed: str = _local.stemmer.stemWord(word)
    return stemmed


def words(text: str) -> list[str]:
    """Return the words of normalised `text` in order, ready for matching; nothing for a text without any.

    Thread-safe: the segmenter keeps no state between calls and each thread has its own stemmer.

    >>> words("เมืองแห่งการเรียนรู้ ๓ Cities")
    ['เมือง', 'แห่ง', 'การเรียนรู้', '3', 'citi']
    """
    if not isinstance(text, str):
        raise TypeError(f"words() takes a str, not {type(text).__name__}.")
    found: list[str] = []
    for run in _RUN.finditer(arabic_digits(text)):
        if run.lastgroup == "thai":
            found += _segment_thai()(run.group())
        elif run.lastgroup == "number":
            found.append(run.group().replace(",", ""))
        else:
            found.append(_stem(run.group().lower().replace("’", "'")))
    return found


def versions() -> str:
    """Return what the words depend on, for the index manifest."""
    from importlib.metadata import version

    return f"{TOKENIZER} pythainlp {version('pythainlp')} snowballstemmer {version('snowballstemmer')}"
