"""The knowledge base as its users see it: open a build, ask, read the answer."""

from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from kb.answer import abstain, choose, compose
from kb.characters import shared
from kb.embedder import Embedder
from kb.evidence import (
    OTHER_LANGUAGE,
    OWN_LANGUAGE,
    SUBJECT_KNOWN,
    WITH_KNOWN_QUESTIONS,
    Asked,
    Models,
    PassageEvidence,
    weigh,
)
from kb.fusion import centred
from kb.index import live_build, verify, verify_tokenizer
from kb.question import understand
from kb.retrieval import Channel, Hit, Query, gain, rank, rescored
from kb.spans import spans
from kb.store import Store, language_rows
from kb.text.tokenizer import words
from kb.types import LANGUAGES, Answer, Confidence, Document, Language, Passage, Question, Reason, Vectors
from kb.vocabulary import Vocabulary
from kb.wording import Wording

_READ = 6
_KEPT_DOCUMENTS = 256
_KEPT_PASSAGES = 1024


class KnowledgeBase:
    """One build of the index, opened for reading. Safe to ask from several threads."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open the build in `folder`; IndexUnusable where it is damaged or of another vector space."""
        self.manifest = verify(folder, embedder.space)
        verify_tokenizer(self.manifest)
        self.store = Store(folder / "store.sqlite")
        self._document = lru_cache(_KEPT_DOCUMENTS)(self.store.document)
        self._passage = lru_cache(_KEPT_PASSAGES)(lambda row: self.store.passages([row])[0])
        self._spans = lru_cache(_KEPT_PASSAGES)(lambda row: spans(self._passage(row), self.store.sentences(row)))
        self._embedder = embedder
        self._wording = Wording(Vocabulary.open(folder))
        starts = np.array(self.store.first_sentences(), np.int64)
        sentences: Vectors = np.asarray(np.load(folder / "sentences.npy", mmap_mode="r"))
        self._channels = {
            language: Channel(folder, language, rows, starts, sentences)
            for language, rows in language_rows(self.store).items()
        }
        self._twinned = self.store.twinned()
        self._suggestions = self.store.suggestions()
        self._suggested = frozenset(suggestion.text for suggestion in self._suggestions)
        spoken = [suggestion.language for suggestion in self._suggestions]  # all of one language, then of the other
        first = spoken.count(LANGUAGES[0])
        self._suggestion_rows = {LANGUAGES[0]: range(first), LANGUAGES[1]: range(first, len(spoken))}
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
        asked = self._asked(query, understood)
        hits = self._rank(query, understood)
        passages = [self._passage(hit.row) for hit in hits[:top_k]]
        telling = self._telling(hits, query.language)
        for spoken, models in self._models(query.language):
            read = self._read(telling, spoken, query)
            candidates = weigh(asked, read, models.spans)
            chance = models.probability(asked, read, candidates)
            if confidence := self._confidence(models, chance, understood):
                chosen = choose(candidates)
                documents = self._documents(c.passage.document_id for c in chosen)
                return compose(understood, chosen, documents, confidence, passages)
            if chance >= SUBJECT_KNOWN:
                break
        return abstain(understood, "no_evidence", self.suggest(query.language, query.vector), passages)

    def search(self, text: str, language: Language | None = None, top_k: int = 10) -> list[tuple[Passage, float]]:
        """Return the passages for `text` with their scores, best first; nothing for a text with nothing to look for."""
        return self.passages_for(self.understand(text, language), top_k)

    def passages_for(
        self, understood: Question | tuple[Reason, Question], top_k: int = 10
    ) -> list[tuple[Passage, float]]:
        """Return what `search` does for a text that `understand` has understood."""
        if isinstance(understood, tuple):
            return []
        hits = self._rank(self._query(understood), understood)[:top_k]
        return list(zip(self.store.passages(hit.row for hit in hits), (hit.score for hit in hits), strict=True))

    def meaning(self, text: str, language: Language) -> Vectors:
        """Return a question's vector (unit length) less what its language's questions share.

        Their dot product compares questions across languages.
        """
        return centred(self._embedder.embed_question(text), self._channels[language].question_mean)

    def evidence(
        self,
        question: Question,
        spoken: Language,
        without: Container[int] = frozenset(),
        forgotten: Sequence[int] = (),
    ) -> tuple[Asked, list[PassageEvidence]]:
        """Return what there is to weigh for an answer in the language `spoken`.

        For evaluation: passages in the rows `without` are left out, as if they were not there, and so are the
        `forgotten` of the known questions of the question's language (by place).
        """
        query = self._query(question, forgotten)
        hits = [hit for hit in self._rank(query, question) if hit.row not in without]
        return self._asked(query, question), self._read(hits, spoken, query)

    def probe(
        self, question: Question, without: Container[int] = frozenset()
    ) -> tuple[list[Hit], dict[Language, float]]:
        """Return the hits for `question`, best first, and each language's probability that its sentences answer.

        For evaluation: hits in the rows `without` are left out before weighing, as if those passages were not there.
        """
        query = self._query(question)
        asked = self._asked(query, question)
        hits = [hit for hit in self._rank(query, question) if hit.row not in without]
        telling = self._telling(hits, query.language)
        chances = {}
        for spoken, models in self._models(query.language):
            read = self._read(telling, spoken, query)
            chances[spoken] = models.probability(asked, read, weigh(asked, read, models.spans))
        return hits, chances

    def suggest(self, language: Language, near: Vectors | None = None, count: int = 3) -> tuple[str, ...]:
        """Return questions in `language` that the documents answer: those nearest to `near`, or a spread of them."""
        of = self._suggestion_rows[language]
        if near is None:
            rows: Sequence[int] = of[:: max(1, len(of) // count)][:count]
        else:
            near_first = np.argsort(-(self._suggestion_vectors[of.start : of.stop] @ near), kind="stable")
            rows = [of[at] for at in near_first[:count]]
        return tuple(dict.fromkeys(self._suggestions[row].text for row in rows))

    def suggest_near(self, understood: Question | tuple[Reason, Question], count: int = 3) -> tuple[str, ...]:
        """Return questions that the documents answer in the language of an understood text, nearest to it first.

        A spread of them where the text has nothing to look for.
        """
        if isinstance(understood, tuple):
            return self.suggest(understood[1].language, count=count)
        return self.suggest(understood.language, self._query(understood).vector, count)

    def count_tokens(self, text: str) -> int:
        """Return how many tokens `text` has for the embedding model, special tokens and prefix included."""
        return self._embedder.count_tokens(text)

    def _models(self, language: Language) -> tuple[tuple[Language, Models], tuple[Language, Models]]:
        """Return the languages to answer in, the asker's first, each with its models."""
        own = WITH_KNOWN_QUESTIONS if len(self._channels[language].known) else OWN_LANGUAGE
        other = LANGUAGES[1 - LANGUAGES.index(language)]
        return (language, own[language]), (other, OTHER_LANGUAGE)

    def _confidence(self, models: Models, chance: float, question: Question) -> Confidence | None:
        """Return the band to answer in, None to abstain; documents that suggest a question are trusted to answer it."""
        trusted: Confidence | None = "medium" if question.text in self._suggested and chance >= SUBJECT_KNOWN else None
        return models.evidence.confidence(chance) or trusted

    def _query(self, question: Question, forgotten: Sequence[int] = ()) -> Query:
        distinct = tuple(dict.fromkeys(words(question.understood_as)))
        vector = self._embedder.embed_question(question.understood_as)
        like = self._channels[question.language].known.similarities(vector, forgotten)
        return Query(question.language, vector, distinct, like)

    def _asked(self, query: Query, question: Question) -> Asked:
        channel = self._channels[query.language]
        weights = channel.lexical.weights(query.words)
        return Asked(question.understood_as, query.words, weights, *channel.known.likeness(query.known))

    def _rank(self, query: Query, question: Question) -> list[Hit]:
        hits = rank(list(self._channels.values()), query)
        own = [hit for hit in hits if hit.language == query.language][:_READ]
        passages = [self._passage(hit.row) for hit in own]
        shares = shared(question.understood_as, [f"{p.title} {p.heading} {p.text}" for p in passages])
        return rescored(hits, {hit.row: gain(share) for hit, share in zip(own, shares, strict=True)})

    def _telling(self, hits: Sequence[Hit], language: Language) -> list[Hit]:
        """Return the hits but for those that only say in the other language what a document of the asker's says."""
        return [hit for hit in hits if hit.language == language or hit.row not in self._twinned]

    def _read(self, hits: Sequence[Hit], spoken: Language, query: Query) -> list[PassageEvidence]:
        """Return the evidence in the first passages of the language `spoken`, best first."""
        channel, asked = self._channels[spoken], self._channels[query.language]
        found = [hit for hit in hits if hit.language == spoken][:_READ]
        rows = [hit.row for hit in found]
        has = channel.lexical.in_passages(query.words, [row - channel.rows.start for row in rows])
        read = []
        for hit, held in zip(found, has, strict=True):
            sentences = channel.sentence_rows(hit.row)
            read.append(
                PassageEvidence(
                    passage=self._passage(hit.row),
                    score=hit.score,
                    similarities=channel.similarities(sentences, query, asked),
                    vectors=channel.sentence_vectors(sentences),
                    spans=self._spans(hit.row),
                    held=channel.words_of(sentences, query.words),
                    has=held,
                    known=channel.known_of(sentences, query),
                )
            )
        return read

    def _documents(self, ids: Iterable[str]) -> dict[str, Document]:
        found = (self._document(document_id) for document_id in dict.fromkeys(ids))
        return {document.id: document for document in found if document}
