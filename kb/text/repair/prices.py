"""What each edit costs in one document: minus the logarithm of the chance that the damage befell a place."""

from dataclasses import dataclass

NEVER = 90.0
"""The price of an edit that the document gives no evidence for."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What each edit costs in one document; `NEVER` where it shows no such damage."""

    am_broken: float = 0.2  # ' า' was ำ: no Thai word begins with า
    aa_after_space: float = 2.0  # ' า' was า
    am_lost: float = NEVER  # า was ำ
    am_after: float = NEVER  # 'า ' was ำ
    aa_lost: float = NEVER  # ำ was า
    moved: float = NEVER  # a mark stands on the next letter
    moved_over_gap: float = NEVER  # the same with a space or a line end between
    gap_after_moved: float = 0.4
    gap_after_mark: float = NEVER
    gap_after_tall: float = NEVER
    gap: float = NEVER
    lost_mark: float = NEVER  # a tone mark on its letter was dropped, or a vowel on a tall one
    lost_high: float = NEVER  # the same for a tone mark on a vowel

    @property
    def changes_known_words(self) -> bool:
        """Whether words of the dictionary may be misreadings too, so that every run must be decoded."""
        return (
            min(self.am_lost, self.lost_mark, self.lost_high, self.aa_lost, self.moved) < 4
            or min(self.gap_after_mark, self.gap_after_tall) < 2
        )
