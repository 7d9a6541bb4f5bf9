"""Errors of every kind as RFC 9457 problem details, `application/problem+json`, each with a stable `code`.

Texts are in the language that the client prefers (Accept-Language), Thai or English. Unknown errors are logged, never
echoed.
"""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from kb.errors import KnowledgeBaseError, QuestionRejected
from kb.types import Language
from web.language import accepted_language
from web.pages.errors import error_page, wants_page

_log = logging.getLogger("gnlc.api")

TITLES: dict[str, dict[Language, str]] = {
    "invalid_request": {"th": "คำขอไม่ตรงตามรูปแบบ", "en": "The request does not fit the contract"},
    "invalid_json": {"th": "เนื้อหาที่ส่งมาไม่ใช่วัตถุ JSON", "en": "The body is not a JSON object"},
    "question_empty": {"th": "ไม่มีคำถาม", "en": "There is no question"},
    "question_not_text": {"th": "คำถามมีอักขระที่ไม่ใช่ข้อความ", "en": "The question contains characters that are not text"},
    "question_too_long": {"th": "คำถามยาวเกินไป", "en": "The question is too long"},
    "not_found": {"th": "ไม่พบสิ่งที่ขอ", "en": "There is nothing at this address"},
    "method_not_allowed": {"th": "ที่อยู่นี้ไม่รับคำสั่งแบบนี้", "en": "This address does not take this method"},
    "body_too_large": {"th": "เนื้อหาที่ส่งมาใหญ่เกินไป", "en": "The body is too large"},
    "http_error": {"th": "ทำตามคำขอไม่ได้", "en": "The request cannot be served"},
    "index_unavailable": {"th": "ดัชนีเอกสารยังไม่พร้อมใช้งาน", "en": "The index is not available"},
    "internal_error": {"th": "เกิดข้อผิดพลาดภายในระบบ", "en": "Something went wrong inside the service"},
}
DETAILS: dict[str, dict[Language, str]] = {
    "invalid_json": {
        "th": "โปรดส่งวัตถุ JSON เข้ารหัส UTF-8 ที่มีช่อง question พร้อมส่วนหัว Content-Type: application/json",
        "en": "Send a JSON object in UTF-8 with a field question and the header Content-Type: application/json.",
    },
    "invalid_request": {
        "th": "ช่อง {field} ไม่ถูกต้อง: {problem}",
        "en": "The field {field} is wrong: {problem}.",
    },
    "not_found": {"th": "ไม่มีสิ่งใดอยู่ที่ {path}", "en": "There is nothing at {path}."},
    "method_not_allowed": {"th": "{path} ไม่รับคำสั่ง {method}", "en": "{path} does not take {method}."},
    "body_too_large": {
        "th": "เนื้อหาใหญ่เกิน {limit} ไบต์ โปรดส่งให้สั้นลง",
        "en": "The body is larger than {limit} bytes. Please send less.",
    },
    "http_error": {"th": "คำขอนี้ทำไม่สำเร็จ", "en": "This request could not be served."},
    "index_unavailable": {
        "th": "ระบบบันทึกเหตุการณ์ไว้แล้ว โปรดลองใหม่ในอีกสักครู่",
        "en": "It has been logged. Please try again in a while.",
    },
    "internal_error": {
        "th": "ระบบบันทึกเหตุการณ์ไว้แล้ว โปรดลองใหม่อีกครั้ง",
        "en": "It has been logged. Please try again.",
    },
}
# By pydantic's name of what is wrong with a field; its own sentences are English only and speak of Python.
FIELD_PROBLEMS: dict[str, dict[Language, str]] = {
    "missing": {"th": "ต้องมีช่องนี้", "en": "it is missing"},
    "string_type": {"th": "ต้องเป็นข้อความ", "en": "it must be a string"},
    "int_type": {"th": "ต้องเป็นจำนวนเต็ม", "en": "it must be a whole number"},
    "greater_than_equal": {"th": "ต้องไม่น้อยกว่า {ge}", "en": "it must be at least {ge}"},
    "less_than_equal": {"th": "ต้องไม่เกิน {le}", "en": "it must be at most {le}"},
    "literal_error": {"th": "ค่าที่ใช้ได้คือ auto, th และ en", "en": "it must be auto, th or en"},
    "other": {"th": "ไม่ตรงตามรูปแบบ", "en": "it does not fit the contract"},
}
_STATUS_CODES = {404: "not_found", 405: "method_not_allowed"}


def preferred_language(request: Request) -> Language:
    """Return the language to write errors in: Thai where Accept-Language names it before English, else English."""
    return accepted_language(request.headers.get("accept-language"), "en")


def problem(status: int, code: str, detail: str, language: Language, **extra: object) -> JSONResponse:
    """Return a problem response; `extra` members stand beside the standard ones."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": TITLES[code][language],
        "status": status,
        "detail": detail,
        "code": code,
    }
    return JSONResponse(
        body | extra,
        status_code=status,
        media_type="application/problem+json",
        headers={"Content-Language": language},
    )


def fixed_problem(request: Request, status: int, code: str, **values: object) -> Response:
    """Return the problem `code` with its fixed detail in the client's language; a page where a browser asks."""
    if wants_page(request):
        return error_page(request, status)
    language = preferred_language(request)
    return problem(status, code, DETAILS[code][language].format(**values), language)


def install(app: FastAPI) -> None:
    """Answer every error of `app` with a problem."""

    @app.exception_handler(QuestionRejected)
    def _rejected(request: Request, error: QuestionRejected) -> JSONResponse:
        return problem(422, error.code, str(error), error.language)

    @app.exception_handler(KnowledgeBaseError)
    def _unavailable(request: Request, error: KnowledgeBaseError) -> Response:
        _log.error("%s", error)
        return fixed_problem(request, 503, "index_unavailable")

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        first: dict[str, Any] = error.errors()[0]
        if first["type"] == "json_invalid" or first["loc"] == ("body",):
            return fixed_problem(request, 422, "invalid_json")
        field = ".".join(str(part) for part in first["loc"][1:])
        sentences = FIELD_PROBLEMS.get(first["type"], FIELD_PROBLEMS["other"])
        said = sentences[preferred_language(request)].format(**first.get("ctx", {}))
        return fixed_problem(request, 422, "invalid_request", field=field, problem=said)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        if wants_page(request):
            return error_page(request, error.status_code, error.headers)
        api = request.url.path.startswith("/api/")
        code = (
            "invalid_json" if error.status_code == 400 and api else _STATUS_CODES.get(error.status_code, "http_error")
        )
        values = {"path": request.url.path, "method": request.method}
        response = fixed_problem(request, error.status_code, code, **values)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(Exception)
    def _unknown(request: Request, error: Exception) -> Response:
        _log.error("unexpected %s at %s", type(error).__name__, request.url.path, exc_info=error)
        return fixed_problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error")
