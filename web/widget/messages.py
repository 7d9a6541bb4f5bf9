"""Every sentence of the chat panel, in both languages, in one table.

The loader, which must stand alone on other people's pages, carries its own few (`releases/`).
"""

from kb.types import Language

MESSAGES: dict[str, dict[Language, str]] = {
    "title": {"th": "ถามเรื่องเมืองแห่งการเรียนรู้", "en": "Ask about learning cities"},
    "other_language": {"th": "English", "en": "ไทย"},
    "start_over": {"th": "เริ่มใหม่", "en": "Start over"},
    "started_over": {"th": "ล้างบทสนทนาแล้ว เริ่มถามใหม่ได้", "en": "The conversation is cleared. You can ask anew."},
    "close": {"th": "ปิดหน้าต่างถามตอบ", "en": "Close the chat"},
    "notice_title": {"th": "ก่อนเริ่มถาม", "en": "Before you ask"},
    "notice_how": {
        "th": "คำตอบคือประโยคจากเอกสารเกี่ยวกับเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโก (GNLC) ทุกประโยคบอกแหล่งที่มา ระบบไม่แต่งข้อความขึ้นเอง",
        "en": "Answers are sentences from documents about UNESCO’s Global Network of Learning Cities (GNLC), each with its source. Nothing is made up.",
    },
    "notice_limits": {
        "th": "ระบบตอบได้เฉพาะเรื่องที่มีในเอกสาร ถ้าไม่มีจะบอกตามตรง และอาจเลือกประโยคที่ไม่ตรงคำถาม โปรดตรวจสอบแหล่งที่มาก่อนนำไปใช้เป็นทางการ",
        "en": "It knows only what the documents say and tells you when they say nothing. It can pick the wrong sentence: check the source before official use.",
    },
    "notice_data": {
        "th": "โปรดอย่าพิมพ์ข้อมูลส่วนบุคคล บทสนทนาเก็บไว้ในแท็บนี้เท่านั้น และหายไปเมื่อปิดแท็บ",
        "en": "Please type no personal data. The conversation is kept in this tab only and is gone when you close it.",
    },
    "privacy": {"th": "ความเป็นส่วนตัว", "en": "Privacy"},
    "conversation": {"th": "บทสนทนา", "en": "Conversation"},
    "ask_form": {"th": "ถามคำถาม", "en": "Ask a question"},
    "question_label": {"th": "คำถามของคุณ (ไทยหรืออังกฤษ)", "en": "Your question (Thai or English)"},
    "send": {"th": "ถาม", "en": "Ask"},
    "you_asked": {"th": "คุณถามว่า", "en": "You asked:"},
    "understood_as": {"th": "ระบบเข้าใจคำถามว่า", "en": "Understood as:"},
    "searching": {"th": "กำลังค้นเอกสาร…", "en": "Searching the documents…"},
    "slow": {"th": "ใช้เวลานานกว่าปกติ ยังค้นอยู่ โปรดรอสักครู่…", "en": "This takes longer than usual. Still searching…"},
    "confidence_high": {"th": "เอกสารระบุไว้ชัดเจน", "en": "The documents support this clearly"},
    "confidence_medium": {
        "th": "เอกสารระบุไว้พอสมควร โปรดอ่านแหล่งที่มาประกอบ",
        "en": "The documents support this to some degree; please read the sources",
    },
    "try_these": {"th": "คำถามที่ตอบได้จากเอกสาร", "en": "Questions the documents answer"},
    "sources": {"th": "แหล่งที่มา", "en": "Sources"},
    "source_number": {"th": "แหล่งที่มา {number}", "en": "Source {number}"},
    "published": {"th": "เผยแพร่ {date}", "en": "published {date}"},
    "via": {"th": "อ่านจากสำเนาที่ {via}", "en": "read in the copy at {via}"},
    "page": {"th": "หน้า {page}", "en": "page {page}"},
    "digest": {
        "th": "บทความเรียบเรียง: ถ้อยคำเป็นของเรา ข้อเท็จจริงมาจาก {publisher}",
        "en": "Digest: the words are ours, the facts are from {publisher}",
    },
    "original": {"th": "ต้นฉบับ: ถ้อยคำของ {publisher}", "en": "Original: the words of {publisher}"},
    "quote_th": {"th": "ข้อความภาษาไทย", "en": "Quoted in Thai"},
    "quote_en": {"th": "ข้อความภาษาอังกฤษ", "en": "Quoted in English"},
    "open_source": {"th": "เปิดที่แหล่งที่มา", "en": "Open at the source"},
    "see_in_document": {"th": "ดูในเอกสาร", "en": "See in the document"},
    "new_tab": {"th": "(เปิดแท็บใหม่)", "en": "(opens a new tab)"},
    "copy": {"th": "คัดลอกพร้อมแหล่งที่มา", "en": "Copy with sources"},
    "copied": {"th": "คัดลอกคำตอบพร้อมแหล่งที่มาแล้ว", "en": "The answer is copied with its sources."},
    "copy_failed": {
        "th": "เบราว์เซอร์ไม่ยอมให้คัดลอก โปรดเลือกข้อความแล้วคัดลอกเอง",
        "en": "The browser does not allow copying. Please select the text and copy it yourself.",
    },
    "helpful": {"th": "คำตอบนี้มีประโยชน์ไหม", "en": "Was this helpful?"},
    "up": {"th": "มีประโยชน์", "en": "Yes"},
    "down": {"th": "ไม่มีประโยชน์", "en": "No"},
    "reason": {"th": "เพราะอะไร (ไม่บังคับ)", "en": "Why? (optional)"},
    "reason_none": {"th": "ไม่ระบุ", "en": "No reason given"},
    "reason_wrong": {"th": "คำตอบไม่ถูกต้อง", "en": "The answer is wrong"},
    "reason_incomplete": {"th": "คำตอบไม่ครบ", "en": "The answer is incomplete"},
    "reason_source": {"th": "แหล่งที่มาไม่ตรงหรือเปิดไม่ได้", "en": "The source is wrong or does not open"},
    "reason_language": {"th": "ภาษาอ่านเข้าใจยาก", "en": "The language is hard to read"},
    "reason_other": {"th": "เหตุผลอื่น", "en": "Another reason"},
    "comment": {"th": "ความเห็น (ไม่บังคับ อย่าใส่ข้อมูลส่วนบุคคล)", "en": "Comment (optional, no personal data)"},
    "send_feedback": {"th": "ส่งความเห็น", "en": "Send feedback"},
    "thanks": {"th": "ขอบคุณสำหรับความเห็น", "en": "Thank you for your feedback."},
    "feedback_failed": {
        "th": "ส่งความเห็นไม่สำเร็จ โปรดลองกดอีกครั้ง",
        "en": "The feedback could not be sent. Please press again.",
    },
    "retry": {"th": "ลองอีกครั้ง", "en": "Try again"},
    "empty": {
        "th": "ยังไม่มีคำถาม โปรดพิมพ์คำถามก่อนกดถาม",
        "en": "There is no question yet. Please type one first.",
    },
    "too_long": {
        "th": "คำถามยาว {length} อักขระ รับได้ไม่เกิน {limit} อักขระ โปรดย่อให้สั้นลง ข้อความยังอยู่ในช่อง",
        "en": "The question has {length} characters; at most {limit} are taken. Please shorten it; your text is still in the box.",
    },
    "twice": {"th": "เพิ่งถามคำถามนี้ไป คำตอบอยู่ด้านบน", "en": "You have just asked this; the answer is above."},
    "under_way": {
        "th": "กำลังค้นคำตอบของคำถามก่อนหน้า โปรดรอสักครู่",
        "en": "Your last question is still being answered. Please wait a moment.",
    },
    "offline": {
        "th": "ติดต่อระบบไม่ได้ โปรดตรวจการเชื่อมต่ออินเทอร์เน็ตแล้วลองอีกครั้ง คำถามยังอยู่ในช่อง",
        "en": "The service cannot be reached. Check your connection and try again; your question is still in the box.",
    },
    "timeout": {
        "th": "ระบบตอบช้าเกินไปจึงหยุดรอ โปรดลองอีกครั้ง คำถามยังอยู่ในช่อง",
        "en": "The service took too long to reply. Please try again; your question is still in the box.",
    },
    "limited": {
        "th": "มีคำถามส่งเข้ามาถี่เกินไป โปรดรอ {seconds} วินาทีแล้วลองอีกครั้ง คำถามยังอยู่ในช่อง",
        "en": "Too many questions came at once. Please wait {seconds} seconds and try again; your question is still in the box.",
    },
    "unavailable": {
        "th": "ระบบยังไม่พร้อมให้บริการในขณะนี้ โปรดลองอีกครั้งในอีกสักครู่ คำถามยังอยู่ในช่อง",
        "en": "The service is not available just now. Please try again in a while; your question is still in the box.",
    },
    "failed": {
        "th": "ระบบขัดข้อง ยังตอบไม่ได้ โปรดลองอีกครั้ง คำถามยังอยู่ในช่อง",
        "en": "Something went wrong on our side. Please try again; your question is still in the box.",
    },
    "announce_answer": {"th": "คำตอบ: {answer} มีแหล่งที่มา {count} รายการ", "en": "Answer: {answer} Sources: {count}."},
}


def text(key: str, language: Language, **values: object) -> str:
    """Return the sentence `key` in `language` with its placeholders filled; KeyError for an unknown key."""
    return MESSAGES[key][language].format(**values)
