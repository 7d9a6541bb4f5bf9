"""What the page says that asks and answers."""

from kb.types import Language

MESSAGES: dict[str, dict[Language, str]] = {
    "tagline": {
        "th": "คำตอบจากเอกสารจริงเกี่ยวกับเครือข่ายระดับโลกด้านเมืองแห่งการเรียนรู้ของยูเนสโก (GNLC) พร้อมแหล่งอ้างอิงทุกประโยค",
        "en": "Answers from real documents about the UNESCO Global Network of Learning Cities (GNLC), each sentence with its source",
    },
    "question_label": {"th": "คำถามของคุณ (ไทยหรืออังกฤษ)", "en": "Your question (Thai or English)"},
    "question_hint": {
        "th": "เช่น เมืองใดของไทยเป็นสมาชิกเมืองแรก โปรดอย่าพิมพ์ข้อมูลส่วนบุคคล",
        "en": "For example: which Thai city was the first member? Please type no personal data.",
    },
    "ask": {"th": "ถาม", "en": "Ask"},
    "ask_next": {"th": "ถามต่อ", "en": "Ask another question"},
    "ask_again": {"th": "ถามใหม่ด้วยคำอื่น", "en": "Ask again in other words"},
    "start_over": {"th": "เริ่มใหม่", "en": "Start over"},
    "waiting": {"th": "กำลังค้นเอกสาร…", "en": "Searching the documents…"},
    "offline": {
        "th": "ยังไม่ได้เชื่อมต่ออินเทอร์เน็ต คำถามยังอยู่ในช่องนี้ เชื่อมต่อแล้วกดถามอีกครั้ง",
        "en": "There is no connection. Your question is still here: connect and press Ask again.",
    },
    "you_asked": {"th": "คำถาม:", "en": "You asked:"},
    "answer": {"th": "คำตอบ", "en": "Answer"},
    "problem": {"th": "ยังส่งคำถามไม่ได้", "en": "The question cannot be taken yet"},
    "confidence_high": {"th": "หลักฐานในเอกสารชัดเจน", "en": "The documents support this clearly"},
    "confidence_medium": {
        "th": "หลักฐานในเอกสารพอสมควร โปรดอ่านแหล่งอ้างอิงประกอบ",
        "en": "The documents support this to some degree; please read the sources",
    },
    "sources": {"th": "แหล่งอ้างอิง", "en": "Sources"},
    "source_number": {"th": "อ้างอิง {number}", "en": "Source {number}"},
    "open_source": {"th": "เปิดแหล่งที่มา", "en": "Open the source"},
    "see_in_document": {"th": "ดูข้อความในเอกสาร", "en": "See it in the document"},
    "no_answer": {"th": "ไม่มีคำตอบในเอกสาร", "en": "No answer in the documents"},
    "try_these": {"th": "คำถามที่เอกสารตอบได้", "en": "Questions the documents answer"},
}
