"""Thai typed without tone marks."""

import re

import pytest

from kb.text.tone_marks import ToneMarks

COUNTS = {
    "เมือง": 50,
    "แห่ง": 40,
    "การเรียนรู้": 30,
    "เข้าร่วม": 20,
    "เครือข่าย": 30,
    "ที่": 40,
    "ได้": 30,
    "กี่": 9,
    "ข่าว": 5,
    "คือ": 9,
    "มี": 9,
    "น่าน": 1,
}
MARKS = ToneMarks(COUNTS, ["เมืองแห่งการเรียนรู้", "เชียงใหม่", "หาดใหญ่", "Cork"])


@pytest.mark.parametrize(
    "meant",
    [
        "เมืองแห่งการเรียนรู้คืออะไร",
        "เชียงใหม่เข้าร่วมเครือข่ายที่ไหน",
        "หาดใหญ่ได้ข่าวกี่เมือง",
        "ก่อนหน้าพี่เลี้ยงเข้าร่วม",
    ],
)
def test_are_put_back_as_the_corpus_and_the_list_have_them(meant: str) -> None:
    bare = re.sub("[่-๋]", "", meant)
    assert bare != meant
    assert MARKS.restored(bare) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "เมืองแห่งการเรียนรูคืออะไร",
        "What is the GNLC?",
        "ยะลามีอะไรดี",
        "ปลาตากแดดทำอย่างไร",
        "ใครเป็นนายกเทศมนตรี",
        "เมืองพะเยามีนานแค",
        "รู",
    ],
)
def test_a_text_that_has_some_or_makes_sense_without_stays(text: str) -> None:
    assert MARKS.restored(text) == text
