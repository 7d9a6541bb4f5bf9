"""A question's own words -> the words of the documents, each change with a note of a closed list.

`glossary`: a name was replaced by the one that the documents of the asker's language use.
"""

from kb.names import Names, documents_name
from kb.types import Language
from kb.vocabulary import Vocabulary

Amended = tuple[str, tuple[str, ...]]


class Wording:
    """Amends questions by what a build's vocabulary knows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.names = Names(vocabulary.terms)

    def renamed(self, text: str, language: Language) -> Amended:
        """Return the text with names that the documents know."""
        counts = self._vocabulary.names[language]
        renamed = text
        for found in reversed(self.names.find(text)):
            name = documents_name(found, language, counts)
            if name.lower() != text[found.start : found.end].lower():
                renamed = renamed[: found.start] + name + renamed[found.end :]
        return renamed, ("glossary",) if renamed != text else ()
