"""Every error the library raises on purpose.

KnowledgeBaseError
├── DocumentError          a document cannot be read or used; the others are not touched
├── IndexUnusable
│   ├── IndexMissing       no index where one was looked for
│   ├── IndexDamaged       a file of the index is missing, cut short or altered
│   ├── SpaceMismatch      the index was built with another embedding model
│   └── TokenizerMismatch  the index was built with another tokenizer
├── BuildRunning           another build holds the index folder
├── ModelError             the embedding model cannot be found, read or written
└── QuestionRejected       the question itself cannot be taken (`code` says why)

Messages are whole sentences with the value that was wrong and the way out.
"""

from kb.types import Language


class KnowledgeBaseError(Exception):
    """Base of all errors with a message meant for people."""


class DocumentError(KnowledgeBaseError):
    """A document cannot be read or used."""


class IndexUnusable(KnowledgeBaseError):
    """The index cannot be used as it is."""


class IndexMissing(IndexUnusable):
    """There is no index where one was looked for."""


class IndexDamaged(IndexUnusable):
    """A file of the index is missing, cut short or altered."""


class TokenizerMismatch(IndexUnusable):
    """The index holds words cut by another tokenizer than the one that cuts the questions."""


class SpaceMismatch(IndexUnusable):
    """The index was built in another vector space than the one asked in."""


class BuildRunning(KnowledgeBaseError):
    """Another build holds the index folder."""


class ModelError(KnowledgeBaseError):
    """The embedding model cannot be found, read or written."""


class QuestionRejected(KnowledgeBaseError):
    """The question cannot be taken; `code` is stable and names the reason, the message is in `language`."""

    def __init__(self, code: str, message: str, language: Language) -> None:
        super().__init__(message)
        self.code = code
        self.language = language
