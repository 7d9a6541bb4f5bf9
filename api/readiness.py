"""Whether questions can be answered now: the live build is asked a question of its own documents in each language.

The outcome holds for some seconds, so a probe may come as often as it likes; the question is neither kept nor counted.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import anyio
from anyio import CapacityLimiter, to_thread

from kb.knowledge_base import KnowledgeBase
from kb.types import LANGUAGES, Answer, Language

FRESH_SECONDS = 5.0
# One document may word its question worse than it answers it; that is no reason to take a service away.
_QUESTIONS = 5
_OF_ANY_DOCUMENTS: dict[Language, str] = {"th": "เมืองแห่งการเรียนรู้คืออะไร", "en": "What is a learning city?"}
_log = logging.getLogger("gnlc.api")


@dataclass(frozen=True, slots=True)
class Readiness:
    """How the self-test went: the build, in which languages it failed, and why a newer build is not served.

    `refused` is the code of the reason, None where the newest is served.
    """

    build: str
    unanswered: tuple[Language, ...]
    refused: str | None


class SelfTest:
    """Asks the knowledge base that `base_now` gives; `refused` gives the code of why a newer one is not served."""

    def __init__(
        self,
        base_now: Callable[[], KnowledgeBase],
        refused: Callable[[], str | None] = lambda: None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._base_now = base_now
        self._refused = refused
        self._clock = clock
        self._asked = ("", 0.0)
        self._unanswered: tuple[Language, ...] = ()
        self._known: dict[Language, str] = {}
        self._one_at_a_time = anyio.Lock()
        # A thread of its own, as those for questions may all be taken just when somebody looks.
        self._thread = CapacityLimiter(1)

    async def outcome(self) -> Readiness:
        """Return how it goes with the build that answers now, asked at most `FRESH_SECONDS` ago.

        Raises KnowledgeBaseError where there is no build to ask.
        """
        base = self._base_now()
        build = base.manifest.build
        async with self._one_at_a_time:
            if self._asked[0] != build or self._clock() - self._asked[1] >= FRESH_SECONDS:
                self._unanswered = await to_thread.run_sync(self._ask, base, limiter=self._thread)
                self._asked = (build, self._clock())
        return Readiness(build, self._unanswered, self._refused())

    def _ask(self, base: KnowledgeBase) -> tuple[Language, ...]:
        return tuple(language for language in LANGUAGES if not self._answers(base, language))

    def _answers(self, base: KnowledgeBase, language: Language) -> bool:
        """Tell whether one of a few questions that the documents say they answer gets true quotes.

        The one that did so last is asked first. Of documents that name no question any true reply will do.
        """
        named = base.suggest(language, count=_QUESTIONS)
        questions = sorted(named, key=lambda question: question != self._known.get(language))
        try:
            for question in questions or [_OF_ANY_DOCUMENTS[language]]:
                answer = base.answer(question, language)
                if _is_true(answer, base) and (answer.citations or not named):
                    self._known[language] = question
                    return True
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a build, the probe tells of it
            _log.error("self-test of build %s: %s", base.manifest.build, type(error).__name__, exc_info=error)
        return False


def _is_true(answer: Answer, base: KnowledgeBase) -> bool:
    """Tell whether each quote stands in its document where its citation says."""
    for citation in answer.citations:
        document = base.store.document(citation.document_id)
        if document is None or document.text[citation.start : citation.end] != citation.quote:
            return False
    return True
