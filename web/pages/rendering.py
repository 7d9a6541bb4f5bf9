"""Templates -> pages: in the reader's language, with the headers that let a browser keep and compare them."""

import hashlib
from collections.abc import Mapping
from functools import partial

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from kb.text.normalize import language_of
from kb.types import Language
from web.dates import display_date
from web.language import accepted_language
from web.line_breaking import kept_whole
from web.links import contact_link, document_path, safe_link, source_link, view_link, with_query
from web.messages import publisher_name, text
from web.static_files import asset

READ = ["GET", "HEAD"]

_templates = Environment(
    loader=PackageLoader("web"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals |= {
    "asset": asset,
    "contact_link": contact_link,
    "document_path": document_path,
    "language_of": language_of,
    "safe_link": safe_link,
    "source_link": source_link,
    "view_link": view_link,
    "with_query": with_query,
}
_templates.filters["kept"] = kept_whole


def page(
    request: Request,
    template: str,
    language: Language,
    *,
    here: str = "/",
    query: Mapping[str, str | int | None] | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> Response:
    """Return the page made from `template`, or 304 where the browser has it already.

    `here` and `query` are the page's own path and what its query must keep when the language is switched. The answer to
    a form is private: the browser that asked may show it again, nobody else may keep it.
    """
    other: Language = "en" if language == "th" else "th"
    html = _templates.get_template(template).render(
        values,
        language=language,
        other=other,
        switch=with_query(here, **{**(query or {}), "lang": other}),
        here=here,
        t=partial(text, language=language),
        publisher_name=partial(publisher_name, language=language),
        display_date=partial(display_date, language=language),
    )
    body = html.encode()
    sent = {"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-cache"} | dict(headers or {})
    if request.method == "POST":
        sent["Cache-Control"] = "private, no-cache"
    elif status == 200:
        sent["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
        if sent["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=sent)
    return HTMLResponse(body, status, headers=sent)


def page_language(request: Request, wanted: str | None, preferred: Language = "th") -> Language:
    """Return the language of the page: asked for, else what the browser names first, else `preferred`."""
    if wanted == "th":
        return "th"
    if wanted == "en":
        return "en"
    return accepted_language(request.headers.get("accept-language"), preferred)
