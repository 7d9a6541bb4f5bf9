"""What was asked: a checked, normalised text, its language, and whether there is anything to look for."""

import re
from collections.abc import Sequence

from kb.courtesy import without_courtesy
from kb.errors import QuestionRejected
from kb.followup import completed
from kb.messages import message
from kb.text.normalize import arabic_digits, language_of, normalize
from kb.types import Language, Question, Reason
from kb.wording import Wording

# Longer texts cost more to embed than a public service can give to one question.
LONGEST = 1000
MOST_PREVIOUS = 3
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


def _spoken(text: str) -> Language:
    return spoken_language(text) or ("en" if text.isascii() else "th")


def _one_line(text: str) -> str:
    return " ".join(normalize(text).split())


def understand(
    text: str, language: Language | None = None, wording: Wording | None = None, previous: Sequence[str] = ()
) -> Question | tuple[Reason, Question]:
    """Return the question as it will be searched for, or with the reason why there is nothing to search for.

    `language` overrides what the script tells; `wording` amends the words by what a build knows; `previous` are earlier
    questions, the oldest first, of which the last three complete one that leans on them. Raises QuestionRejected for an
    empty or too long text, also among `previous`, and for characters that are not text, with a message in the asker's
    language.
    """
    earlier: Question | None = None
    for asked in previous[-MOST_PREVIOUS:]:
        understood = _understand(asked, None, wording, earlier)
        earlier = understood if isinstance(understood, Question) else earlier
    return _understand(text, language, wording, earlier)


def _understand(
    text: str, language: Language | None, wording: Wording | None, earlier: Question | None
) -> Question | tuple[Reason, Question]:
    stray = _NOT_TEXT.search(text)
    clean = _one_line(text)
    spoken = language or _spoken(clean)
    if stray:
        code_point = f"U+{ord(stray.group()):04X}"
        raise QuestionRejected("question_not_text", message("question_not_text", spoken, code_point=code_point), spoken)
    if not clean:
        raise QuestionRejected("question_empty", message("question_empty", spoken), spoken)
    if len(clean) > LONGEST:
        said = message("question_too_long", spoken, length=len(clean), limit=LONGEST)
        raise QuestionRejected("question_too_long", said, spoken)
    notes: list[str] = []

    def step(note: str, before: str, after: str) -> str:
        notes.extend([note] * (before != after))
        return after

    typed = step("keyboard_layout", clean, _one_line(wording.retyped(" ".join(text.split())))) if wording else clean
    # A name quoted from the other language says nothing about the asker's, unless there is nothing else.
    own = wording.without_names(typed) if wording else typed
    spoken = language or _spoken(own if any(c.isalpha() for c in own) else typed)
    asked = step("courtesy", typed, without_courtesy(typed))
    understood = step("thai_digits", asked, arabic_digits(asked))
    if wording and understood:
        understood = step("tone_marks", understood, wording.with_tone_marks(understood))
        understood = step("spelling", understood, wording.spelled(understood))
        if earlier and (whole := completed(understood, spoken, earlier.understood_as, wording.names)):
            understood, spoken = step("follow_up", understood, whole), language or earlier.language
        understood = step("buddhist_year", understood, wording.in_common_years(understood, spoken))
        understood = step("glossary", understood, wording.renamed(understood, spoken))
    question = Question(clean, spoken, understood or clean, tuple(notes))
    letters = [c for c in asked if c.isalpha()]
    if not asked and any(c.isalpha() for c in clean):
        return "small_talk", question
    if letters and language_of(asked) is None:
        return "unsupported_language", question
    if len(letters) < 2:
        return "too_vague", question
    return question
