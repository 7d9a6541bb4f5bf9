"""Every reply gets its id here and, where records are on, is kept."""

from uuid import uuid4

from api.records.recorder import Recorder, opening
from kb.types import Answer
from settings import Settings


class Journal:
    """What all doors to the answers tell of their replies; `recorder` is None where no records are kept."""

    def __init__(self, recorder: Recorder | None = None) -> None:
        self.recorder = recorder

    def note(self, answer: Answer, build: str, took_ms: float) -> str:
        """Take one reply; return its id, 32 hexadecimal digits. Makes nobody wait."""
        id = uuid4().hex
        if self.recorder:
            self.recorder.note(id, answer, build, took_ms)
        return id

    @property
    def takes_feedback(self) -> bool:
        """Whether what people say of replies is kept."""
        return self.recorder is not None

    def close(self) -> None:
        """Wait until what was taken is written."""
        if self.recorder:
            self.recorder.close()


def journal_of(settings: Settings) -> Journal:
    """Return the journal that the settings ask for; nothing is opened before the first reply."""
    if not settings.records:
        return Journal()
    return Journal(Recorder(opening(settings.records_url), settings.retention_days))
