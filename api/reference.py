"""The API's own pages, made from its OpenAPI document: every operation with a form to try it, and every problem.

They use the pages' design and no file of anyone else, so they work without a network and under the same policy.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.messages import OPERATIONS, PROBLEMS, SERVICE, Said
from api.problems import PAGE
from kb.types import Language
from web.pages.rendering import page, page_language

PATH = "/api/v1/docs"
_EXAMPLE_OF: dict[Language, int] = {"th": 0, "en": 1}
_LIMITS = (
    ("minimum", "≥ {:.0f}"),
    ("maximum", "≤ {:.0f}"),
    ("minLength", "minLength {}"),
    ("maxLength", "maxLength {}"),
)

# The words of the reference and of the page of problems.
REFERENCE: dict[str, Said] = {
    "title": {"th": "เอกสารอ้างอิงของ API", "en": "API reference"},
    "openapi": {"th": "เอกสาร OpenAPI สำหรับโปรแกรม", "en": "The OpenAPI document, for programs"},
    "problems": {"th": "ปัญหาที่ API แจ้ง", "en": "Problems that the API tells"},
    "problems_text": {
        "th": "ทุกปัญหามีรูปแบบตาม RFC 9457 (application/problem+json) ช่อง code ไม่เปลี่ยน จึงให้โปรแกรมตัดสินใจจากช่องนี้ "
        "ช่อง title และ detail เป็นภาษาไทยหรืออังกฤษตามส่วนหัว Accept-Language",
        "en": "Every problem has the form of RFC 9457 (application/problem+json). Its code never changes, so let "
        "programs decide by it; title and detail are in Thai or English, as the header Accept-Language asks.",
    },
    "code": {"th": "รหัส", "en": "Code"},
    "status": {"th": "สถานะ HTTP", "en": "HTTP status"},
    "way_out": {"th": "สาเหตุและทางแก้", "en": "Cause and way out"},
    "field": {"th": "ช่อง", "en": "Field"},
    "meaning": {"th": "ความหมาย", "en": "Meaning"},
    "kind": {"th": "ชนิดและขอบเขต", "en": "Type and limits"},
    "place": {"th": "ส่งที่", "en": "Where"},
    "path": {"th": "ที่อยู่", "en": "path"},
    "query": {"th": "ท้ายที่อยู่ (query)", "en": "query"},
    "body": {"th": "เนื้อหา", "en": "body"},
    "required": {"th": "ต้องมี", "en": "required"},
    "request": {"th": "คำขอ", "en": "Request"},
    "reply": {"th": "ผลที่ได้", "en": "Reply"},
    "try": {"th": "ลองส่ง", "en": "Try it"},
    "send": {"th": "ส่งคำขอ", "en": "Send"},
    "result": {"th": "ผลที่ได้รับ", "en": "What came back"},
    "failed": {
        "th": "ส่งไม่สำเร็จ โปรดตรวจการเชื่อมต่อแล้วลองใหม่",
        "en": "It could not be sent. Check the connection and try again.",
    },
    "on_command_line": {"th": "สั่งจากบรรทัดคำสั่ง", "en": "On a command line"},
}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a member of a body or reply; `kind` is its JSON type with its limits, `said` what it means."""

    name: str
    kind: str
    required: bool
    place: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a program can ask for at one address; `example` is its body in JSON, "" where it takes none."""

    name: str
    method: str
    path: str
    said: str
    fields: tuple[Field, ...]
    example: str
    media_types: tuple[str, ...]
    reply: tuple[Field, ...]


@router.get(PATH)
def reference(request: Request) -> Response:
    """Show every operation."""
    language = page_language(request, request.query_params.get("lang"))
    return page(
        request,
        "reference.html",
        language,
        here=PATH,
        say=_sayings(language),
        operations=list(operations(request.app.openapi(), language)),
        service=SERVICE[language],
        origin=str(request.base_url).rstrip("/"),
    )


@router.get(PAGE)
def problems(request: Request) -> Response:
    """Show every problem with its cause and the way out."""
    language = page_language(request, request.query_params.get("lang"))
    return page(request, "problems.html", language, here=PAGE, problems=PROBLEMS, say=_sayings(language))


def _sayings(language: Language) -> dict[str, str]:
    return {key: said[language] for key, said in REFERENCE.items()}


def operations(document: dict[str, Any], language: Language) -> Iterator[Operation]:
    """Yield the operations of an OpenAPI document of ours, in its order, with examples in `language`."""
    schemas = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            contents = operation.get("requestBody", {}).get("content", {})
            body = contents.get("application/json", {})
            parameters = tuple(
                Field(p["name"], _kind(p["schema"]), p["required"], p["in"], _said(p, language))
                for p in operation.get("parameters", ())
                if p["in"] != "header"
            )
            yield Operation(
                name=operation["operationId"],
                method=method.upper(),
                path=path,
                said=OPERATIONS[operation["operationId"]][language],
                fields=(*parameters, *_members(_item(body.get("schema", {})), schemas, "body", language)),
                example=_example(body, schemas, language),
                media_types=tuple(contents),
                reply=tuple(_reply(operation["responses"], schemas, language)),
            )


def _reply(responses: dict[str, Any], schemas: dict[str, Any], language: Language) -> Iterator[Field]:
    for content in responses.get("200", {}).get("content", {}).values():
        schema = content.get("schema") or content.get("itemSchema", {})
        yield from _members(schema, schemas, "reply", language)
        for event in schema.get("oneOf", ()):
            name = event["properties"]["event"]["const"]
            yield Field(f"event: {name}", _kind(event["properties"]["data"]["contentSchema"]), True, "reply")


def _item(schema: dict[str, Any]) -> dict[str, Any]:
    items: dict[str, Any] = schema.get("items", schema)
    return items


def _said(described: dict[str, Any], language: Language) -> str:
    english, thai = described["description"].split("\n\n")
    return str(thai if language == "th" else english)


def _members(schema: dict[str, Any], schemas: dict[str, Any], place: str, language: Language) -> Iterator[Field]:
    model = schemas.get(schema.get("$ref", "").rpartition("/")[2], {})
    for name, member in model.get("properties", {}).items():
        yield Field(name, _kind(member), name in model.get("required", ()), place, _said(member, language))


def _kind(schema: dict[str, Any]) -> str:
    """Return a JSON schema in few words: `string maxLength 100`, `auto | th | en`, `CitationPart[]`."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(map(_kind, schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"{_kind(schema['items'])}[]"
    limits = [said.format(schema[name]) for name, said in _LIMITS if name in schema]
    return " ".join([schema.get("type", "any"), *limits])


def _example(body: dict[str, Any], schemas: dict[str, Any], language: Language) -> str:
    schema = body.get("schema", {})
    if "example" in body:
        found: Any = body["example"]
    elif "$ref" in schema:
        found = schemas[schema["$ref"].rpartition("/")[2]]["examples"][_EXAMPLE_OF[language]]
    else:
        return ""
    return json.dumps(found, ensure_ascii=False, indent=1)
