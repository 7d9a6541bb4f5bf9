"""Thai typed without any tone mark, in haste on a telephone: the marks are put back as the corpus has them.

The text is cut by the same segmenter (newmm) with every word of the corpus, the glossary and PyThaiNLP's list without
its marks; each piece then gets the form that the corpus has most often.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from kb.text.tokenizer import THAI_RUN, WordList, cut_thai, is_thai_word, listed_thai_words

_MARK = re.compile("[\u0e48-\u0e4b]")
_FEWEST_LETTERS = 8
_LEAST_COUNT = 3
_LONG = 5


class ToneMarks:
    """Puts back the tone marks of words in `counts` (written form → occurrences) and of `names`."""

    def __init__(self, counts: Mapping[str, int], names: Iterable[str]) -> None:
        self._counts = counts
        self._names = frozenset(names)

    def restored(self, text: str) -> str:
        """Return `text` with its tone marks; unchanged where it has one, is short, or makes sense without.

        Words of the corpus must be among those that change (two, or one that is long or no word as it stands), and only
        known words be left: names from elsewhere get no marks.
        """
        if _MARK.search(text) or sum(map(len, THAI_RUN.findall(text))) < _FEWEST_LETTERS:
            return text
        proven = 0

        def run(found: re.Match[str]) -> str:
            nonlocal proven
            plain = cut_thai(found.group(), self._list)
            marked = [self._marked(piece) for piece in plain]
            for old, new in zip(plain, marked, strict=True):
                if old != new and self._is_ours(new):
                    proven += 2 if len(new) >= _LONG or not is_thai_word(old) else 1
            return "".join(marked) if all(map(self._is_known, marked)) else found.group()

        restored = THAI_RUN.sub(run, text)
        return restored if proven > 1 else text

    def _is_ours(self, word: str) -> bool:
        return word in self._counts or word in self._names

    def _is_known(self, word: str) -> bool:
        return self._is_ours(word) or (len(word) > 1 and is_thai_word(word)) or word == "ณ"

    def _marked(self, piece: str) -> str:
        best = self._forms.get(piece, piece)
        if is_thai_word(piece) and self._counts.get(best, 0) < max(_LEAST_COUNT, self._counts.get(piece, 0)):
            return piece
        return best

    @cached_property
    def _forms(self) -> dict[str, str]:
        """Return each form by its form without marks: a name, else the corpus's commonest word, else a listed one."""
        forms: dict[str, str] = {}
        for word in sorted(listed_thai_words()):
            if (plain := _MARK.sub("", word)) != word and not is_thai_word(plain):
                forms.setdefault(plain, word)
        thai = [word for word in self._counts if THAI_RUN.fullmatch(word)]
        for word in sorted(thai, key=lambda word: self._counts[word]):
            forms[_MARK.sub("", word)] = word
        for name in sorted(self._names):
            plain = _MARK.sub("", name)
            if THAI_RUN.fullmatch(name) and not is_thai_word(name) and (plain == name or plain not in self._names):
                forms[plain] = name
        return forms

    @cached_property
    def _list(self) -> WordList:
        return WordList({*self._forms, *filter(lambda word: not _MARK.search(word), listed_thai_words())})
