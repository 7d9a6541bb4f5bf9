"""What the OpenAPI document says beyond what FastAPI reads from the routes: both languages, problems, and events."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.messages import OPERATIONS, SERVICE
from api.v1.ask import EVENTS
from api.v1.batch import BatchRow
from api.wire import OpenAIProblemPart, ProblemPart

_REFERENCE = "#/components/schemas/{model}"
_PROBLEM = {
    "description": "What went wrong",
    "headers": {"X-Request-ID": {"schema": {"type": "string"}}},
    "content": {"application/problem+json": {"schema": {"$ref": _REFERENCE.format(model="ProblemPart")}}},
}
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {"4XX": _PROBLEM, "5XX": _PROBLEM}

_OPENAI_ERROR = {
    "description": "What went wrong, in OpenAI's shape",
    "content": {"application/json": {"schema": {"$ref": _REFERENCE.format(model="OpenAIProblemPart")}}},
}
OPENAI_ERRORS: dict[int | str, dict[str, Any]] = {"4XX": _OPENAI_ERROR, "5XX": _OPENAI_ERROR}


def install(app: FastAPI) -> None:
    """Let `app.openapi()` return the whole description."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _describe(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title, version=app.version, description=f"{SERVICE['en']}\n\n{SERVICE['th']}", routes=app.routes
    )
    document["components"]["schemas"] |= _schemas([ProblemPart, OpenAIProblemPart, BatchRow, *EVENTS.values()])
    for methods in document["paths"].values():
        for operation in methods.values():
            said = OPERATIONS[operation["operationId"]]
            operation["summary"] = said["en"].split(". ")[0].rstrip(".")
            operation["description"] = f"{said['en']}\n\n{said['th']}"
    stream = document["paths"]["/api/v1/ask/stream"]["post"]["responses"]["200"]["content"]["text/event-stream"]
    chat = document["paths"]["/v1/chat/completions"]["post"]["responses"]["200"]["content"]
    chunk = {"description": "A chat.completion.chunk in JSON; at the end [DONE].", "type": "string"}
    chat["text/event-stream"] = {"itemSchema": {"type": "object", "required": ["data"], "properties": {"data": chunk}}}
    stream["itemSchema"] = {"oneOf": [_event(name, model) for name, model in EVENTS.items()]}
    return document


def _schemas(models: list[type[BaseModel]]) -> dict[str, Any]:
    wanted = [(model, "validation" if model is BatchRow else "serialization") for model in models]
    _, found = models_json_schema(wanted, ref_template=_REFERENCE)  # type: ignore[arg-type]
    schemas: dict[str, Any] = found["$defs"]
    return schemas


def _event(name: str, model: type[BaseModel]) -> dict[str, Any]:
    content = {"$ref": _REFERENCE.format(model=model.__name__)}
    data = {"type": "string", "contentMediaType": "application/json", "contentSchema": content}
    return {"type": "object", "required": ["event", "data"], "properties": {"event": {"const": name}, "data": data}}
