"""The words and names of a build, and how often it has them: what a question is understood by.

Written at building into one file of the index, so that the corpus of staff decides and nothing else is read to ask.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kb.errors import IndexDamaged, told
from kb.names import Names
from kb.text.tokenizer import surface_words
from kb.types import LANGUAGES, Language, Term

FILE = "vocabulary.json"
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words`: each written form and its occurrences; `names`: in how many passages of a language a name stands.

    Words are those of passages and of known questions: people ask in more of them than the documents have.
    """

    words: Counts = field(default_factory=dict)
    names: Mapping[Language, Counts] = field(default_factory=lambda: {language: {} for language in LANGUAGES})
    terms: tuple[Term, ...] = ()

    @classmethod
    def of(
        cls, texts: Iterable[tuple[Language, str]], terms: Sequence[Term], asked: Iterable[str] = ()
    ) -> "Vocabulary":
        """Return the vocabulary of passages, each with its language, and questions; a term given twice counts once."""
        distinct = tuple(dict.fromkeys(terms))
        finder = Names(distinct)
        words: Counter[str] = Counter()
        names: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
        for language, text in texts:
            pieces = surface_words(text)
            words.update(piece for _, piece in pieces)
            names[language].update({found.name for found in finder.nested(text, pieces)})
        for text in asked:
            words.update(piece for _, piece in surface_words(text))
        return cls(words, names, distinct)

    def save(self, folder: Path) -> None:
        """Write `vocabulary.json` into `folder`."""
        parts = {"words": self.words, "names": self.names, "terms": [asdict(term) for term in self.terms]}
        (folder / FILE).write_text(json.dumps(parts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> "Vocabulary":
        """Read what `save` wrote; IndexDamaged where it is not there or cannot be read."""
        try:
            parts = json.loads((folder / FILE).read_text(encoding="utf-8"))
            terms = tuple(Term(tuple(t["th"]), tuple(t["en"]), t["kind"]) for t in parts["terms"])
            return cls(parts["words"], parts["names"], terms)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise IndexDamaged(told("index_file_altered", file=folder / FILE)) from problem
