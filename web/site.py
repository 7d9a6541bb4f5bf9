"""What the pages are told about the place where they run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Records:
    """What is kept of use: questions with their outcomes, feedback, and for how many `days` (None: until deleted)."""

    questions: bool = False
    feedback: bool = False
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Loader:
    """A widget script: its path on this host and, for a pinned version, its subresource integrity ("sha384-…")."""

    path: str
    integrity: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """Who to write to (an e-mail or web address), what is kept, and the widget to offer, pinned where it can be."""

    contact: str | None = None
    records: Records = Records()
    loader: Loader = Loader("/widget/v1/loader.js")
    pinned: Loader | None = None
