"""The letters and marks of Thai, as sets and as ranges for regular expressions."""

CONSONANT = "ก-ฮ"
TONE = "่-๋"
MARK = "ัิ-ฺ็-๎"
LETTER = "ก-ฺเ-ๅ็-๎"  # letters and marks; not digits, ฿, ๆ, ฯ, which never need repair
DIGIT = "0-9๐-๙"
LEADING = "เ-ไ"

CONSONANTS = frozenset(map(chr, range(0x0E01, 0x0E2F)))
TONES = frozenset("่้๊๋")
MARKS = frozenset(map(chr, [0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)]))
FOLLOWING = frozenset("ะาำๅ")
DEPENDENT = MARKS | FOLLOWING  # cannot begin a word
UPPER_VOWELS = frozenset("ัิีึื็")
TALL = frozenset("ปฝฟ")  # fonts shift the marks above them aside, with glyphs of their own

# Signs between lines and letters that only the repair knows; code-level repair removes them from the input.
SOFT = "\x01"  # a line break rejoined where no space was seen
EITHER = "\x02"  # sara aa or sara am: a letter-spaced line does not tell which
WIDE = "\x03"  # several spaces: damage puts one, so a second one is real


def visible_length(text: str) -> int:
    """Count the characters that take up room on the line; vowels and tones above and below do not."""
    return sum(character not in MARKS for character in text.strip())
