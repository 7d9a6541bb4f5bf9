"""What is said of documents: read, repaired, checked, refused."""

from kb.types import Language

DOCUMENTS: dict[str, dict[Language, str]] = {
    "no_corpus": {
        "th": "ไม่มีโฟลเดอร์เอกสาร {folder} ตั้ง GNLC_CORPUS_DIR เป็นโฟลเดอร์ที่เก็บเอกสาร",
        "en": "There is no corpus folder {folder}. Set GNLC_CORPUS_DIR to the folder of documents.",
    },
    "same_id": {
        "th": "{file} มีรหัสเอกสารซ้ำกับ {other} โปรดเปลี่ยนชื่อไฟล์ใดไฟล์หนึ่ง",
        "en": "{file} has the same id as {other}; rename one of them.",
    },
    "no_file": {
        "th": "{file} ไม่ใช่ไฟล์ปกติ (ลิงก์เสีย ลิงก์ไปยังโฟลเดอร์ หรือโฟลเดอร์ที่ไม่มีสิทธิ์เปิด) โปรดวางตัวไฟล์เอง หรือแก้สิทธิ์",
        "en": "{file} is no file that can be read (a broken link, a link to a folder, or a folder that may not be opened). "
        "Put the files themselves there, or mend the permissions.",
    },
    "reader_failed": {
        "th": "{file} อ่านไม่ได้เพราะตัวอ่านล้มเหลว ({problem}) โปรดบันทึกเป็นรูปแบบอื่นแล้วลองใหม่ และแจ้งผู้ดูแลระบบ",
        "en": "{file} cannot be read: its reader failed ({problem}). Save it in another format and try again, and report it.",
    },
    "on_page": {"th": "หน้า {page}", "en": "page {page}"},
    "inspect_kind": {
        "th": "{file} เป็นไฟล์ชนิดที่อ่านไม่ได้ ชนิดที่อ่านได้คือ {endings}",
        "en": "{file} is of a kind that cannot be read; these can: {endings}.",
    },
    "repair_kind": {
        "th": "{file} ไม่ใช่ PDF หรือไฟล์ข้อความที่ดึงจาก PDF (.txt) ไฟล์ชนิดอื่นดูได้ด้วย gnlc-index inspect",
        "en": "{file} is neither a PDF nor text extracted from one (.txt). For other files use: gnlc-index inspect",
    },
    "front_matter": {
        "th": "ส่วนหัวของ {file} ไม่ใช่ YAML ({problem}) โปรดแก้ตามตัวอย่างใน corpus/README.md",
        "en": "The front matter of {file} is not YAML ({problem}). Mend it as corpus/README.md shows.",
    },
    "no_such_document": {
        "th": "ไม่มีไฟล์ชื่อ {document!r} และใน {folder} ไม่มีเอกสารรหัสนี้ โปรดตรวจชื่อ",
        "en": "There is no file {document!r}, and no document of this id in {folder}. Check the name.",
    },
    "inspected": {
        "th": "{file}: {pages} หน้า ซ่อม {changes} จุด",
        "en": "{file}: {pages} page(s), {changes} repair(s).",
    },
    "would_refuse": {
        "th": "หากสร้างดัชนี ไฟล์นี้จะไม่ถูกรับ: {problem}",
        "en": "A build would refuse this file: {problem}",
    },
    "page_read": {
        "th": "หน้า {page} · สุขภาพ {health:.2f} · {paragraphs} ย่อหน้า",
        "en": "Page {page} · health {health:.2f} · {paragraphs} paragraph(s)",
    },
    "page_repaired": {
        "th": "หน้า {page} · สุขภาพ {health:.2f} · ซ่อม {changes} จุด",
        "en": "Page {page} · health {health:.2f} · {changes} repair(s)",
    },
    "page_image": {
        "th": "  หน้านี้เป็นภาพ ไม่มีข้อความ ใช้ gnlc-index build --ocr เพื่ออ่านภาพ",
        "en": "  This page is an image without text. Have it recognised with: gnlc-index build --ocr",
    },
    "page_unreadable": {
        "th": "  ข้อความของหน้านี้เสียหายเกินกว่าจะใช้ได้ จะไม่เข้าดัชนี ใช้ gnlc-index build --ocr หรือขอไฟล์ต้นฉบับ",
        "en": "  The text of this page is too damaged to be indexed. Use gnlc-index build --ocr, or ask for the original file.",
    },
    "repaired": {"th": "{file}: ซ่อม {changes} จุด", "en": "{file}: {changes} repair(s)."},
    "corpus_clean": {"th": "ตรวจคลังเอกสารแล้ว ไม่พบสิ่งที่ต้องแก้", "en": "The corpus is clean: nothing to mend."},
    "findings": {"th": "พบสิ่งที่ต้องแก้ {count} แห่ง", "en": "{count} findings to mend."},
    "check_undated": {"th": "บทความไม่มีวันที่ (updated)", "en": "The article has no date (updated)."},
    "check_publisher": {
        "th": "ผู้เผยแพร่ {publisher} ไม่ตรงกับเว็บไซต์ {host} หากเป็นสำเนาให้ระบุ via",
        "en": "The publisher {publisher} does not fit the host {host}; name the host in via if it holds a copy.",
    },
    "check_long_paragraph": {
        "th": "ย่อหน้ายาว {length} อักขระ เกิน {limit} จึงยากต่อการอ้าง: {start}…",
        "en": "A paragraph of {length} characters, over {limit}, is too long to quote: {start}…",
    },
    "check_long_sentence": {
        "th": "ประโยคยาว {length} อักขระ เกิน {limit} จึงยากต่อการอ้าง: {start}…",
        "en": "A sentence of {length} characters, over {limit}, is too long to quote: {start}…",
    },
    "check_pronoun": {
        "th": "ประโยคขึ้นต้นด้วยคำแทนหรือคำเชื่อม อ้างเดี่ยว ๆ แล้วไม่รู้ว่าหมายถึงอะไร: {start}…",
        "en": "A sentence begins with a pronoun or link and cannot stand alone: {start}…",
    },
    "check_unknown_word": {
        "th": "คำว่า “{word}” ไม่มีในพจนานุกรม แก้ตัวสะกด หรือเพิ่มใน {file} หากถูกต้อง",
        "en": "No dictionary has the word “{word}”; mend it, or add it to {file} if it is right.",
    },
    "check_unpaired": {"th": "ไม่มีบทความคู่ในอีกภาษา", "en": "The article has no pair in the other language."},
    "check_only_here": {"th": "มีเฉพาะในภาษานี้: {fact}", "en": "Only this language of the pair says: {fact}."},
}
