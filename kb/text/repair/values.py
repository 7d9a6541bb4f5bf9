"""What a repair returns: paragraphs, the edits that made them, and how healthy each page is."""

from dataclasses import dataclass

HEALTHY = 0.8
"""A page whose health is below this holds too little real text to be indexed: recognise its image instead (OCR)."""

REASONS: dict[str, tuple[str, str]] = {
    "private_use": (
        "The font used its own code for this mark; it now has its Unicode code.",
        "แบบอักษรใช้รหัสเฉพาะของตนสำหรับเครื่องหมายนี้ จึงเปลี่ยนเป็นรหัสยูนิโคด",
    ),
    "ligature": (
        "Letters drawn as one sign (ﬁ) are letters again.",
        "ตัวอักษรที่พิมพ์ติดกันเป็นรูปเดียวถูกแยกกลับเป็นตัวอักษร",
    ),
    "latin_tone": (
        "A tone mark was stored as an accented Latin letter.",
        "วรรณยุกต์ถูกเก็บเป็นอักษรละตินที่มีเครื่องหมาย",
    ),
    "doubled_mark": ("The same mark stood twice.", "เครื่องหมายเดียวกันซ้ำกันสองตัว"),
    "mark_order": ("A vowel and a tone mark stood in the wrong order.", "สระกับวรรณยุกต์สลับลำดับกัน"),
    "sara_am": ("Sara am (ำ) was lost or broken up and is restored.", "สระอำหายไปหรือถูกแยก จึงใส่คืน"),
    "sara_aa": ("Sara am (ำ) stood where sara aa (า) belongs.", "สระอำอยู่แทนที่สระอา จึงเปลี่ยนเป็นสระอา"),
    "moved_mark": (
        "A vowel or tone mark had moved to a neighbouring letter.",
        "สระหรือวรรณยุกต์เลื่อนไปอยู่ที่ตัวอักษรข้างเคียง",
    ),
    "lost_mark": ("A vowel or tone mark was missing.", "สระหรือวรรณยุกต์หายไป"),
    "stray_space": ("A space stood inside a word.", "มีช่องว่างเกินอยู่ภายในคำ"),
    "letter_spaced": ("The line was set letter by letter.", "บรรทัดถูกจัดให้ตัวอักษรห่างกันทีละตัว"),
    "line_join": ("One paragraph was broken over two lines.", "ย่อหน้าเดียวกันถูกตัดเป็นสองบรรทัด"),
    "running_header": ("The same line stands at the edge of other pages.", "บรรทัดเดียวกันนี้ซ้ำที่ขอบของหน้าอื่นด้วย"),
    "page_number": ("The line is only the number of the page.", "บรรทัดนี้มีเพียงเลขหน้า"),
    "spacing": ("White space was made regular.", "ปรับช่องว่างให้สม่ำเสมอ"),
    "invisible": ("A control or invisible character was removed.", "ลบอักขระควบคุมหรืออักขระที่มองไม่เห็น"),
}
"""Every reason a `Change` may give: code to (English sentence, Thai sentence)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is printed, in any unit: letters run towards `right`, lines towards a smaller `top` and `bottom`.

    `top` and `bottom` are the baselines of its first and last row (table cells may have several), `size` is the font
    size of most letters; `cells` has the left edges of what stands behind wide gaps in it, empty for an ordinary line.
    """

    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    cells: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One edit: `before` became `after`. `reason` is a key of `REASONS`; `page` counts form feeds from 1.

    `before` is quoted as it stood when the edit was made: code-level edits come first, layout next, words last.
    """

    before: str
    after: str
    reason: str
    page: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A repaired paragraph, heading, list item or table row on one line, NFC; `page` is where it starts, from 1.

    `level` is that of a heading, from 1, and 0 for everything else; `places` are those of its lines, in order, on all
    its pages. Both are told by the places given to `repair`, and are 0 and empty without.
    """

    text: str
    page: int
    level: int = 0
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired document. `health` has one figure a page, from 1.0 (reads well) to 0.0 (destroyed)."""

    paragraphs: tuple[Paragraph, ...]
    changes: tuple[Change, ...]
    health: tuple[float, ...]

    @property
    def text(self) -> str:
        """The paragraphs, one a line, without a line end after the last."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)
