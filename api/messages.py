"""Every fixed sentence of the API, in both languages, in tables.

A problem's `code` is a key of PROBLEMS: its title, and the cause with the way out that the page of problems tells.
DETAILS says what was wrong with one request; codes that are not in it bring their own detail.
"""

from typing import NamedTuple

from kb.types import Language

Said = dict[Language, str]


class ProblemText(NamedTuple):
    """A kind of problem: its HTTP status, its title, and its cause with the way out."""

    status: int
    title: Said
    way_out: Said


PROBLEMS: dict[str, ProblemText] = {
    "invalid_request": ProblemText(
        422,
        {"th": "คำขอไม่ตรงตามรูปแบบ", "en": "The request does not fit the contract"},
        {
            "th": "ช่องหนึ่งของคำขอขาดหาย ผิดชนิด หรืออยู่นอกช่วงที่กำหนด โปรดแก้ช่องที่ detail ระบุ ให้ตรงกับเอกสารอ้างอิงของ API",
            "en": "A field is missing, of the wrong type or out of range. Correct the field that detail names, as the API reference says.",
        },
    ),
    "invalid_json": ProblemText(
        422,
        {"th": "เนื้อหาที่ส่งมาไม่ใช่ JSON ตามรูปแบบ", "en": "The body is not the JSON expected"},
        {
            "th": "เนื้อหาอ่านเป็น JSON ไม่ได้ หรือไม่ได้เข้ารหัส UTF-8 หรือขาดส่วนหัว Content-Type (กรณีแรกอาจได้สถานะ 400) "
            "โปรดส่ง JSON เข้ารหัส UTF-8 พร้อมส่วนหัว Content-Type: application/json",
            "en": "The body cannot be read as JSON, is not UTF-8, or does not say that it is JSON (some of these have status 400). "
            "Send JSON in UTF-8 with the header Content-Type: application/json.",
        },
    ),
    "question_empty": ProblemText(
        422,
        {"th": "ไม่มีคำถาม", "en": "There is no question"},
        {
            "th": "ช่อง question ว่างหรือมีแต่ช่องว่าง โปรดใส่คำถามแล้วส่งใหม่",
            "en": "The field question is empty or only white space. Put a question in and send it again.",
        },
    ),
    "question_not_text": ProblemText(
        422,
        {"th": "คำถามมีอักขระที่ไม่ใช่ข้อความ", "en": "The question contains characters that are not text"},
        {
            "th": "คำถามมีอักขระควบคุมหรืออักขระที่เสียหาย มักเกิดจากการแปลงรหัสอักขระผิด โปรดลบอักขระนั้นหรืออ่านไฟล์ด้วยรหัส UTF-8",
            "en": "The question holds a control character or half a character, often after a wrong conversion. "
            "Remove it, or read your file as UTF-8.",
        },
    ),
    "question_too_long": ProblemText(
        422,
        {"th": "คำถามยาวเกินไป", "en": "The question is too long"},
        {
            "th": "คำถามยาวเกินจำนวนอักขระที่รับได้ โปรดย่อคำถาม หรือแบ่งเป็นหลายคำถาม",
            "en": "The question has more characters than are taken. Shorten it, or ask several questions.",
        },
    ),
    "not_found": ProblemText(
        404,
        {"th": "ไม่พบสิ่งที่ขอ", "en": "There is nothing at this address"},
        {
            "th": "ที่อยู่นี้ไม่มีอยู่ โปรดเทียบกับที่อยู่ในเอกสารอ้างอิงของ API",
            "en": "There is no such address. Compare it with those of the API reference.",
        },
    ),
    "document_not_found": ProblemText(
        404,
        {"th": "ไม่พบเอกสาร", "en": "There is no such document"},
        {
            "th": "ชุดดัชนีที่ใช้อยู่ไม่มีเอกสารรหัสนี้ เอกสารอาจถูกถอนออก โปรดดูรหัสที่มีอยู่จาก /api/v1/documents",
            "en": "The live build has no document of this id; it may have been withdrawn. See the ids at /api/v1/documents.",
        },
    ),
    "method_not_allowed": ProblemText(
        405,
        {"th": "ที่อยู่นี้ไม่รับคำสั่งแบบนี้", "en": "This address does not take this method"},
        {
            "th": "ใช้คำสั่ง HTTP ไม่ตรงกับที่อยู่ โปรดใช้คำสั่งที่ส่วนหัว Allow ระบุ",
            "en": "The HTTP method is not one of this address. Use one that the header Allow names.",
        },
    ),
    "body_too_large": ProblemText(
        413,
        {"th": "เนื้อหาที่ส่งมาใหญ่เกินไป", "en": "The body is too large"},
        {
            "th": "เนื้อหาใหญ่เกินขนาดที่รับได้ โปรดส่งให้สั้นลง หรือแบ่งเป็นหลายชุด",
            "en": "The body has more bytes than are taken. Send less, or several smaller batches.",
        },
    ),
    "media_type": ProblemText(
        415,
        {"th": "ชนิดเนื้อหาไม่ใช่แบบที่รับ", "en": "The body is of a type that is not taken"},
        {
            "th": "การถามเป็นชุดรับเฉพาะ JSON และ CSV โปรดระบุส่วนหัว Content-Type: application/json หรือ text/csv",
            "en": "A batch is JSON or CSV. Send the header Content-Type: application/json or text/csv.",
        },
    ),
    "invalid_csv": ProblemText(
        422,
        {"th": "อ่านไฟล์ CSV ไม่ได้", "en": "The CSV cannot be read"},
        {
            "th": "ไฟล์ไม่ได้เข้ารหัส UTF-8 หรือบรรทัดแรกไม่มีคอลัมน์ id และ question ใน Excel ให้บันทึกเป็นชนิด “CSV UTF-8”",
            "en": "The file is not UTF-8, or its first line does not name the columns id and question. "
            "In Excel, save it as “CSV UTF-8”.",
        },
    ),
    "batch_size": ProblemText(
        422,
        {"th": "จำนวนคำถามในชุดไม่อยู่ในช่วงที่รับได้", "en": "The batch has too few or too many questions"},
        {
            "th": "ชุดหนึ่งต้องมีอย่างน้อยหนึ่งคำถามและไม่เกินจำนวนที่กำหนด โปรดแบ่งเป็นหลายชุด",
            "en": "A batch has at least one question and at most as many as detail says. Send several batches.",
        },
    ),
    "after_unknown": ProblemText(
        422,
        {"th": "ไม่พบแถวที่จะทำต่อ", "en": "There is no row to go on after"},
        {
            "th": "ค่า after ไม่ตรงกับ id ของแถวใดในชุดที่ส่งมา โปรดส่งชุดเดิมพร้อม id ของบรรทัดสุดท้ายที่ได้รับ",
            "en": "No row of the batch has the id that after names. Send the same batch with the id of the last line you received.",
        },
    ),
    "duplicate_id": ProblemText(
        422,
        {"th": "id ซ้ำกับแถวก่อนหน้า", "en": "The id is that of an earlier row"},
        {
            "th": "สองแถวในชุดเดียวกันมี id เดียวกัน ระบบตอบเฉพาะแถวแรก โปรดตั้ง id ของแต่ละแถวให้ต่างกัน",
            "en": "Two rows of a batch have the same id; only the first is answered. Give each row an id of its own.",
        },
    ),
    "records_off": ProblemText(
        404,
        {"th": "บริการนี้ไม่เก็บความเห็น", "en": "No feedback is kept here"},
        {
            "th": "ผู้ดูแลบริการนี้ปิดการเก็บคำถามและความเห็นไว้ จึงไม่ต้องส่งความเห็นมา",
            "en": "The operators of this service keep no questions and no feedback; there is no need to send any.",
        },
    ),
    "no_user_message": ProblemText(
        400,
        {"th": "ไม่มีข้อความของผู้ใช้", "en": "There is no message of a user"},
        {
            "th": "messages ไม่มีข้อความที่ role เป็น user โปรดส่งคำถามเป็นข้อความสุดท้ายของผู้ใช้",
            "en": "None of the messages has the role user. Send the question as the last one that has.",
        },
    ),
    "model_not_found": ProblemText(
        404,
        {"th": "ไม่มีแบบจำลองชื่อนี้", "en": "There is no model of this name"},
        {
            "th": "ชื่อในช่อง model ไม่มีในบริการนี้ โปรดใช้ชื่อที่ /v1/models แสดง",
            "en": "The service has no model of the name in the field model. Use one that /v1/models lists.",
        },
    ),
    "http_error": ProblemText(
        400,
        {"th": "ทำตามคำขอไม่ได้", "en": "The request cannot be served"},
        {
            "th": "คำขอผิดรูปแบบของ HTTP หรือแบบฟอร์มเสียหาย สถานะ HTTP บอกสาเหตุ โปรดตรวจโปรแกรมที่ส่งคำขอ",
            "en": "The request breaks a rule of HTTP, or its form is damaged; the HTTP status says which. Check the program that sent it.",
        },
    ),
    "index_unavailable": ProblemText(
        503,
        {"th": "ดัชนีเอกสารยังไม่พร้อมใช้งาน", "en": "The index is not available"},
        {
            "th": "ระบบเปิดดัชนีเอกสารไม่ได้ โปรดลองใหม่ในอีกสักครู่ หากยังไม่หาย โปรดแจ้งผู้ดูแลพร้อม request_id",
            "en": "The service cannot use its index. Try again in a while; if it stays so, give its operators the request_id.",
        },
    ),
    "key_invalid": ProblemText(
        401,
        {"th": "กุญแจใช้ไม่ได้", "en": "The key is not valid"},
        {
            "th": "กุญแจพิมพ์ผิด หมดอายุ หรือถูกยกเลิก โปรดขอกุญแจใหม่จากผู้ดูแลบริการ หรือถามโดยไม่ใช้กุญแจ ซึ่งถามได้ช้ากว่า",
            "en": "The key is mistyped, expired or revoked. Ask the operators of the service for a new one, or ask without a key, at a lower rate.",
        },
    ),
    "rate_limited": ProblemText(
        429,
        {"th": "ถามถี่เกินไป", "en": "Too many requests"},
        {
            "th": "คำขอในหนึ่งนาทีเกินจำนวนที่กำหนด โปรดรอตามวินาทีที่ส่วนหัว Retry-After บอก ส่วนหัว RateLimit บอกจำนวนที่เหลือ "
            "ผู้ที่ต้องถามมากขอกุญแจได้จากผู้ดูแลบริการ",
            "en": "There were more requests in a minute than are taken. Wait as many seconds as the header Retry-After says; "
            "RateLimit tells what is left. If you need more, ask the operators of the service for a key.",
        },
    ),
    "overloaded": ProblemText(
        503,
        {"th": "มีผู้ใช้พร้อมกันมากเกินไป", "en": "The service is busy"},
        {
            "th": "ระบบกำลังตอบคำขอเต็มจำนวนแล้ว โปรดลองใหม่หลังจากเวลาที่ส่วนหัว Retry-After บอก",
            "en": "The service is answering as many requests as it can. Try again after the seconds that the header Retry-After says.",
        },
    ),
    "body_too_slow": ProblemText(
        408,
        {"th": "ส่งเนื้อหาช้าเกินไป", "en": "The body came too slowly"},
        {
            "th": "ระบบได้รับเนื้อหาไม่ครบในเวลาที่กำหนด โปรดตรวจการเชื่อมต่อแล้วส่งใหม่ หากส่งเป็นชุด โปรดแบ่งให้เล็กลง",
            "en": "The body did not arrive in time. Check the connection and send it again; make a batch smaller.",
        },
    ),
    "records_unavailable": ProblemText(
        503,
        {"th": "ยังบันทึกความเห็นไม่ได้", "en": "The feedback cannot be kept now"},
        {
            "th": "ฐานข้อมูลบันทึกใช้งานไม่ได้ชั่วคราว การถามตอบยังทำได้ตามปกติ โปรดส่งความเห็นใหม่ในภายหลัง",
            "en": "The database of records cannot be used at the moment. Questions are still answered; send the feedback again later.",
        },
    ),
    "previous_unknown": ProblemText(
        422,
        {"th": "ไม่พบคำถามก่อนหน้า", "en": "An earlier question is not known"},
        {
            "th": "รหัสใน previous ไม่ตรงกับคำถามที่เก็บไว้ อาจพิมพ์ผิด พ้นกำหนดเก็บ ถูกลบ หรือบริการนี้ไม่เก็บคำถาม โปรดส่งข้อความของคำถามแทนรหัส",
            "en": "An id in previous is that of no question kept here: it is mistyped, past its days, deleted, or the service keeps "
            "none. Send the question's text in place of the id.",
        },
    ),
    "previous_unavailable": ProblemText(
        503,
        {"th": "ยังค้นคำถามก่อนหน้าไม่ได้", "en": "An earlier question cannot be looked up now"},
        {
            "th": "ฐานข้อมูลบันทึกใช้งานไม่ได้ชั่วคราว จึงค้นคำถามจากรหัสไม่ได้ โปรดส่งข้อความของคำถามแทนรหัส หรือลองใหม่ในภายหลัง",
            "en": "The database of records cannot be used at the moment, so no question is found by its id. Send the question's "
            "text in place of the id, or try again later.",
        },
    ),
    "not_ready": ProblemText(
        503,
        {"th": "ระบบยังตอบคำถามไม่ได้", "en": "Questions are not answered"},
        {
            "th": "ระบบถามคำถามทดสอบกับชุดดัชนีที่ใช้อยู่แล้วไม่ได้คำตอบที่อ้างอิงได้ ผู้ดูแลโปรดดูบันทึกของระบบ แล้วสั่ง gnlc-index rollback หรือ gnlc-index build",
            "en": "The service asked the live build a question and got no answer that can be cited. Operators: read the log, "
            "then run gnlc-index rollback or gnlc-index build.",
        },
    ),
    "internal_error": ProblemText(
        500,
        {"th": "เกิดข้อผิดพลาดภายในระบบ", "en": "Something went wrong inside the service"},
        {
            "th": "เป็นความผิดพลาดของระบบ ไม่ใช่ของคำขอ ระบบบันทึกไว้แล้ว หากลองใหม่ยังไม่หาย โปรดแจ้งผู้ดูแลพร้อม request_id",
            "en": "The fault is the service's, not the request's, and has been logged. If it comes again, give its operators the request_id.",
        },
    ),
}

DETAILS: dict[str, Said] = {
    "invalid_json": {
        "th": "โปรดส่ง JSON เข้ารหัส UTF-8 ตามเอกสารอ้างอิงของ API พร้อมส่วนหัว Content-Type: application/json",
        "en": "Send JSON in UTF-8 as the API reference says, with the header Content-Type: application/json.",
    },
    "invalid_request": {"th": "ช่อง {field} ไม่ถูกต้อง: {problem}", "en": "The field {field} is wrong: {problem}."},
    "not_found": {"th": "ไม่มีสิ่งใดอยู่ที่ {path}", "en": "There is nothing at {path}."},
    "document_not_found": {
        "th": "ชุดดัชนีที่ใช้อยู่ไม่มีเอกสารรหัส {id}",
        "en": "The live build has no document with the id {id}.",
    },
    "method_not_allowed": {"th": "{path} ไม่รับคำสั่ง {method}", "en": "{path} does not take {method}."},
    "body_too_large": {
        "th": "เนื้อหาใหญ่เกิน {limit} ไบต์ โปรดส่งให้สั้นลง",
        "en": "The body is larger than {limit} bytes. Please send less.",
    },
    "media_type": {
        "th": "โปรดส่งชุดคำถามพร้อมส่วนหัว Content-Type: application/json หรือ text/csv",
        "en": "Send the batch with the header Content-Type: application/json or text/csv.",
    },
    "invalid_csv": {
        "th": "โปรดส่ง CSV เข้ารหัส UTF-8 ที่บรรทัดแรกมีคอลัมน์ id และ question",
        "en": "Send CSV in UTF-8 whose first line names the columns id and question.",
    },
    "batch_size": {
        "th": "ชุดนี้มี {count} คำถาม ต้องมี 1 ถึง {limit} คำถาม",
        "en": "The batch has {count} questions; it must have 1 to {limit}.",
    },
    "after_unknown": {
        "th": "ไม่มีแถวใดในชุดนี้ที่มี id เป็น {after}",
        "en": "No row of the batch has the id {after}.",
    },
    "duplicate_id": {
        "th": "แถวก่อนหน้านี้มี id เป็น {id} แล้ว",
        "en": "An earlier row has the id {id}.",
    },
    "records_off": {
        "th": "บริการนี้ปิดการเก็บคำถามและความเห็นไว้",
        "en": "Questions and feedback are not kept by this service.",
    },
    "key_invalid": {
        "th": "กุญแจนี้ไม่ถูกต้อง หมดอายุ หรือถูกยกเลิกแล้ว",
        "en": "This key is wrong, expired or revoked.",
    },
    "rate_limited": {
        "th": "ถามได้ {limit} ครั้งต่อนาที โปรดรอ {seconds} วินาที",
        "en": "You may ask {limit} times a minute. Please wait {seconds} seconds.",
    },
    "overloaded": {
        "th": "ขณะนี้มีผู้ใช้มาก โปรดลองใหม่ใน {seconds} วินาที",
        "en": "Many people are asking at the moment. Please try again in {seconds} seconds.",
    },
    "body_too_slow": {
        "th": "เนื้อหามาไม่ครบภายใน {seconds} วินาที",
        "en": "The body did not arrive within {seconds} seconds.",
    },
    "records_unavailable": {
        "th": "ระบบยังไม่ได้บันทึกความเห็นนี้ โปรดส่งใหม่ในภายหลัง",
        "en": "This feedback was not kept. Please send it again later.",
    },
    "no_user_message": {
        "th": "messages ต้องมีข้อความที่ role เป็น user อย่างน้อยหนึ่งข้อความ",
        "en": "At least one of the messages must have the role user.",
    },
    "model_not_found": {
        "th": "ไม่มีแบบจำลองชื่อ {model} แบบจำลองของบริการนี้คือ {known}",
        "en": "There is no model {model}; the one here is {known}.",
    },
    "http_error": {"th": "คำขอนี้ทำไม่สำเร็จ", "en": "This request could not be served."},
    "index_unavailable": {
        "th": "ระบบบันทึกเหตุการณ์ไว้แล้ว โปรดลองใหม่ในอีกสักครู่",
        "en": "It has been logged. Please try again in a while.",
    },
    "previous_unknown": {
        "th": "ไม่มีคำถามรหัส {id} เก็บไว้ โปรดส่งข้อความของคำถามนั้นใน previous แทนรหัส",
        "en": "No question with the id {id} is kept here. Send its text in previous in place of the id.",
    },
    "previous_unavailable": {
        "th": "ขณะนี้ค้นคำถามรหัส {id} ไม่ได้ โปรดส่งข้อความของคำถามนั้นใน previous แทนรหัส",
        "en": "The question with the id {id} cannot be looked up now. Send its text in previous in place of the id.",
    },
    "not_ready": {
        "th": "ชุดดัชนี {build} ตอบคำถามทดสอบ{languages}ไม่ได้",
        "en": "The build {build} does not answer its self-test in {languages}.",
    },
    "internal_error": {
        "th": "ระบบบันทึกเหตุการณ์ไว้แล้ว โปรดลองใหม่อีกครั้ง",
        "en": "It has been logged. Please try again.",
    },
}

# What /readyz says; of languages, which of them.
READINESS: dict[str, Said] = {
    "build_refused": {
        "th": "ใช้ชุดดัชนีที่ CURRENT ระบุไม่ได้ ({code}) ชุดก่อนหน้าจึงยังตอบคำถามต่อ รายละเอียดอยู่ในบันทึกของระบบ",
        "en": "The build that CURRENT names cannot be served ({code}), so the one before it goes on answering. The log says more.",
    },
    "th": {"th": "ภาษาไทย", "en": "Thai"},
    "en": {"th": "ภาษาอังกฤษ", "en": "English"},
    "th en": {"th": "ภาษาไทยและภาษาอังกฤษ", "en": "Thai and English"},
}

# By pydantic's name of what is wrong with a field; its own sentences are English only and speak of Python.
FIELD_PROBLEMS: dict[str, Said] = {
    "missing": {"th": "ต้องมีช่องนี้", "en": "it is missing"},
    "string_type": {"th": "ต้องเป็นข้อความ", "en": "it must be a string"},
    "string_unicode": {"th": "ต้องเป็นข้อความที่สมบูรณ์", "en": "it must be whole text"},
    "string_too_short": {"th": "ต้องมีอย่างน้อย {min_length} อักขระ", "en": "it must have at least {min_length} characters"},
    "string_too_long": {"th": "ต้องมีไม่เกิน {max_length} อักขระ", "en": "it must have at most {max_length} characters"},
    "list_type": {"th": "ต้องเป็นรายการ", "en": "it must be a list"},
    "too_short": {"th": "ต้องมีอย่างน้อย {min_length} รายการ", "en": "it must have at least {min_length} items"},
    "too_long": {"th": "ต้องมีไม่เกิน {max_length} รายการ", "en": "it must have at most {max_length} items"},
    "int_type": {"th": "ต้องเป็นจำนวนเต็ม", "en": "it must be a whole number"},
    "int_parsing": {"th": "ต้องเป็นจำนวนเต็ม", "en": "it must be a whole number"},
    "bool_type": {"th": "ต้องเป็น true หรือ false", "en": "it must be true or false"},
    "greater_than_equal": {"th": "ต้องไม่น้อยกว่า {ge}", "en": "it must be at least {ge}"},
    "less_than_equal": {"th": "ต้องไม่เกิน {le}", "en": "it must be at most {le}"},
    "literal_error": {"th": "ค่าที่ใช้ได้คือ {expected}", "en": "it must be one of {expected}"},
    "other": {"th": "ไม่ตรงตามรูปแบบ", "en": "it does not fit the contract"},
}

SERVICE: Said = {
    "th": "คำตอบพร้อมแหล่งอ้างอิง ภาษาไทยและภาษาอังกฤษ เรื่องเครือข่ายระดับโลกด้านเมืองแห่งการเรียนรู้ของยูเนสโก (GNLC) "
    "ทุกคำตอบของบริการมีส่วนหัว X-Request-ID จะส่งรหัสของท่านเองมาก็ได้ (อักษรละติน ตัวเลข จุด ขีด 1 ถึง 64 ตัว) "
    "ถามได้โดยไม่ต้องมีกุญแจ ผู้ที่มีกุญแจส่งในส่วนหัว Authorization: Bearer หรือ X-API-Key แล้วถามได้ถี่กว่า ส่วนหัว RateLimit บอกจำนวนที่เหลือ",
    "en": "Cited answers, in Thai and English, about the UNESCO Global Network of Learning Cities (GNLC). "
    "Every response has a header X-Request-ID; send one of your own if you like (1 to 64 letters, digits, dots, dashes or underscores). "
    "No key is needed; with one, in the header Authorization: Bearer or X-API-Key, you may ask more often. The header RateLimit tells what is left.",
}
# What each operation does, by its name; the first English sentence is its summary.
OPERATIONS: dict[str, Said] = {
    "ask": {
        "th": "ถามคำถามภาษาไทยหรือภาษาอังกฤษ ได้คำตอบพร้อมแหล่งอ้างอิง หรือเหตุผลที่ไม่ตอบ",
        "en": "Ask a question in Thai or English. The reply is an answer with citations, or the reason why there is none.",
    },
    "ask_stream": {
        "th": "ถามคำถามแล้วรับคำตอบเป็นลำดับเหตุการณ์ (server-sent events) คือ meta, citation, sentence และ done หรือ error",
        "en": "Ask a question and read the answer as server-sent events. They are meta, citation, sentence and done; "
        "or error, with a problem.",
    },
    "ask_batch": {
        "th": "ถามหลายคำถามในครั้งเดียวด้วย JSON หรือ CSV ไม่เกิน 1,000 คำถาม ได้ผลทีละบรรทัดเป็น JSON Lines ตามลำดับที่ส่ง "
        "แถวที่ผิดได้บรรทัดที่บอกปัญหาและไม่กระทบแถวอื่น หากการเชื่อมต่อขาด ให้ส่งชุดเดิมพร้อม after เป็น id สุดท้ายที่ได้รับ",
        "en": "Ask up to 1,000 questions at once as JSON or CSV. Results come line by line as JSON Lines, in the order sent; "
        "a bad row gets a line with its problem and stops no other. After a break send the same batch with after, the last id received.",
    },
    "search": {
        "th": "ค้นข้อความในเอกสาร เรียงจากตรงที่สุด",
        "en": "Find passages of the documents, best first.",
    },
    "suggestions": {
        "th": "ขอคำถามที่เอกสารตอบได้ จะระบุข้อความใกล้เคียงด้วยก็ได้",
        "en": "Get questions that the documents answer, near to a text if you give one.",
    },
    "documents": {
        "th": "ดูรายการเอกสารทีละหน้า กรองตามภาษาและผู้เผยแพร่ได้",
        "en": "List the documents page by page, of one language or publisher if you like.",
    },
    "document": {
        "th": "อ่านเอกสารทั้งฉบับ พร้อมตำแหน่งข้อความและแหล่งที่มา ส่ง ETag กลับมาใน If-None-Match เพื่อไม่ต้องรับซ้ำ",
        "en": "Read a document with its passages and sources. Send its ETag as If-None-Match to spare the download.",
    },
    "verify_citation": {
        "th": "ตรวจว่าข้อความที่อ้างอิงยังอยู่ที่เดิมในชุดดัชนีปัจจุบันหรือไม่ และย้ายไปที่ใด",
        "en": "Check whether a quote still stands where its citation says, and where it is now if it moved.",
    },
    "feedback": {
        "th": "ให้คะแนนคำตอบหนึ่ง พร้อมเหตุผลและความเห็นถ้าต้องการ คะแนนที่ส่งทีหลังแทนที่คะแนนเดิม ข้อมูลส่วนบุคคลในความเห็นจะถูกปิดบังก่อนบันทึก",
        "en": "Rate a reply, with a reason and a comment if you like. A later rating takes the place of an earlier one; "
        "personal data in the comment are masked before it is kept.",
    },
    "chat_completions": {
        "th": "ถามผ่านโปรแกรมที่ทำไว้สำหรับ OpenAI ข้อความสุดท้ายของผู้ใช้คือคำถาม ได้ข้อความคำตอบพร้อมแหล่งอ้างอิงมีหมายเลข "
        "และรายละเอียดการอ้างอิงในช่อง citations ไม่มีแบบจำลองภาษาแต่งข้อความ usage นับโทเค็นของคำถามและของข้อความที่ส่งกลับ",
        "en": "Ask with a program made for OpenAI's API. The last user message is the question; the answer is a text with numbered "
        "sources, which the field citations tells in full. No model writes: usage counts the tokens of the question and of the text returned.",
    },
    "models": {"th": "ดูชื่อแบบจำลองที่ถามได้", "en": "List the models that can be asked."},
    "model": {"th": "ดูแบบจำลองหนึ่งรายการ", "en": "Show one model."},
    "healthz": {"th": "ตรวจว่าบริการทำงานอยู่", "en": "Tell that the process is alive."},
    "readyz": {
        "th": "ตรวจว่าบริการตอบคำถามได้ โดยถามคำถามทดสอบทั้งสองภาษา ผลใช้ได้ห้าวินาที สถานะ degraded คือยังตอบได้แต่ผู้ดูแลควรดูช่อง problem",
        "en": "Tell that questions are answered, by asking one in each language. The outcome holds for five seconds; "
        "degraded means that questions are answered but that operators should read the field problem.",
    },
}
