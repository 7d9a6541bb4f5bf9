import pytest

from kb.types import Language
from web.dates import display_date


@pytest.mark.parametrize(
    ("edtf", "language", "shown"),
    [
        ("2013-10-23", "en", "23 October 2013"),
        ("2013-10-23", "th", "23 ตุลาคม พ.ศ. 2556 (ค.ศ. 2013)"),
        ("2013-10", "en", "October 2013"),
        ("2013-10", "th", "ตุลาคม พ.ศ. 2556 (ค.ศ. 2013)"),
        ("2013", "en", "2013"),
        ("2013", "th", "พ.ศ. 2556 (ค.ศ. 2013)"),
        ("2013~", "en", "about 2013"),
        ("2013~", "th", "ราว พ.ศ. 2556 (ค.ศ. 2013)"),
        ("2024-02-09~", "en", "about 9 February 2024"),
        ("2024-02~", "th", "ราว กุมภาพันธ์ พ.ศ. 2567 (ค.ศ. 2024)"),
    ],
)
def test_shows_as_much_of_a_date_as_is_known(edtf: str, language: Language, shown: str) -> None:
    assert display_date(edtf, language) == shown


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_month_has_a_name_of_its_own(language: Language) -> None:
    assert len({display_date(f"2020-{month:02}", language) for month in range(1, 13)}) == 12
