"""Where lines stand on the page decides where paragraphs end, and what is a heading or a row."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from kb.text.repair import Paragraph, Place, repair

LEFT, RIGHT, SIZE, PITCH = 70.0, 520.0, 12.0, 15.0
FULL = "เทศบาลนครเชียงรายเป็นเมืองแรกของประเทศไทยที่ได้เป็นสมาชิกเครือข่ายระดับโลกของยูเนสโก"
NEXT = "ด้านเมืองแห่งการเรียนรู้และได้รับรางวัลจากยูเนสโกซึ่งมีการประชุมขึ้นทุกสองปีในเมืองสมาชิก"
SHORT = "เมื่อปีที่แล้ว"


def line(
    text: str, left: float = LEFT, right: float | None = None, *, down: float = PITCH, **more: Any
) -> tuple[str, Place, float]:
    """Return a line that ends at the column's edge, or where a short text would, `down` points below the one before."""
    end = right if right is not None else min(RIGHT, left + 6.0 * len(text))
    return text, replace(Place(left, end, 0.0, 0.0, SIZE), **more), down


def paragraphs(*lines: tuple[str, Place, float], pages: Sequence[int] = ()) -> tuple[Paragraph, ...]:
    """Return the repaired paragraphs of the lines, the first 780 points up; `pages` says where new pages begin."""
    texts: list[list[str]] = [[]]
    places: list[list[Place]] = [[]]
    y = 780.0
    for number, (text, place, down) in enumerate(lines):
        if number in pages:
            texts.append([])
            places.append([])
            y = 780.0
        y -= down
        texts[-1].append(text)
        places[-1].append(replace(place, top=y, bottom=y))
    return repair("\f".join("\n".join(page) for page in texts), places).paragraphs


def shown(*lines: tuple[str, Place, float], pages: Sequence[int] = ()) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(*lines, pages=pages)]


def test_a_full_line_goes_on_and_one_with_room_left_ends() -> None:
    assert shown(line(FULL), line(SHORT), line(NEXT), line(SHORT)) == [FULL + SHORT, NEXT + SHORT]


def test_an_indent_begins_a_paragraph_after_a_full_line() -> None:
    first = line(NEXT, LEFT + 30)
    assert shown(line(FULL, LEFT + 30), line(FULL), first, line(SHORT)) == [FULL + FULL, NEXT + SHORT]


def test_a_gap_begins_a_paragraph_after_a_full_line() -> None:
    assert shown(line(FULL), line(FULL), line(NEXT, down=22), line(SHORT)) == [FULL + FULL, NEXT + SHORT]


@pytest.mark.parametrize("style", [{"bold": True}, {"size": 15.0}])
def test_another_weight_or_size_is_a_heading(style: dict[str, Any]) -> None:
    found = paragraphs(line(FULL), line(FULL), line("บทที่สอง", **style), line(NEXT), line(SHORT))
    assert [(p.text, p.level) for p in found] == [(FULL + FULL, 0), ("บทที่สอง", 1), (NEXT + SHORT, 0)]


def test_headings_rank_by_size() -> None:
    found = paragraphs(
        line("ชื่อเรื่อง", size=18.0, bold=True), line("บทที่หนึ่ง", size=14.0), line(FULL), line(SHORT),
        line("บทที่สอง", size=14.0), line(NEXT), line(SHORT), line("ข้อสังเกต", bold=True), line(FULL), line(FULL),
    )  # fmt: skip
    assert [p.level for p in found] == [1, 2, 0, 2, 0, 3, 0]


def test_text_that_is_bold_throughout_has_no_headings() -> None:
    found = paragraphs(*(line(text, bold=True) for text in (FULL, SHORT, NEXT, SHORT)))
    assert {p.level for p in found} == {0}


def test_items_that_hang_keep_their_lines() -> None:
    items = [line(f"• {FULL}"), line(SHORT, LEFT + 14), line(f"• {NEXT}"), line(SHORT, LEFT + 14)]
    assert shown(*items) == [f"• {FULL}{SHORT}", f"• {NEXT}{SHORT}"]


def test_rows_of_a_table_stand_alone() -> None:
    cells = (200.0, 400.0)
    rows = [line(f"ช-10{i} ช่างซ่อมเครื่องใช้ไฟฟ้า 60", right=500, cells=cells) for i in range(3)]
    assert len(shown(*rows, line(FULL), line(SHORT))) == 4


def test_gaps_of_a_justified_line_are_no_cells() -> None:
    lines = [line(text, right=RIGHT, cells=(200.0,)) for text in (FULL, NEXT, FULL, NEXT)]
    assert shown(*lines, line(SHORT)) == [FULL + NEXT + FULL + NEXT + SHORT]


def test_a_centred_title_of_two_lines_is_one() -> None:
    title = [line(FULL[:60], 78, 512, bold=True), line(SHORT, 255, 335, bold=True)]
    assert shown(*title, line(FULL), line(NEXT))[0] == FULL[:60] + SHORT


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    left = [line(FULL[:40], 60, 280), line(NEXT[:40], 60, 280)]
    right = [line(FULL[40:], 310, 530, down=-15), line(SHORT, 310)]
    assert shown(*left, *right) == [FULL[:40] + NEXT[:40] + FULL[40:] + SHORT]
    assert shown(line(FULL), line(NEXT), line(SHORT), pages=[2]) == [FULL + NEXT + SHORT]


def test_a_title_over_two_columns_does_not_widen_them() -> None:
    title = line(FULL, 60, 530, bold=True)
    left = [line(FULL[:40], 60, 280), line(NEXT[:40], 60, 280), line(SHORT, 60, 120), line(FULL[:40], 60, 280)]
    right = [line(NEXT[:40], 310, 530, down=-45), line(SHORT, 310, 370)]
    assert len(shown(title, *left, *right)) == 3


def test_paragraphs_know_the_places_of_their_lines() -> None:
    (found,) = paragraphs(line(FULL), line(SHORT))
    assert [(place.left, place.top) for place in found.places] == [(LEFT, 765.0), (LEFT, 750.0)]


def test_places_that_are_missing_are_done_without() -> None:
    text = "\n".join([FULL, NEXT, SHORT])
    assert repair(text, [[]]) == repair(text) == repair(text, [])
    assert {p.places for p in repair(text).paragraphs} == {()}
