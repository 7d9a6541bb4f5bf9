"""The page that makes the snippet for other websites, and the example page in its preview."""

import re
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from web.links import with_query
from web.pages.rendering import page, page_language
from web.policy import content_security_policy
from web.site import Loader, Site

# Each option with its values, the usual one first.
OPTIONS: dict[str, tuple[str, ...]] = {
    "mode": ("launcher", "inline"),
    "language": ("auto", "th", "en"),
    "position": ("bottom-end", "bottom-start"),
    "theme": ("auto", "light", "dark"),
}
ACCENT = "#0b5d66"
_COLOUR = re.compile("#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, every value one of `OPTIONS`; `accent` is #rrggbb."""

    mode: str
    language: str
    position: str
    theme: str
    accent: str
    pinned: bool


def chosen(values: dict[str, str]) -> Choice:
    """Return the choice that a query makes; what it lacks or has wrong is the usual value."""
    picked = {name: _one_of(values.get(name, ""), allowed) for name, allowed in OPTIONS.items()}
    accent = values.get("accent", "").lower()
    return Choice(
        accent=accent if _COLOUR.fullmatch(accent) else ACCENT, pinned=values.get("pinned") == "yes", **picked
    )


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    return value if value in allowed else allowed[0]


def snippet(choice: Choice, loader: Loader, host: str) -> Markup:
    """Return the HTML to paste into a page: `host` (https://example.org) serves the widget."""
    attributes = {"language": choice.language, "theme": choice.theme, "accent": choice.accent}
    if choice.mode == "launcher":
        attributes["position"] = choice.position
    address = Markup(' src="{}"').format(host + loader.path)
    if loader.integrity:
        address += Markup(' integrity="{}" crossorigin="anonymous"').format(loader.integrity)
    if choice.mode == "launcher":
        return Markup("<script async{}{}></script>").format(address, _written(attributes, "data-"))
    element = Markup("<gnlc-chat{}></gnlc-chat>").format(_written({"mode": "inline"} | attributes, ""))
    return Markup("<script async{}></script>\n{}").format(address, element)


def _written(attributes: dict[str, str], prefix: str) -> Markup:
    return Markup("").join(Markup(' {}{}="{}"').format(prefix, name, value) for name, value in attributes.items())


def add_embed(router: APIRouter, site: Site) -> None:
    """Add `/embed` and `/embed/preview`."""

    @router.get("/embed")
    def embed(request: Request, lang: str | None = None) -> Response:
        choice, code = _made(request, site)
        language = page_language(request, lang)
        query = {name: getattr(choice, name) for name in (*OPTIONS, "accent")} | {"pinned": "yes" * choice.pinned}
        return page(
            request,
            "embed.html",
            language,
            here="/embed",
            query=query,
            headers={"Content-Security-Policy": content_security_policy(frames=True)},
            choice=choice,
            options=OPTIONS,
            code=str(code),
            can_pin=site.pinned is not None,
            preview=with_query("/embed/preview", **query, lang=language),
        )

    @router.get("/embed/preview")
    def preview(request: Request, lang: str | None = None) -> Response:
        return page(
            request,
            "preview.html",
            page_language(request, lang),
            here="/embed/preview",
            headers={"Content-Security-Policy": content_security_policy(frames=True, framed_by="'self'")},
            code=_made(request, site)[1],
        )


def _made(request: Request, site: Site) -> tuple[Choice, Markup]:
    choice = chosen(dict(request.query_params))
    loader = site.pinned if choice.pinned and site.pinned else site.loader
    return choice, snippet(choice, loader, f"{request.url.scheme}://{request.url.netloc}")
