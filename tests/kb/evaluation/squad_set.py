"""A parallel set in SQuAD's format, small enough to be indexed in a test."""

import json
from pathlib import Path
from typing import Any

from kb.types import Language

_ENGLISH = {
    "Rivers": {
        "The Ping is a river in the north of Thailand. It flows through Chiang Mai for 658 kilometres.": (
            "How long is the Ping?",
            "658 kilometres",
        ),
        "The Mekong rises in Tibet and reaches the sea in Vietnam. Six countries lie on it.": (
            "Where does the Mekong reach the sea?",
            "Vietnam",
        ),
    },
    "Bees": {
        "A bee colony has one queen. A queen lays up to 2,000 eggs a day in early summer.": (
            "How many eggs does a queen bee lay a day?",
            "2,000",
        ),
        "Honey never spoils. Jars of honey found in Egyptian tombs could still be eaten.": (
            "Where was old honey found?",
            "Egyptian tombs",
        ),
    },
}
_THAI = {
    "Rivers": {
        "แม่น้ำปิงเป็นแม่น้ำทางภาคเหนือของประเทศไทย ไหลผ่านเชียงใหม่เป็นระยะทาง 658 กิโลเมตร": (
            "แม่น้ำปิงยาวเท่าใด",
            "658 กิโลเมตร",
        ),
        "แม่น้ำโขงมีต้นกำเนิดในทิเบตและไหลลงทะเลที่ประเทศเวียดนาม มีหกประเทศตั้งอยู่ริมแม่น้ำนี้": (
            "แม่น้ำโขงไหลลงทะเลที่ใด",
            "ประเทศเวียดนาม",
        ),
    },
    "Bees": {
        "รังผึ้งหนึ่งรังมีนางพญาหนึ่งตัว นางพญาวางไข่ได้ถึงวันละ 2,000 ฟองในต้นฤดูร้อน": (
            "นางพญาผึ้งวางไข่วันละกี่ฟอง",
            "2,000",
        ),
        "น้ำผึ้งไม่มีวันเสีย โถน้ำผึ้งที่พบในสุสานอียิปต์ยังรับประทานได้": ("พบน้ำผึ้งโบราณที่ใด", "สุสานอียิปต์"),
    },
}


def write_parallel(folder: Path) -> dict[Language, Path]:
    """Write the set into `folder`: two articles of two paragraphs, one question each. The titles are out of order."""
    files: dict[Language, Path] = {"th": folder / "squad.th.json", "en": folder / "squad.en.json"}
    for path, articles in ((files["th"], _THAI), (files["en"], _ENGLISH)):
        data = [_article(title, paragraphs) for title, paragraphs in articles.items()]
        path.write_text(json.dumps({"version": "1.1", "data": data}), encoding="utf-8")
    return files


def _article(title: str, paragraphs: dict[str, tuple[str, str]]) -> dict[str, Any]:
    return {
        "title": title,
        "paragraphs": [
            {
                "context": f"\ufeff{context}",
                "qas": [
                    {
                        "id": f"{title}-{number}",
                        "question": question,
                        "answers": [{"text": answer, "answer_start": context.index(answer) + 1}],
                    }
                ],
            }
            for number, (context, (question, answer)) in enumerate(paragraphs.items())
        ],
    }
