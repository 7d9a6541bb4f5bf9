"""A question's own words -> the words of the documents, each change with a note of a closed list.

`keyboard_layout`: it was typed with the keyboard set to the other language. `tone_marks`: its tone marks were put
back. `spelling`: slips of the fingers were set right. `buddhist_year`: a year of the Buddhist era in an English
question became one of the common era. `glossary`: a name gave way to the one that the asker's documents use.
"""

import re

from kb.names import Name, Names, documents_name
from kb.text.keyboard import retyped
from kb.text.spelling import Speller
from kb.text.tokenizer import common_year, surface_words
from kb.text.tone_marks import ToneMarks
from kb.types import Language
from kb.vocabulary import Vocabulary

_BUDDHIST_YEAR = re.compile(
    r"(?:B\.?E\.? ?|Buddhist Era ?)?(?<![\d.,])(2[45]\d\d)(?![\d.,]\d|\d)(?: ?B\.?E\b\.?)?", re.IGNORECASE
)
_YEAR = re.compile(r",? ?(?:of |พ\.?ศ\.? ?|B\.?E\.? ?|ปี ?)?([12]\d{3})(?!\d)")
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
        for found in reversed(self.names.find(text)):
            name = self._known_name(found, language)
            if name.lower() != text[found.start : found.end].lower():
                after = _without_year(text[found.end :], name)
                text = _without_overlap(text[: found.start], name) + name + after
        return text

    def without_names(self, text: str) -> str:
        """Return the text without names of the glossary, for what the asker's own words tell."""
        for found in reversed(self.names.find(text)):
            text = text[: found.start] + text[found.end :]
        return text

    def _known_name(self, found: Name, language: Language) -> str:
        return documents_name(found, language, self._vocabulary.names[language])


def _without_year(after: str, name: str) -> str:
    """Return what stands after a name without the year that the name ends with, and apart from it."""
    year = _YEAR.match(after)
    rest = after[year.end() :] if year and name.endswith(year[1]) else after
    return f" {rest}" if name[-1].isdigit() and rest[:1].isalnum() else rest


def _without_overlap(before: str, name: str) -> str:
    """Return what stands before a name without the words that the name repeats: รางวัล of รางวัล Learning City Award."""
    plain = before.rstrip()
    for _, word in surface_words(plain)[-1:]:
        if len(word) > 1 and name.startswith(word) and plain.endswith(word):
            return plain[: -len(word)]
    return before
