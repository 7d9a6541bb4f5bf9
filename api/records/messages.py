"""What the commands and reports about records say, in both languages."""

from kb.types import Language
from settings import locale_language

MESSAGES: dict[str, dict[Language, str]] = {
    "records_url": {
        "th": "GNLC_RECORDS_URL ใช้ไม่ได้ ({kind}) ตัวอย่างค่าที่ถูกต้องคือ sqlite:///var/records.sqlite หรือ "
        "postgresql+psycopg://ชื่อผู้ใช้@เครื่อง/ฐานข้อมูล",
        "en": "GNLC_RECORDS_URL cannot be used ({kind}). Right ones look like sqlite:///var/records.sqlite or "
        "postgresql+psycopg://user@host/database.",
    },
    "records_unavailable": {
        "th": "อ่านหรือเขียนฐานข้อมูลบันทึกไม่ได้ ({kind}) ตรวจว่าฐานข้อมูลเปิดอยู่ มีที่ว่าง และ GNLC_RECORDS_URL ถูกต้อง",
        "en": "The records database cannot be read or written ({kind}). Check that it runs, that it has room, and GNLC_RECORDS_URL.",
    },
    "records_off": {
        "th": "ไม่มีการเก็บบันทึก เพราะตั้ง GNLC_RECORDS ปิดไว้",
        "en": "No records are kept: GNLC_RECORDS is off.",
    },
    "title": {"th": "สิ่งที่เอกสารยังตอบไม่ได้", "en": "What the documents do not answer yet"},
    "none": {"th": "ไม่มีคำถามค้างในช่วงเวลานี้", "en": "Nothing is open in this time."},
    "since": {"th": "ตั้งแต่ {date}", "en": "Since {date}"},
    "asked": {"th": "ถาม (ครั้ง)", "en": "Asked"},
    "rated_down": {"th": "ให้คะแนนไม่ดี", "en": "Rated down"},
    "newest": {"th": "ล่าสุด", "en": "Last"},
    "question": {"th": "คำถาม", "en": "Question"},
    "other_wordings": {"th": "ถามแบบอื่น", "en": "Other wordings"},
    "nearest": {"th": "เอกสารที่ใกล้ที่สุด", "en": "Nearest document"},
    "comments": {"th": "ความเห็น", "en": "Comments"},
    "by_day": {"th": "คำถามในแต่ละวัน", "en": "Questions a day"},
    "answered": {"th": "ตอบ", "en": "answered"},
    "abstained": {"th": "ไม่ตอบ", "en": "not answered"},
    "closed": {
        "th": "ปิดแล้ว {closed} จาก {asked} คำถามที่ค้าง เพราะตอบได้แล้ว",
        "en": "{closed} of {asked} open questions are answered now and closed.",
    },
    "forgotten": {"th": "ลบแล้ว {count} คำถาม", "en": "{count} questions are deleted."},
    "written": {"th": "เขียนรายงานลง {path} แล้ว", "en": "The report is in {path}."},
}


def say(key: str, **values: object) -> str:
    """Return the sentence `key` in the locale's language with its placeholders filled; KeyError for an unknown key."""
    return MESSAGES[key][locale_language()].format(**values)
