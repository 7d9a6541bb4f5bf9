"""All pages and our own files, as one router."""

from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from kb.knowledge_base import KnowledgeBase
from web.asking import Note, not_kept
from web.pages.about import add_about
from web.pages.ask import add_ask
from web.pages.documents import add_documents
from web.pages.embed import add_embed
from web.site import Site
from web.static_files import OwnFiles


def create_router(base: Callable[[], KnowledgeBase], site: Site, note: Note = not_kept) -> APIRouter:
    """Return the routes of the pages.

    `base` gives the knowledge base to ask now, `site` is where they run, `note` takes each answer.
    """
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.mount("/static", OwnFiles(), name="static")
    add_ask(router, base, note)
    add_documents(router, base)
    add_about(router, base, site)
    add_embed(router, site)
    return router
