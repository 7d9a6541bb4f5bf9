"""Questions as people really type them: python -m bench.disturb QUESTIONS > FILE

Takes judged questions (JSON Lines) and prints them again, followed by disturbed forms of the answerable ones: the same
row with another `question`, the kind in `disturbance` and the original's id in `base`. The same seed gives the same
forms. Names come from the live index's glossary.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from pythainlp.util import eng_to_thai, thai_to_eng
from pythainlp.util.keyboard import TIS_820_2531_MOD

from kb.index import live_build
from kb.names import Names
from kb.text.normalize import is_thai
from kb.text.tokenizer import surface_words
from kb.types import Language, Term
from kb.vocabulary import Vocabulary
from settings import Settings

Row = dict[str, Any]
Disturb = Callable[[str, Language, Random], str]
_TO_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TONE_MARKS = re.compile("[่-๋]")
_QWERTY = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
_BUDDHIST = re.compile(r"(?:(?:พ\.ศ\.|B\.E\.) ?)?(?<!\d)(2[45]\d\d)(?!\d)(?: B\.E\.)?")
_COMMON = re.compile(r"(?:(?:ค\.ศ\.|C\.E\.) ?)?(?<!\d)((?:19|20)\d\d)(?!\d)(?: C\.E\.)?")
_POLITE: dict[Language, Sequence[tuple[str, str]]] = {
    "th": (
        ("สวัสดีค่ะ ", "คะ"),
        ("ขอสอบถามหน่อยครับ ", "ครับ ขอบคุณครับ"),
        ("รบกวนสอบถามค่ะว่า", "คะ ขอบคุณล่วงหน้าค่ะ"),
        ("แอดมินคะ อยากทราบว่า", "นะคะ"),
        ("ไม่ทราบว่า", "ครับผม"),
        ("ช่วยบอกหน่อยได้ไหมคะว่า", ""),
        ("คือผมอยากรู้ว่า", "อะครับ"),
        ("พี่ครับ ", "เหรอครับ"),
    ),
    "en": (
        ("Hello! ", " Thank you."),
        ("Could you please tell me: ", ""),
        ("Hi there, sorry to bother you, but ", ""),
        ("Good morning. I would like to know: ", " Many thanks!"),
        ("Quick question: ", " Cheers"),
        ("Dear team, ", " Thanks in advance for your help."),
        ("Excuse me, ", ", please?"),
        ("Hey, just wondering, ", ""),
    ),
}


def thai_digits(question: str, language: Language, random: Random) -> str:
    """Return a Thai question with Thai digits."""
    return question.translate(_TO_THAI_DIGITS) if language == "th" else question


def other_era(question: str, language: Language, random: Random) -> str:
    """Return the question with each year in the other era."""
    buddhist, common = ("พ.ศ. {}", "ค.ศ. {}") if language == "th" else ("B.E. {}", "{}")
    if _BUDDHIST.search(question):
        return _BUDDHIST.sub(lambda year: common.format(int(year[1]) - 543), question)
    return _COMMON.sub(lambda year: buddhist.format(int(year[1]) + 543), question)


def keyboard_layout(question: str, language: Language, random: Random) -> str:
    """Return the question typed with the keyboard set to the other language; Latin words in a Thai one are kept."""
    if language == "en":
        return eng_to_thai(question)
    return re.sub("[ก-๛]+", lambda run: thai_to_eng(run.group()), question)


def tone_marks(question: str, language: Language, random: Random) -> str:
    """Return the question without tone marks."""
    return _TONE_MARKS.sub("", question)


def misspelling(question: str, language: Language, random: Random) -> str:
    """Return the question with a slip of the fingers in one of its longer words, in two where it has more than ten."""
    words = surface_words(question)
    long = [(at, word) for at, word in words if len(word) >= 5 and not word.isupper() and not word.isnumeric()]
    chosen = random.sample(long, min(len(long), 1 + (len(words) > 10)))
    for at, word in sorted(chosen, reverse=True):
        question = question[:at] + _slip(word, random) + question[at + len(word) :]
    return question


def _slip(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)
    kind = random.choice(("drop", "double", "swap", "neighbour"))
    if kind == "swap" and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    if kind == "neighbour":
        return word[:at] + _neighbour(word[at], random) + word[at + 1 :]
    return word[:at] + word[at + 1 :]


def _neighbour(character: str, random: Random) -> str:
    rows: Sequence[Sequence[str]] = TIS_820_2531_MOD if is_thai(character) else _QWERTY
    for row in rows:
        if character in row:
            at = list(row).index(character)
            return random.choice([key for key in (*row[max(0, at - 1) : at], *row[at + 1 : at + 2]) if key])
    return character


def polite(question: str, language: Language, random: Random) -> str:
    """Return the question as a courteous person asks it."""
    before, after = random.choice(_POLITE[language])
    return before + question + after


def _spaced(left: str, right: str) -> str:
    """Return both as one text, with a space between two Latin words."""
    latin = left[-1:].isascii() and left[-1:].isalnum() and right[:1].isascii() and right[:1].isalnum()
    return f"{left} {right}" if latin else left + right


def names_of(terms: Sequence[Term]) -> dict[str, Disturb]:
    """Return the disturbances that use other names for the same things."""
    names = Names(terms)

    def renamed(question: str, others: Callable[[Term, str], list[str]], random: Random) -> str:
        for found in reversed(names.find(question)):
            choice = others(found.term, question[found.start : found.end])
            if choice:
                before, after = question[: found.start], question[found.end :]
                question = _spaced(_spaced(before, random.choice(choice)), after)
        return question

    def alternative(question: str, language: Language, random: Random) -> str:
        def others(term: Term, said: str) -> list[str]:
            return [name for name in (term.th if language == "th" else term.en) if name.lower() != said.lower()]

        return renamed(question, others, random)

    def mixed(question: str, language: Language, random: Random) -> str:
        return renamed(question, lambda term, _: [(term.en if language == "th" else term.th)[0]], random)

    return {"other_name": alternative, "mixed_languages": mixed}


def disturbed(rows: Sequence[Row], terms: Sequence[Term], seed: int) -> Iterator[Row]:
    """Yield a disturbed form of each answerable row for each kind that changes its question."""
    kinds: dict[str, Disturb] = {
        "thai_digits": thai_digits,
        "other_era": other_era,
        "keyboard_layout": keyboard_layout,
        "tone_marks": tone_marks,
        "misspelling": misspelling,
        "polite": polite,
        **names_of(terms),
    }
    for kind, disturb in kinds.items():
        for row in rows:
            question = disturb(row["question"], row["lang"], Random(f"{seed} {kind} {row['id']}"))
            if row["answerable"] and question != row["question"]:
                changed = {"id": f"{row['id']}-{kind}", "question": question, "disturbance": kind, "base": row["id"]}
                yield row | changed | {"pair": None}


def main() -> None:
    """Read, disturb, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    terms = Vocabulary.open(live_build(Settings().index_dir)).terms
    for row in (*rows, *disturbed(rows, terms, arguments.seed)):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
