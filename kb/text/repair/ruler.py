"""How much room a line takes, and how wide the text was set.

A wrapped line fits the width, and with the next line's first word it would not have fitted: every wrapped line gives
an interval that holds the width. The width is where most intervals meet, and which hardly any line exceeds. Characters
are measured in one of two ways, all alike (typewriter) or by their usual breadth in proportional fonts; the way under
which more intervals meet is right.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.text.repair.characters import LETTER, MARKS
from kb.text.repair.lexicon import segment

_BREADTH = {
    **dict.fromkeys("เ", 0.55),
    **dict.fromkeys("โไใะ", 0.65),
    **dict.fromkeys("ารงำ", 0.75),
    **dict.fromkeys("วจธฐ", 0.85),
    **dict.fromkeys("ณญฒฌฑ", 1.25),
    **dict.fromkeys("iljtfrI.,:;!|()[]'-/ ", 0.5),
    **dict.fromkeys("abcdeghknopqsuvxyz0123456789", 0.85),
    **dict.fromkeys("ABCDEFGHJKLMNOPQRSTUVWXYZmw%", 1.2),
}
_FIRST_RUN = re.compile(f"[{LETTER}]{{1,24}}")
_FIRST_TOKEN = re.compile(rf"[^\s{LETTER}]+")
_SHORT_LINE = 20
_WIDEST = 150
_EXCESS = 1.02  # a line this much wider than the width contradicts it

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Ruler:
    """The width of the text (0.0 where it was not wrapped) and how to measure lines against it.

    `slack` is the share by which measures of single lines may be wrong.
    """

    width: float
    measure: Measure
    slack: float


def characters(text: str) -> float:
    """Count the characters that take up room; vowels and tones above and below do not."""
    return float(sum(character not in MARKS for character in text.strip()))


def breadth(text: str) -> float:
    """Estimate the room in a proportional font, in consonants."""
    return sum(_BREADTH.get(character, 1.0) for character in text.strip() if character not in MARKS)


def first_word(text: str) -> str:
    """Return what could not be parted from the beginning of `text` when its line was broken."""
    run = _FIRST_RUN.match(text)
    if run:
        return segment(run[0])[0][0]
    token = _FIRST_TOKEN.match(text)
    return token[0] if token else ""


def fit(lines: Sequence[str]) -> Ruler:
    """Return the ruler for a text; blank lines are allowed and separate."""
    if not _is_wrapped(lines):
        return Ruler(0.0, characters, 0.0)
    typewriter, proportional = _meeting(lines, characters), _meeting(lines, breadth)
    if proportional[0] > typewriter[0]:
        return Ruler(proportional[1], breadth, 0.04)
    return Ruler(typewriter[1], characters, 0.0)


def _is_wrapped(lines: Sequence[str]) -> bool:
    widths = sorted(width for width in map(characters, lines) if width > _SHORT_LINE)
    if not widths:
        return False
    full = widths[int(len(widths) * 0.9)]
    near = sum(full * 0.82 <= width <= full * 1.12 for width in widths)
    return full <= _WIDEST and near >= max(2, 0.2 * len(widths))


def _meeting(lines: Sequence[str], measure: Measure) -> tuple[int, float]:
    """Return how many more intervals meet at the best width than lines exceed it, and that width."""
    steps, lengths = [], []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        low = measure(line)
        if low > _SHORT_LINE:
            lengths.append(low)
            if following.strip():
                steps += [(low, 1), (low + measure(first_word(following.lstrip())), -1)]
    steps.sort()
    lengths.sort()
    meeting, best, width = 0, 0, 0.0
    for (at, step), (following_at, _) in pairwise(steps):
        meeting += step
        middle = (at + following_at) / 2
        score = meeting - (len(lengths) - bisect_right(lengths, middle * _EXCESS))
        if score > best:
            best, width = score, middle
    return best, width
