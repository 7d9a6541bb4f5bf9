"""Words and how likely each is: PyThaiNLP's word list priced by Thai National Corpus (TNC) frequencies.

A word costs minus the natural logarithm of its probability, so that costs of a sequence add up. Words that the TNC does
not have take their frequency from Phupha (Common Crawl), scaled to the TNC's size. Both lists are CC0 and come with
the pythainlp package; its TNC bigrams do not (they are a download), so context comes from the document itself instead.

The trie is of plain dicts, one character a level; the key `END` holds the word that ends there.
"""

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kb.text.repair.characters import DEPENDENT, LETTER

END = ""
Trie = dict[str, Any]

UNKNOWN = 13.0
"""What a cluster outside the dictionary costs: more than nearly every word."""

_LONGEST = 40
_FREQUENT = 400  # TNC also counts fragments of names as words; rarer ones would hide damage
_PHUPHA_PER_TNC = 800
_SINGLE = frozenset("ณธ")  # the two words of one letter
_THAI_WORD = re.compile(f"[{LETTER}]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A trie of words and the cost of each word."""

    trie: Trie
    cost: dict[str, float]


@cache
def lexicon() -> Lexicon:
    """Return the dictionary; loading it takes about a second, once."""
    from pythainlp.corpus import phupha, thai_words, tnc

    tnc_count = tnc.unigram_word_freqs()
    phupha_count = phupha.unigram_word_freqs()
    known = set(thai_words())
    words = [
        word for word in known | {w for w, n in tnc_count.items() if n >= _FREQUENT and len(w) > 2} if _is_usable(word)
    ]
    counts = {
        # Phupha counts a short word inside longer ones too, which says nothing about the word itself
        word: tnc_count.get(word) or (phupha_count.get(word, 0) / _PHUPHA_PER_TNC if len(word) > 4 else 0)
        for word in words
    }
    total = sum(counts.values()) + len(words)
    cost = {word: -math.log((count + 0.6) / total) for word, count in counts.items()}
    trie: Trie = {}
    for word in cost:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[END] = word
    return Lexicon(trie, cost)


def _is_usable(word: str) -> bool:
    return (
        _THAI_WORD.fullmatch(word) is not None
        and word[0] not in DEPENDENT
        and len(word) <= _LONGEST
        and (len(word) > 1 or word in _SINGLE)
    )


@lru_cache(maxsize=65536)
def segment(run: str) -> tuple[tuple[str, bool], ...]:
    """Return the cheapest split of a run of Thai letters into (piece, is it a word); nothing for the empty string.

    A piece outside the dictionary is one letter with its marks.
    """
    words = lexicon()
    end = len(run)
    best: list[tuple[float, int, bool]] = [(math.inf, -1, False)] * (end + 1)
    best[0] = (0.0, -1, False)
    for start in range(end):
        so_far = best[start][0]
        if so_far == math.inf:
            continue
        node, at = words.trie, start
        while at < end and run[at] in node:
            node = node[run[at]]
            at += 1
            if END in node and (at == end or run[at] not in DEPENDENT):
                price = so_far + words.cost[node[END]]
                if price < best[at][0]:
                    best[at] = (price, start, True)
        at = start + 1
        while at < end and run[at] in DEPENDENT:
            at += 1
        if so_far + UNKNOWN < best[at][0]:
            best[at] = (so_far + UNKNOWN, start, False)
    pieces = []
    at = end
    while at > 0:
        _, start, is_word = best[at]
        pieces.append((run[start:at], is_word))
        at = start
    return tuple(reversed(pieces))


def unknown_letters(run: str) -> int:
    """Count the letters of a run that no word of the dictionary covers."""
    return sum(len(piece) for piece, is_word in segment(run) if not is_word)
