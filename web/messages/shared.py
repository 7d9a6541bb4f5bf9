"""What every page says around its content."""

from kb.types import Language

MESSAGES: dict[str, dict[Language, str]] = {
    "site": {"th": "ถามเรื่องเมืองแห่งการเรียนรู้", "en": "Ask about learning cities"},
    "skip": {"th": "ข้ามไปยังเนื้อหา", "en": "Skip to content"},
    "main_menu": {"th": "เมนูหลัก", "en": "Main"},
    "footer_menu": {"th": "เกี่ยวกับบริการนี้", "en": "About this service"},
    "home": {"th": "หน้าแรก", "en": "Home"},
    "documents": {"th": "เอกสาร", "en": "Documents"},
    "about": {"th": "คำตอบมาจากไหน", "en": "How answers are made"},
    "privacy": {"th": "ความเป็นส่วนตัว", "en": "Privacy"},
    "accessibility": {"th": "การเข้าถึงสำหรับทุกคน", "en": "Accessibility"},
    "embed": {"th": "นำไปติดตั้งในเว็บไซต์ของท่าน", "en": "Put it on your website"},
    "other_language": {"th": "English", "en": "ไทย"},
    "how_text": {
        "th": "ระบบนี้ยกประโยคจากเอกสารมาตอบพร้อมแหล่งที่มา ไม่แต่งข้อความขึ้นเอง โปรดตรวจสอบกับแหล่งที่มาก่อนนำไปใช้อย่างเป็นทางการ",
        "en": "This service answers with sentences of its documents and their sources; it writes no text of its own. "
        "Please check the source before official use.",
    },
    "language_th": {"th": "ภาษาไทย", "en": "Thai"},
    "language_en": {"th": "ภาษาอังกฤษ", "en": "English"},
    "published": {"th": "เผยแพร่ {date}", "en": "published {date}"},
    "via": {"th": "อ่านจากสำเนาที่ {via}", "en": "read in the copy at {via}"},
    "digest": {
        "th": "ถ้อยคำเป็นของเรา เรียบเรียงจากข้อเท็จจริงที่ {publisher} เผยแพร่",
        "en": "The words are ours; they report facts published by {publisher}",
    },
    "original": {"th": "ข้อความจากเอกสารของ {publisher}", "en": "Quoted from the text of {publisher}"},
    "page": {"th": "หน้า {page}", "en": "page {page}"},
    "copy": {"th": "คัดลอก", "en": "Copy"},
    "copied": {"th": "คัดลอกแล้ว", "en": "Copied"},
    "contact": {"th": "ติดต่อ", "en": "Contact"},
    "contact_none": {
        "th": "ผู้ดูแลยังไม่ได้แจ้งช่องทางติดต่อไว้ โปรดติดต่อหน่วยงานที่เผยแพร่บริการนี้",
        "en": "No contact address has been given here. Please write to the body that publishes this service.",
    },
}
