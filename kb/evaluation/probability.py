"""The one probability that decides what the system says, as the models of kb.evidence give it."""

from collections.abc import Mapping

from kb.evidence import OTHER_LANGUAGE, OWN_LANGUAGE, SUBJECT_KNOWN
from kb.types import Language


def behind_reply(chances: Mapping[Language, float], asked: Language) -> float:
    """Return the probability of the language that is answered from: the asker's own unless only the other suffices.

    `chances` holds both languages' probabilities. Where neither suffices it is that of the own language, tried first.
    """
    return _other(chances, asked) if _from_other(chances, asked) else chances[asked]


def would_answer(chances: Mapping[Language, float], asked: Language) -> bool:
    """Tell whether the system answers at these probabilities, from either language."""
    return chances[asked] >= OWN_LANGUAGE[asked].evidence.answer_from or _from_other(chances, asked)


def _from_other(chances: Mapping[Language, float], asked: Language) -> bool:
    return chances[asked] < SUBJECT_KNOWN and _other(chances, asked) >= OTHER_LANGUAGE.evidence.answer_from


def _other(chances: Mapping[Language, float], asked: Language) -> float:
    return max(chance for language, chance in chances.items() if language != asked)
