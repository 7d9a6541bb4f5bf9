"""Names of the glossary in texts."""

import pytest

from kb.names import Names, documents_name
from kb.types import Language, Term

CORK = Term(("คอร์ก",), ("Cork",), "place")
MEDELLIN = Term(("เมเดยิน",), ("Medellín",), "place")
TAK = Term(("ตาก", "เทศบาลเมืองตาก"), ("Tak", "Tak Municipality"), "place")
HAT_YAI = Term(("หาดใหญ่", "เทศบาลนครหาดใหญ่"), ("Hat Yai", "Haad Yai"), "place")
BANGKOK = Term(("กรุงเทพมหานคร", "กรุงเทพฯ", "กรุงเทพ", "กทม."), ("Bangkok", "Krung Thep"), "place")
DEPARTMENT = Term(("กรมส่งเสริมการเรียนรู้", "กศน."), ("Department of Learning Encouragement", "ONIE"), "body")
ERA = Term(("พุทธศักราช", "พ.ศ."), ("Buddhist Era", "B.E."))
NAMES = Names([CORK, MEDELLIN, TAK, HAT_YAI, BANGKOK, DEPARTMENT, ERA])


def found(text: str) -> list[tuple[str, str]]:
    return [(text[name.start : name.end], name.name) for name in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When did HATYAI join?", [("HATYAI", "Hat Yai")]),
        ("Where is hat-yai or Haad  Yai", [("hat-yai", "Hat Yai"), ("Haad  Yai", "Haad Yai")]),
        ("Medellin and Cork", [("Medellin", "Medellín"), ("Cork", "Cork")]),
        ("เทศบาลเมืองตากอยู่ที่ไหน", [("เทศบาลเมืองตาก", "เทศบาลเมืองตาก")]),
        ("กรุงเทพฯ หรือกทม. หรือ กทม", [("กรุงเทพฯ", "กรุงเทพฯ"), ("กทม.", "กทม."), ("กทม", "กทม.")]),
        ("กศน.คืออะไร", [("กศน.", "กศน.")]),
        ("พ.ศ. 2566 คือ B.E. 2566", [("พ.ศ.", "พ.ศ."), ("B.E.", "B.E.")]),
        ("Krung Thep เป็นสมาชิก", [("Krung Thep", "Krung Thep")]),
    ],
)
def test_names_are_found_however_they_are_spaced_or_cased(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["ปลาตากแดด", "ผ้าตากแห้ง", "Takua Pa and Corktown", "to be or not to be", "a hat Yaita", "", " .-"],
)
def test_a_name_is_not_found_inside_other_words(text: str) -> None:
    assert found(text) == []


def test_no_terms_find_nothing() -> None:
    assert Names(()).find("Cork เชียงราย") == []


@pytest.mark.parametrize("text", ["cork", "Medellin", "กศน", "hat yai"])
def test_tells_whether_a_whole_text_is_a_name(text: str) -> None:
    assert text in NAMES
    assert f"{text} x" not in NAMES


@pytest.mark.parametrize(
    ("text", "language", "counts", "expected"),
    [
        ("กรุงเทพ", "en", {"Bangkok": 30}, "Bangkok"),
        ("Krung Thep", "th", {"กรุงเทพฯ": 18, "กรุงเทพมหานคร": 0}, "กรุงเทพฯ"),
        ("Krung Thep", "en", {"Bangkok": 30}, "Bangkok"),
        ("Krung Thep", "en", {"Bangkok": 30, "Krung Thep": 1}, "Bangkok"),
        ("Krung Thep", "en", {"Bangkok": 30, "Krung Thep": 2}, "Krung Thep"),
        ("Krung Thep", "en", {"Bangkok": 9, "Krung Thep": 1}, "Krung Thep"),
        ("กศน.", "th", {"กรมส่งเสริมการเรียนรู้": 9, "กศน.": 2}, "กศน."),
        ("ONIE", "th", {"กรมส่งเสริมการเรียนรู้": 9, "ONIE": 1}, "ONIE"),
        ("ONIE", "th", {"กรมส่งเสริมการเรียนรู้": 9}, "กรมส่งเสริมการเรียนรู้"),
        (
            "กรมส่งเสริมการเรียนรู้",
            "en",
            {"กรมส่งเสริมการเรียนรู้": 7, "ONIE": 5, "Department of Learning Encouragement": 4},
            "Department of Learning Encouragement",
        ),
        ("กรมส่งเสริมการเรียนรู้", "en", {"ONIE": 7, "Department of Learning Encouragement": 4}, "ONIE"),
        (
            "Department of Learning Encouragement",
            "th",
            {"กรมส่งเสริมการเรียนรู้": 9, "Department of Learning Encouragement": 2},
            "กรมส่งเสริมการเรียนรู้",
        ),
        ("Cork", "en", {}, "Cork"),
        ("คอร์ก", "en", {}, "คอร์ก"),
    ],
)
def test_the_documents_name_is_one_that_they_have(
    text: str, language: Language, counts: dict[str, int], expected: str
) -> None:
    [name] = NAMES.find(text)
    assert documents_name(name, language, counts) == expected
