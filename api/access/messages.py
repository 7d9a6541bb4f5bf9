"""What the commands about keys say, in both languages."""

from kb.types import Language
from settings import locale_language

MESSAGES: dict[str, dict[Language, str]] = {
    "created": {
        "th": "กุญแจของ {name} ใช้ได้ถึง {date} โปรดเก็บไว้ตอนนี้ เพราะจะไม่แสดงอีก",
        "en": "The key of {name} is valid until {date}. Keep it now: it is not shown again.",
    },
    "none": {"th": "ยังไม่มีกุญแจ", "en": "There are no keys."},
    "unknown": {
        "th": "ไม่มีกุญแจรหัส {id} ที่ยังไม่ถูกยกเลิก ดูรหัสได้จาก gnlc-serve keys list",
        "en": "There is no key {id} that is not revoked already. See the ids with: gnlc-serve keys list",
    },
    "revoked": {"th": "ยกเลิกกุญแจ {id} แล้ว มีผลภายในครึ่งนาที", "en": "Key {id} is revoked, within half a minute."},
    "valid_state": {"th": "ใช้ได้", "en": "valid"},
    "expired_state": {"th": "หมดอายุ", "en": "expired"},
    "revoked_state": {"th": "ยกเลิกแล้ว", "en": "revoked"},
}


def say(key: str, **values: object) -> str:
    """Return a sentence in the language of the locale."""
    return MESSAGES[key][locale_language()].format(**values)
