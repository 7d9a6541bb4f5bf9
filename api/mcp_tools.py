"""The tools that assistants are offered by the Model Context Protocol: `search`, `ask`, `get_document`; all only read.

The SDK is heavy, so it is imported when a server is made, never when this module is.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from api.answering import reply_to, understood
from api.journal import Journal
from api.messages import Said
from api.plain_text import pieces
from api.v1.search import FoundPart, found_parts
from api.wire import AskRequest, AskResponse, SourcePart, Wanted, source_part
from kb.errors import KnowledgeBaseError
from kb.knowledge_base import KnowledgeBase
from kb.types import Document, Kind, Language

if TYPE_CHECKING:
    from mcp.server import MCPServer

_MOST_CHARACTERS = 8000

# What assistants are told of the tools.
MCP: dict[str, Said] = {
    "service": {
        "th": "ข้อมูลเรื่องเครือข่ายระดับโลกด้านเมืองแห่งการเรียนรู้ของยูเนสโก (GNLC) จากเอกสาร โปรดอ้างอิงแหล่งที่มาที่ให้ไว้ "
        "และเมื่อคำตอบบอกว่าเอกสารไม่ได้กล่าวถึง โปรดบอกผู้ใช้เช่นนั้น",
        "en": "Documents about the UNESCO Global Network of Learning Cities (GNLC). Cite the sources given; "
        "where a reply says that the documents do not say, tell the user so.",
    },
    "search": {
        "th": "ค้นข้อความในเอกสารเรื่องเมืองแห่งการเรียนรู้ เรียงจากตรงที่สุด",
        "en": "Find passages of documents about learning cities, best first.",
    },
    "ask": {
        "th": "ถามคำถามเรื่องเมืองแห่งการเรียนรู้ ได้ประโยคจากเอกสารพร้อมแหล่งอ้างอิง หรือเหตุผลที่ไม่ตอบ",
        "en": "Ask a question about learning cities; the reply is cited sentences of documents, or why there are none.",
    },
    "get_document": {
        "th": "อ่านเอกสารตาม document_id ที่ search หรือ ask ให้มา เอกสารยาวอ่านต่อด้วย start เป็นค่า next_start",
        "en": "Read a document by the document_id that search or ask gave; a long one goes on from next_start.",
    },
    "no_document": {
        "th": "ไม่มีเอกสารรหัส {id}",
        "en": "There is no document with the id {id}.",
    },
}

Text = Annotated[
    str, Field(description="In Thai or English, at most 1,000 characters. ภาษาไทยหรืออังกฤษ ไม่เกิน 1,000 อักขระ")
]


class Passages(BaseModel):
    """What was found, best first; each is exactly `text[start:end]` of its document."""

    passages: list[FoundPart]


class DocumentText(BaseModel):
    """`text` is characters `start` to `end` of the document's `length`; `next_start` goes on, null at the end."""

    id: str
    title: str
    language: Language
    kind: Kind
    publisher: str
    sources: list[SourcePart]
    text: str
    start: int
    end: int
    length: int
    next_start: int | None


def mcp_server(base_now: Callable[[], KnowledgeBase], journal: Journal) -> "MCPServer[object]":
    """Return a server whose tools ask the knowledge base that `base_now` gives at each call, noted in the journal."""
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp_types import CallToolResult, TextContent, ToolAnnotations

    server: MCPServer[object] = MCPServer(
        "gnlc-answers", instructions=f"{MCP['service']['en']}\n{MCP['service']['th']}", version="1", log_level="WARNING"
    )

    def search(text: Text, language: Wanted = "auto", top_k: Annotated[int, Field(ge=1, le=20)] = 5) -> Passages:
        try:
            base = base_now()
            found = base.passages_for(understood(base, text, language, "en"), top_k)
            return Passages(passages=found_parts(found))
        except KnowledgeBaseError as error:
            raise ToolError(str(error)) from error

    def ask(question: Text, language: Wanted = "auto") -> Annotated[CallToolResult, AskResponse]:
        try:
            reply = reply_to(base_now(), AskRequest(question=question, language=language), "en", journal)
        except KnowledgeBaseError as error:
            raise ToolError(str(error)) from error
        content = TextContent(type="text", text="".join(pieces(reply)))
        return CallToolResult(content=[content], structured_content=reply.model_dump())

    def get_document(document_id: str, start: Annotated[int, Field(ge=0)] = 0) -> DocumentText:
        document = base_now().store.document(document_id)
        if document is None:
            raise ToolError(" ".join(said.format(id=document_id) for said in MCP["no_document"].values()))
        return _part_from(document, start)

    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    for tool in (search, ask, get_document):
        said = MCP[tool.__name__]
        server.add_tool(tool, description=f"{said['en']}\n{said['th']}", annotations=reads)
    return server


def _part_from(document: Document, start: int) -> DocumentText:
    """Return whole blocks of the document from the one that holds `start` on, as many as fit, at least one."""
    blocks = [block for block in document.blocks if block.end > start]
    first = blocks[0].start if blocks else len(document.text)
    ends = [block.end for block in blocks]
    fitting = [end for end in ends if end - first <= _MOST_CHARACTERS] or ends[:1] or [first]
    end = fitting[-1]
    return DocumentText(
        id=document.id,
        title=document.title,
        language=document.language,
        kind=document.kind,
        publisher=document.publisher,
        sources=[source_part(source) for source in document.sources],
        text=document.text[first:end],
        start=first,
        end=end,
        length=len(document.text),
        next_start=next((block.start for block in blocks if block.start >= end), None),
    )
