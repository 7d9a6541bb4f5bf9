"""All readings of one damaged run of Thai letters, as a graph.

Nodes 0 to n are the positions in the run; further nodes lie inside rewritings of several letters. An arc writes one
letter (or none) and has a price: 0 to read what stands there, more for an edit that the document gives less reason to
make. The prices come from `evidence`; which edits a kind of damage needs is written here, one function a kind.
"""

import re
from dataclasses import dataclass

from kb.text.repair.characters import CONSONANT, EITHER, LEADING, MARK, MARKS, SOFT, TALL, TONE
from kb.text.repair.prices import NEVER, Prices

Arc = tuple[str, float, int]

_SURE = 0.1
_SARA_AM_BEGINS = MARKS | set(" าำ" + SOFT)
_BROKEN_SARA_AM = re.compile(rf"[ {SOFT}]([{TONE}]?)า|([{TONE}])[ {SOFT}]า")
_NO_RING = MARK.replace("็-๎", "็-์")
_PASSED_LETTER = re.compile(rf"([{CONSONANT}])([ {SOFT}]?)([{_NO_RING}]{{1,2}})( ?)")
_SPLIT_PAIR = re.compile(rf"([{TONE}])([{CONSONANT}])([ัิ-ื็])( ?)")
_PASSED_VOWEL = re.compile(rf"([{LEADING}])([{MARK}]{{1,2}})")
_FALLEN_TONE = re.compile(rf"([{CONSONANT}])[ {SOFT}]([{TONE}]) า")


@dataclass(slots=True)
class Lattice:
    """The arcs that leave each node, and the inner nodes that belong to each position, in order of creation."""

    run: str
    arcs: list[list[Arc]]
    inner: list[list[int]]

    @property
    def goal(self) -> int:
        """The node after the last letter."""
        return len(self.run)

    def is_alone(self, node: int) -> bool:
        """Tell whether the letter at a position stands between spaces or the ends of the run."""
        return node < self.goal and self.run[max(0, node - 1) : node + 2].strip() == self.run[node]

    def write(self, start: int, text: str, price: float, end: int) -> None:
        """Add a path from `start` to `end` that writes `text`; edits that cost `NEVER` are left out."""
        if price >= NEVER:
            return
        node = start
        for letter in text[:-1]:
            inner = len(self.arcs)
            self.arcs.append([])
            self.inner[start].append(inner)
            self.arcs[node].append((letter, price, inner))
            node, price = inner, 0.0
        self.arcs[node].append((text[-1:], price, end))


def build(run: str, prices: Prices) -> Lattice:
    """Return every reading of `run` that the prices allow; the reading as it stands is always among them."""
    size = len(run) + 1
    lattice = Lattice(run, [[] for _ in range(size)], [[] for _ in range(size)])
    for at, letter in enumerate(run):
        _read(lattice, at, letter, prices)
        if letter in _SARA_AM_BEGINS:
            _sara_am(lattice, at, letter, prices)
        if prices.moved < NEVER:
            _moved_mark(lattice, at, prices)
    return lattice


def _read(lattice: Lattice, at: int, letter: str, prices: Prices) -> None:
    run = lattice.run
    if letter == SOFT:
        lattice.write(at, "", 0.0, at + 1)
    elif letter == EITHER:
        lattice.write(at, "า", 0.0, at + 1)
        lattice.write(at, "ำ", 0.0, at + 1)
    elif letter == " ":
        lattice.write(at, " ", 0.0, at + 1)
        lattice.write(at, "", _price_of_gap(run[:at], run[at + 1 : at + 2], prices), at + 1)
    else:
        lattice.write(at, letter, 0.0, at + 1)


def _price_of_gap(before: str, after: str, prices: Prices) -> float:
    if after in MARKS or after in ("ะ", "ำ"):
        return _SURE
    if after == "า":
        return prices.aa_after_space
    if before[-1:] in MARKS:
        base = before.rstrip("".join(MARKS))[-1:]
        return prices.gap_after_tall if base in TALL else prices.gap_after_mark
    return prices.gap


def _sara_am(lattice: Lattice, at: int, letter: str, prices: Prices) -> None:
    broken = _BROKEN_SARA_AM.match(lattice.run, at)
    if broken:
        lattice.write(at, (broken[1] or broken[2] or "") + "ำ", prices.am_broken, broken.end())
    if letter == "า":
        lattice.write(at, "ำ", prices.am_lost, at + 1)
        if lattice.run[at + 1 : at + 2] == " ":
            lattice.write(at, "ำ", prices.am_after, at + 2)
        elif at + 1 == lattice.goal:  # its space may be outside the run
            lattice.write(at, "ำ", prices.am_after + 0.5, at + 1)
    elif letter == "ำ":
        lattice.write(at, "า", prices.aa_lost, at + 1)


def _moved_mark(lattice: Lattice, at: int, prices: Prices) -> None:
    run = lattice.run
    passed = _PASSED_LETTER.match(run, at)
    if passed:
        letter, gap, marks, trail = passed.groups()
        price = prices.moved_over_gap if gap else prices.moved
        for cut in range(1, len(marks) + 1):
            text = marks[:cut] + letter + marks[cut:]
            lattice.write(at, text, price, passed.end(3))
            if trail:
                lattice.write(at, text, price + prices.gap_after_moved, passed.end())
    pair = _SPLIT_PAIR.match(run, at)
    if pair:
        text = pair[3] + pair[1] + pair[2]
        lattice.write(at, text, prices.moved, pair.end(3))
        if pair[4]:
            lattice.write(at, text, prices.moved + prices.gap_after_moved, pair.end())
    vowel = _PASSED_VOWEL.match(run, at)
    if vowel:
        lattice.write(at, vowel[2] + vowel[1], prices.moved_over_gap, vowel.end())
    fallen = _FALLEN_TONE.match(run, at)
    if fallen:
        lattice.write(at, fallen[2] + fallen[1] + "ำ", prices.moved_over_gap + prices.am_broken, fallen.end())
        lattice.write(at, fallen[2] + fallen[1] + "า", prices.moved_over_gap + prices.aa_after_space, fallen.end())
