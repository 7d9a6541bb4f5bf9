"""How lists number their items: 1, ๑, ก, a, A, i, I."""

_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"  # without ฃ, ฅ and ฆ (ECMA-376-1, 17.18.59)
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 3000  # letters and Roman numerals grow with the number; beyond this it is written in digits

BULLET = "•"


def thai_digits(number: int) -> str:
    """Return 12 as ๑๒."""
    return str(number).translate(_THAI_DIGITS)


def thai_letters(number: int) -> str:
    """Return 1 as ก, 42 as กก; digits below 1."""
    return _letters(number, _THAI_LETTERS)


def latin_letters(number: int) -> str:
    """Return 1 as a, 27 as aa; digits below 1."""
    return _letters(number, _LATIN_LETTERS)


def roman(number: int) -> str:
    """Return 4 as iv; digits below 1 and above 3000."""
    if not 1 <= number <= _MOST:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int, alphabet: str) -> str:
    if not 1 <= number <= _MOST:
        return str(number)
    rounds, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (rounds + 1)
