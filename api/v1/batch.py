"""`ask/batch`: many questions as JSON or CSV, answered line by line while the rest still wait.

Each question runs in a thread of its own turn, so other clients are served between and beside them. A batch
beyond its client's rate waits.
"""

import csv
import io
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from api import problems
from api.answering import reply_or_problem, with_texts
from api.dependencies import Base, ClientLanguage, Journalled
from api.json_lines import MEDIA_TYPE, JsonLinesResponse, line_of
from api.problems import Refusal
from api.wire import AskRequest, AskResponse, ProblemPart

PATH = "/ask/batch"
MOST_ROWS = 1000
LARGEST_BATCH = 4 * 1024 * 1024
_JSON, _CSV = "application/json", "text/csv"

router = APIRouter()

_ROWS: list[JsonValue] = [
    {"id": "1", "question": "เมืองใดของไทยเป็นสมาชิกเมืองแรก"},
    {"id": "2", "question": "Which Thai city was the first member?", "language": "en"},
]
RowId = Annotated[str, Field(min_length=1, max_length=100, description="Your id of the question; no two the same.")]
_ID: TypeAdapter[str] = TypeAdapter(RowId)


class BatchRow(AskRequest):
    """A question with the caller's own id."""

    model_config = ConfigDict(json_schema_extra={"examples": _ROWS})
    id: RowId


class BatchLine(BaseModel):
    """One line of the result: the reply to a row, or the problem with it."""

    id: Annotated[str | None, Field(description="The row's id; null where it has none that can be used.")]
    row: Annotated[int, Field(ge=1, description="The row's place in the batch, from 1.")]
    reply: AskResponse | None
    problem: ProblemPart | None


BODY: dict[str, Any] = {
    "required": True,
    "content": {
        _JSON: {
            "schema": {
                "type": "array",
                "minItems": 1,
                "maxItems": MOST_ROWS,
                "items": {"$ref": "#/components/schemas/BatchRow"},
            },
            "example": _ROWS,
        },
        _CSV: {
            "schema": {"type": "string"},
            "example": "id,question,language\n1,เมืองใดเป็นสมาชิกเมืองแรก,th\n2,Which city was the first member?,\n",
        },
    },
}


async def batch_rows(request: Request) -> list[object]:
    """Return the rows of the body as they were sent, each unchecked; Refusal where there is no list of them."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in {_JSON, _CSV}:
        raise Refusal("media_type")
    body = await request.body()
    rows = await run_in_threadpool(_json_rows if media_type == _JSON else _csv_rows, body)
    if not 1 <= len(rows) <= MOST_ROWS:
        raise Refusal("batch_size", count=len(rows), limit=MOST_ROWS)
    return rows


async def rows_to_answer(
    rows: Annotated[list[object], Depends(batch_rows)],
    after: Annotated[str | None, Query(max_length=100, description="Go on after the row of this id.")] = None,
) -> list[tuple[int, object]]:
    """Return the rows that follow the one whose id is `after`, numbered from 1 as in the batch."""
    numbered = list(enumerate(rows, 1))
    if after is None:
        return numbered
    for place, row in numbered:
        if _id(row) == after:
            return numbered[place:]
    raise Refusal("after_unknown", after=after)


_LINES: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"itemSchema": {"$ref": "#/components/schemas/BatchLine"}}}}
}


@router.post(PATH, openapi_extra={"requestBody": BODY}, response_class=JsonLinesResponse, responses=_LINES)
async def ask_batch(
    request: Request,
    rows: Annotated[list[tuple[int, object]], Depends(rows_to_answer)],
    base: Base,
    preferred: ClientLanguage,
    journal: Journalled,
) -> AsyncIterator[str]:
    """Answer the rows one after the other, a line each."""
    seen: set[str | None] = set()
    for number, row in rows:
        row_id = _id(row)
        result: AskResponse | ProblemPart
        try:
            asked = BatchRow.model_validate(row)
            if row_id in seen:
                raise Refusal("duplicate_id", id=row_id)
            whole = await with_texts(asked, preferred, journal)
        except (ValidationError, Refusal) as error:
            result = problems.told(request, error)
        else:
            seen.add(row_id)
            if len(seen) > 1:
                await request.state.allowance.spend()
            result = await run_in_threadpool(reply_or_problem, request, base, whole, preferred)
        line = BatchLine(
            id=row_id,
            row=number,
            reply=None if isinstance(result, ProblemPart) else result,
            problem=result if isinstance(result, ProblemPart) else None,
        )
        yield f"{line_of(line)}\n"


def _json_rows(body: bytes) -> list[object]:
    try:
        rows = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refusal("invalid_json") from error
    if not isinstance(rows, list):
        raise Refusal("invalid_json")
    return rows


def _csv_rows(body: bytes) -> list[object]:
    """Return the lines of the CSV as the JSON would have them; empty cells are left out, columns of other names too."""
    try:
        lines = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal("invalid_csv") from error
    if lines and not {"id", "question"} <= lines[0].keys():
        raise Refusal("invalid_csv")
    return [{name: line[name] for name in ("id", "question", "language") if line.get(name)} for line in lines]


def _id(row: object) -> str | None:
    """Return the row's id where it has one that can be used."""
    try:
        return _ID.validate_python(row.get("id") if isinstance(row, dict) else None, strict=True)
    except ValidationError:
        return None
