"""A question's own words -> the words of the documents, each change with a note of a closed list.

`keyboard_layout`: it was typed with the keyboard set to the other language. `tone_marks`: its tone marks were put
back. `spelling`: slips of the fingers were set right. `buddhist_year`: a year of the Buddhist era in an English
question became one of the common era. `glossary`: a name gave way to the one that the asker's documents use.
"""

import re
from collections.abc import Sequence

from kb.names import Name, Names, documents_name
from kb.text.keyboard import retyped
from kb.text.normalize import is_thai
from kb.text.spelling import Speller
from kb.text.tokenizer import common_year, surface_words
from kb.text.tone_marks import ToneMarks
from kb.types import Language
from kb.vocabulary import Vocabulary

_BUDDHIST_YEAR = re.compile(
    r"(?:B\.?E\.? ?|Buddhist Era ?)?(?<![\d.,])(2[45]\d\d)(?![\d.,]\d|\d)(?: ?B\.?E\b\.?)?", re.IGNORECASE
)
_YEAR = re.compile(r",? ?(?:of |พ\.?ศ\.? ?|B\.?E\.? ?)?[12]\d{3}$")
_CAPITALISED_BEFORE = re.compile(r"(?<![^\W_])([A-Z][\w’'-]*) $")
_CAPITALISED_AFTER = re.compile(r" ([A-Z][\w’'-]*)")
# Whoever asks which year is which must not be answered with the same year; laws are named by theirs.
_ABOUT_ERAS = re.compile(r"\bcommon era|\bC\.?E\b|\bA\.?D\b|christian|\bera\b|calendar|convert|\bact\b", re.IGNORECASE)


class Wording:
    """Amends questions by what a build's vocabulary knows. Each method gives the text back where it finds nothing."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.names = Names(vocabulary.terms)
        known = [name for term in vocabulary.terms for name in term.names]
        self._speller = Speller(vocabulary.words, known)
        self._tone_marks = ToneMarks(vocabulary.words, known)

    def retyped(self, text: str) -> str:
        """Return a text, not normalised yet, in the layout of the keyboard that it was meant for."""
        return retyped(text, self._speller.is_word)

    def with_tone_marks(self, text: str) -> str:
        """Return a text typed without tone marks with them."""
        return self._tone_marks.restored(text)

    def spelled(self, text: str) -> str:
        """Return the text with slips set right, outside of names of the glossary."""
        at, parts = 0, []
        for found in self.names.find(text):
            parts += [self._speller.corrected(text[at : found.start]), text[found.start : found.end]]
            at = found.end
        return "".join([*parts, self._speller.corrected(text[at:])])

    def in_common_years(self, text: str, language: Language) -> str:
        """Return an English text with years of the Buddhist era as common ones; Thai documents have both."""
        if language == "th" or _ABOUT_ERAS.search(text):
            return text
        return _BUDDHIST_YEAR.sub(lambda year: common_year(year[1]), text)

    def renamed(self, text: str, language: Language) -> str:
        """Return the text with names that the documents of `language` know."""
        names = self.names.find(text)
        for found in reversed(names):
            name = self._known_name(found, language)
            quoted = language == "th" and _in_longer_name(found, names, text)
            if name.lower() != text[found.start : found.end].lower() and not quoted:
                if not found.name[-1].isdigit():
                    name = _YEAR.sub("", name)  # the asker has not said it
                text = _without_overlap(text[: found.start], name) + name + text[found.end :]
        return text

    def without_names(self, text: str) -> str:
        """Return the text without names of the glossary, for what the asker's own words tell."""
        for found in reversed(self.names.find(text)):
            text = text[: found.start] + text[found.end :]
        return text

    def _known_name(self, found: Name, language: Language) -> str:
        return documents_name(found, language, self._vocabulary.names[language])


def _in_longer_name(found: Name, names: Sequence[Name], text: str) -> bool:
    """Tell whether a Latin name stands beside a capitalised word that no name holds: Bangkok of Bangkok Post."""
    if is_thai(found.name[0]):
        return False
    beside = _CAPITALISED_BEFORE.search(text, 0, found.start), _CAPITALISED_AFTER.match(text, found.end)
    return any(word and not any(name.start <= word.start(1) < name.end for name in names) for word in beside)


def _without_overlap(before: str, name: str) -> str:
    """Return what stands before a name without the words that the name repeats: รางวัล of รางวัล Learning City Award."""
    plain = before.rstrip()
    for _, word in surface_words(plain)[-1:]:
        if len(word) > 1 and name.startswith(word) and plain.endswith(word):
            return plain[: -len(word)]
    return before
