"""A thousand made-up people's data through the doors, then a search for them over everything that was written."""

import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import httpx

from api.records.masking import is_card, is_thai_id
from tests.serving import serving

COUNT = 1000
DOOR_SHARE, BATCH_SHARE = 5, 40
QUESTION = "เมืองแห่งการเรียนรู้คืออะไร"


@dataclass(frozen=True, slots=True)
class Person:
    """What one of them lets slip: an e-mail address, a telephone, a national identity and a card number."""

    email: str
    phone: str
    id: str
    card: str

    def question(self, n: int) -> str:
        phone, id, card = self._numbers(n)
        kinds = (f"อีเมล {self.email}", f"โทร {phone}", f"my id is {id}", f"บัตร {card}")
        return f"{QUESTION} {' '.join(kinds)}"

    def bare(self, n: int) -> str:
        """The numbers alone, which no question is about."""
        return " / ".join(self._numbers(n))

    def _numbers(self, n: int) -> tuple[str, str, str]:
        spaced = (
            f"{self.phone[:3]}-{self.phone[3:6]}-{self.phone[6:]}",
            f"{self.id[0]}-{self.id[1:5]}-{self.id[5:10]}-{self.id[10:12]}-{self.id[12]}",
            " ".join(self.card[at : at + 4] for at in range(0, 16, 4)),
        )
        return spaced if n % 2 else (self.phone, self.id, self.card)

    def traces(self) -> list[bytes]:
        numbers = {number for n in range(2) for number in self._numbers(n)}
        return [text.encode() for text in (self.email, *numbers)]


def _checked(random_: random.Random, length: int, valid: object) -> str:
    start = str(random_.randint(1, 8)) + "".join(str(random_.randint(0, 9)) for _ in range(length - 2))
    assert callable(valid)
    return next(start + str(digit) for digit in range(10) if valid(start + str(digit)))


def people() -> list[Person]:
    random_ = random.Random(7)
    return [
        Person(
            f"somchai{random_.randint(10**6, 10**7)}.{n}@mail.example",
            f"0{random_.choice('689')}{random_.randint(10**7, 10**8 - 1)}",
            _checked(random_, 13, is_thai_id),
            _checked(random_, 16, is_card),
        )
        for n in range(COUNT)
    ]


def _ask_by_every_door(client: httpx.Client, everybody: list[Person]) -> None:
    """Each door to an answer is tried by some; every one of them asks, and comments on a reply.

    A text of so many digits takes long to embed, so most ask no more than their data: the reply says that it is too
    vague, and what was asked is kept like any other.
    """
    for n, person in enumerate(everybody[:DOOR_SHARE]):
        text = person.question(n)
        assert client.post("/api/v1/ask", json={"question": text}).status_code == 200
        assert client.post("/api/v1/ask/stream", json={"question": text}).status_code == 200
        assert client.post("/api/v1/search", json={"question": text}).status_code == 200
        assert client.post("/api/v1/suggestions", json={"near": text}).status_code == 200
        assert client.post("/", data={"question": text}).status_code == 200
        assert client.post("/widget/v1/panel", data={"question": text}).status_code == 200
        assert client.post("/v1/chat/completions", json=_chat(text)).status_code == 200
        assert client.post("/api/v1/ask", json={"question": text, "top_k": text}).status_code == 422
        assert client.get("/documents", params={"q": text}).status_code == 200
        client.get(f"/documents/{person.email}", headers={"X-Request-ID": "x"})
    rows = [{"id": str(n), "question": person.bare(n)} for n, person in enumerate(everybody)]
    rows[:BATCH_SHARE] = [row | {"question": everybody[n].question(n)} for n, row in enumerate(rows[:BATCH_SHARE])]
    answered = client.post("/api/v1/ask/batch", json=rows)
    assert answered.text.count('"reply":{') == COUNT
    assert answered.text.count('"too_vague"') == COUNT - BATCH_SHARE
    for n, person in enumerate(everybody):
        rating = {"answer_id": f"{n:032x}", "rating": "down", "comment": person.question(n)}
        assert client.post("/api/v1/feedback", json=rating).status_code == 204


def _chat(text: str) -> dict[str, object]:
    return {"model": "gnlc", "messages": [{"role": "user", "content": text}]}


def test_nothing_of_a_thousand_people_is_in_any_file_log_or_metric(index_dir: Path, tmp_path: Path) -> None:
    everybody = people()
    with serving(index_dir, tmp_path / "log") as server, server.client() as client:
        _ask_by_every_door(client, everybody)
        shown = client.get("/metrics").content
    with sqlite3.connect(tmp_path / "records.sqlite") as records:
        [kept] = records.execute("SELECT count(*) FROM questions").fetchone()
        [masked] = records.execute("SELECT count(*) FROM questions WHERE text LIKE '%[card]%'").fetchone()
        [comments] = records.execute("SELECT count(*) FROM ratings WHERE comment LIKE '%[email]%[id]%'").fetchone()
    assert kept == COUNT + 5 * DOOR_SHARE
    assert masked == kept
    assert comments == COUNT
    written = shown + b"".join(file.read_bytes() for file in tmp_path.iterdir())
    found = [trace for person in everybody for trace in person.traces() if trace in written]
    assert found == []
