"""What is kept, as frozen values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from kb.types import Confidence, Language, Reason, Status

Rating = Literal["up", "down"]
RatingReason = Literal["wrong", "incomplete", "source", "language", "other"]
RATING_REASONS: tuple[RatingReason, ...] = get_args(RatingReason)


class RecordsUnavailable(Exception):
    """The records database cannot be used; `key` names the sentence to say, `kind` what was wrong, without values."""

    def __init__(self, key: str, kind: str) -> None:
        super().__init__(f"{key}: {kind}")
        self.key = key
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is kept: `text` masked, `answer_digest` the sha256 of the answer's text in hex."""

    id: str
    asked_at: datetime
    text: str
    language: Language
    status: Status
    reason: Reason | None
    confidence: Confidence | None
    answer_digest: str | None
    build: str
    took_ms: float


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating of one reply; a later one of the same reply takes its place. `comment` is masked."""

    question_id: str
    given_at: datetime
    rating: Rating
    reason: RatingReason | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """A question that was not answered (`rating` None) or whose answer was rated down."""

    asked: Asked
    rating: Rating | None
    rating_reason: RatingReason | None
    comment: str | None
