"""Two builds asked the same questions: which of their differences are real."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.evaluation.figures import MEASURES, Measure
from kb.evaluation.run import Outcome
from kb.evaluation.statistics import Estimate, McNemar, mcnemar, mean_with_interval
from kb.types import LANGUAGES, Language

SURE = 0.05


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of A and of B on the questions that both have a value for, and A less B with its interval.

    `test` is None for measures that are not yes or no. `real` says that the interval leaves out zero and that the test,
    where there is one, has p < 0.05; among many measures one in twenty looks real by chance. The test of both languages
    together takes the two questions of a pair for independent; the interval does not.
    """

    measure: str
    group: str
    a: float
    b: float
    difference: Estimate
    test: McNemar | None
    real: bool


def compare(a: Sequence[Outcome], b: Sequence[Outcome]) -> list[Difference]:
    """Return the differences of two runs, by measure and language; questions that only one run has are left out."""
    other = {o.question.id: o for o in b}
    pairs = [(o, other[o.question.id]) for o in a if o.question.id in other]
    groups: tuple[Language | None, ...] = (None, *LANGUAGES)
    found = []
    for measure in MEASURES:
        for group in groups:
            both = [
                (x, y) for x, y in pairs if group in {None, x.question.language} and measure.of(x) and measure.of(y)
            ]
            if both:
                found.append(_difference(measure, group or "all", both))
    return found


def _difference(measure: Measure, group: str, pairs: Sequence[tuple[Outcome, Outcome]]) -> Difference:
    a, b = [float(measure.value(x)) for x, _ in pairs], [float(measure.value(y)) for _, y in pairs]
    clusters = [x.question.cluster for x, _ in pairs]
    difference = mean_with_interval([x - y for x, y in zip(a, b, strict=True)], clusters)
    test = mcnemar([x > 0 for x in a], [y > 0 for y in b]) if measure.binary else None
    apart = difference.low > 0 or difference.high < 0
    return Difference(
        measure=measure.name,
        group=group,
        a=sum(a) / len(a),
        b=sum(b) / len(b),
        difference=difference,
        test=test,
        real=apart and (test is None or test.p < SURE),
    )
