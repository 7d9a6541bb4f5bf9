"""`feedback`: what people say of a reply."""

from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import Journalled
from api.operation.threads import for_waiting
from api.problems import Refusal
from api.records.values import Rating, RatingReason, RecordsUnavailable

LONGEST_COMMENT = 1000

router = APIRouter()
_WAITING = for_waiting()


class FeedbackRequest(BaseModel):
    """A rating of one reply; a later one of the same reply takes its place."""

    model_config = ConfigDict(
        strict=True,
        json_schema_extra={
            "examples": [
                {"answer_id": "0f" * 16, "rating": "down", "reason": "incomplete", "comment": "ขาดปีที่เข้าร่วมเครือข่าย"},
                {"answer_id": "0f" * 16, "rating": "down", "reason": "wrong", "comment": "The year is wrong."},
                {"answer_id": "0f" * 16, "rating": "up"},
            ]
        },
    )
    answer_id: Annotated[str, Field(pattern="^[0-9a-f]{32}$", description="The `id` of the reply.")]
    rating: Rating
    reason: RatingReason | None = None
    comment: Annotated[
        str | None, Field(max_length=LONGEST_COMMENT, description="Personal data in it is masked before it is kept.")
    ] = None


@router.post("/feedback", status_code=204)
async def feedback(given: FeedbackRequest, journal: Journalled) -> None:
    """Keep a rating."""
    if journal.recorder is None:
        raise Refusal("records_off")
    rate = partial(journal.recorder.rate, given.answer_id, given.rating, given.reason, given.comment)
    try:
        await to_thread.run_sync(rate, limiter=_WAITING)
    except RecordsUnavailable as problem:
        raise Refusal("records_unavailable") from problem
