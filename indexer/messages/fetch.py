"""What fetching official documents says."""

from kb.types import Language

FETCH: dict[str, dict[Language, str]] = {
    "fetch": {"th": "ดาวน์โหลดเอกสารต้นฉบับ", "en": "Fetching originals"},
    "outcome_new": {"th": "ใหม่", "en": "new"},
    "outcome_unchanged": {"th": "ไม่เปลี่ยนแปลง", "en": "unchanged"},
    "outcome_updated": {"th": "ปรับปรุงแล้ว", "en": "updated"},
    "outcome_skipped": {"th": "ข้าม", "en": "skipped"},
    "outcome_refused": {"th": "ไม่รับ", "en": "refused"},
    "outcome_failed": {"th": "ไม่สำเร็จ", "en": "failed"},
    "fetch_unknown": {
        "th": "บัญชีเอกสารไม่มีรหัส {id!r} รหัสที่ใกล้เคียง: {near}",
        "en": "The catalogue has no id {id!r}. Near ones: {near}.",
    },
    "fetch_none_near": {"th": "ไม่มี", "en": "none"},
    "fetch_saved": {
        "th": "บันทึกเป็น {file} ({bytes:,} ไบต์) แล้ว สั่ง gnlc-index build เพื่อเริ่มใช้",
        "en": "Saved as {file} ({bytes:,} bytes). Run gnlc-index build to use it.",
    },
    "fetch_saved_as_other": {
        "th": "บันทึกเป็น {file} ({bytes:,} ไบต์) แล้ว บัญชีระบุว่าเป็น {kind} แต่ได้ {ending} ซึ่งอาจเป็นเพียงหน้าเว็บเกี่ยวกับเอกสาร โปรดตรวจก่อนสั่ง gnlc-index build",
        "en": "Saved as {file} ({bytes:,} bytes). The catalogue says {kind} and this is {ending}, perhaps only a page about the document; look at it before gnlc-index build.",
    },
    "fetch_not_modified": {"th": "เซิร์ฟเวอร์แจ้งว่าไม่มีอะไรเปลี่ยน", "en": "The server says that nothing has changed."},
    "fetch_same_bytes": {"th": "ดาวน์โหลดใหม่แล้วเหมือนเดิมทุกไบต์", "en": "Downloaded again, and every byte is the same."},
    "fetch_kept": {"th": "ไฟล์ {file} ที่มีอยู่ยังคงเดิม", "en": "{file} stays as it was."},
    "fetch_own_sidecar": {
        "th": "มีคนแก้ {sidecar} เอง จึงไม่เขียนทับ โปรดตรวจว่ายังตรงกับบัญชี",
        "en": "{sidecar} was changed by hand and stays; check that it still fits the catalogue.",
    },
    "fetch_language": {
        "th": "เอกสารเป็นภาษา {language} ระบบรับเฉพาะภาษาไทย (th) และอังกฤษ (en)",
        "en": "The document is in the language {language}; only Thai (th) and English (en) are kept.",
    },
    "fetch_by_hand": {
        "th": "มีคนวางหรือแก้ไฟล์ {file} เอง จึงไม่เขียนทับ ย้ายไฟล์ออกก่อนหากต้องการดาวน์โหลด",
        "en": "{file} was put there or changed by hand and is left alone. Move it away to have it fetched.",
    },
    "fetch_no_folder": {
        "th": "เขียนโฟลเดอร์ {folder} ไม่ได้ ({problem}) โปรดตั้ง GNLC_CORPUS_DIR เป็นโฟลเดอร์ที่เขียนได้",
        "en": "The folder {folder} cannot be written ({problem}). Set GNLC_CORPUS_DIR to one that can.",
    },
    "fetch_running": {
        "th": "มีการดาวน์โหลดลง {folder} อยู่แล้ว โปรดรอให้เสร็จ",
        "en": "Another fetch is writing to {folder}. Wait for it to end.",
    },
    "fetch_bad_state": {
        "th": "อ่าน {path} ไม่ได้ ({problem}) กู้คืนจากสำเนา หรือลบไฟล์นี้และย้ายเอกสารที่ดาวน์โหลดแล้วออกเพื่อเริ่มใหม่",
        "en": "{path} cannot be read ({problem}). Restore it from a copy, or delete it and move the fetched documents away to start anew.",
    },
    "fetch_not_written": {
        "th": "เขียนลง {folder} ไม่ได้ ({problem}) โปรดตรวจพื้นที่ดิสก์และสิทธิ์",
        "en": "{folder} cannot be read or written ({problem}). Check its disk space and permissions.",
    },
    "fetch_url": {
        "th": "{url!r} ไม่ใช่ที่อยู่เว็บที่ใช้ได้ ({problem}) โปรดแก้ในบัญชี",
        "en": "{url!r} is no usable web address ({problem}). Correct it in the catalogue.",
    },
    "fetch_scheme": {
        "th": "{url!r} ไม่ใช่ที่อยู่ http หรือ https จึงไม่เปิด",
        "en": "{url!r} is not an http or https address and is not visited.",
    },
    "fetch_credentials": {
        "th": "ที่อยู่ของ {host!r} มีชื่อผู้ใช้หรือรหัสผ่านอยู่ โปรดลบออกจากบัญชี",
        "en": "The address at {host!r} holds a user name or password. Remove it from the catalogue.",
    },
    "fetch_port": {
        "th": "{url!r} ใช้พอร์ต {port} รับเฉพาะพอร์ต 80 และ 443",
        "en": "{url!r} is on port {port}; only 80 and 443 are visited.",
    },
    "fetch_address": {
        "th": "{host} ชี้ไปที่ {address} ซึ่งไม่ใช่ที่อยู่สาธารณะ จึงไม่เชื่อมต่อ",
        "en": "{host} leads to {address}, which is not a public address, so it is not visited.",
    },
    "fetch_downgrade": {
        "th": "{url} เปลี่ยนเส้นทางจาก https ไป {other} ซึ่งไม่เข้ารหัส จึงไม่ตามไป",
        "en": "{url} redirects from https to {other}, which is not encrypted, so it is not followed.",
    },
    "fetch_redirects": {
        "th": "{url} เปลี่ยนเส้นทางเกิน {limit} ครั้ง โปรดหาที่อยู่ปัจจุบันใส่ในบัญชี",
        "en": "{url} redirects more than {limit} times. Put the present address into the catalogue.",
    },
    "fetch_robots": {
        "th": "robots.txt ของ {origin} ไม่อนุญาตให้โปรแกรมเปิด {url} ดาวน์โหลดเองได้หากเจ้าของอนุญาต",
        "en": "The robots.txt of {origin} asks programs not to visit {url}. Download it by hand if its owner lets you.",
    },
    "fetch_no_robots": {
        "th": "อ่าน robots.txt ของ {origin} ไม่ได้ในขณะนี้ จึงยังไม่ดาวน์โหลด: {problem}",
        "en": "The robots.txt of {origin} cannot be had now, so nothing else is asked for: {problem}",
    },
    "fetch_robots_nonsense": {
        "th": "{url} ผิดรูปแบบ ({problem})",
        "en": "{url} is malformed ({problem}). Ask its owner, or download by hand.",
    },
    "fetch_no_name": {
        "th": "หาที่อยู่ของ {host} ไม่พบ ({problem}) โปรดตรวจเครือข่ายและชื่อ",
        "en": "No address is found for {host} ({problem}). Check the network and the name.",
    },
    "fetch_connection": {
        "th": "การเชื่อมต่อกับ {host} ขาดหรือไม่สำเร็จ ({problem}) โปรดลองใหม่ภายหลัง",
        "en": "The connection to {host} failed ({problem}). Try again later.",
    },
    "fetch_silent": {
        "th": "{host} ไม่ตอบภายในเวลาที่กำหนด โปรดลองใหม่ภายหลัง",
        "en": "{host} did not answer in time. Try again later.",
    },
    "fetch_too_slow": {
        "th": "ดาวน์โหลดไม่เสร็จภายในเวลาที่กำหนด ครั้งหน้าจะทำต่อจากเดิมหากเซิร์ฟเวอร์รองรับ",
        "en": "The download did not end in time. The next run goes on from there if the server can.",
    },
    "fetch_busy": {
        "th": "{host} ไม่ว่าง (สถานะ {status}) โปรดลองใหม่ภายหลัง",
        "en": "{host} is busy (status {status}). Try again later.",
    },
    "fetch_busy_until": {
        "th": "{host} ไม่ว่าง (สถานะ {status}) และขอให้รอ {seconds} วินาที โปรดลองใหม่หลังจากนั้น",
        "en": "{host} is busy (status {status}) and asks for {seconds} seconds of patience. Try again after that.",
    },
    "fetch_status": {
        "th": "{url} ตอบด้วยสถานะ {status} โปรดตรวจที่อยู่ในเบราว์เซอร์และแก้บัญชีหากย้ายแล้ว",
        "en": "{url} answered with status {status}. Look at it in a browser, and correct the catalogue if it has moved.",
    },
    "fetch_cut": {
        "th": "เซิร์ฟเวอร์ส่งเอกสารมาไม่ครบ โปรดลองใหม่ภายหลัง",
        "en": "The server sent only a part of the document. Try again later.",
    },
    "fetch_damaged": {
        "th": "คลายการบีบอัดที่เซิร์ฟเวอร์ส่งมาไม่ได้ ({problem}) โปรดลองใหม่ภายหลัง",
        "en": "What the server sent cannot be decompressed ({problem}). Try again later.",
    },
    "fetch_restart": {
        "th": "{url} ดาวน์โหลดต่อจากเดิมไม่ได้ ต้องเริ่มใหม่ โปรดลองอีกครั้ง",
        "en": "{url} could not go on where the last download ended. Try again for a whole one.",
    },
    "fetch_too_big": {
        "th": "เอกสารมีขนาด {size} ไบต์ เกินที่รับได้ {limit} ไบต์ ดาวน์โหลดเองได้หากต้องการ",
        "en": "The document has {size} bytes; at most {limit} are taken. Download it by hand if it is wanted.",
    },
    "fetch_coding": {
        "th": "เซิร์ฟเวอร์เข้ารหัสเอกสารแบบ {coding!r} ซึ่งไม่ได้ขอ รับได้เฉพาะ gzip หรือไม่บีบอัด",
        "en": "The server encoded the document as {coding!r} unasked; only gzip or none is taken.",
    },
    "fetch_type": {
        "th": "เซิร์ฟเวอร์แจ้งว่าเป็นชนิด {type!r} รับเฉพาะ PDF, HTML, Word และข้อความ",
        "en": "The server says that it is {type!r}; PDF, HTML, Word and plain text are taken.",
    },
    "fetch_beginning": {
        "th": "เซิร์ฟเวอร์แจ้งว่าเป็น {ending} แต่เนื้อหาขึ้นต้นด้วย {bytes!r} ซึ่งไม่ใช่ โปรดตรวจที่อยู่ในบัญชี",
        "en": "The server calls it {ending}, but it begins with {bytes!r} and is not. Check the address in the catalogue.",
    },
    "fetch_other_type": {
        "th": "มี {file} อยู่แล้ว แต่เซิร์ฟเวอร์ส่ง {ending} มาแทน ย้ายไฟล์เดิมออกก่อนหากถูกต้องแล้ว",
        "en": "There is {file}, and the server now sends {ending}. If that is right, move the old file away first.",
    },
}
