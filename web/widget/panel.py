"""The panel as a page: in the reader's language and colours, whole without scripts, framed only by those who may."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

from fastapi import Request
from fastapi.responses import HTMLResponse

from kb.knowledge_base import KnowledgeBase
from kb.question import LONGEST
from kb.types import LANGUAGES, Answer
from web.asking import Note
from web.dates import display_date
from web.line_breaking import NAMES, kept_whole
from web.links import source_link, view_link
from web.messages import PUBLISHERS, publisher_name
from web.pages.rendering import environment, page_language
from web.policy import content_security_policy
from web.widget.assets import Assets
from web.widget.messages import MESSAGES, text

Theme = Literal["auto", "light", "dark"]
PANEL = "/widget/v1/panel"

_templates = environment("web.widget")
_templates.globals |= {"panel": PANEL, "view_link": view_link, "source_link": source_link}
_templates.filters["kept_whole"] = kept_whole


@dataclass(frozen=True, slots=True)
class Panel:
    """What every panel page is made with: `framed_by` are the sites that may show it, besides this host."""

    base: Callable[[], KnowledgeBase]
    assets: Assets
    framed_by: tuple[str, ...]
    feedback: bool
    note: Note

    def page(
        self,
        request: Request,
        lang: str | None,
        theme: str,
        *,
        answer: Answer | None = None,
        status: int = 200,
        **values: object,
    ) -> HTMLResponse:
        """Return the page with the reply to a question, if there is one, or with questions to begin with."""
        language = page_language(request, lang)
        suggestions = answer.suggestions if answer else self.base().suggest(language)
        html = _templates.get_template("panel.html").render(
            {"asked": "", "problem": None, "previous": ()} | values,
            answer=answer,
            suggestions=suggestions,
            language=language,
            other=LANGUAGES[1 - LANGUAGES.index(language)],
            theme=theme if theme in get_args(Theme) else "auto",
            assets=self.assets,
            feedback=self.feedback,
            t=partial(text, language=language),
            publisher_name=partial(publisher_name, language=language),
            display_date=partial(display_date, language=language),
            texts={
                "messages": {key: said[language] for key, said in MESSAGES.items()},
                "publishers": {name: said[language] for name, said in PUBLISHERS.items()},
                "names": NAMES,
                "longest": LONGEST,
            },
        )
        headers = {
            "Content-Security-Policy": content_security_policy(framed_by=" ".join(["'self'", *self.framed_by])),
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Content-Language": language,
            "Vary": "Accept-Language",
            "Cache-Control": "private, no-cache" if request.method == "POST" else "no-cache",
        }
        return HTMLResponse(html, status, headers=headers)
