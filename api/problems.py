"""Errors of every kind as RFC 9457 problem details, `application/problem+json`, each with a stable `code`.

Texts are in the language that the client prefers (Accept-Language), Thai or English; below /v1/ the same errors wear
the shape of OpenAI's API, whose clients ask there. Unknown errors are logged, never echoed.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from api.messages import DETAILS, FIELD_PROBLEMS, PROBLEMS
from api.methods import allowed_methods
from api.operation.logs import template_of
from api.wire import OpenAIErrorPart, OpenAIProblemPart, ProblemPart
from kb.errors import KnowledgeBaseError, QuestionRejected
from kb.types import Language
from web.language import accepted_language
from web.pages.errors import error_page, wants_page

_log = logging.getLogger("gnlc.api")

PAGE = "/api/v1/problems"
_STATUS_CODES = {404: "not_found", 405: "method_not_allowed"}


class Refusal(Exception):
    """A request that is not served: `code` is one of DETAILS, whose sentence `values` fill.

    It is said in `language`, by default the one that the client prefers.
    """

    def __init__(self, code: str, language: Language | None = None, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.language = language
        self.values = values


def preferred_language(request: Request) -> Language:
    """Return the language to write errors in: Thai where Accept-Language names it before English, else English."""
    return accepted_language(request.headers.get("accept-language"), "en")


def told(request: Request, error: Exception) -> ProblemPart:
    """Return what to tell the client about `error`; what is not the client's fault is logged."""
    match error:
        case QuestionRejected():
            return _part(request, error.code, error.language, str(error))
        case Refusal():
            return _fixed_in(error.language or preferred_language(request), request, error.code, error.values)
        case RequestValidationError() | ValidationError():
            return _invalid(request, error.errors()[0])
        case KnowledgeBaseError():
            _log.error("%s", error)
            return _fixed(request, "index_unavailable")
        case _:
            _log.error("unexpected %s at %s", type(error).__name__, template_of(request.scope), exc_info=error)
            return _fixed(request, "internal_error")


def problem_response(request: Request, part: ProblemPart, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return the problem as the client's API writes it."""
    dressed = {"Content-Language": part.language, **(headers or {})}
    if request.url.path.startswith("/v1/"):
        status = 400 if part.status == 422 else part.status
        return JSONResponse(_as_openai(part).model_dump(), status, headers=dressed)
    return JSONResponse(part.model_dump(), part.status, media_type="application/problem+json", headers=dressed)


def refuse(request: Request, code: str, **values: object) -> Response:
    """Return the problem `code` with its fixed detail in the client's language; a page where a browser asks."""
    if wants_page(request):
        return error_page(request, PROBLEMS[code].status)
    return problem_response(request, _fixed(request, code, **values))


def install(app: FastAPI) -> None:
    """Answer every error of `app` with a problem."""

    def answer(request: Request, error: Exception) -> Response:
        part = told(request, error)
        return error_page(request, part.status) if wants_page(request) else problem_response(request, part)

    for kind in (QuestionRejected, Refusal, KnowledgeBaseError, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        path, headers = request.url.path, dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(allowed_methods(request))
            if request.method == "OPTIONS":
                return Response(status_code=204, headers=headers)
        if wants_page(request):
            return error_page(request, error.status_code, headers)
        unreadable = error.status_code == 400 and path.startswith(("/api/", "/v1/"))
        code = "invalid_json" if unreadable else _STATUS_CODES.get(error.status_code, "http_error")
        part = _fixed(request, code, path=path, method=request.method)
        part = part.model_copy(update={"status": error.status_code})
        return problem_response(request, part, headers)


def _part(request: Request, code: str, language: Language, detail: str) -> ProblemPart:
    text = PROBLEMS[code]
    return ProblemPart(
        type=f"{PAGE}#{code}",
        title=text.title[language],
        status=text.status,
        detail=detail,
        code=code,
        language=language,
        request_id=request.state.request_id,
    )


def _fixed(request: Request, code: str, /, **values: object) -> ProblemPart:
    return _fixed_in(preferred_language(request), request, code, values)


def _fixed_in(language: Language, request: Request, code: str, values: Mapping[str, object]) -> ProblemPart:
    return _part(request, code, language, DETAILS[code][language].format(**values))


def _invalid(request: Request, first: Mapping[str, Any]) -> ProblemPart:
    if first["type"] == "json_invalid" or first["loc"] in {("body",), ()}:
        return _fixed(request, "invalid_json")
    # A request's place starts with the part of it, such as "body"; the parts of a union are pydantic's own names.
    place = first["loc"][1:] if first["loc"][0] in {"body", "query", "path", "header"} else first["loc"]
    sentences = FIELD_PROBLEMS.get(first["type"], FIELD_PROBLEMS["other"])
    values = {**first.get("ctx", {})}
    values["expected"] = ", ".join(re.findall("'([^']*)'", str(values.get("expected", ""))))
    said = sentences[preferred_language(request)].format(**values)
    return _fixed(request, "invalid_request", field=".".join(map(str, place)), problem=said)


def _as_openai(part: ProblemPart) -> OpenAIProblemPart:
    return OpenAIProblemPart(
        error=OpenAIErrorPart(
            message=part.detail,
            type="invalid_request_error" if part.status < 500 else "api_error",
            param=None,
            code=part.code,
            request_id=part.request_id,
        )
    )
