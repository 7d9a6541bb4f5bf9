"""How answers are made, what is kept, and who can use the pages: the pages about the service itself."""

from kb.types import Language

MESSAGES: dict[str, dict[Language, str]] = {
    "about_lead": {
        "th": "บริการนี้ค้นประโยคที่ตอบคำถามจากเอกสารที่คัดไว้ แล้วแสดงประโยคนั้นตามต้นฉบับทุกตัวอักษร พร้อมบอกว่ามาจากที่ใด",
        "en": "The service looks in a chosen set of documents for the sentences that answer a question and shows them letter "
        "for letter, with where they come from.",
    },
    "about_steps": {"th": "จากคำถามสู่คำตอบ", "en": "From question to answer"},
    "about_step_understand": {
        "th": "อ่านคำถาม: ดูว่าเป็นภาษาไทยหรืออังกฤษ ตัดคำทักทาย และอ่านเลขไทยกับปีพุทธศักราชให้ตรงกับเอกสาร",
        "en": "Read the question: tell Thai from English, leave greetings aside, read Thai digits and Buddhist years as the "
        "documents write them.",
    },
    "about_step_search": {
        "th": "ค้นเอกสารทั้งสองภาษา ทั้งด้วยคำที่ตรงกันและด้วยความหมายที่ใกล้กัน",
        "en": "Search the documents of both languages, by the same words and by near meaning.",
    },
    "about_step_choose": {
        "th": "เลือกประโยคที่ตอบคำถามได้ดีที่สุดไม่กี่ประโยค และประเมินว่าหลักฐานหนักแน่นเพียงใด",
        "en": "Choose the few sentences that answer best, and weigh how strong the evidence is.",
    },
    "about_step_show": {
        "th": "แสดงประโยคพร้อมแหล่งอ้างอิง หากหลักฐานไม่พอ ระบบจะบอกตามตรงว่าเอกสารไม่ได้กล่าวถึง",
        "en": "Show the sentences with their sources. Where the evidence is not enough, say that the documents do not say.",
    },
    "about_limits": {"th": "ข้อจำกัดที่ควรทราบ", "en": "What it cannot do"},
    "about_limit_scope": {
        "th": "ตอบได้เฉพาะเรื่องที่มีในเอกสารเกี่ยวกับเครือข่าย GNLC เท่านั้น และข้อมูลใหม่กว่าเอกสารจะยังไม่ปรากฏ",
        "en": "It knows only what its documents about the GNLC say, and nothing newer than they are.",
    },
    "about_limit_quotes": {
        "th": "ไม่สรุปความ ไม่แปล และไม่ให้คำแนะนำ ประโยคที่ยกมาอาจต้องอ่านข้อความแวดล้อมในเอกสารประกอบ",
        "en": "It does not summarise, translate or advise. A quoted sentence may need the text around it: open the document.",
    },
    "about_limit_wrong": {
        "th": "บางครั้งระบบอาจเลือกประโยคที่ไม่ตรงคำถาม หรือหาไม่พบทั้งที่เอกสารมีคำตอบ",
        "en": "It sometimes picks a sentence that misses the point, or finds nothing where the documents do answer.",
    },
    "about_limit_official": {
        "th": "คำตอบไม่ใช่ถ้อยแถลงอย่างเป็นทางการของ UIL ยูเนสโก หรือกระทรวงศึกษาธิการ",
        "en": "An answer is not an official statement of UIL, UNESCO or the Ministry of Education.",
    },
    "about_build": {"th": "ชุดข้อมูลที่ใช้อยู่ขณะนี้", "en": "The data in use now"},
    "figure": {"th": "รายการ", "en": "Item"},
    "figure_build": {"th": "ชุดดัชนี", "en": "Build"},
    "figure_built_at": {"th": "สร้างเมื่อ", "en": "Built on"},
    "figure_documents": {"th": "เอกสาร", "en": "Documents"},
    "figure_passages": {"th": "ข้อความ", "en": "Passages"},
    "figure_sentences": {"th": "ประโยค", "en": "Sentences"},
    "figure_questions": {"th": "คำถามแนะนำ", "en": "Suggested questions"},
    "figure_space": {"th": "แบบจำลองความหมาย", "en": "Embedding model"},
    "figure_tokenizer": {"th": "ตัวตัดคำ", "en": "Tokenizer"},
    "figure_all": {"th": "รวม", "en": "All"},
    "privacy_lead": {
        "th": "คำถามอาจเป็นข้อมูลส่วนบุคคล หน้านี้บอกว่าระบบทำอะไรกับสิ่งที่คุณพิมพ์",
        "en": "A question can be personal data. This page says what happens to what you type.",
    },
    "privacy_kept": {"th": "สิ่งที่เก็บไว้", "en": "What is kept"},
    "privacy_nothing": {
        "th": "ระบบไม่เก็บคำถามและคำตอบ เมื่อแสดงคำตอบแล้วไม่มีสิ่งใดบันทึกไว้",
        "en": "Questions and answers are not kept. Once the answer is shown, nothing of it remains.",
    },
    "privacy_questions": {
        "th": "ระบบบันทึกคำถามและผลว่าตอบได้หรือไม่ เพื่อให้ผู้ดูแลปรับปรุงเอกสาร โดยปิดบังอีเมล หมายเลขโทรศัพท์ เลขประจำตัวประชาชน "
        "และหมายเลขบัตรก่อนบันทึก และไม่บันทึกที่อยู่เครือข่ายของคุณ",
        "en": "Questions are recorded with whether they were answered, so that staff can improve the documents. E-mail addresses, "
        "telephone, identity and card numbers are masked before anything is written, and your network address is not recorded.",
    },
    "privacy_feedback": {
        "th": "หากคุณให้คะแนนคำตอบ ระบบบันทึกคะแนนและเหตุผลที่คุณพิมพ์ โดยปิดบังข้อมูลส่วนบุคคลแบบเดียวกัน",
        "en": "If you rate an answer, the rating and the reason you type are recorded, masked in the same way.",
    },
    "privacy_days": {
        "th": "บันทึกจะถูกลบเมื่อครบ {days} วัน",
        "en": "Records are deleted after {days} days.",
    },
    "privacy_forever": {
        "th": "บันทึกจะอยู่จนกว่าผู้ดูแลจะลบ",
        "en": "Records stay until the staff delete them.",
    },
    "privacy_not": {"th": "สิ่งที่ระบบไม่ทำ", "en": "What is not done"},
    "privacy_no_cookies": {
        "th": "ไม่ใช้คุกกี้ ไม่ติดตาม และไม่นับสถิติรายบุคคล",
        "en": "No cookies, no tracking, no statistics about persons.",
    },
    "privacy_no_hosts": {
        "th": "ไม่ส่งคำถามไปยังบริการอื่น การค้นและการตอบทำบนเครื่องแม่ข่ายนี้ทั้งหมด และหน้าเว็บไม่เรียกไฟล์จากเว็บไซต์อื่น",
        "en": "Your question goes to no other service: searching and answering happen on this server, and the pages load no file "
        "from other sites.",
    },
    "privacy_no_address": {
        "th": "ไม่ใส่คำถามไว้ในที่อยู่เว็บ จึงไม่ค้างอยู่ในประวัติการเข้าชมหรือบันทึกของเครื่องแม่ข่าย",
        "en": "The question is never part of a web address, so it stays out of browsing histories and server logs.",
    },
    "privacy_yours": {"th": "สิ่งที่คุณทำได้", "en": "What you can do"},
    "privacy_type_none": {
        "th": "อย่าพิมพ์ชื่อ หมายเลข หรือเรื่องส่วนตัวลงในคำถาม บริการนี้ไม่จำเป็นต้องทราบ",
        "en": "Type no names, numbers or private matters. The service does not need them.",
    },
    "privacy_links": {
        "th": "เมื่อเปิดแหล่งที่มา คุณจะไปยังเว็บไซต์อื่นซึ่งมีนโยบายของตนเอง โดยระบบไม่บอกเว็บไซต์นั้นว่าคุณมาจากที่ใด",
        "en": "Opening a source takes you to another site with rules of its own. It is not told where you came from.",
    },
    "accessibility_lead": {
        "th": "ทุกหน้าออกแบบตามแนวทาง WCAG 2.2 ระดับ AA ใช้ได้ด้วยแป้นพิมพ์อย่างเดียว และใช้ได้แม้ปิดสคริปต์",
        "en": "Every page aims at WCAG 2.2 level AA, works by keyboard alone, and works with scripts off.",
    },
    "accessibility_tested": {"th": "สิ่งที่ทดสอบแล้ว", "en": "What is tested"},
    "accessibility_axe": {
        "th": "ตรวจทุกหน้าด้วย axe-core ในเบราว์เซอร์ Chromium ทั้งสองภาษา ทั้งธีมสว่างและมืด ที่ความกว้าง 360, 768 และ 1280 พิกเซล",
        "en": "Every page is checked by axe-core in Chromium, in both languages, light and dark, at widths of 360, 768 and 1280 pixels.",
    },
    "accessibility_keyboard": {
        "th": "ถามคำถาม เปิดแหล่งอ้างอิง และอ่านประโยคที่เน้นสีในเอกสาร ด้วยแป้นพิมพ์อย่างเดียว",
        "en": "Asking, following a citation and reading the highlighted sentence, by keyboard alone.",
    },
    "accessibility_zoom": {
        "th": "ขยาย 400 % และหน้าจอกว้าง 320 พิกเซล โดยไม่ต้องเลื่อนไปด้านข้าง",
        "en": "Zoom to 400 % and screens 320 pixels wide, without scrolling sideways.",
    },
    "accessibility_modes": {
        "th": "ธีมมืด สีความต่างสูงของระบบ และการลดการเคลื่อนไหว",
        "en": "Dark theme, forced colours and reduced motion.",
    },
    "accessibility_lang": {
        "th": "ข้อความทุกตอนระบุภาษาไว้ โปรแกรมอ่านหน้าจอจึงเลือกเสียงได้ถูกต้อง",
        "en": "Every passage states its language, so that a screen reader picks the right voice.",
    },
    "accessibility_open": {"th": "สิ่งที่ยังไม่สมบูรณ์", "en": "What is open"},
    "accessibility_people": {
        "th": "ยังไม่ได้ทดสอบกับผู้ใช้ที่มีความพิการ และยังไม่ได้ทดสอบกับโปรแกรมอ่านหน้าจอจริง เช่น NVDA, VoiceOver และ TalkBack",
        "en": "Not yet tested with disabled people, nor with real screen readers such as NVDA, VoiceOver and TalkBack.",
    },
    "accessibility_browsers": {
        "th": "ยังไม่ได้ทดสอบกับ Firefox และ Safari",
        "en": "Not yet tested in Firefox and Safari.",
    },
    "accessibility_mixed": {
        "th": "ชื่อภาษาอังกฤษที่แทรกอยู่ในประโยคไทย และชื่อไทยในประโยคอังกฤษ ยังไม่ได้ระบุภาษาแยกเป็นรายคำ",
        "en": "English names inside Thai sentences, and Thai names inside English ones, are not marked with their language word by word.",
    },
    "accessibility_breaks": {
        "th": "เบราว์เซอร์เป็นผู้ตัดบรรทัดภาษาไทย ชื่อที่ทราบว่าตัดผิดได้กันไว้แล้ว แต่คำทับศัพท์อื่นอาจยังถูกตัดกลางคำ",
        "en": "Thai lines are broken by the browser. Names known to break wrongly are kept whole; other loan words may still be split.",
    },
    "accessibility_sources": {
        "th": "แหล่งที่มาที่ลิงก์ไปเป็นของหน่วยงานอื่น บางแห่งอาจเข้าถึงได้ยาก ข้อความที่อ้างอิงอ่านได้ครบในหน้าเอกสารของเรา",
        "en": "Linked sources belong to others and may be hard to use. Every quoted text can be read in full on our document pages.",
    },
    "accessibility_report": {"th": "แจ้งปัญหา", "en": "Tell us"},
    "accessibility_report_text": {
        "th": "หากใช้หน้าใดไม่ได้ โปรดแจ้งที่อยู่ของหน้านั้น อุปกรณ์ และสิ่งที่เกิดขึ้น",
        "en": "If a page does not work for you, please say which page, which device, and what happens.",
    },
}
