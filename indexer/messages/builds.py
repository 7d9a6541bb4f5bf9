"""What building, choosing and asking builds says."""

from kb.types import Language

BUILDS: dict[str, dict[Language, str]] = {
    "read": {"th": "อ่านเอกสาร", "en": "Reading documents"},
    "split": {"th": "แบ่งข้อความ", "en": "Splitting into passages"},
    "embed": {"th": "สร้างเวกเตอร์", "en": "Embedding"},
    "questions": {"th": "สร้างเวกเตอร์คำถาม", "en": "Embedding questions"},
    "words": {"th": "ตัดคำ", "en": "Cutting words"},
    "save": {"th": "บันทึก", "en": "Saving"},
    "check": {"th": "ตรวจด้วยคำถาม", "en": "Asking golden questions"},
    "documents": {"th": "เอกสาร", "en": "Documents"},
    "passages": {"th": "ข้อความ", "en": "Passages"},
    "sentences": {"th": "ประโยค", "en": "Sentences"},
    "vectors": {"th": "เวกเตอร์ใหม่ / ใช้ซ้ำ", "en": "Vectors new / reused"},
    "refused": {"th": "ไฟล์ที่ไม่รับ", "en": "Refused files"},
    "noted": {"th": "ไฟล์ที่รับโดยมีข้อสังเกต", "en": "Files taken with a remark"},
    "golden": {"th": "คำถามทดสอบที่ตอบได้", "en": "Golden questions answered"},
    "seconds": {"th": "วินาที: {stage}", "en": "Seconds: {stage}"},
    "live": {"th": "เริ่มใช้ดัชนี {build} แล้ว", "en": "Build {build} is live."},
    "already": {"th": "มีดัชนี {build} อยู่แล้ว", "en": "Build {build} is there already."},
    "not_published": {
        "th": "ดัชนีใหม่ตอบคำถามทดสอบได้เพียง {answered} จาก {asked} ข้อ จึงไม่นำมาใช้ ดัชนีเดิมยังทำงานต่อ",
        "en": "The new build answers only {answered} of {asked} golden questions, so it is not published. "
        "The old index goes on serving.",
    },
    "error": {"th": "ข้อผิดพลาด: {problem}", "en": "Error: {problem}"},
    "usage": {
        "th": "ใช้คำสั่งไม่ถูกต้อง ({problem}) ดูวิธีใช้ด้วย {command} --help",
        "en": "{problem} See {command} --help.",
    },
    "files": {"th": "ไฟล์ที่อ่านใหม่ / ไม่เปลี่ยน", "en": "Files read / unchanged"},
    "removed": {"th": "ดัชนีเก่าที่ลบ", "en": "Old builds removed"},
    "digest": {"th": "ลายนิ้วมือเนื้อหา", "en": "Content digest"},
    "recall": {"th": "ข้อความใกล้เคียงที่สุดที่ค้นเจอ", "en": "Nearest passages found"},
    "recall_exact": {"th": "ทั้งหมด", "en": "all"},
    "past": {"th": "ย้อนกลับได้ถึง", "en": "Can go back to"},
    "rolled_back": {
        "th": "กลับไปใช้ดัชนี {build} แล้ว (สร้างเมื่อ {built_at} เอกสาร {documents} ฉบับ)",
        "en": "Build {build} is live again (built at {built_at}, {documents} documents).",
    },
    "pruned": {"th": "ลบดัชนีเก่าและไฟล์ค้างแล้ว {count} ชุด", "en": "{count} old or broken-off builds removed."},
    "nothing_found": {"th": "ไม่พบข้อความที่ตรงกับคำถาม", "en": "Nothing is found for this question."},
    "build": {"th": "ดัชนี", "en": "Build"},
    "built_at": {"th": "สร้างเมื่อ", "en": "Built at"},
    "space": {"th": "แบบจำลอง", "en": "Embedding space"},
    "tokenizer": {"th": "ตัวตัดคำ", "en": "Tokenizer"},
    "index_whole": {
        "th": "ดัชนี {build} ครบถ้วน ตรงกับรายการไฟล์",
        "en": "Build {build} is whole: every file is as it was built.",
    },
    "source": {"th": "[{number}] {publisher}: {title} <{url}>", "en": "[{number}] {publisher}: {title} <{url}>"},
    "suggestions": {"th": "คำถามที่เอกสารตอบได้:", "en": "Questions the documents answer:"},
}
