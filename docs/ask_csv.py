"""Ask every question of a CSV (columns id and question) and print the answers with their sources.

ถามทุกคำถามในไฟล์ CSV (คอลัมน์ id และ question) แล้วพิมพ์คำตอบพร้อมแหล่งอ้างอิง

    python docs/ask_csv.py questions.csv http://127.0.0.1:8000
"""

import json
import sys
from pathlib import Path

import httpx

table, service = Path(sys.argv[1]).read_bytes(), sys.argv[2]
batch, csv = f"{service}/api/v1/ask/batch", {"Content-Type": "text/csv"}
with httpx.stream("POST", batch, content=table, headers=csv, timeout=60) as response:
    if response.is_error:
        sys.exit(json.loads(response.read())["detail"])
    for line in map(json.loads, response.iter_lines()):
        reply = line["reply"] or {"answer": None, "message": line["problem"]["detail"], "citations": []}
        answer = reply["answer"] or {"sentences": [{"text": reply["message"], "citations": []}]}
        print(f"{line['id']}:")
        for sentence in answer["sentences"]:
            print("  ", sentence["text"], *(f"[{number}]" for number in sentence["citations"]))
        for source in reply["citations"]:
            print(f"   [{source['number']}] {source['publisher']}: {source['title']} <{source['url']}>")
