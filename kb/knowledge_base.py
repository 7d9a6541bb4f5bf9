"""The knowledge base as its users see it: open a build, ask, read the answer."""

from collections.abc import Container, Iterable, Sequence
from pathlib import Path

import numpy as np

from kb.answer import abstain, choose, compose
from kb.embedder import Embedder
from kb.evidence import OTHER_LANGUAGE, OWN_LANGUAGE, Candidate, EvidenceModel, Features, features
from kb.fusion import centred
from kb.index import live_build, verify, verify_tokenizer
from kb.question import understand
from kb.retrieval import Channel, Hit, Query, rank
from kb.store import Store, language_rows
from kb.text.tokenizer import words
from kb.types import LANGUAGES, Answer, Document, Language, Passage, Question, Reason, Vectors
from kb.vocabulary import Vocabulary
from kb.wording import Wording

_READ = 5


class KnowledgeBase:
    """One build of the index, opened for reading. Safe to ask from several threads."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open the build in `folder`; IndexUnusable where it is damaged or of another vector space."""
        self.manifest = verify(folder, embedder.space)
        verify_tokenizer(self.manifest)
        self.store = Store(folder / "store.sqlite")
        self._embedder = embedder
        self._wording = Wording(Vocabulary.open(folder))
        starts = np.array(self.store.first_sentences(), np.int64)
        sentences: Vectors = np.asarray(np.load(folder / "sentences.npy", mmap_mode="r"))
        self._channels = {
            language: Channel(folder, language, rows, starts, sentences)
            for language, rows in language_rows(self.store).items()
        }
        self._suggestions = self.store.suggestions()
        self._suggestion_vectors: Vectors = np.asarray(np.load(folder / "questions.npy", mmap_mode="r"))

    @classmethod
    def open(cls, index_dir: Path, embedder: Embedder) -> "KnowledgeBase":
        """Open the live build below `index_dir`; IndexMissing where there is none."""
        return cls(live_build(index_dir), embedder)

    def understand(
        self, text: str, language: Language | None = None, previous: Sequence[str] = ()
    ) -> Question | tuple[Reason, Question]:
        """Return the question in the words of this build, or with the reason why there is nothing to search for."""
        return understand(text, language, self._wording, previous)

    def answer(
        self, text: str, language: Language | None = None, top_k: int = 5, previous: Sequence[str] = ()
    ) -> Answer:
        """Return sentences that answer `text`, each cited, or an abstention that says why.

        `language` overrides the one that the text is written in; `top_k` (from 1) is how many passages come along;
        `previous` are the questions asked before, oldest first, of which up to three complete one that leans on them.
        Raises QuestionRejected for an empty or too long text.
        """
        understood = self.understand(text, language, previous)
        if isinstance(understood, tuple):
            reason, question = understood
            return abstain(question, reason, self.suggest(question.language))
        query = self._query(understood)
        hits = self._rank(query)
        passages = self.store.passages(hit.row for hit in hits[:top_k])
        for spoken, model in _models(query.language):
            candidates, features = self._weigh(hits, spoken, query, understood)
            confidence = model.confidence(model.probability(features)) if features else None
            if confidence:
                chosen = choose(candidates)
                documents = self._documents(c.passage.document_id for c in chosen)
                return compose(understood, chosen, documents, confidence, passages)
        return abstain(understood, "no_evidence", self.suggest(query.language, query.vector), passages)

    def search(self, text: str, language: Language | None = None, top_k: int = 10) -> list[tuple[Passage, float]]:
        """Return the passages for `text` with their scores, best first; nothing for a text with nothing to look for."""
        understood = self.understand(text, language)
        if isinstance(understood, tuple):
            return []
        hits = self._rank(self._query(understood))[:top_k]
        return list(zip(self.store.passages(hit.row for hit in hits), (hit.score for hit in hits), strict=True))

    def meaning(self, text: str, language: Language) -> Vectors:
        """Return a question's vector (unit length) less what its language's questions share.

        Their dot product compares questions across languages.
        """
        return centred(self._embedder.embed_question(text), self._channels[language].question_mean)

    def features(self, question: Question, spoken: Language) -> Features | None:
        """Return what speaks for an answer in the language `spoken`; None where it has no passage."""
        query = self._query(question)
        return self._weigh(self._rank(query), spoken, query, question)[1]

    def probe(
        self, question: Question, without: Container[int] = frozenset()
    ) -> tuple[list[Hit], dict[Language, float]]:
        """Return the hits for `question`, best first, and each language's probability that its sentences answer.

        For evaluation: hits in the rows `without` are left out before weighing, as if those passages were not there.
        """
        query = self._query(question)
        hits = [hit for hit in self._rank(query) if hit.row not in without]
        chances: dict[Language, float] = {}
        for spoken, model in _models(query.language):
            features = self._weigh(hits, spoken, query, question)[1]
            chances[spoken] = model.probability(features) if features else 0.0
        return hits, chances

    def suggest(self, language: Language, near: Vectors | None = None, count: int = 3) -> tuple[str, ...]:
        """Return questions in `language` that the documents answer: those nearest to `near`, or a spread of them."""
        rows = [n for n, s in enumerate(self._suggestions) if s.language == language]
        if near is None:
            rows = rows[:: max(1, len(rows) // count)]
        else:
            rows = [rows[at] for at in np.argsort(-(np.asarray(self._suggestion_vectors[rows]) @ near), kind="stable")]
        return tuple(dict.fromkeys(self._suggestions[row].text for row in rows[:count]))

    def suggest_near(self, text: str, language: Language, count: int = 3) -> tuple[str, ...]:
        """Return questions in `language` that the documents answer, nearest to `text` first.

        A spread of them where the text has nothing to look for; raises QuestionRejected as `answer` does.
        """
        understood = self.understand(text, language)
        near = None if isinstance(understood, tuple) else self._query(understood).vector
        return self.suggest(language, near, count)

    def count_tokens(self, text: str) -> int:
        """Return how many tokens `text` has for the embedding model, special tokens and prefix included."""
        return self._embedder.count_tokens(text)

    def _query(self, question: Question) -> Query:
        distinct = tuple(dict.fromkeys(words(question.understood_as)))
        return Query(question.language, self._embedder.embed_question(question.understood_as), distinct)

    def _rank(self, query: Query) -> list[Hit]:
        return rank(list(self._channels.values()), query)

    def _weigh(
        self, hits: Sequence[Hit], spoken: Language, query: Query, question: Question
    ) -> tuple[list[Candidate], Features | None]:
        read = [hit for hit in hits if hit.language == spoken][:_READ]
        channel, asked = self._channels[spoken], self._channels[query.language]
        candidates: list[Candidate] = []
        for hit, passage in zip(read, self.store.passages(hit.row for hit in read), strict=True):
            sentences = self.store.sentences(hit.row)
            vectors = channel.sentence_vectors(channel.sentence_rows(hit.row))
            candidates += map(
                Candidate, [passage] * len(sentences), sentences, channel.weigh(hit, query, asked), vectors
            )
        return candidates, features(question.understood_as, candidates, read[0].score) if candidates else None

    def _documents(self, ids: Iterable[str]) -> dict[str, Document]:
        found = (self.store.document(document_id) for document_id in dict.fromkeys(ids))
        return {document.id: document for document in found if document}


def _models(language: Language) -> tuple[tuple[Language, EvidenceModel], tuple[Language, EvidenceModel]]:
    """Return the languages to answer in, the asker's first, each with its model."""
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    return (language, OWN_LANGUAGE[language]), (other, OTHER_LANGUAGE)
