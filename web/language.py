"""Which of our two languages a browser asks for."""

from kb.types import Language


def accepted_language(header: str | None, preferred: Language) -> Language:
    """Return the language that an Accept-Language header names first, `preferred` where it names neither."""
    accepted = (header or "").lower()
    thai, english = accepted.find("th"), accepted.find("en")
    if thai == english:
        return preferred
    return "th" if english < 0 or 0 <= thai < english else "en"
