"""Gaps as a CSV file and as one HTML page with plots that loads nothing from anywhere."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import groupby

from api.records.gaps import Gap
from api.records.messages import say
from kb.types import Status
from settings import locale_language

# A spreadsheet takes a cell that begins so for a formula and may send what it finds (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Days = list[tuple[date, int, int]]


def columns() -> list[str]:
    """Return the headings of `row`'s cells."""
    return [say(key) for key in ("asked", "rated_down", "newest", "question", "other_wordings", "nearest", "comments")]


def row(gap: Gap) -> list[str]:
    """Return a gap as the cells of a table."""
    return [
        str(gap.count),
        str(gap.rated_down),
        f"{gap.newest:%Y-%m-%d}",
        gap.wordings[0].text,
        " · ".join(wording.text for wording in gap.wordings[1:]),
        gap.nearest_document or "",
        " · ".join(complaint.comment for complaint in gap.complaints if complaint.comment),
    ]


def as_csv(gaps: Iterable[Gap]) -> str:
    """Return the gaps as CSV (RFC 4180), no cell of which a spreadsheet takes for a formula."""
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(columns())
    rows.writerows([_harmless(cell) for cell in row(gap)] for gap in gaps)
    return written.getvalue()


def as_html(gaps: Sequence[Gap], outcomes: Iterable[tuple[datetime, Status]], since: datetime) -> str:
    """Return the gaps as a page in the locale's language; `outcomes` are all questions since then, in order of time."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(loader=PackageLoader("api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    days = _by_day(outcomes, since.date())
    return pages.get_template("gaps.html").render(
        language=locale_language(),
        say=say,
        gaps=gaps,
        days=days,
        most=max([1, *(answered + abstained for _, answered, abstained in days)]),
        since=since.date(),
    )


def _by_day(outcomes: Iterable[tuple[datetime, Status]], first: date) -> Days:
    """Return (day, answered, abstained) for every day from the first to the last that has a question."""
    found = {day: Counter(s for _, s in of_day) for day, of_day in groupby(outcomes, lambda o: o[0].date())}
    last = max(found, default=first)
    days = [first + timedelta(n) for n in range((last - first).days + 1)] if found else []
    return [(day, found[day]["answered"], found[day]["abstained"]) if day in found else (day, 0, 0) for day in days]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
