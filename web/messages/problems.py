"""What the pages say in place of an answer when something is wrong. `error_other` serves statuses not listed."""

from kb.types import Language

MESSAGES: dict[str, dict[Language, str]] = {
    "error_404": {"th": "ไม่พบหน้านี้", "en": "There is no such page"},
    "error_404_text": {
        "th": "ที่อยู่นี้ไม่มีเอกสาร ลองดูรายการเอกสารทั้งหมดหรือถามคำถามใหม่",
        "en": "There is no document at this address. See the list of documents, or ask a question.",
    },
    "error_405": {"th": "หน้านี้เปิดด้วยวิธีนี้ไม่ได้", "en": "This page cannot be opened this way"},
    "error_405_text": {
        "th": "โปรดเริ่มจากหน้าแรกแล้วถามคำถามอีกครั้ง",
        "en": "Please start from the home page and ask your question again.",
    },
    "error_413": {"th": "ข้อความที่ส่งมายาวเกินไป", "en": "What you sent is too long"},
    "error_413_text": {
        "th": "กดปุ่มย้อนกลับ ข้อความของคุณยังอยู่ แล้วย่อให้สั้นลงก่อนส่งอีกครั้ง",
        "en": "Go back: your text is still there. Shorten it and send it again.",
    },
    "error_422": {"th": "แบบฟอร์มที่ส่งมาไม่ถูกต้อง", "en": "The form you sent is not right"},
    "error_422_text": {
        "th": "โปรดกลับไปที่หน้าแรก พิมพ์คำถามเป็นข้อความ แล้วส่งอีกครั้ง",
        "en": "Please go to the home page, type your question as text and send it again.",
    },
    "error_429": {"th": "มีคำถามจากเครือข่ายของคุณถี่เกินไป", "en": "Too many questions from your network"},
    "error_429_text": {
        "th": "โปรดรอสักครู่ แล้วกดปุ่มย้อนกลับเพื่อส่งคำถามเดิมอีกครั้ง",
        "en": "Please wait a little, then go back and send your question again.",
    },
    "error_500": {"th": "ระบบขัดข้อง", "en": "Something went wrong"},
    "error_500_text": {
        "th": "ความผิดพลาดนี้เกิดจากระบบ ไม่ใช่จากคุณ และได้บันทึกไว้ให้ผู้ดูแลตรวจสอบแล้ว โปรดลองอีกครั้ง",
        "en": "The fault is ours, not yours, and has been logged for the staff. Please try again.",
    },
    "error_503": {"th": "ระบบยังไม่พร้อมให้บริการชั่วคราว", "en": "The service is not ready for the moment"},
    "error_503_text": {
        "th": "โปรดลองใหม่ในอีกไม่กี่นาที คำถามที่พิมพ์ไว้ยังอยู่เมื่อกดปุ่มย้อนกลับ",
        "en": "Please try again in a few minutes. What you typed is still there when you go back.",
    },
    "error_other": {"th": "ทำตามคำขอไม่ได้", "en": "The request cannot be served"},
    "error_other_text": {
        "th": "โปรดเริ่มจากหน้าแรกแล้วลองอีกครั้ง",
        "en": "Please start from the home page and try again.",
    },
    "wait_seconds": {"th": "ลองใหม่ได้ในอีก {seconds} วินาที", "en": "You can try again in {seconds} seconds."},
}
