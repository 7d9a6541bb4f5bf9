"""Every reply gets its id here, is counted and, where records are on, kept."""

from typing import TYPE_CHECKING
from uuid import uuid4

from api.records.recorder import Recorder, opening
from kb.types import Answer
from settings import Settings

if TYPE_CHECKING:
    from api.operation.metrics import Metrics


class Journal:
    """What all doors to the answers tell of their replies; `recorder` is None where no records are kept."""

    def __init__(self, recorder: Recorder | None = None, metrics: "Metrics | None" = None) -> None:
        self.recorder = recorder
        self._metrics = metrics

    def note(self, answer: Answer, build: str, took_ms: float) -> str:
        """Take one reply; return its id, 32 hexadecimal digits. Makes nobody wait."""
        id = uuid4().hex
        if self._metrics:
            self._metrics.answered(answer, took_ms)
        if self.recorder:
            self.recorder.note(id, answer, build, took_ms)
        return id

    def question_of(self, reply_id: str) -> str | None:
        """Return what was asked, personal data masked; None where it is not kept, RecordsUnavailable as it rises."""
        return self.recorder.text_of(reply_id) if self.recorder else None

    @property
    def takes_feedback(self) -> bool:
        """Whether what people say of replies is kept."""
        return self.recorder is not None

    def close(self) -> None:
        """Wait until what was taken is written."""
        if self.recorder:
            self.recorder.close()


def journal_of(settings: Settings, metrics: "Metrics | None" = None) -> Journal:
    """Return the journal that the settings ask for; nothing is opened before the first reply."""
    if not settings.records:
        return Journal(metrics=metrics)
    opened = opening(settings.records_url.get_secret_value())
    lost = metrics.lost if metrics else lambda _: None
    return Journal(Recorder(opened, settings.retention_days, lost), metrics)
