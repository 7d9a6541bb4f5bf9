"""The cheapest reading of a damaged run: words of the dictionary, paid by frequency, plus the price of the edits.

A Viterbi search over the lattice (noisy channel with a unigram word model): every node keeps its best way from the
start; from each node the trie of words is walked along the arcs, so that only edits which complete a word survive. An
edit is never made inside an unknown word. Words have a limited length, so time grows linearly with the run.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.text.repair.characters import CONSONANTS, DEPENDENT, FOLLOWING, MARKS, TALL, UPPER_VOWELS
from kb.text.repair.lattice import Lattice, build
from kb.text.repair.lexicon import END, Trie, lexicon
from kb.text.repair.prices import NEVER, Prices

_MOST_EDITING = 12.0  # a word whose edits cost more is never the cheapest reading
_LONGEST_WALK = 48
_UNKNOWN_LETTER = 10.5
_LETTER = 4.0  # one that stands alone, an initial or the name of the letter
_FREE = 0.5  # edits up to this price need no word: a space before a mark is wrong in any word
Best = tuple[float, int, str, str, bool]  # cost, node it comes from, text written, last letter, is it a word

_LOW_VOWELS = frozenset("ิีึืัุู")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a run: how it stood, how it reads, and whether it reads as words of the dictionary."""

    before: str
    text: str
    is_word: bool


def decode(run: str, prices: Prices) -> list[Piece]:
    """Return the pieces of the cheapest reading, in order; none for the empty string.

    What the pieces stood for makes up the run. Words that share a rewritten stretch come as one piece.
    """
    lattice = build(run, prices)
    goal = lattice.goal
    best: dict[int, Best] = {0: (0.0, 0, "", "", False)}

    def offer(node: int, way: Best) -> None:
        known = best.get(node)
        if known is None or way[0] < known[0]:
            best[node] = way

    for position in range(goal):
        for node in (position, *lattice.inner[position]):
            if node not in best:
                continue
            cost, _, _, last, after_word = best[node]
            for end, price, word in _words(lattice, node, prices):
                offer(end, (cost + price, node, word, word[-1], True))
            for letter, price, end in lattice.arcs[node]:
                step = _unknown(letter, price, "" if after_word else last)
                if letter in CONSONANTS and lattice.is_alone(node):
                    step = price + (_LETTER if prices.lost_mark >= NEVER else _UNKNOWN_LETTER)
                if step < NEVER:
                    offer(end, (cost + step, node, letter, letter or last, False))
    return _trace(best, lattice)


def _words(lattice: Lattice, start: int, prices: Prices) -> Iterator[tuple[int, float, str]]:
    """Find the words that begin at a node along any arcs: where each ends, what it costs with its edits, and itself."""
    words = lexicon()
    arcs, goal = lattice.arcs, lattice.goal
    loses = min(prices.lost_mark, prices.lost_high) < NEVER
    stack: list[tuple[int, Trie, float, str, int]] = [(start, words.trie, 0.0, "", 0)]
    while stack:
        node, state, price, last, steps = stack.pop()
        if END in state and (node == goal or any(arc[0] not in DEPENDENT for arc in arcs[node])):
            word = state[END]
            yield node, price + words.cost[word], word
        for letter, more, following in arcs[node]:
            if letter == "":
                if last and steps < _LONGEST_WALK:
                    stack.append((following, state, price + more, last, steps + 1))
            elif letter in state and price + more < _MOST_EDITING:
                stack.append((following, state[letter], price + more, letter, steps + 1))
        if loses and last:
            for mark, more in _insertable(last, prices):
                if mark in state and price + more < _MOST_EDITING:
                    stack.append((node, state[mark], price + more, mark, steps + 1))


def _insertable(last: str, prices: Prices) -> Iterator[tuple[str, float]]:
    """Yield the marks that may have been lost after a letter or vowel, and what each costs."""
    if last in CONSONANTS:
        for mark, extra in _AFTER_LETTER:
            yield mark, prices.lost_mark + extra
    if last in TALL:
        for vowel in _ON_TALL:
            yield vowel, min(prices.lost_mark, prices.lost_high)
    if last in _LOW_VOWELS:
        for mark in _ON_VOWEL:
            yield mark, min(prices.lost_mark + _SELDOM, prices.lost_high)


_AFTER_LETTER = (("่", 0.0), ("้", 0.0), ("๊", 0.5), ("๋", 0.5), ("์", 0.0))
_ON_TALL = tuple(sorted(UPPER_VOWELS))
_ON_VOWEL = ("่", "้")
_SELDOM = 2.0


def _unknown(letter: str, price: float, last: str) -> float:
    """Return the cost of reading one letter that no word covers, after the letter `last` of an unknown cluster."""
    if letter in ("", " "):
        return price
    if price > _FREE:
        return NEVER  # an edit has to earn its keep inside a known word
    if letter not in DEPENDENT:
        return price + _UNKNOWN_LETTER
    attached = last in CONSONANTS or last in MARKS
    return price + ((1.5 if letter in FOLLOWING else 1.0) if attached else 9.0)


def _trace(best: Mapping[int, Best], lattice: Lattice) -> list[Piece]:
    pieces: list[Piece] = []
    node = lattice.goal
    end, text, known = node, "", True
    while node:
        _, origin, written, _, is_word = best[node]
        text, known = written + text, known and is_word
        # two words that share a rewritten stretch are one edit: 'ทีส่าม' is 'ที่สาม'
        if origin <= lattice.goal:
            pieces.append(Piece(lattice.run[origin:end], text, known))
            end, text, known = origin, "", True
        node = origin
    return pieces[::-1]
