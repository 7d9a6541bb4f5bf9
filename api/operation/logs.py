"""One JSON object a line on standard error, without personal data.

No address, no path as it was called and no text of a question is logged; of an exception, its kind and where it rose.
Only the operating system's and SQLite's own messages are kept, which never quote what was asked.
"""

import json
import logging
import sqlite3
import traceback
from datetime import UTC, datetime
from typing import Any

from starlette.types import Scope

_FIELDS = ("method", "route", "status", "ms", "request_id")
_TELLING = (OSError, sqlite3.Error)


class JsonLines(logging.Formatter):
    """Writes a record with the fields of an access line where it has them."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage().strip(),
        }
        said |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            said["exception"] = _without_values(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


def _without_values(error: BaseException) -> list[str]:
    """Return the chain of exceptions, the cause first, each with the places it passed."""
    lines: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        lines += _without_values(cause)
    lines.append(f"{type(error).__name__}: {error}" if isinstance(error, _TELLING) else type(error).__name__)
    frames = traceback.extract_tb(error.__traceback__)
    return lines + [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def template_of(scope: Scope) -> str:
    """Return the template of the route that took the request, "other" where none did.

    A route of an included router knows its path without the prefix; that many parts before its own are the prefix, in
    which there are no parameters.
    """
    own = str(getattr(scope.get("route"), "path", ""))
    if not own or ":path}" in own:
        return "other"
    prefix = scope["path"].split("/")[: -own.count("/")]
    return "/".join(prefix) + own


LOG_CONFIG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "api.operation.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"uvicorn": {"level": "INFO"}, "gnlc": {"level": "INFO"}},
}
