"""Short documents in both languages about made-up cities, each with a fact that only it holds."""

import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from indexer.corpus import Refused, read_corpus
from kb.types import LANGUAGES, Language

_FIRST = ("Ba", "Chi", "Do", "Kha", "Lam", "Mae", "Na", "Pho", "Ra", "Sa", "Tha", "Wi")
_THAI_FIRST = ("บา", "ชี", "โด", "ขา", "ลำ", "แม่", "นา", "โพ", "รา", "สา", "ท่า", "วี")
_LAST = ("bun", "chai", "dee", "kaeo", "lom", "mon", "nuan", "phat", "rung", "sai", "thong", "wang")
_THAI_LAST = ("บุญ", "ชัย", "ดี", "แก้ว", "ลม", "มน", "นวล", "พัด", "รุ่ง", "ทราย", "ทอง", "วัง")
_FACT: dict[Language, str] = {
    "en": "{city} joined the UNESCO Global Network of Learning Cities in {year}.",
    "th": "เมือง{city}เข้าร่วมเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโกเมื่อ พ.ศ. {year}",
}
_QUESTION: dict[Language, str] = {
    "en": "When did {city} join the UNESCO Global Network of Learning Cities?",
    "th": "เมือง{city}เข้าร่วมเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโกเมื่อไร",
}


def write_cities(folder: Path, count: int, source: Path, years_later: int = 0) -> list[Path]:
    """Write `count` documents in turns of language into `folder` and return their files.

    Beside its fact each holds a sentence of the corpus `source`, another in each as long as there are enough.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sentences = {language: _sentences(source, language) for language in LANGUAGES}
    return [
        _write(folder, number, sentences[LANGUAGES[number % 2]], 2010 + number % 14 + years_later)
        for number in range(count)
    ]


def move_on(path: Path, years: int) -> None:
    """Move the year of a document's fact by so many years."""
    number = int(path.name.split(".")[0].removeprefix("city-"))
    text = path.read_text(encoding="utf-8")
    old, new = (_fact(number, 2010 + number % 14 + later) for later in (0, years))
    if old not in text:
        raise ValueError(f"{path} has been moved already")
    path.write_text(text.replace(old, new), encoding="utf-8")


def question(number: int) -> str:
    """Return the question that the document of this number answers."""
    language = LANGUAGES[number % 2]
    return _QUESTION[language].format(city=_city(number, language))


def _write(folder: Path, number: int, sentences: list[str], year: int) -> Path:
    language = LANGUAGES[number % 2]
    path = folder / f"city-{number}.{language}.md"
    city = _city(number, language)
    path.write_text(
        f"---\ntitle: '{city}'\nlanguage: {language}\nkind: digest\npublisher: UIL\nupdated: '2026-11-23'\n"
        f"questions:\n  - '{question(number)}'\n"
        "sources:\n  - url: https://uil.unesco.org/a\n    title: A page\n    publisher: UIL\n    language: en\n---\n\n"
        f"{_fact(number, year)}\n{sentences[number // 2 % len(sentences)]}\n",
        encoding="utf-8",
    )
    return path


def _fact(number: int, year: int) -> str:
    language = LANGUAGES[number % 2]
    return _FACT[language].format(city=_city(number, language), year=year + (543 if language == "th" else 0))


def _city(number: int, language: Language) -> str:
    first, last = (_THAI_FIRST, _THAI_LAST) if language == "th" else (_FIRST, _LAST)
    names = ["".join(parts) for parts in product(first, last, last)]
    random.Random(7).shuffle(names)
    return names[number % len(names)]


def _sentences(source: Path, language: Language) -> list[str]:
    return list(dict.fromkeys(_lines(source, language)))


def _lines(source: Path, language: Language) -> Iterator[str]:
    for document in read_corpus(source):
        if not isinstance(document, Refused) and (document.language, document.kind) == (language, "digest"):
            for block in document.blocks:
                if not block.level:
                    yield from document.text[block.start : block.end].split("\n")
