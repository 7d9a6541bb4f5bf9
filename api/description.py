"""What the OpenAPI document says beyond what FastAPI reads from the routes.

Both languages, problems and events, keys and the limits behind them.
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.contract_examples import EXAMPLES
from api.contract_words import FIELDS, HEADERS, MODELS, PARAMETERS, SECURITY
from api.messages import OPERATIONS, SERVICE, Said
from api.v1.ask import EVENTS
from api.v1.batch import BatchLine, BatchRow
from api.wire import OpenAIProblemPart, ProblemPart

_REFERENCE = "#/components/schemas/{model}"
_LIKE = {"BatchRow": "AskRequest"}
_HEADERS = {
    "X-Request-ID": "string",
    "RateLimit": "string",
    "RateLimit-Policy": "string",
    "Retry-After": "integer",
    "WWW-Authenticate": "string",
}
_ALWAYS, _COUNTED = ("X-Request-ID",), ("RateLimit", "RateLimit-Policy")


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _wrong(content: dict[str, Any], description: str = "What went wrong", *headers: str) -> dict[str, Any]:
    return {"description": description, "headers": _headers(*_ALWAYS, *headers), "content": content}


def _responses(content: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """Return what can go wrong at any counted address, told as `content`."""
    return {
        401: _wrong(content, "The key is not valid", *_COUNTED, "WWW-Authenticate"),
        429: _wrong(content, "Too many requests", *_COUNTED, "Retry-After"),
        503: _wrong(content, "Busy, or what is asked for cannot be had now", "Retry-After"),
        "4XX": _wrong(content),
        "5XX": _wrong(content),
    }


_PROBLEM = {"application/problem+json": {"schema": {"$ref": _REFERENCE.format(model="ProblemPart")}}}
_OPENAI_PROBLEM = {"application/json": {"schema": {"$ref": _REFERENCE.format(model="OpenAIProblemPart")}}}
PROBLEM_RESPONSES = _responses(_PROBLEM)
OPENAI_ERRORS = _responses(_OPENAI_PROBLEM)
NOT_READY: dict[int | str, dict[str, Any]] = {503: _wrong(_PROBLEM, "Questions are not answered")}
_SECURITY: list[dict[str, list[str]]] = [{}, {"bearer": []}, {"key": []}]


def install(app: FastAPI) -> None:
    """Let `app.openapi()` return the whole description."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _describe(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=_both(SERVICE), routes=app.routes)
    schemas = document["components"]["schemas"]
    schemas |= _schemas([ProblemPart, OpenAIProblemPart, BatchRow, BatchLine, *EVENTS.values()])
    document["security"] = _SECURITY
    document["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": _both(SECURITY)},
        "key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": _both(SECURITY)},
    }
    document["components"]["headers"] = {
        name: {"description": _both(HEADERS[name]), "required": name in _ALWAYS, "schema": {"type": kind}}
        for name, kind in _HEADERS.items()
    }
    _word_schemas(schemas)
    for methods in document["paths"].values():
        for operation in methods.values():
            _word_operation(operation)
    stream = document["paths"]["/api/v1/ask/stream"]["post"]["responses"]["200"]["content"]["text/event-stream"]
    chat = document["paths"]["/v1/chat/completions"]["post"]["responses"]["200"]["content"]
    chunk = {"description": "A chat.completion.chunk in JSON; at the end [DONE].", "type": "string"}
    chat["text/event-stream"] = {"itemSchema": {"type": "object", "required": ["data"], "properties": {"data": chunk}}}
    stream["itemSchema"] = {"oneOf": [_event(name, model) for name, model in EVENTS.items()]}
    return document


def _word_operation(operation: dict[str, Any]) -> None:
    said = OPERATIONS[operation["operationId"]]
    operation["summary"] = said["en"].split(". ")[0].rstrip(".")
    operation["description"] = _both(said)
    for parameter in operation.get("parameters", ()):
        parameter["description"] = _both(PARAMETERS[parameter["name"]], parameter.get("description"))
        parameter["schema"].pop("description", None)
    counted = "health" not in operation.get("tags", ())
    if not counted:
        operation["security"] = []
    for status, response in operation["responses"].items():
        if status.startswith(("2", "3")):
            response["headers"] = response.get("headers", {}) | _headers(*_ALWAYS, *(_COUNTED if counted else ()))


def _word_schemas(schemas: dict[str, Any]) -> None:
    for model, schema in schemas.items():
        schema["description"] = f"{schema['description']}\n\n{MODELS[model]}"
        if model in EXAMPLES:
            schema["examples"] = EXAMPLES[model]
        for name, field in schema.get("properties", {}).items():
            own = (f"{like}.{name}" for like in (model, _LIKE.get(model)))
            said = next((FIELDS[key] for key in own if key in FIELDS), None) or FIELDS[name]
            field["description"] = _both(said, field.get("description"))


def _both(said: Said, english: str | None = None) -> str:
    return f"{english or said['en']}\n\n{said['th']}"


def _schemas(models: list[type[BaseModel]]) -> dict[str, Any]:
    wanted = [(model, "validation" if model is BatchRow else "serialization") for model in models]
    _, found = models_json_schema(wanted, ref_template=_REFERENCE)  # type: ignore[arg-type]
    schemas: dict[str, Any] = found["$defs"]
    return schemas


def _event(name: str, model: type[BaseModel]) -> dict[str, Any]:
    content = {"$ref": _REFERENCE.format(model=model.__name__)}
    data = {"type": "string", "contentMediaType": "application/json", "contentSchema": content}
    return {"type": "object", "required": ["event", "data"], "properties": {"event": {"const": name}, "data": data}}
