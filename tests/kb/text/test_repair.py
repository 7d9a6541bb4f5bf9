"""Repair of Thai text from PDFs: what is put right, and above all what is left alone."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.normalize import normalize
from kb.text.repair import HEALTHY, REASONS, Repaired, repair, repair_line
from kb.text.repair.lexicon import segment

ROOT = Path(__file__).parents[3]
SEED = ROOT / "corpus" / "gnlc-moe.th.txt"
SHARED = ROOT.parent / "shared" / "data"
PDF_DATA, XQUAD = SHARED / "thai-pdf", SHARED / "xquad"

SEED_PARAGRAPHS = (
    "เมืองแห่งการเรียนรู้ของยูเนสโก (The UNESCO Global Network of Learning Cities - GNLC) มีรายละเอียดดังนี้",
    "ปัจจุบัน จำนวนประชากรโลกเพิ่มมากขึ้นอย่างรวดเร็วกว่าที่เคยปรากฏมาก่อน ซึ่งมากกว่าครึ่งของประชากรโลกที่อาศัยอยู่ในเมือง "
    "และคาดว่าจะเพิ่มขึ้นถึง 60% ในปี 2030 รวมทั้งเมืองมีบทบาทและมีอิทธิพลต่อการขยายตัวของกิจการในระดับชาติและระดับโลก "
    "ทั้งนี้ การขยายตัวดังกล่าวทำให้เทศบาล เมืองต่าง ๆ เผชิญกับสิ่งท้าทายที่เกี่ยวข้องกับความสมานฉันท์ในสังคม "
    "การพัฒนาเศรษฐกิจ และความยั่งยืน อย่างไรก็ตาม เทศบาลเมืองหลาย ๆ แห่ง เริ่มเห็นว่า "
    "การดำเนินการตามกลยุทธ์ด้านการเรียนรู้ตลอดชีวิต เป็นปัจจัยสำคัญในการแก้ไขปัญหาเพื่อพัฒนาเมืองอย่างยั่งยืน "
    "ดังนั้น องค์การยูเนสโก โดยสถาบันการเรียนรู้ตลอดชีวิตของยูเนสโก (UNESCO Institute for Lifelong Learning - UIL) "
    "จึงได้จัดตั้งเครือข่ายระดับโลกด้านเมืองแห่งการเรียนรู้ของยูเนสโก "
    "(The UNESCO Global Network of Learning Cities - GNLC) "
    "เพื่อช่วยรัฐบาลท้องถิ่นพัฒนากลยุทธ์ที่เป็นรูปธรรมในการสร้างเมืองแห่งการเรียนรู้",
    "เครือข่ายนี้จะสนับสนุนการบรรลุผลการดำเนินงานตามเป้าหมายการพัฒนาที่ยั่งยืน ทั้ง 17 ประการ "
    "(Sustainable Development Goals: SDGs) โดยเฉพาะเป้าหมายที่ 4 ซึ่งเน้นการจัดการศึกษาอย่างครอบคลุม เท่าเทียม และมีคุณภาพ "
    "รวมทั้งส่งเสริมโอกาสในการเรียนรู้ตลอดชีวิตสำหรับทุกคน (Lifelong Learning: LLL) ตลอดจนเป้าหมายที่ 11 "
    "ซึ่งมุ่งพัฒนาเมืองและถิ่นฐานให้มนุษย์ได้อยู่ร่วมกัน อย่างปลอดภัย และมีการช่วยเหลือเกื้อหนุนซึ่งกันและกันสู่ความยั่งยืน",
    "วัตถุประสงค์ของการสร้างเมืองแห่งการเรียนรู้ องค์การยูเนสโกได้เรียกร้องให้ประเทศสมาชิกขององค์การยูเนสโก"
    "สร้างเมืองของตนเป็นเมืองแห่งการเรียนรู้ โดยเน้นการเสริมสร้างความแข็งแกร่งให้กับพลเมืองให้มีความรู้ ทักษะ "
    "และทัศนคติใหม่ๆ ในหลากหลายบริบท เพื่อให้สามารถปรับตัวเข้ากับการเปลี่ยนแปลงของโลกที่รวดเร็วทั้งทางด้านสังคม เศรษฐกิจ "
    "และการเมือง และส่งเสริมให้เกิดความสมานฉันท์ในสังคม รวมถึงการพัฒนาเศรษฐกิจ วัฒนธรรม และสิ่งแวดล้อมอย่างยั่งยืน",
    "คุณลักษณะที่สำคัญของเมืองแห่งการเรียนรู้ จะต้องเป็นเมืองที่สามารถจัดการทรัพยากรที่มีอยู่ในทุกๆ ภาคส่วน "
    "เพื่อดำเนินการจัดการเรียนรู้ตลอดชีวิตได้อย่างมีประสิทธิภาพ เช่น ส่งเสริมการเรียนรู้อย่างทั่วถึงและเท่าเทียม "
    "ตั้งแต่การศึกษาขั้นพื้นฐานจนถึงระดับอุดมศึกษา ส่งเสริมการเรียนรู้ในครอบครัว ชุมชน และที่ทำงาน "
    "มีการขยายโอกาสในการใช้เทคโนโลยีที่ทันสมัยเพื่อการเรียนรู้ ส่งเสริมคุณภาพและความเป็นเลิศทางด้านการเรียนรู้ "
    "ส่งเสริมให้เกิดวัฒนธรรมแห่งการเรียนรู้ตลอดชีวิต เพิ่มขีดความสามารถของแต่ละบุคคลและการทำงานร่วมกันของคนในเมือง "
    "รวมทั้งส่งเสริมการพัฒนาด้านเศรษฐกิจ และวัฒนธรรม เพื่อการพัฒนาเมืองอย่างยั่งยืน",
    "คุณสมบัติของเมืองแห่งการเรียนรู้ (Key Features of Learning Cities) มีองค์ประกอบหลัก ๓ ประการดังนี้",
    "1. ประโยชน์หลักจากการส่งเสริมเมืองแห่งการเรียนรู้ 3 ประการ ได้แก่ ประชาชนมีอำนาจในการตัดสินใจและการรวมกลุ่มทางสังคม "
    "การพัฒนาทางเศรษฐกิจและความรุ่งเรืองทางวัฒนธรรม รวมทั้งการพัฒนาอย่างยั่งยืน",
    "2. คุณลักษณะสำคัญที่จะนำไปสู่การเป็นเมืองแห่งการเรียนรู้ 6 ประการ ได้แก่ "
    "การส่งเสริมการเรียนรู้ตั้งแต่พื้นฐานจนถึงอุดมศึกษา การส่งเสริมการเรียนรู้ในครอบครัวและชุมชน "
    "การอำนวยความสะดวกให้มีการเรียนรู้อย่างมีประสิทธิภาพในสถานที่ทำงาน การส่งเสริมการใช้เทคโนโลยีเกี่ยวกับการเรียนรู้ที่ทันสมัย "
    "การส่งเสริมคุณภาพและความเป็นเลิศในการเรียนรู้และการสนับสนุนวัฒนธรรมการเรียนรู้ตลอดชีวิตอย่างเข้มแข็ง",
    "3. เงื่อนไขสำคัญที่เป็นพื้นฐานการสร้างเมืองแห่งความรู้ 3 ประการ ได้แก่ ความมุ่งมั่น "
    "และความเข้มแข็งของผู้นำการบริหารเมืองและการมีส่วนร่วมของผู้มีส่วนได้เสีย รวมทั้งการเคลื่อนย้าย และการใช้ทรัพยากร",
    "อ้างอิง",
    "https://uil.unesco.org/lifelong-learning/learning-cities",
    "https://www.bic.moe.go.th/index.php/unesco-others-menu/unesco-menu/unesco-gnlc-4-7-2562",
)

# One page of a letter from an office, with the damage of a Word file: enough evidence that marks moved.
WORD_LETTER = (
    "ส านักงานขอแจง้ก าหนดการเรยีนการสอนภาคฤดูรอ้น ให้ผู้ปกครองทราบดังนี ้ \n"
    "นักเรยีนทุกคนต้องน าอุปกรณ์มาใหค้รบ และมาถึงโรงเรยีนกอ่นเวลาเคารพธงชาติ\n"
)


class TestCodePoints:
    @pytest.mark.parametrize(
        ("damaged", "expected"),
        [
            ("ป\uf701ด\uf712", "ปิด็"),
            ("ว\uf70aา", "ว่า"),
            ("ผ\uf719\uf70b", "ผู\u0e49"),
            ("ทัÊงหมด", "ทั้งหมด"),
            ("ขับเคลืÉอน", "ขับเคลื่อน"),
            ("จํานวน", "จำนวน"),
            ("นํ้าใส", "น้ำใส"),
            ("น้ํา", "น้ำ"),
            ("ข้ึนทะเบียน", "ขึ้นทะเบียน"),
            ("เเมว", "แมว"),
            ("ﬁrst oﬀer", "first offer"),
            ("ห้องสมุด\u200bประชาชน", "ห้องสมุดประชาชน"),
        ],
    )
    def test_wrong_codes_get_their_unicode_letters(self, damaged: str, expected: str) -> None:
        assert repair_line(damaged) == expected

    def test_marks_doubled_all_over_a_text_stand_once(self) -> None:
        assert repair_line("นีี่ที่่โรงเรียน") == "นี่ที่โรงเรียน"

    def test_one_doubled_mark_is_the_author_s_own_slip(self) -> None:
        assert repair_line("ปลาเหล่่านั้นอยู่ในทะเล") == "ปลาเหล่่านั้นอยู่ในทะเล"


class TestWords:
    @pytest.mark.parametrize(
        ("damaged", "expected"),
        [
            ("จ านวนนักเรียน", "จำนวนนักเรียน"),
            ("การท างานของส านักงาน", "การทำงานของสำนักงาน"),
            ("น ้าดื่ม", "น้ำดื่ม"),
            ("ราคาต ่ากว่าเดิม", "ราคาต่ำกว่าเดิม"),
            ("มีรายละเอียดดังนี ้", "มีรายละเอียดดังนี้"),
            ("เห็นว่ าดี", "เห็นว่าดี"),
            ("เปน็เมอืงแหง่การเรยีนรู้", "เป็นเมืองแห่งการเรียนรู้"),
            ("ท้งัหมดนี้สรา้งสรรค์", "ทั้งหมดนี้สร้างสรรค์"),
        ],
    )
    def test_pieces_of_a_word_are_put_together(self, damaged: str, expected: str) -> None:
        assert repair_line(damaged) == expected

    def test_marks_that_moved_go_back_where_the_document_shows_such_damage(self) -> None:
        assert repair(WORD_LETTER).text.replace("\n", " ") == (
            "สำนักงานขอแจ้งกำหนดการเรียนการสอนภาคฤดูร้อน ให้ผู้ปกครองทราบดังนี้ "
            "นักเรียนทุกคนต้องนำอุปกรณ์มาให้ครบ และมาถึงโรงเรียนก่อนเวลาเคารพธงชาติ"
        )

    def test_tone_marks_come_back_where_the_document_lost_them(self) -> None:
        lossy = "ไมมีใครใหเงินเขาได และเขาไมไดขอ แตใหคนอื่นไปหมด ผูใหญบานไมได้วาอะไร"
        assert "ไม่มีใครให้เงิน" in repair(lossy).text
        assert "ผู้ใหญ่บ้านไม่ได้ว่าอะไร" in repair(lossy).text

    def test_tone_marks_on_vowels_come_back_where_a_font_lost_just_those(self) -> None:
        lossy = "เพือให้ทุกคนในพืนทีเรียนรู้ตังแต่เด็ก ทังนี ห้องสมุดได้เพิมหนังสือขึนทุกเดือน เป็นครังที 3 และเปดทุกวันตลอดป"
        assert repair(lossy).text == (
            "เพื่อให้ทุกคนในพื้นที่เรียนรู้ตั้งแต่เด็ก ทั้งนี้ ห้องสมุดได้เพิ่มหนังสือขึ้นทุกเดือน เป็นครั้งที่ 3 และเปิดทุกวันตลอดปี"
        )

    def test_abbreviations_get_no_marks_even_then(self) -> None:
        lossy = "ไมมีใครใหเงินเขาได นักเรียนชั้น ป.๔ และ ป.๕ ไมไดขอ แตใหคนอื่นไปหมด ผูใหญบานไมได้วาอะไร"
        assert "ชั้น ป.๔ และ ป.๕" in repair(lossy).text

    def test_letter_spaced_lines_close_up_and_wide_gaps_stay_spaces(self) -> None:
        spaced = "ก า ร เ รี ย น รู้  แ ล ะ  ก า ร อ่ า น  ข อ ง นั ก เ รี ย น"
        assert repair(spaced).text == "การเรียนรู้ และ การอ่าน ของนักเรียน"

    def test_letter_spaced_latin_words_and_numbers_close_up_with_their_line(self) -> None:
        spaced = "ม ู ล น ิ ธ ิ  O p e n  ก ่ อ ต ั้ ง  ใ น  ป ี  2 5 6 4  โ ด ย  ช ุ ม ช น"
        assert repair(spaced).text == "มูลนิธิ Open ก่อตั้ง ใน ปี 2564 โดย ชุมชน"

    def test_a_list_of_letters_is_not_letter_spaced(self) -> None:
        assert repair("ก ข ค ง จ ฉ ช ซ ฌ ญ").text == "ก ข ค ง จ ฉ ช ซ ฌ ญ"


class TestHarm:
    @pytest.mark.parametrize(
        "clean",
        [
            "",
            "Café, São Paulo, naïve, Êtes-vous là, Élan, ÉCOLE",
            "ร้าน Café Étoile เปิดทุกวัน ร้านÉtoileก็เปิด",
            "สระอา (–า) สระอำ (–ำ) ไม้เอก (◌่) ไม้หันอากาศ (◌ั)",
            "ตัวเลือก ก ข ค ง และข้อ ก. ข. ค.",
            "มาตรา ๑๔ วรรค ๒ จำนวน ๑,๒๓๔.๕๐ บาท ใน พ.ศ. ๒๕๖๘ (ค.ศ. 2025)",
            "คุณสมิธ เทนทาเคิล และนางวิลเฮล์มินาพูดถึงควอนตัม",
            "เทศบาล เมืองต่าง ๆ ทำ งานบ้าน และ ให้ ความร่วมมือ",
            "ดูที่ https://example.org/a-b_c?x=1&y=ก แล้วเขียนถึง somchai.k@example.or.th",
            "เขานำนาทีทองไปทำนา แล้วทาสีบ้านข้างคลองลำพู",
            "The meeting is at 9:30 a.m.; bring 2 copies (A4) of form 27-B/6.",
            "กว่า 3 ทศวรรษ ฯลฯ กรุงเทพฯ ฿250 ๆ",
        ],
    )
    def test_clean_lines_come_back_unchanged(self, clean: str) -> None:
        assert repair_line(clean) == clean
        assert repair(clean).text == clean

    def test_the_articles_of_the_corpus_come_back_unchanged(self) -> None:
        changed = [
            (path.name, line, repair_line(line))
            for path in sorted((ROOT / "corpus").glob("*.md"))
            for line in normalize(path.read_text(encoding="utf-8")).split("\n")
            if repair_line(line) != line
        ]
        assert changed == []

    @pytest.mark.skipif(not XQUAD.is_dir(), reason="needs ../shared/data/xquad")
    @pytest.mark.parametrize("language", ["th", "en"])
    def test_wikipedia_comes_back_unchanged(self, language: str) -> None:
        articles = json.loads((XQUAD / f"xquad-dev.{language}.json").read_text(encoding="utf-8"))["data"]
        contexts = [normalize(p["context"]) for article in articles for p in article["paragraphs"]]
        assert [text for text in contexts if repair_line(text) != text] == []

    @pytest.mark.skipif(not PDF_DATA.is_dir(), reason="needs ../shared/data/thai-pdf")
    def test_originals_come_back_unchanged(self) -> None:
        for path in sorted((PDF_DATA / "txt").glob("*.txt")):
            text = normalize(path.read_text(encoding="utf-8")).rstrip("\n")
            assert repair(text).text == text, path.name


class TestLayout:
    def test_wrapped_lines_become_paragraphs_again(self) -> None:
        wrapped = (
            "Lifelong learning is for everyone, and a city that takes it seriously plans\n"
            "libraries, parks and evening courses together, so that every neighbourhood has\n"
            "a place to learn.\n"
            "The second paragraph of this small example begins here and it is also wrapped\n"
            "at about the same width as the first.\n"
        )
        assert repair(wrapped).text.split("\n") == [
            "Lifelong learning is for everyone, and a city that takes it seriously plans libraries, parks and "
            "evening courses together, so that every neighbourhood has a place to learn.",
            "The second paragraph of this small example begins here and it is also wrapped at about the same "
            "width as the first.",
        ]

    def test_a_label_that_opens_other_paragraphs_opens_one_after_a_full_line(self) -> None:
        wrapped = (
            "ที่ประชุมพิจารณาแผนงานประจำปีแล้วเห็นว่าควรเพิ่มกิจกรรมสำหรับผู้สูงอายุและควรจัด\n"
            "ให้มีขึ้นทุกเดือน\n"
            "มติที่ประชุม เห็นชอบ\n"
            "ที่ประชุมพิจารณารายงานการเงินของเดือนที่แล้วพร้อมทั้งเอกสารประกอบซึ่งฝ่ายการเงิน\n"
            "มติที่ประชุม รับทราบ\n"
        )
        assert repair(wrapped).text.split("\n")[-1] == "มติที่ประชุม รับทราบ"

    def test_lines_without_a_common_width_stay(self) -> None:
        assert repair("หัวข้อ\nรายการแรก\nรายการที่สองยาวกว่า\nจบ").text == "หัวข้อ\nรายการแรก\nรายการที่สองยาวกว่า\nจบ"

    def test_running_headers_and_page_numbers_go_and_are_reported(self) -> None:
        bodies = ["ว่าด้วยเรื่องแรก\nซึ่งสั้นมาก\nจบเรื่อง", "ว่าด้วยเรื่องที่สอง\nยาวกว่าเล็กน้อย\nแต่ก็จบเช่นกัน"]
        text = "\f".join(f"รายงานประจำปีของสมาคม\n{body}\n- {n} -\n" for n, body in enumerate(bodies, 1))
        repaired = repair(text)
        assert "สมาคม" not in repaired.text
        assert "- 1 -" not in repaired.text
        assert [c.reason for c in repaired.changes] == ["running_header", "page_number"] * 2
        assert [c.page for c in repaired.changes] == [1, 1, 2, 2]
        assert {p.page for p in repaired.paragraphs} == {1, 2}

    @pytest.mark.parametrize(
        ("header", "line", "goes"),
        [
            ("เอกสารเผยแพร่ กองการศึกษา", "Cities learn when people do, line", True),
            ("Annual report", "เมืองเรียนรู้เมื่อผู้คนเรียนรู้ บรรทัดที่", True),
            ("City guide", "Cities learn when people do, line", False),
            ("รายงานประจำปี", "เมืองเรียนรู้เมื่อผู้คนเรียนรู้ บรรทัดที่", False),
        ],
    )
    def test_a_single_numbered_page_loses_a_first_line_in_another_script_only(
        self, header: str, line: str, goes: bool
    ) -> None:
        text = "\n".join([header, *(f"{line} {i}" for i in range(12)), "- 1 -"])
        assert (header in repair(text).text) is not goes
        assert header in repair(text.removesuffix("- 1 -")).text

    def test_a_paragraph_that_crosses_pages_starts_on_its_first(self) -> None:
        first = "ย่อหน้านี้ยาวเกินหนึ่งบรรทัดและถูกตัดที่ท้ายหน้า จึงต้องต่อกับบรรทัดแรกของหน้าถัดไปซึ่งเป็น"
        second = "ส่วนหลังของย่อหน้าเดียวกัน แม้จะอยู่คนละหน้าก็ตาม และยังยาวพอที่จะเป็นบรรทัดเต็ม"
        repaired = repair(f"{first}\n\f{second}\n\f")
        assert [(p.page, p.text) for p in repaired.paragraphs] == [(1, first + second)]
        assert repaired.health == (1.0, 1.0)


class TestSeed:
    def test_every_paragraph_of_the_ministry_s_page_is_right(self) -> None:
        assert tuple(p.text for p in repair(SEED.read_text(encoding="utf-8")).paragraphs) == SEED_PARAGRAPHS

    def test_every_edit_says_what_and_why(self) -> None:
        repaired = repair(SEED.read_text(encoding="utf-8"))
        edits = {(c.before, c.after, c.reason) for c in repaired.changes}
        assert ("จ านวน", "จำนวน", "sara_am") in edits
        assert ("เปน็", "เป็น", "moved_mark") in edits
        assert all(c.before != c.after and c.page == 1 for c in repaired.changes)
        assert repaired.health == (1.0,)


class TestHealth:
    def test_an_empty_text_is_one_healthy_page(self) -> None:
        assert repair("") == Repaired((), (), (1.0,))

    def test_a_page_of_symbols_is_destroyed(self) -> None:
        assert repair("! \" # $%&' + < = > @ ! # $ & * ; : ^ ~ ! % # \" $ ' & + < > @").health == (0.0,)

    def test_control_codes_instead_of_tone_marks_are_unhealthy(self) -> None:
        lost = "ผู\x08ใหญ่บ\x08านให\x08เด็กเข\x08าห\x08องเรียนแล\x08วบอกว\x17าไม\x17ต\x08องกลัว ผู\x08ปกครองก็เข\x08าใจ"
        assert repair(lost).health[0] < HEALTHY

    @pytest.mark.skipif(not PDF_DATA.is_dir(), reason="needs ../shared/data/thai-pdf")
    def test_damaged_texts_are_worth_keeping(self) -> None:
        for path in sorted((PDF_DATA / "corrupted").glob("*.txt")):
            assert min(repair(path.read_text(encoding="utf-8")).health) >= HEALTHY, path.name


class TestRobustness:
    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=200))
    def test_no_text_raises(self, text: str) -> None:
        repaired = repair(text)
        assert all(0.0 <= health <= 1.0 for health in repaired.health)
        assert all(change.reason in REASONS for change in repaired.changes)
        assert "\n" not in "".join(p.text for p in repaired.paragraphs)
        repair_line(text)

    @settings(max_examples=200, deadline=None)
    @given(st.text(alphabet="กขนมรอเแไ า ำิี่้็ะัู \n\fๆ1a.(\uf70aÉ", max_size=120))
    def test_no_thai_text_raises(self, text: str) -> None:
        repair(text)
        repair_line(text)

    @settings(max_examples=100, deadline=None)
    @given(
        st.lists(
            st.sampled_from(["การเรียนรู้", "ของ", "เมือง", " ", "ทุกคน", "จำนวน", "น้ำ", " 12 ", " city ", "ให้", "ๆ "]),
            max_size=30,
        )
    )
    def test_clean_words_in_any_order_stay_and_repair_is_idempotent(self, words: list[str]) -> None:
        text = normalize("".join(words))
        assert repair_line(text) == text
        assert repair(repair(text).text).text == repair(text).text

    def test_repairing_twice_changes_nothing_more(self) -> None:
        once = repair(SEED.read_text(encoding="utf-8")).text
        assert repair(once).text == once

    @pytest.mark.parametrize("wrong", [None, b"text", 1])
    def test_only_strings_are_repaired(self, wrong: object) -> None:
        with pytest.raises(TypeError, match="takes a str"):
            repair(wrong)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="takes a str"):
            repair_line(wrong)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "unit", ["ก", "า", "่", " า", "ทา", "น ", "เ", "ไดไ้", "a", ".", "\n", "\f", "ก่ ", "(", "1 "]
    )
    def test_work_grows_with_length_only(self, unit: str) -> None:
        repair("warm up ทดสอบ")
        once, twice = steps(unit * (1000 // len(unit))), steps(unit * (2000 // len(unit)))
        assert twice < 2.2 * once + 2000


def steps(text: str) -> int:
    """Count the lines of Python that repairing a text executes, with nothing remembered from before."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal counted
        counted += event == "line"
        return count

    segment.cache_clear()
    before = sys.gettrace()
    sys.settrace(count)
    try:
        repair(text)
    finally:
        sys.settrace(before)
    return counted


class TestReasons:
    def test_every_reason_has_an_english_and_a_thai_sentence(self) -> None:
        for english, thai in REASONS.values():
            assert english.endswith(".")
            assert english[0].isascii()
            assert not any(c.isascii() and c.isalpha() for c in thai)


def _damaged() -> Iterator[Path]:
    return iter(sorted((PDF_DATA / "corrupted").glob("*.txt")))


@pytest.mark.skipif(not PDF_DATA.is_dir(), reason="needs ../shared/data/thai-pdf")
def test_damaged_texts_come_close_to_their_originals() -> None:
    from difflib import SequenceMatcher

    wrong = total = 0
    for path in _damaged():
        original = (PDF_DATA / "txt" / f"{path.name.split('.')[0]}.txt").read_text(encoding="utf-8").split()
        repaired = repair(path.read_text(encoding="utf-8")).text.split()
        matcher = SequenceMatcher(None, original, repaired, autojunk=False)
        total += len(original)
        wrong += len(original) - sum(block.size for block in matcher.get_matching_blocks())
    assert wrong / total < 0.04
