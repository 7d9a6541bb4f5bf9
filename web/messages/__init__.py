"""Every sentence of the pages, in both languages: one table, written in one module per group of pages."""

from kb.types import Language
from web.messages import about, asking, embedding, problems, reading, shared

MESSAGES: dict[str, dict[Language, str]] = {
    **shared.MESSAGES,
    **asking.MESSAGES,
    **reading.MESSAGES,
    **about.MESSAGES,
    **embedding.MESSAGES,
    **problems.MESSAGES,
}

PUBLISHERS: dict[str, dict[Language, str]] = {
    "UIL": {
        "th": "สถาบันการเรียนรู้ตลอดชีวิตของยูเนสโก (UIL)",
        "en": "UNESCO Institute for Lifelong Learning (UIL)",
    },
    "UNESCO": {"th": "องค์การยูเนสโก (UNESCO)", "en": "UNESCO"},
    "MOE": {"th": "กระทรวงศึกษาธิการ (MOE)", "en": "Ministry of Education, Thailand (MOE)"},
}


def text(key: str, language: Language, **values: object) -> str:
    """Return the sentence `key` in `language` with its placeholders filled; KeyError for an unknown key."""
    return MESSAGES[key][language].format(**values)


def publisher_name(publisher: str, language: Language) -> str:
    """Return a publisher's name in full: UIL, UNESCO and MOE spelled out, any other as it is."""
    return PUBLISHERS[publisher][language] if publisher in PUBLISHERS else publisher
