"""JSON on one line for every reader: U+0085, U+2028 and U+2029 are escaped.

JSON Lines and server-sent events end lines with LF alone, but many clients (Python's `str.splitlines`, httpx) end them
at those characters too, which may stand in a text or an id.
"""

from fastapi.responses import StreamingResponse
from pydantic import BaseModel

MEDIA_TYPE = "application/jsonl"
_LINE_ENDS = str.maketrans({"\u0085": r"\u0085", "\u2028": r"\u2028", "\u2029": r"\u2029"})


class JsonLinesResponse(StreamingResponse):
    """A response of JSON Lines, each sent as it is made."""

    media_type = MEDIA_TYPE


def one_line(json: str) -> str:
    """Return compact JSON without the characters that somebody takes for the end of a line."""
    return json.translate(_LINE_ENDS)


def line_of(part: BaseModel) -> str:
    """Return a part of the wire contract as JSON on one line."""
    return one_line(part.model_dump_json())
