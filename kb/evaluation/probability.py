"""The one probability that decides what the system says, as the models of kb.evidence give it."""

from collections.abc import Mapping

from kb.evidence import OTHER_LANGUAGE, OWN_LANGUAGE
from kb.types import Language


def behind_reply(chances: Mapping[Language, float], asked: Language) -> float:
    """Return the probability of the language that is answered from: the asker's own unless only the other suffices.

    `chances` holds both languages' probabilities. Where neither suffices it is that of the own language, tried first.
    """
    own = chances[asked]
    other = max(chance for language, chance in chances.items() if language != asked)
    return (
        other
        if own < OWN_LANGUAGE[asked].evidence.answer_from and other >= OTHER_LANGUAGE.evidence.answer_from
        else own
    )


def would_answer(chances: Mapping[Language, float], asked: Language) -> bool:
    """Tell whether the system answers at these probabilities, from either language."""
    other = max(chance for language, chance in chances.items() if language != asked)
    return chances[asked] >= OWN_LANGUAGE[asked].evidence.answer_from or other >= OTHER_LANGUAGE.evidence.answer_from
