"""Templates -> pages: in the reader's language, with the headers that let a browser keep and compare them."""

import hashlib
import re
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

# Control characters and noncharacters are errors in HTML, wherever they come from (HTML, 13.2.3.5).
_NOT_HTML = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
    + "]"
)


def _shown(value: object) -> object:
    """Return `value` with the replacement character for each that HTML does not allow."""
    return type(value)(_NOT_HTML.sub("\ufffd", value)) if isinstance(value, str) else value


_templates = Environment(
    loader=PackageLoader("web"),
    autoescape=select_autoescape(default=True),
    finalize=_shown,
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
    cache = "private, no-cache" if request.method == "POST" else "no-cache"
    sent = {"content-language": language, "vary": "Accept-Language", "cache-control": cache}
    sent |= {name.lower(): value for name, value in (headers or {}).items()}
    if request.method != "POST" and status == 200:
        sent["etag"] = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
        if sent["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=sent)
    return HTMLResponse(body, status, headers=sent)


def page_language(request: Request, wanted: str | None, preferred: Language = "th") -> Language:
    """Return the language of the page: asked for, else what the browser names first, else `preferred`."""
    if wanted == "th":
        return "th"
    if wanted == "en":
        return "en"
    return accepted_language(request.headers.get("accept-language"), preferred)
