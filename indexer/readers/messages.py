"""What readers say of a file: why it is refused, what of it is left out, and the way out, in both languages."""

from kb.errors import DocumentError, Told, told_from
from kb.types import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "not_opened": {
        "en": "{name} cannot be opened ({problem}). Check its name and permissions.",
        "th": "เปิด {name} ไม่ได้ ({problem}) โปรดตรวจชื่อไฟล์และสิทธิ์การอ่าน",
    },
    "too_long": {
        "en": "{name} is longer than {limit:,} bytes. Split it into parts.",
        "th": "{name} มีขนาดเกิน {limit:,} ไบต์ โปรดแบ่งเป็นหลายไฟล์",
    },
    "encrypted": {
        "en": "{name} is encrypted with a password. Save a copy without one and use that.",
        "th": "{name} เข้ารหัสผ่านไว้ โปรดบันทึกสำเนาที่ไม่มีรหัสผ่านแล้วใช้ไฟล์นั้นแทน",
    },
    "damaged": {
        "en": "{name} is damaged and cannot be read ({problem}). Save or download it again.",
        "th": "{name} เสียหายจนอ่านไม่ได้ ({problem}) โปรดบันทึกหรือดาวน์โหลดใหม่",
    },
    "kind": {
        "en": "{name} is of a kind that cannot be read; these can: {endings}.",
        "th": "{name} เป็นไฟล์ชนิดที่อ่านไม่ได้ ชนิดที่อ่านได้ คือ {endings}",
    },
    "old_word": {
        "en": "{name} is a Word document of before 2007; open it in Word or LibreOffice and save it as .docx.",
        "th": "{name} เป็นเอกสาร Word รุ่นก่อนปี 2007 โปรดเปิดด้วย Word หรือ LibreOffice แล้วบันทึกเป็น .docx",
    },
    "word_macros": {
        "en": "{name} is a Word document with macros; save it as .docx.",
        "th": "{name} เป็นเอกสาร Word ที่มีแมโคร โปรดบันทึกเป็น .docx",
    },
    "word_template": {
        "en": "{name} is a Word template; save it as .docx.",
        "th": "{name} เป็นแม่แบบของ Word โปรดบันทึกเป็น .docx",
    },
    "rich_text": {
        "en": "{name} is Rich Text; open it in Word or LibreOffice and save it as .docx.",
        "th": "{name} เป็นไฟล์ Rich Text โปรดเปิดด้วย Word หรือ LibreOffice แล้วบันทึกเป็น .docx",
    },
    "flat_odt": {
        "en": "{name} is a flat OpenDocument text; save it as .odt.",
        "th": "{name} เป็นเอกสาร OpenDocument แบบไฟล์เดียว โปรดบันทึกเป็น .odt",
    },
    "xhtml": {
        "en": "{name} is XHTML; save it as .html.",
        "th": "{name} เป็นไฟล์ XHTML โปรดบันทึกเป็น .html",
    },
    "web_archive": {
        "en": "{name} is a web archive; save the page as .html.",
        "th": "{name} เป็นไฟล์เก็บหน้าเว็บ โปรดบันทึกหน้าเว็บเป็น .html",
    },
    "too_slow": {
        "en": "{name} was not read within {seconds} seconds. Split it into parts, or print it to a new PDF.",
        "th": "อ่าน {name} ไม่เสร็จภายใน {seconds} วินาที โปรดแบ่งเป็นหลายไฟล์ หรือสั่งพิมพ์เป็น PDF ใหม่",
    },
    "too_much_memory": {
        "en": "{name} takes more than {megabytes:,} MB of memory to read. Split it into parts, or print it to a new PDF.",
        "th": "การอ่าน {name} ใช้หน่วยความจำเกิน {megabytes:,} เมกะไบต์ โปรดแบ่งเป็นหลายไฟล์ หรือสั่งพิมพ์เป็น PDF ใหม่",
    },
    "quote_not_found": {
        "en": "{name} quotes a sentence that {document} does not have: “{quote}”. Its questions are left out; "
        "quote the sentence as it stands in the document now.",
        "th": "{name} อ้างประโยคที่ไม่มีใน {document}: “{quote}” จึงไม่ใช้คำถามของประโยคนี้ โปรดแก้ให้ตรงกับประโยคในเอกสารปัจจุบัน",
    },
    "questions_without_document": {
        "en": "{name} holds questions of a document that is not there. Name the file after the document's id, "
        "<slug>.<th or en>.txt, or remove it.",
        "th": "{name} เป็นคำถามของเอกสารที่ไม่มีในคลัง โปรดตั้งชื่อไฟล์ตามรหัสเอกสาร <ชื่อ>.<th หรือ en>.txt หรือลบไฟล์ออก",
    },
    "crashed": {
        "en": "{name} made the reading program fail (exit code {exit_code}). Save it anew from the program it was written with.",
        "th": "{name} ทำให้โปรแกรมอ่านหยุดทำงาน (รหัสจบ {exit_code}) โปรดบันทึกใหม่จากโปรแกรมที่ใช้เขียน",
    },
    "unexpected": {
        "en": "{name} holds something that the reader does not expect ({problem}). Save it anew from the program it was written with.",
        "th": "{name} มีเนื้อหาที่โปรแกรมอ่านไม่รู้จัก ({problem}) โปรดบันทึกใหม่จากโปรแกรมที่ใช้เขียน",
    },
    "no_paragraph": {
        "en": "{name} holds no paragraph of text. Check that it is the right file and not empty.",
        "th": "{name} ไม่มีย่อหน้าข้อความ โปรดตรวจว่าเป็นไฟล์ที่ถูกต้องและไม่ว่างเปล่า",
    },
    "other_language": {
        "en": "{name} says language: {language}; the file name says otherwise. Mend one.",
        "th": "{name} ระบุ language: {language} ซึ่งไม่ตรงกับชื่อไฟล์ โปรดแก้อย่างใดอย่างหนึ่ง",
    },
    "missing_source": {
        "en": "{name} cites [^{source}], but has {count} sources. Add the source or mend the number.",
        "th": "{name} อ้าง [^{source}] แต่มีแหล่งที่มา {count} รายการ โปรดเพิ่มแหล่งที่มาหรือแก้หมายเลข",
    },
    "front_matter": {
        "en": "The front matter of {name} is not YAML ({problem}). Mend it between the two lines of ---.",
        "th": "ส่วนหัวของ {name} ไม่ใช่ YAML ({problem}) โปรดแก้ข้อความระหว่างบรรทัด --- ทั้งสอง",
    },
    "front_matter_name": {"en": "The front matter of {name}", "th": "ส่วนหัวของ {name}"},
    "file_name": {
        "en": "The file name {name!r} must be <slug>.<th or en>{ending} with a-z, 0-9 and - in the slug; rename it.",
        "th": "ชื่อไฟล์ {name!r} ต้องอยู่ในรูป <ชื่อ>.<th หรือ en>{ending} โดยชื่อใช้ a-z, 0-9 และ - โปรดเปลี่ยนชื่อ",
    },
    "wrong_keys": {
        "en": "{where} has wrong or missing keys ({keys}). Mend them.",
        "th": "{where} มีคีย์ที่ผิดหรือขาดไป ({keys}) โปรดแก้ไข",
    },
    "no_sidecar": {
        "en": "{name} has no sidecar; write {sidecar} with title, language, kind, publisher and sources.",
        "th": "{name} ไม่มีไฟล์คำอธิบาย โปรดเขียน {sidecar} ให้มี title, language, kind, publisher และ sources",
    },
    "sidecar_unreadable": {
        "en": "The sidecar {name} cannot be read ({problem}). Mend or rewrite it as TOML.",
        "th": "อ่านไฟล์คำอธิบาย {name} ไม่ได้ ({problem}) โปรดแก้หรือเขียนใหม่เป็น TOML",
    },
    "not_utf8": {
        "en": "{name} cannot be read as UTF-8 text{declared} ({where}), and it is neither UTF-16 nor Thai in TIS-620 or Windows-874. Open it where it reads well, and save it as UTF-8.",
        "th": "{name} ไม่ใช่ข้อความ UTF-8{declared} ({where}) ทั้งไม่ใช่ UTF-16 หรือภาษาไทยแบบ TIS-620 หรือ Windows-874 โปรดเปิดด้วยโปรแกรมที่แสดงผลถูกต้องแล้วบันทึกเป็น UTF-8",
    },
    "declares": {"en": ", though it declares {encoding}", "th": " แม้จะระบุว่าเป็น {encoding}"},
    "byte": {"en": "byte {byte:#04x} at {at}", "th": "ไบต์ {byte:#04x} ตำแหน่ง {at}"},
    "breaks_encoding": {
        "en": "{name} begins as {encoding} text, but does not go on so ({problem}). Save it again as UTF-8.",
        "th": "{name} ขึ้นต้นเป็นข้อความ {encoding} แต่เนื้อหาต่อจากนั้นไม่ใช่ ({problem}) โปรดบันทึกใหม่เป็น UTF-8",
    },
    "html_elements": {
        "en": "{name} holds more elements than a page to read does. Save a part of it as HTML.",
        "th": "{name} มีองค์ประกอบมากเกินกว่าหน้าเว็บสำหรับอ่าน โปรดบันทึกเฉพาะบางส่วนเป็น HTML",
    },
    "not_html": {
        "en": "{name} cannot be read as HTML ({problem}). Save it again, or as text.",
        "th": "อ่าน {name} เป็น HTML ไม่ได้ ({problem}) โปรดบันทึกใหม่ หรือบันทึกเป็นข้อความ",
    },
    "no_main_content": {
        "en": "{name} has no main content that can be told from its menus. Save the article itself as HTML or text.",
        "th": "{name} ไม่มีเนื้อหาหลักที่แยกจากเมนูได้ โปรดบันทึกเฉพาะตัวบทความเป็น HTML หรือข้อความ",
    },
    "too_much_xml": {
        "en": "{name} holds more than {limit:,} bytes of text and layout. Split it into parts.",
        "th": "{name} มีข้อความและการจัดหน้ารวมเกิน {limit:,} ไบต์ โปรดแบ่งเป็นหลายไฟล์",
    },
    "compression": {
        "en": "{part} is compressed in a way that office programs do not use",
        "th": "{part} บีบอัดด้วยวิธีที่โปรแกรมสำนักงานไม่ใช้",
    },
    "old_or_encrypted": {
        "en": "{name} is encrypted with a password, or a file of Word 97 to 2003 under a new name. Open it and save it without a password as {ending}.",
        "th": "{name} เข้ารหัสผ่านไว้ หรือเป็นไฟล์ Word 97 ถึง 2003 ที่เปลี่ยนชื่อ โปรดเปิดแล้วบันทึกเป็น {ending} โดยไม่ใส่รหัสผ่าน",
    },
    "not_package": {
        "en": "{name} is not {kind}: it does not begin as one. Check what was saved under this name.",
        "th": "{name} ไม่ใช่{kind} เพราะขึ้นต้นไม่เหมือนไฟล์ชนิดนั้น โปรดตรวจว่าบันทึกอะไรไว้ในชื่อนี้",
    },
    "word_file": {"en": "a Word document (.docx)", "th": "เอกสาร Word (.docx)"},
    "odt_file": {"en": "an OpenDocument text (.odt)", "th": "เอกสาร OpenDocument (.odt)"},
    "too_many_parts": {
        "en": "{name} holds more than {limit:,} parts. Save it again, or split it.",
        "th": "{name} มีส่วนประกอบเกิน {limit:,} ส่วน โปรดบันทึกใหม่ หรือแบ่งเป็นหลายไฟล์",
    },
    "xml_elements": {
        "en": "{name} holds more elements than a document does. Split it into parts.",
        "th": "{name} มีองค์ประกอบมากเกินกว่าเอกสารทั่วไป โปรดแบ่งเป็นหลายไฟล์",
    },
    "document_type": {
        "en": "{name} declares a document type in {part}, which office programs never write. Save it again.",
        "th": "{name} ประกาศชนิดเอกสารไว้ใน {part} ซึ่งโปรแกรมสำนักงานไม่เคยเขียน โปรดบันทึกใหม่",
    },
    "no_word_body": {
        "en": "{name} is not a Word document: it has no {part} with a body. Save it as .docx again.",
        "th": "{name} ไม่ใช่เอกสาร Word เพราะไม่มี {part} ที่มีเนื้อหา โปรดบันทึกเป็น .docx ใหม่",
    },
    "no_odt_body": {
        "en": "{name} is not an OpenDocument text: content.xml has none. Save it as .odt again.",
        "th": "{name} ไม่ใช่เอกสาร OpenDocument เพราะ content.xml ไม่มีข้อความ โปรดบันทึกเป็น .odt ใหม่",
    },
    "not_pdf": {
        "en": "{name} is not a PDF: it does not begin with %PDF. Check what was saved under this name.",
        "th": "{name} ไม่ใช่ PDF เพราะไม่ขึ้นต้นด้วย %PDF โปรดตรวจว่าบันทึกอะไรไว้ในชื่อนี้",
    },
    "too_many_pages": {
        "en": "{name} has {count} pages, more than the {limit} allowed. Split it into parts.",
        "th": "{name} มี {count} หน้า เกิน {limit} หน้าที่รับได้ โปรดแบ่งเป็นหลายไฟล์",
    },
    "no_page": {
        "en": "{name} has no page. Open it in a PDF reader, and export it again if it has some.",
        "th": "{name} ไม่มีหน้าเอกสาร โปรดเปิดด้วยโปรแกรมอ่าน PDF แล้วส่งออกใหม่หากมีหน้าอยู่",
    },
    "page_too_heavy": {
        "en": "Page {page} of {name} takes more work or memory than a page of text ({problem}). Print it to a new PDF, or leave the page out.",
        "th": "หน้า {page} ของ {name} ใช้เวลาหรือหน่วยความจำมากเกินกว่าหน้าข้อความ ({problem}) โปรดสั่งพิมพ์เป็น PDF ใหม่ หรือตัดหน้านั้นออก",
    },
    "pdf_damaged": {
        "en": "{name} is damaged: the file cannot be read ({problem}). Export or download it again, or print it to a new PDF.",
        "th": "{name} เสียหายจนอ่านไม่ได้ ({problem}) โปรดส่งออกหรือดาวน์โหลดใหม่ หรือสั่งพิมพ์เป็น PDF ใหม่",
    },
    "pdf_page_damaged": {
        "en": "{name} is damaged: page {page} of the file cannot be read ({problem}). Export or download it again, or print it to a new PDF.",
        "th": "{name} เสียหาย อ่านหน้า {page} ไม่ได้ ({problem}) โปรดส่งออกหรือดาวน์โหลดใหม่ หรือสั่งพิมพ์เป็น PDF ใหม่",
    },
    "too_many_characters": {
        "en": "{name} holds more than {limit:,} characters. Split it into parts.",
        "th": "{name} มีตัวอักษรเกิน {limit:,} ตัว โปรดแบ่งเป็นหลายไฟล์",
    },
    "no_text": {
        "en": "{name} holds no text. Check that it is not empty.",
        "th": "{name} ไม่มีข้อความ โปรดตรวจว่าไฟล์ไม่ว่างเปล่า",
    },
    "needs_ocr": {
        "en": "{unreadable} of {held} pages of {name} cannot be read as text, being images or stored as wrong letters. Build with --ocr to have such pages recognised, or save the document from where it was written.",
        "th": "{name} มี {unreadable} จาก {held} หน้าที่อ่านเป็นข้อความไม่ได้ เพราะเป็นภาพหรือเก็บตัวอักษรไว้ผิด โปรดสั่ง build --ocr เพื่อให้อ่านจากภาพ หรือบันทึกเอกสารจากโปรแกรมที่ใช้เขียน",
    },
    "ocr_failed": {
        "en": "{unreadable} of {held} pages of {name} cannot be read as text, even by OCR. Scan it anew, or type it.",
        "th": "{name} มี {unreadable} จาก {held} หน้าที่อ่านเป็นข้อความไม่ได้แม้ใช้ OCR โปรดสแกนใหม่หรือพิมพ์ข้อความเอง",
    },
    "recognised": {
        "en": "{pages} recognised from the image (OCR). Compare the text with what is printed.",
        "th": "{pages} อ่านจากภาพ (OCR) โปรดเทียบข้อความกับต้นฉบับ",
    },
    "left_out": {
        "en": "{pages} left out: no readable text. Build with --ocr to have such pages recognised, or save the document from where it was written.",
        "th": "{pages} ถูกเว้นไว้เพราะไม่มีข้อความที่อ่านได้ โปรดสั่ง build --ocr เพื่อให้อ่านจากภาพ หรือบันทึกเอกสารจากโปรแกรมที่ใช้เขียน",
    },
    "left_out_after_ocr": {
        "en": "{pages} left out: no readable text.",
        "th": "{pages} ถูกเว้นไว้เพราะไม่มีข้อความที่อ่านได้",
    },
    "page_was": {"en": "Page {numbers} of {name} was", "th": "หน้า {numbers} ของ {name}"},
    "pages_were": {"en": "Pages {numbers} of {name} were", "th": "หน้า {numbers} ของ {name}"},
    "more_pages": {"en": "{numbers} and {count} more", "th": "{numbers} และอีก {count} หน้า"},
    "no_tesseract": {
        "en": "{name} needs OCR, and the command tesseract is missing. Install {packages}.",
        "th": "{name} ต้องอ่านด้วย OCR แต่ไม่มีคำสั่ง tesseract โปรดติดตั้ง {packages}",
    },
    "no_pdfium": {
        "en": "{name} needs OCR, and pypdfium2, which makes images of its pages, is missing. Install it with pip install 'gnlc-answers[ocr]'.",
        "th": "{name} ต้องอ่านด้วย OCR แต่ไม่มี pypdfium2 ซึ่งใช้สร้างภาพของหน้า โปรดติดตั้งด้วย pip install 'gnlc-answers[ocr]'",
    },
    "no_ocr_data": {
        "en": "{name} needs OCR, and tesseract lacks its data for {languages}. Install {packages}.",
        "th": "{name} ต้องอ่านด้วย OCR แต่ tesseract ไม่มีข้อมูลภาษา {languages} โปรดติดตั้ง {packages}",
    },
}


def sentence(key: str, **values: object) -> Told:
    """Return the sentence `key` with its placeholders filled; KeyError for an unknown key."""
    return told_from(SENTENCES, key, **values)


def refusal(key: str, **values: object) -> DocumentError:
    """Return the error for a file that is refused, which says why and what to do."""
    return DocumentError(sentence(key, **values))
