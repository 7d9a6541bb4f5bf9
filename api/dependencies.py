"""What routes are given: the knowledge base to ask now, the journal of replies, and the client's language."""

from typing import Annotated

from fastapi import Depends, Request

from api.journal import Journal
from api.problems import preferred_language
from kb.knowledge_base import KnowledgeBase
from kb.types import Language


async def knowledge_base(request: Request) -> KnowledgeBase:
    """Return the knowledge base that answers this request, the same one to its end."""
    base: KnowledgeBase = request.app.state.base_now()
    return base


async def journal(request: Request) -> Journal:
    """Return where replies are noted."""
    kept: Journal = request.app.state.journal
    return kept


async def client_language(request: Request) -> Language:
    """Return the language to speak where the request's own text does not tell."""
    return preferred_language(request)


Base = Annotated[KnowledgeBase, Depends(knowledge_base)]
Journalled = Annotated[Journal, Depends(journal)]
ClientLanguage = Annotated[Language, Depends(client_language)]
