"""Names of the glossary in a text, however they are spaced or cased, and the name that the documents use instead.

A name counts only where it begins and ends with a word, so ตาก is not found in ตากแดด, nor Tak in Takua Pa.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.text.normalize import ADDRESS, is_thai
from kb.text.tokenizer import surface_words
from kb.types import Language, Term

_FAR = 1.5
_COMMON = 10
# Signs that may end a name and belong to no word.
_LAST_SIGNS = "ฯ.)"


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a text at `start` to `end`: the glossary's spelling of it and its term."""

    start: int
    end: int
    name: str
    term: Term


class Names:
    """Finds the names of terms in texts; the longest name that begins at a word wins."""

    def __init__(self, terms: Iterable[Term]) -> None:
        from marisa_trie import Trie

        self._known: dict[str, tuple[str, Term]] = {}
        for term in terms:
            for name in term.names:
                self._known.setdefault(_fold(name)[0], (name, term))
        self._trie = Trie(self._known)
        self._longest = max(map(len, self._known), default=0)
        self._found = lru_cache(16)(self._find)  # the steps of understanding look at the same text

    def __contains__(self, text: str) -> bool:
        """Tell whether the whole text is a name."""
        return _fold(text)[0] in self._known

    def find(self, text: str) -> list[Name]:
        """Return the names in `text`, in order and apart, outside of web and mail addresses."""
        return list(self._found(text))

    def _find(self, text: str) -> list[Name]:
        found: list[Name] = []
        free = 0
        addresses = [address.span() for address in ADDRESS.finditer(text)]
        for name in self.nested(text, surface_words(text)):
            if name.start >= free and not any(low <= name.start < high for low, high in addresses):
                found.append(name)
                free = name.end
        return found

    def nested(self, text: str, words: Sequence[tuple[int, str]]) -> Iterator[Name]:
        """Yield every name in `text`, whose surface words are `words`, in order; at one place the longest first."""
        if not self._known:
            return
        folded, origin = _fold(text)
        place = {at: n for n, at in enumerate(origin)}
        ends = {at + len(word) - 1 for at, word in words}
        for at, _ in words:
            start = place[at]
            for key in reversed(self._trie.prefixes(folded[start : start + self._longest])):
                last = origin[start + len(key) - 1]
                if last in ends or text[last] in _LAST_SIGNS:
                    name, term = self._known[key]
                    stop = name.endswith(".") and text[last + 1 : last + 2] == "."
                    yield Name(at, last + 1 + stop, name, term)


def documents_name(found: Name, language: Language, counts: Mapping[str, int]) -> str:
    """Return the name by which the documents of `language` know what was found.

    `counts` says in how many passages of that language each name stands. A name in the asker's script stays, unless
    next to no passage has it: GNLC and its long name are both in use, and a question that says one must not be made to
    say the other. A Thai name in an English question gives way, and so does a Latin one in a Thai question, unless it
    is the commonest (UIL) or short for one and in use. The name given back is the term's preferred one that passages
    have, or one that is far commoner.
    """
    own_script = found.term.th if language == "th" else found.term.en
    preferred = next((name for name in own_script if counts.get(name)), found.name)
    commonest = max(found.term.names if language == "th" else own_script, key=lambda name: counts.get(name, 0))
    known = commonest if counts.get(commonest, 0) > _FAR * counts.get(preferred, 0) else preferred
    own, most = counts.get(found.name, 0), counts.get(known, 0)
    if any(map(is_thai, found.name)) == (language == "th"):
        return known if own == 0 or (own == 1 and most >= _COMMON) else found.name
    if language == "th" and own and (found.name.removesuffix("s").isupper() or own >= _FAR * most):
        return found.name
    return known


def _fold(text: str) -> tuple[str, list[int]]:
    """Return the text as names are compared by, and where each of its characters comes from.

    Lower case, no accents on Latin letters, no space or hyphen, and no full stop after a Thai letter.
    """
    kept, origin = [], []
    for at, character in enumerate(text):
        if character in " -\u2010\u2011" or (character == "." and at and is_thai(text[at - 1])):
            continue
        kept.append(character.lower() if is_thai(character) else unicodedata.normalize("NFD", character)[0].lower())
        origin.append(at)
    return "".join(kept), origin
