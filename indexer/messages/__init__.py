"""What the command says, in the language of the terminal's locale: Thai for th_*, else English."""

from indexer.messages.builds import BUILDS
from indexer.messages.doctor import DOCTOR
from indexer.messages.documents import DOCUMENTS
from indexer.messages.fetch import FETCH
from kb.errors import Told, told_from
from kb.types import Language
from settings import locale_language

__all__ = ["MESSAGES", "locale_language", "say", "told"]

MESSAGES: dict[str, dict[Language, str]] = {**BUILDS, **DOCUMENTS, **FETCH, **DOCTOR}


def told(key: str, /, **values: object) -> Told:
    """Return the sentence `key` in both languages with its placeholders filled; KeyError for an unknown key."""
    return told_from(MESSAGES, key, **values)


def say(key: str, /, **values: object) -> str:
    """Return the sentence `key` in the locale's language with its placeholders filled; KeyError for an unknown key."""
    return MESSAGES[key][locale_language()].format(**values)
