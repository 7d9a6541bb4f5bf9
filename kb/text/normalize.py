"""One normal form for documents and questions alike: NFC, visible characters, plain spaces.

NFC and not NFKC: NFKC would split sara am (ำ) into two code points and change ½, ² and full-width forms.
"""

import re
import unicodedata

from kb.types import Language

# What stands between spaces and holds a scheme, an at sign, or a domain of those that documents name.
ADDRESS = re.compile(r"\S*(?:://|www\.|@|\w\.(?:org|com|net|int|edu|th)\b)\S*", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile(r"[^\S\n]+")
_SPLIT_SARA_AM = re.compile("ํ([่-๋]?)า")
_LATE_VOWEL = re.compile("([่-์]+)([ัิ-ฺ็]+)")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def normalize(text: str) -> str:
    """Return `text` in the product's normal form; line breaks stay, other white space becomes one space.

    Thai: a decomposed sara am becomes ำ, a doubled เ becomes แ, a vowel typed after its tone mark moves before it.
    The empty string gives the empty string.
    """
    text = unicodedata.normalize("NFC", _CONTROL.sub("", _INVISIBLE.sub("", _LINE_END.sub("\n", text))))
    text = _SPLIT_SARA_AM.sub(r"\1ำ", text.replace("เเ", "แ"))
    while _LATE_VOWEL.search(text):
        text = unicodedata.normalize("NFC", _LATE_VOWEL.sub(r"\2\1", text))
    return "\n".join(_SPACE.sub(" ", line).strip() for line in text.split("\n"))


def arabic_digits(text: str) -> str:
    """Return `text` with Thai digits as Arabic ones; the length does not change."""
    return text.translate(_THAI_DIGITS)


def is_thai(character: str) -> bool:
    """Tell whether a character belongs to the Thai block."""
    return "\u0e00" <= character <= "\u0e7f"


def language_of(text: str) -> Language | None:
    """Return the language a text is written in by its script, or None for another script or no letters.

    Thai people mix Latin names into Thai sentences, so a third of Thai letters makes a text Thai.
    """
    thai = sum(is_thai(c) for c in text if c.isalpha() or is_thai(c))
    latin = sum(c.isalpha() and unicodedata.name(c, "").startswith("LATIN") for c in text)
    other = sum(c.isalpha() for c in text if not is_thai(c)) - latin
    if other > thai + latin or thai + latin == 0:
        return None
    return "th" if thai * 2 >= latin else "en"
