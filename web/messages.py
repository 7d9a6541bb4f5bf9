"""Every sentence of the pages, in both languages, in one table."""

from kb.types import Language

MESSAGES: dict[str, dict[Language, str]] = {
    "site": {"th": "ถามเรื่องเมืองแห่งการเรียนรู้", "en": "Ask about learning cities"},
    "tagline": {
        "th": "คำตอบจากเอกสารจริงเกี่ยวกับเครือข่ายระดับโลกด้านเมืองแห่งการเรียนรู้ของยูเนสโก (GNLC) พร้อมแหล่งอ้างอิงทุกประโยค",
        "en": "Answers from real documents about the UNESCO Global Network of Learning Cities (GNLC), each sentence with its source",
    },
    "skip": {"th": "ข้ามไปยังเนื้อหา", "en": "Skip to content"},
    "question_label": {"th": "คำถามของคุณ (ไทยหรืออังกฤษ)", "en": "Your question (Thai or English)"},
    "question_hint": {
        "th": "เช่น เมืองใดของไทยเป็นสมาชิกเมืองแรก อย่าพิมพ์ข้อมูลส่วนตัว",
        "en": "For example: which Thai city was the first member? Please type no personal data.",
    },
    "ask": {"th": "ถาม", "en": "Ask"},
    "answer": {"th": "คำตอบ", "en": "Answer"},
    "confidence_high": {"th": "หลักฐานในเอกสารชัดเจน", "en": "The documents support this clearly"},
    "confidence_medium": {
        "th": "หลักฐานในเอกสารพอสมควร โปรดอ่านแหล่งอ้างอิงประกอบ",
        "en": "The documents support this to some degree; please read the sources",
    },
    "sources": {"th": "แหล่งอ้างอิง", "en": "Sources"},
    "source_number": {"th": "อ้างอิง {number}", "en": "Source {number}"},
    "digest": {
        "th": "ถ้อยคำเป็นของเรา เรียบเรียงจากข้อเท็จจริงที่ {publisher} เผยแพร่",
        "en": "The words are ours; they report facts published by {publisher}",
    },
    "original": {"th": "ข้อความจากเอกสารของ {publisher}", "en": "Quoted from the text of {publisher}"},
    "via": {"th": "อ่านจากสำเนาที่ {via}", "en": "read in the copy at {via}"},
    "open_source": {"th": "เปิดแหล่งที่มา", "en": "Open the source"},
    "see_in_document": {"th": "ดูข้อความในเอกสาร", "en": "See it in the document"},
    "no_answer": {"th": "ไม่มีคำตอบในเอกสาร", "en": "No answer in the documents"},
    "try_these": {"th": "คำถามที่เอกสารตอบได้", "en": "Questions the documents answer"},
    "how_text": {
        "th": "ระบบค้นประโยคที่ตรงกับคำถามจากเอกสาร แล้วแสดงประโยคนั้นพร้อมแหล่งที่มา ไม่มีการแต่งข้อความขึ้นใหม่ "
        "เมื่อเอกสารไม่ได้กล่าวถึง ระบบจะบอกตามตรง โปรดตรวจสอบกับแหล่งที่มาก่อนนำไปใช้อย่างเป็นทางการ",
        "en": "The service finds sentences in its documents that answer the question and shows them with their sources. It writes "
        "no text of its own. Where the documents do not say, it says so. Please check the source before official use.",
    },
    "documents": {"th": "เอกสารทั้งหมด", "en": "All documents"},
    "quoted": {"th": "ประโยคที่อ้างอิงถูกเน้นสีไว้", "en": "The quoted sentence is highlighted"},
    "document_sources": {"th": "แหล่งที่มาของเอกสารนี้", "en": "Sources of this document"},
    "official_source": {"th": "เปิดหน้าต้นทาง:", "en": "Open the official source:"},
    "other_language": {"th": "English", "en": "ไทย"},
    "published": {"th": "เผยแพร่ {date}", "en": "published {date}"},
    "license": {"th": "สัญญาอนุญาต {license}", "en": "Licence {license}"},
    "not_found": {"th": "ไม่พบหน้านี้", "en": "There is no such page"},
    "not_found_text": {
        "th": "ที่อยู่นี้ไม่มีเอกสาร ลองดูรายการเอกสารทั้งหมดหรือถามคำถามใหม่",
        "en": "There is no document at this address. See the list of documents, or ask a question.",
    },
    "home": {"th": "หน้าแรก", "en": "Home"},
    "page": {"th": "หน้า {page}", "en": "page {page}"},
    "language_th": {"th": "ภาษาไทย", "en": "Thai"},
    "language_en": {"th": "ภาษาอังกฤษ", "en": "English"},
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
