"""Numbers of list items."""

import pytest

from indexer.readers.numerals import latin_letters, roman, thai_digits, thai_letters


def test_numbers_in_each_script() -> None:
    assert thai_digits(120) == "๑๒๐"
    assert [thai_letters(n) for n in (1, 2, 3, 4, 41, 42)] == ["ก", "ข", "ค", "ง", "ฮ", "กก"]
    assert [latin_letters(n) for n in (1, 26, 27)] == ["a", "z", "aa"]
    assert [roman(n) for n in (1, 4, 9, 14, 1999)] == ["i", "iv", "ix", "xiv", "mcmxcix"]


@pytest.mark.parametrize("number", [-1, 0, 10**9])
def test_what_letters_cannot_count_is_written_in_digits(number: int) -> None:
    assert {write(number) for write in (thai_letters, latin_letters, roman)} == {str(number)}
