"""Dates of sources (EDTF, ISO 8601-2) as people write them: Thai with the Buddhist year first."""

from calendar import month_name

from kb.types import Language

_THAI_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip


def display_date(edtf: str, language: Language) -> str:
    """Return "2013-10-23" as "23 October 2013" or "23 ตุลาคม พ.ศ. 2556 (ค.ศ. 2013)"; "~" says about."""
    year, *rest = (int(part) for part in edtf.rstrip("~").split("-"))
    if language == "th":
        parts = [f"พ.ศ. {year + 543} (ค.ศ. {year})"]
        parts[:0] = [_THAI_MONTHS[rest[0] - 1]] if rest else []
        about = "ราว "
    else:
        parts = [str(year)]
        parts[:0] = [month_name[rest[0]]] if rest else []
        about = "about "
    if len(rest) > 1:
        parts.insert(0, str(rest[1]))
    return (about if edtf.endswith("~") else "") + " ".join(parts)
