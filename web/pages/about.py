"""The pages about the service itself: how answers are made, what is kept, who can use it."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kb.knowledge_base import KnowledgeBase
from web.pages.documents import catalogue
from web.pages.rendering import page, page_language
from web.site import Site


def add_about(router: APIRouter, base: Callable[[], KnowledgeBase], site: Site) -> None:
    """Add `/about`, `/privacy` and `/accessibility`."""

    @router.get("/about")
    def about(request: Request, lang: str | None = None) -> Response:
        now = base()
        return page(
            request,
            "about.html",
            page_language(request, lang),
            here="/about",
            manifest=now.manifest,
            count=now.store.count,
            kind_count=catalogue(now).count,
        )

    @router.get("/privacy")
    def privacy(request: Request, lang: str | None = None) -> Response:
        language = page_language(request, lang)
        return page(request, "privacy.html", language, here="/privacy", site=site, records=site.records)

    @router.get("/accessibility")
    def accessibility(request: Request, lang: str | None = None) -> Response:
        return page(request, "accessibility.html", page_language(request, lang), here="/accessibility", site=site)
