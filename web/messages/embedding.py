"""What the page says that makes the snippet for other websites."""

from kb.types import Language

MESSAGES: dict[str, dict[Language, str]] = {
    "embed_lead": {
        "th": "เลือกรูปแบบ แล้วนำโค้ดด้านล่างไปวางในหน้าเว็บของท่าน ผู้เข้าชมจะถามคำถามได้จากหน้านั้นโดยไม่ต้องออกจากเว็บไซต์",
        "en": "Choose how it looks and paste the code into your page. Visitors can then ask without leaving your site.",
    },
    "embed_options": {"th": "รูปแบบ", "en": "Options"},
    "embed_mode": {"th": "การแสดงผล", "en": "Display"},
    "embed_mode_launcher": {"th": "ปุ่มลอยที่มุมหน้า", "en": "A button in the corner"},
    "embed_mode_inline": {"th": "กล่องในเนื้อหาหน้าเว็บ", "en": "A box inside the page"},
    "embed_language": {"th": "ภาษา", "en": "Language"},
    "embed_language_auto": {"th": "ตามภาษาของหน้าเว็บ", "en": "That of the page"},
    "embed_language_th": {"th": "ภาษาไทย", "en": "Thai"},
    "embed_language_en": {"th": "ภาษาอังกฤษ", "en": "English"},
    "embed_position": {"th": "ตำแหน่งของปุ่ม", "en": "Position of the button"},
    "embed_position_bottom-end": {"th": "มุมล่างขวา", "en": "Bottom right"},
    "embed_position_bottom-start": {"th": "มุมล่างซ้าย", "en": "Bottom left"},
    "embed_position_text": {
        "th": "ในหน้าเว็บที่เขียนจากขวาไปซ้าย ปุ่มจะอยู่ด้านตรงข้าม",
        "en": "On pages written from right to left the button takes the other side.",
    },
    "embed_theme": {"th": "ธีม", "en": "Theme"},
    "embed_theme_auto": {"th": "ตามเครื่องของผู้ใช้", "en": "That of the visitor's device"},
    "embed_theme_light": {"th": "สว่าง", "en": "Light"},
    "embed_theme_dark": {"th": "มืด", "en": "Dark"},
    "embed_accent": {"th": "สีเน้น", "en": "Accent colour"},
    "embed_pinned": {
        "th": "ตรึงรุ่นพร้อมค่าตรวจความถูกต้อง (ต้องเปลี่ยนโค้ดเมื่อมีรุ่นใหม่)",
        "en": "Pin this version with an integrity hash (change the code when a new version comes)",
    },
    "embed_make": {"th": "สร้างโค้ด", "en": "Make the code"},
    "embed_snippet": {"th": "โค้ดสำหรับวาง", "en": "Code to paste"},
    "embed_snippet_text": {
        "th": "วางก่อน </body> หรือตรงที่ต้องการให้กล่องปรากฏ",
        "en": "Paste it before </body>, or where the box should appear.",
    },
    "embed_preview": {"th": "ตัวอย่าง", "en": "Preview"},
    "embed_preview_text": {
        "th": "ตัวอย่างนี้ต้องเปิดสคริปต์ในเบราว์เซอร์ เว็บไซต์ของท่านต้องอยู่ในรายชื่อที่ผู้ดูแลอนุญาต",
        "en": "The preview needs scripts. Your site must be on the list of sites that the staff allow.",
    },
    "embed_example": {"th": "หน้าเว็บตัวอย่าง", "en": "An example page"},
    "embed_example_text": {
        "th": "ข้อความนี้แทนเนื้อหาในหน้าเว็บของท่าน",
        "en": "This text stands for the content of your page.",
    },
}
