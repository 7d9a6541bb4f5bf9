"""Personal data in a text -> marks in its place, before anything is written down.

Masked are e-mail addresses, Thai national identity numbers (their last digit proves them), payment cards (ISO/IEC 7812,
Luhn), telephone numbers (nine or ten digits that begin with 0, and what the phonenumbers library finds, read as Thai
where no country code is given) and any other unbroken run of nine or more digits. Names of people are not recognised.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

Span = tuple[int, int]
Finder = Callable[[str], Iterator[Span]]

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+ ?@ ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_THAI_PHONE = re.compile(r"(?<!\d)0\d(?:[ -]?\d){7,8}(?!\d)")
_LONG_NUMBER = re.compile(r"\d{9,}")
_GROUPED_DIGITS = re.compile(r"\d+(?:[ .-]\d+)*")
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"19\d\d|20\d\d|2[45]\d\d")
_MOST_DIGITS = 19
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def mask(text: str) -> str:
    """Return `text` with each piece of personal data as [email], [id], [card], [phone] or [number].

    Digits of every script and full-width letters count as what they look like. The empty string gives the empty string.

    >>> mask("โทร ๐๘๑-๒๓๔-๕๖๗๘ หรือ somchai@example.com")
    'โทร [phone] หรือ [email]'
    """
    for name, find in _FINDERS:
        for start, end in reversed(list(find(_plain(text)))):
            text = f"{text[:start]}[{name}]{text[end:]}"
    return text


def is_thai_id(digits: str) -> bool:
    """Tell whether 13 digits are a Thai national identity number: the last is 11 less the weighted sum, modulo 11."""
    if len(digits) != 13:
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return int(digits[12]) == (11 - weighted % 11) % 10


def is_card(digits: str) -> bool:
    """Tell whether 13 to 19 digits are a payment card number by Luhn's check."""
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return 13 <= len(digits) <= _MOST_DIGITS and sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _plain(text: str) -> str:
    """Return `text`, no longer and no shorter, with every decimal digit and full-width character in ASCII."""
    plain = text.translate(_FULL_WIDTH)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)


def _matches(pattern: re.Pattern[str]) -> Finder:
    return lambda text: (found.span() for found in pattern.finditer(text))


def _proven(proof: Callable[[str], bool]) -> Finder:
    """Find neighbouring groups of digits that together pass the proof."""

    def find(text: str) -> Iterator[Span]:
        for run in _GROUPED_DIGITS.finditer(text):
            groups = list(_DIGITS.finditer(text, *run.span()))
            first = 0
            while first < len(groups):
                within = range(first, min(len(groups), first + _MOST_DIGITS))
                last = next((n for n in within if _pass(proof, groups[first : n + 1])), None)
                if last is not None:
                    yield groups[first].start(), groups[last].end()
                first = first + 1 if last is None else last + 1

    return find


def _pass(proof: Callable[[str], bool], groups: Sequence[re.Match[str]]) -> bool:
    """Tell whether the groups together pass the proof; one list of years in ten does so by chance."""
    written = [group.group() for group in groups]
    return proof("".join(written)) and not all(map(_YEAR.fullmatch, written))


def _phones(text: str) -> Iterator[Span]:
    from phonenumbers import PhoneNumberMatcher

    return ((found.start, found.end) for found in PhoneNumberMatcher(text, "TH"))


_FINDERS: tuple[tuple[str, Finder], ...] = (
    ("email", _matches(_EMAIL)),
    ("id", _proven(is_thai_id)),
    ("card", _proven(is_card)),
    ("phone", _phones),
    ("phone", _matches(_THAI_PHONE)),
    ("number", _matches(_LONG_NUMBER)),
)
