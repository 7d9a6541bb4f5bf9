"""Personal data is masked before anything is written; what is none stays."""

import random
import string

import pytest

from api.records.masking import is_card, is_thai_id, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ติดต่อ somchai.jaidee@example.co.th ได้ไหม", "ติดต่อ [email] ได้ไหม"),
        ("อีเมลผมsomchai@example.comครับ", "อีเมลผม[email]ครับ"),
        ("write to jane＠example．org please", "write to [email] please"),
        ("เลขบัตร 1-2345-67890-12-1 ของฉัน", "เลขบัตร [id] ของฉัน"),
        ("เลขบัตร ๑๒๓๔๕๖๗๘๙๐๑๒๑", "เลขบัตร [id]"),
        ("card 4111 1111 1111 1111, exp 2030", "card [card], exp 2030"),
        ("โทร ๐๘๑-๒๓๔-๕๖๗๘ นะคะ", "โทร [phone] นะคะ"),
        ("โทร02-628-5620ต่อ 12", "โทร[phone]ต่อ 12"),
        ("call +49 40 448 0410 today", "call [phone] today"),
        ("ref 998877665544332212", "ref [number]"),
        ("", ""),
    ],
)
def test_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "เครือข่าย GNLC มีเมืองสมาชิก 425 เมือง ใน 91 ประเทศ เมื่อวันที่ 4 ธันวาคม พ.ศ. 2568",
        "ปี 2558-2567 และ 2558 2560 2562 2564",
        "Which cities have 10,000 inhabitants, 1.5 million or 2,300?",
        "SDG 4.7, ISO 8601 2024-02-14T10:00, @home",
        "พ.ร.บ. มาตรา 54 วรรค 3 ข้อ 1.2.3",
    ],
)
def test_is_left_alone(text: str) -> None:
    assert mask(text) == text


def test_last_digit_proves_a_thai_id() -> None:
    # 1·13 + 2·12 + 3·11 + 4·10 + 5·9 + 6·8 + 7·7 + 8·6 + 9·5 + 0·4 + 1·3 + 2·2 = 352; (11 - 352 mod 11) mod 10 = 1
    assert is_thai_id("1234567890121")
    assert not any(is_thai_id(f"123456789012{last}") for last in "023456789")


def test_luhn_proves_a_card() -> None:
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")
    assert not is_card("411111111111")


def test_a_thousand_persons_leave_no_trace() -> None:
    chance = random.Random(7)
    for _ in range(1000):
        secrets = _person(chance)
        text = f"ผมชื่อสมชาย {secrets[0]} โทร {secrets[1]} บัตร {secrets[2]} and card {secrets[3]} สมัคร GNLC อย่างไร"
        kept = mask(text)
        assert not any(secret in kept for secret in secrets), text
        assert kept.startswith("ผมชื่อสมชาย ") and kept.endswith(" สมัคร GNLC อย่างไร")


@pytest.mark.parametrize("piece", ["1 ", "1.", "a@", "9", "a.-", "12 34-", "0812345678 "])
def test_effort_stays_bounded_on_hostile_text(piece: str) -> None:
    """Text of the greatest length a question may have; a search that backtracks would not come to an end."""
    mask(piece * (1000 // len(piece)))


def _person(chance: random.Random) -> tuple[str, str, str, str]:
    name = "".join(chance.choices(string.ascii_lowercase, k=8))
    email = (
        f"{name}{chance.choice(['', '.', '_'])}{chance.randrange(100)}@{chance.choice(['example.com', 'mail.go.th'])}"
    )
    digits = f"0{chance.choice('689')}{chance.randrange(10**8):08}"
    phone = chance.choice([digits, f"{digits[:3]}-{digits[3:6]}-{digits[6:]}", f"+66{digits[1:]}"])
    id_digits = str(chance.randrange(1, 9)) + f"{chance.randrange(10**11):011}"
    thai_id = next(f"{id_digits}{last}" for last in string.digits if is_thai_id(f"{id_digits}{last}"))
    written_id = chance.choice([thai_id, f"{thai_id[0]}-{thai_id[1:5]}-{thai_id[5:10]}-{thai_id[10:12]}-{thai_id[12]}"])
    start = "4" + f"{chance.randrange(10**14):014}"
    card = next(f"{start}{last}" for last in string.digits if is_card(f"{start}{last}"))
    written_card = chance.choice([card, " ".join(card[at : at + 4] for at in range(0, 16, 4))])
    return email, phone, written_id, written_card
