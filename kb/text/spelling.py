"""Slips of the fingers set right, towards words of the corpus only, by symmetric deletes (SymSpell, W. Garbe 2012).

A word that the corpus, a dictionary or the glossary knows is never changed, nor one in capitals, a code or part of an
address. Thai has no spaces, so a slip shows as a piece that no list knows; it is looked for with its neighbours.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate
from typing import Any

from kb.text.normalize import is_thai
from kb.text.tokenizer import THAI_RUN, cut_thai, is_listed_name, is_thai_word

_LATIN_WORD = re.compile(r"(?<![\w@./:'’-])[A-Za-z]{4,}(?![\w@/]|['’](?!s\b)|\.\w)")
_LEAST_COUNT = 2
# Rarer words of Thai texts are often pieces of foreign names, short ones above all.
_LEAST_THAI_COUNT = {True: 3, False: 5}
_SHORTEST_THAI = 4
# Pieces that are words, if rare ones, are taken for a slip of one longer word only from this length on.
_SHORTEST_WEAK = 5
_LONG = 7
# Vowels and marks that cannot begin a cluster.
_SIGN = re.compile("[ะ-ฺ็-๎]")
# How many characters around an odd piece may belong to the same slip, and how many odd pieces are no gibberish.
_REACH = 6
_FEW_PIECES = 6
_MOST_SLIPS = 4


@cache
def _english() -> Any:
    """Return the trie of 82,765 English words that symspellpy brings along."""
    from marisa_trie import Trie

    listed = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    return Trie(line.split(" ", 1)[0] for line in listed.splitlines())


@cache
def _romanised() -> frozenset[str]:
    from pythainlp.corpus import provinces

    detailed: Any = provinces(details=True)
    return frozenset(word.lower() for province in detailed for word in province["name_en"].split())


class Speller:
    """Corrects words towards those of `counts` (written form → occurrences) and of `names`, the glossary's."""

    def __init__(self, counts: Mapping[str, int], names: Iterable[str]) -> None:
        self._counts = counts
        self._names = tuple(names)
        self._latin: dict[str, str] = {}
        for word in sorted(counts, key=lambda word: counts[word]):
            if word.isascii():
                self._latin[word.lower()] = word
        for name in self._names:
            for word in re.findall("[A-Za-z]+", name):
                self._latin.setdefault(word.lower(), word)

    def is_word(self, word: str) -> bool:
        """Tell whether a Thai or Latin word is known."""
        return self.is_thai_word(word) if is_thai(word[0]) else self.is_latin_word(word)

    def is_latin_word(self, word: str) -> bool:
        """Tell whether the corpus, the glossary or the English dictionary knows a word, in any case."""
        lower = word.lower().replace("’", "'").removesuffix("'s")
        return lower in self._latin or lower in {"a", "i"} or lower in _english() or lower in _romanised()

    def corrected(self, text: str) -> str:
        """Return `text` with unknown words as the words of the corpus that they are one slip away from."""
        text = _LATIN_WORD.sub(lambda found: self._latin_word(found.group(), found.start() == 0), text)
        return THAI_RUN.sub(lambda run: self._thai_run(run.group()), text)

    def _latin_word(self, word: str, first: bool) -> str:
        if word.isupper() or self.is_latin_word(word):
            return word
        found = _closest(self._latin_index, word.lower(), 2 if len(word) >= 8 and word.islower() else 1)
        written = found if word.islower() and found in self._counts else self._latin.get(found, word)
        named = written[0].isupper()
        if found[:1] != word[:1].lower() or (word[0].isupper() and not named and not first):
            return word
        return written.capitalize() if word[0].isupper() and not named else written

    def _thai_run(self, run: str) -> str:
        for _ in range(_MOST_SLIPS):
            slip = self._slip(run)
            if slip is None:
                break
            low, high, word = slip
            run = run[:low] + word + run[high:]
        return run

    def _slip(self, run: str) -> tuple[int, int, str] | None:
        """Return the span most like one word of the corpus, and that word; None where there is none.

        Where the segmenter stumbles, it may join the slip to its neighbours, so spans may cut other pieces where what
        is left of them is known.
        """
        pieces = cut_thai(run)
        odd = [at for at, piece in enumerate(pieces) if not self.is_thai_word(piece) or self._is_rare(piece)]
        if not odd or len(odd) > max(_FEW_PIECES, len(pieces) // 2):
            return None
        ends = list(accumulate(map(len, pieces)))
        found: list[tuple[int, int, int, int, str]] = []
        for at in odd:
            first, last = ends[at] - len(pieces[at]), ends[at]
            for low in range(max(0, first - _REACH), first + 1):
                if _SIGN.match(run, low):
                    continue
                for high in range(last, min(len(run), last + _REACH) + 1):
                    word = self._one_slip_away(run[low:high])
                    strangers = sum(low < ends[other] <= high for other in odd)
                    proven = not self.is_thai_word(pieces[at]) or _is_likely(run[low:high], word, strangers)
                    if word and proven and self._fits(run[:low], run[high:]):
                        found.append((-len(word), -self._thai_targets[word], low, high, word))
        return min(found)[2:] if found else None

    def _one_slip_away(self, text: str) -> str:
        if len(text) < _SHORTEST_THAI - 1:
            return ""
        word = _closest(self._thai_index, text, 1)
        return "" if word in {text, text[1:], text[:-1]} else word

    def _fits(self, before: str, after: str) -> bool:
        """Tell whether a span between these cuts no cluster and the pieces next to it are known."""
        if _SIGN.match(after):
            return False
        beside = [cut_thai(before)[-1:], cut_thai(after)[:1]]
        return all(self.is_thai_word(piece) for pieces in beside for piece in pieces)

    def _is_rare(self, piece: str) -> bool:
        """Tell whether a listed word is so short and so rare here that it may be a piece of a misspelt one."""
        return len(piece) <= _SHORTEST_THAI and self._counts.get(piece, 0) < _LEAST_COUNT

    def is_thai_word(self, piece: str) -> bool:
        """Tell whether the corpus, a list of names or the dictionary knows a Thai word."""
        if len(piece) == 1:
            return piece == "ณ"
        return is_thai_word(piece) or self._counts.get(piece, 0) >= _LEAST_COUNT or is_listed_name(piece)

    @cached_property
    def _thai_targets(self) -> dict[str, int]:
        fragments: set[str] = set()
        for name in sorted(filter(THAI_RUN.fullmatch, self._names), key=len):
            pieces = cut_thai(name)
            if fragments.isdisjoint(pieces) and not all(map(self.is_thai_word, pieces)):
                fragments.update(pieces)
        targets = {
            word: count
            for word, count in self._counts.items()
            if count >= _LEAST_THAI_COUNT[len(word) > _SHORTEST_WEAK]
            and len(word) >= _SHORTEST_THAI
            and is_thai_word(word)
            and word not in fragments
        }
        for name in self._names:
            if len(name) >= _SHORTEST_THAI and THAI_RUN.fullmatch(name):
                targets.setdefault(name, _LEAST_COUNT)
        return targets

    @cached_property
    def _thai_index(self) -> Any:
        return _symspell(self._thai_targets, 1)

    @cached_property
    def _latin_index(self) -> Any:
        counts: dict[str, int] = {}
        for word, count in self._counts.items():
            if word.isascii() and word.isalpha() and len(word) >= 4:
                counts[word.lower()] = counts.get(word.lower(), 0) + count
        for name in self._names:
            for word in re.findall("[A-Za-z]{4,}", name):
                counts.setdefault(word.lower(), _LEAST_COUNT)
        return _symspell({w: n for w, n in counts.items() if n >= _LEAST_COUNT or w in _english()}, 2)


def _is_likely(text: str, word: str, strangers: int) -> bool:
    """Tell whether words, so many of them rare here, are rather a slip of `word`: a long one, or only signs differ."""
    same_consonants = _SIGN.sub("", text) == _SIGN.sub("", word)
    return len(word) >= _SHORTEST_WEAK and (len(word) >= _LONG or strangers > 1 or same_consonants)


def _symspell(targets: Mapping[str, int], distance: int) -> Any:
    from symspellpy import SymSpell

    index = SymSpell(max_dictionary_edit_distance=distance)
    for word, count in targets.items():
        index.create_dictionary_entry(word, count)
    return index


def _closest(index: Any, word: str, distance: int) -> str:
    """Return the closest word, the commonest of several; nothing where none is within the distance."""
    from symspellpy import Verbosity

    found = index.lookup(word, Verbosity.TOP, max_edit_distance=distance)
    return str(found[0].term) if found else ""
