"""Which probability stands behind a reply."""

import pytest

from kb.evaluation.probability import behind_reply, would_answer
from kb.evidence import OTHER_LANGUAGE, OWN_LANGUAGE
from kb.types import Language

OWN, OTHER = OWN_LANGUAGE["th"].evidence.answer_from, OTHER_LANGUAGE.evidence.answer_from


@pytest.mark.parametrize(
    ("thai", "english", "behind", "answers"),
    [
        (OWN, 1.0, OWN, True),
        (OWN - 0.1, OTHER, OTHER, True),
        (OWN - 0.1, OTHER - 0.01, OWN - 0.1, False),
        (0.0, 0.0, 0.0, False),
    ],
)
def test_the_other_language_counts_only_where_the_own_does_not_suffice(
    thai: float, english: float, behind: float, answers: bool
) -> None:
    chances: dict[Language, float] = {"th": thai, "en": english}

    assert behind_reply(chances, "th") == behind
    assert would_answer(chances, "th") is answers
