"""What was asked: a checked, normalised text, its language, and whether there is anything to look for."""

import re

from kb.courtesy import without_courtesy
from kb.errors import QuestionRejected
from kb.messages import message
from kb.text.normalize import arabic_digits, language_of, normalize
from kb.types import Language, Question, Reason
from kb.wording import Wording

# Longer texts cost more to embed than a public service can give to one question.
LONGEST = 1000
# Control characters that are not white space, and halves of surrogate pairs: nobody types them.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
# A title quoted from the other language must not decide in which language a question was asked.
_ASKS_IN_ENGLISH = re.compile(
    r"(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|will|has|have|name|list|tell)\b",
    re.IGNORECASE,
)
_ASKS_IN_THAI = re.compile("อะไร|ใคร|เมื่อไ[รห]|ที่ไหน|ทำไม|อย่างไร|ยังไง|กี่|เท่าไ[รห]|หรือไม่|ไหม|มั้ย|ไหน|ใด|บ้าง|คือ")


def spoken_language(text: str) -> Language | None:
    """Return the language that a question is asked in: by its question words, else by its script; None for neither."""
    if _ASKS_IN_ENGLISH.match(text):
        return "en"
    return "th" if _ASKS_IN_THAI.search(text) else language_of(text)


def understand(
    text: str, language: Language | None = None, wording: Wording | None = None
) -> Question | tuple[Reason, Question]:
    """Return the question as it will be searched for, or with the reason why there is nothing to search for.

    `language` overrides what the script tells; `wording` amends the words by what a build knows. Raises
    QuestionRejected for an empty or too long text and for characters that are not text, with a message in the asker's
    language.
    """
    stray = _NOT_TEXT.search(text)
    clean = " ".join(normalize(text).split())
    spoken = language or spoken_language(clean) or ("en" if clean.isascii() else "th")
    if stray:
        code_point = f"U+{ord(stray.group()):04X}"
        raise QuestionRejected("question_not_text", message("question_not_text", spoken, code_point=code_point), spoken)
    if not clean:
        raise QuestionRejected("question_empty", message("question_empty", spoken), spoken)
    if len(clean) > LONGEST:
        said = message("question_too_long", spoken, length=len(clean), limit=LONGEST)
        raise QuestionRejected("question_too_long", said, spoken)
    asked = without_courtesy(clean)
    understood = arabic_digits(asked)
    notes = [note for note, done in (("courtesy", asked != clean), ("thai_digits", understood != asked)) if done]
    if wording:
        understood, more = wording.renamed(understood, spoken)
        notes += more
    question = Question(clean, spoken, understood or clean, tuple(notes))
    letters = [c for c in asked if c.isalpha()]
    if not asked and any(c.isalpha() for c in clean):
        return "small_talk", question
    if letters and language_of(asked) is None:
        return "unsupported_language", question
    if len(letters) < 2:
        return "too_vague", question
    return question
