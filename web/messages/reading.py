"""What the list of documents and the page of one document say."""

from kb.types import Language

MESSAGES: dict[str, dict[Language, str]] = {
    "find": {"th": "ค้นหาเอกสาร", "en": "Find documents"},
    "find_words": {"th": "คำในชื่อเรื่อง", "en": "Words in the title"},
    "publisher": {"th": "ผู้เผยแพร่", "en": "Publisher"},
    "document_language": {"th": "ภาษาของเอกสาร", "en": "Language"},
    "kind": {"th": "ประเภท", "en": "Kind"},
    "any": {"th": "ทั้งหมด", "en": "Any"},
    "kind_digest": {"th": "บทความเรียบเรียง", "en": "Digest"},
    "kind_original": {"th": "ต้นฉบับ", "en": "Original"},
    "search": {"th": "ค้นหา", "en": "Search"},
    "show_all": {"th": "แสดงทั้งหมด", "en": "Show all"},
    "found": {
        "th": "พบ {count} รายการ: บทความเรียบเรียง {digests} ต้นฉบับ {originals}",
        "en": "Documents found: {count} (digests: {digests}, originals: {originals})",
    },
    "kinds_text": {
        "th": "บทความเรียบเรียงคือถ้อยคำของเราที่เล่าข้อเท็จจริงจากแหล่งที่ระบุไว้ ส่วนต้นฉบับคือถ้อยคำของแหล่งนั้นเอง",
        "en": "A digest tells in our own words the facts of the sources it names; an original is the source's own text.",
    },
    "none_found": {
        "th": "ไม่มีเอกสารที่ตรงกับเงื่อนไขนี้ ลองใช้คำที่สั้นลงหรือเลือกทั้งหมด",
        "en": "No document fits. Try fewer words, or choose Any.",
    },
    "result_pages": {"th": "หน้าของผลการค้นหา", "en": "Pages of results"},
    "page_of": {"th": "หน้า {page} จาก {pages}", "en": "Page {page} of {pages}"},
    "previous_page": {"th": "หน้าก่อน", "en": "Previous page"},
    "next_page": {"th": "หน้าถัดไป", "en": "Next page"},
    "quoted": {"th": "ประโยคที่อ้างอิงถูกเน้นสีไว้", "en": "The quoted sentence is highlighted"},
    "contents": {"th": "สารบัญ", "en": "Contents"},
    "twin_th": {"th": "อ่านเรื่องนี้เป็นภาษาไทย:", "en": "Read this in Thai:"},
    "twin_en": {"th": "อ่านเรื่องนี้เป็นภาษาอังกฤษ:", "en": "Read this in English:"},
    "document_sources": {"th": "แหล่งที่มาของเอกสารนี้", "en": "Sources of this document"},
    "official_source": {"th": "เปิดหน้าต้นทาง:", "en": "Open the official source:"},
    "cite": {"th": "อ้างอิงเอกสารนี้", "en": "Cite this document"},
    "cite_quote": {"th": "อ้างอิงประโยคที่เน้นสี", "en": "Cite the highlighted sentence"},
    "license": {"th": "สัญญาอนุญาต {license}", "en": "Licence {license}"},
    "updated": {"th": "ปรับปรุงเมื่อ {date}", "en": "updated {date}"},
}
