"""Words to match by: PyThaiNLP's newmm for Thai letters, stemmed lower-case words for Latin ones, digits as they are.

Thai is written without spaces and its vowel and tone marks are not word characters to a regular expression, so Thai
runs always go to the segmenter whole. Porter2 stems join 'cities' and 'city' (Snowball, http://snowball.tartarus.org).
"""

import re
import threading
from collections.abc import Collection
from functools import cache, lru_cache
from typing import Any, cast

from kb.text.normalize import arabic_digits

# ฯ and ๆ are signs, not letters; ฿ and digits are outside the runs of letters too.
THAI_RUN = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]+")
_RUN = re.compile(
    rf"(?P<thai>{THAI_RUN.pattern})|(?P<number>\d+(?:[.,]\d+)*)|(?P<latin>[^\W\d_ก-๛]+(?:['’][^\W\d_ก-๛]+)?)"
)
_local = threading.local()

TOKENIZER = "newmm+porter2+years+us"
# พ.ศ. 2400 to 2600, ค.ศ. 1857 to 2057: the years that documents name, and hardly any counts.
_BUDDHIST_YEARS = range(2400, 2601)


class WordList:
    """Words to cut Thai by, in a MARISA trie (BSD): 1 MB for PyThaiNLP's list where pythainlp.util.Trie takes 73.

    It has the one method that newmm calls.
    """

    def __init__(self, listed: Collection[str]) -> None:
        from marisa_trie import Trie

        self._trie = Trie(listed)
        self._longest = max(map(len, listed))

    def __contains__(self, word: str) -> bool:
        return word in self._trie

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """Return the listed words that begin at `start`, shortest first."""
        found: list[str] = self._trie.prefixes(text[start : start + self._longest])
        return found


def listed_thai_words() -> set[str]:
    """Return PyThaiNLP's word list."""
    from pythainlp.corpus import thai_words

    return {word.strip() for word in thai_words()} - {""}


@cache
def _dictionary() -> WordList:
    return WordList(listed_thai_words())


@lru_cache(64)  # the stops of one question's way cut the same runs
def cut_thai(run: str, listed: WordList | None = None) -> tuple[str, ...]:
    """Return the pieces of a run of Thai letters, words of `listed` (PyThaiNLP's) where they fit; they join to it."""
    from pythainlp.tokenize.newmm import segment

    return tuple(segment(run, custom_dict=cast(Any, listed or _dictionary())))


@lru_cache(4096)
def _stem(word: str) -> str:
    if not hasattr(_local, "stemmer"):
        import snowballstemmer

        _local.stemmer = snowballstemmer.stemmer("english")
    stemmed: str = _local.stemmer.stemWord(word)
    return stemmed


def common_year(digits: str) -> str:
    """Return a number without thousands separators; a year of the Buddhist era as its year of the common era."""
    if len(digits) == 4 and digits.isdigit() and int(digits) in _BUDDHIST_YEARS:
        return str(int(digits) - 543)
    return digits.replace(",", "")


def words(text: str) -> list[str]:
    """Return the words of normalised `text` in order, ready for matching; nothing for a text without any.

    Thread-safe: the segmenter keeps no state between calls and each thread has its own stemmer.

    The country US is another word than the pronoun.

    >>> words("เมืองแห่งการเรียนรู้ ๓ Cities")
    ['เมือง', 'แห่ง', 'การเรียนรู้', '3', 'citi']
    """
    if not isinstance(text, str):
        raise TypeError(f"words() takes a str, not {type(text).__name__}.")
    found: list[str] = []
    for run in _RUN.finditer(arabic_digits(text)):
        if run.lastgroup == "thai":
            found += cut_thai(run.group())
        elif run.lastgroup == "number":
            found.append(common_year(run.group()))
        else:
            word = run.group()
            found.append(_stem("usa" if word == "US" else word.lower().replace("’", "'")))
    return found


def surface_words(text: str) -> list[tuple[int, str]]:
    """Return the words of `text` as they are written, each with its offset, in order."""
    found = []
    for run in _RUN.finditer(text):
        at = run.start()
        for word in cut_thai(run.group()) if run.lastgroup == "thai" else [run.group()]:
            found.append((at, word))
            at += len(word)
    return found


def is_thai_word(word: str) -> bool:
    """Tell whether PyThaiNLP's word list has `word`."""
    return word in _dictionary()


def is_listed_name(word: str) -> bool:
    """Tell whether PyThaiNLP lists `word` as a family or given name or a province."""
    return word in _listed_names()


def is_listed_place(word: str) -> bool:
    """Tell whether PyThaiNLP lists `word` as a Thai province or a country, other than Thailand or its capital.

    Texts of this house name the two by many names, or leave them to be understood.
    """
    return word in _listed_places()


def unknown_thai_words(text: str) -> list[tuple[int, str]]:
    """Return the Thai pieces of `text`, each with its offset, that PyThaiNLP does not list, in order.

    Its lists of words, family and given names and provinces are asked; single letters do not count.
    """
    return [
        (at, word)
        for at, word in surface_words(text)
        if THAI_RUN.fullmatch(word) and len(word) > 1 and not is_thai_word(word) and not is_listed_name(word)
    ]


@cache
def _listed_names() -> frozenset[str]:
    from pythainlp.corpus import provinces, thai_family_names, thai_female_names, thai_male_names

    return frozenset().union(thai_family_names(), thai_female_names(), thai_male_names(), map(str, provinces()))


@lru_cache(1)
def _listed_places() -> frozenset[str]:
    from pythainlp.corpus import countries, provinces

    return frozenset(map(str, {*provinces(), *countries()} - {"กรุงเทพมหานคร", "ไทย"}))


def versions() -> str:
    """Return what the words depend on, for the index manifest."""
    from importlib.metadata import version

    return f"{TOKENIZER} pythainlp {version('pythainlp')} snowballstemmer {version('snowballstemmer')}"
