"""How much of a page is real text: 1.0 for text that reads well, 0.0 for a text layer that is destroyed.

Thai letters outside the dictionary, marks that had to be guessed, stray codes between letters and repeated clusters
all count against a page; names and foreign words leave a good page well above `HEALTHY`. Where a font's letters came
out as punctuation marks ('! " # $%&'), there is nothing to read at all.
"""

import re

from kb.text.repair.characters import CONSONANT, LETTER, MARK
from kb.text.repair.lexicon import unknown_letters

_RUN = re.compile(f"[{LETTER}]{{2,}}")
# a control character, digit or sign where a mark should be: 'ใน\x17หมู', 'ว8า', 'แล.ว'
_CONTROL = re.compile(rf"(?<=[{LETTER}])[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_STRAY = re.compile(
    rf"[\ufffd\ue000-\uf8ff]|\(cid:\d+\)|(?<=[{LETTER}])[0-9#$%&)*+:;<=>?@\[\]^_`{{|}}~\u00a1-\u024f](?=[{LETTER}])"
    rf"|(?<=[{LETTER}])\.(?=[ะาำ])"
)
_REPEATED = re.compile(rf"([{CONSONANT}][{MARK}]{{1,2}}) ?(?:[{CONSONANT}][{MARK}]?)?\1")
_SYMBOL = re.compile(r"[!\"#$%&'*+:;<=>?@\[\\\]^_`{|}~]")
_VISIBLE = re.compile(r"\S")
_FEW, _ENOUGH = 20, 50
_MOST_SYMBOLS, _ONLY_SYMBOLS = 0.3, 0.45  # of the visible characters; prose and tables have less than 0.05
_GUESS, _CODE = 2, 6


def health(raw: str, extracted: str, repaired: str, guessed: int) -> float:
    """Return the health of a page, 0.0 to 1.0; 1.0 for a page without text.

    `raw` is its text as extracted, `extracted` with code points repaired, `repaired` its final text, `guessed` how many
    marks were inserted that nothing on the page showed.
    """
    visible = len(_VISIBLE.findall(extracted))
    stray = len(_CONTROL.findall(raw)) + len(_STRAY.findall(extracted))
    symbols = len(_SYMBOL.findall(extracted)) / max(_FEW, visible)
    readable = 1.0 - min(1.0, max(0.0, (symbols - _MOST_SYMBOLS) / (_ONLY_SYMBOLS - _MOST_SYMBOLS)))
    runs = _RUN.findall(repaired)
    letters = max(_ENOUGH, sum(map(len, runs)))
    unknown = sum(map(unknown_letters, runs))
    bad = unknown + _GUESS * guessed + _CODE * (stray + len(_REPEATED.findall(repaired)))
    return min(readable, max(0.0, 1.0 - bad / letters))
