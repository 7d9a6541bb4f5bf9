"""`gnlc-index fetch`: the catalogue's official documents -> files and sidecars in the folder of originals.

fetch: for each Original  choose what to ask for (`_question`) → visit (`visitor`, `guard`) → check type
and size while it arrives in a hidden part (`_receive`) → put in place and record (`originals`).

A document that is there is replaced by a whole new one or not at all. A download that breaks off is taken up where it
ended, in the same run or a later one, if the server still has that version.
"""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from indexer.fetch.catalogue import Original
from indexer.fetch.document_type import HEAD_BYTES, announced_ending, checked
from indexer.fetch.guard import USUAL_LIMITS, Deadline, Limits, Reply, decoded, encoding_of
from indexer.fetch.originals import Fetched, Partial, Shelf, sha256_of
from indexer.fetch.problems import Refusal, Trouble
from indexer.fetch.visitor import Visitor, retrying
from indexer.fetch.web_address import PUBLIC_INTERNET, Network
from indexer.messages import say
from kb.types import LANGUAGES

Outcome = Literal["new", "unchanged", "updated", "skipped", "refused", "failed"]
Progress = Callable[[str, int, int], None]
FOLDER = "originals"

_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_RANGE = re.compile(r"bytes ([0-9]{1,15})-[0-9]{1,15}/([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one original: `code` is stable, `reason` a sentence, `file` the name of what is there, if any."""

    id: str
    outcome: Outcome
    code: str
    reason: str
    file: str | None


def fetch(
    originals: Sequence[Original],
    corpus_dir: Path,
    progress: Progress = lambda *_: None,
    network: Network = PUBLIC_INTERNET,
    limits: Limits = USUAL_LIMITS,
) -> list[Result]:
    """Fetch the originals one after the other into `corpus_dir`/originals; return a Result for each, in their order.

    `progress` is told "fetch", how many are done and how many there are. `network` is what may be reached, by default
    the public internet. Raises KnowledgeBaseError only where the folder cannot be used, or another fetch uses it.
    """
    with Shelf.open(corpus_dir / FOLDER) as shelf:
        visitor = Visitor(network, limits)
        results: list[Result] = []
        for original in originals:
            results.append(_fetch_one(original, shelf, visitor, limits))
            progress("fetch", len(results), len(originals))
        return results


def _fetch_one(original: Original, shelf: Shelf, visitor: Visitor, limits: Limits) -> Result:
    there = shelf.file_of(original)
    if original.language[0] not in LANGUAGES:
        return _result(original, shelf, "skipped", "language", language=original.language[0])
    try:
        if there is not None and not shelf.is_ours(original, there):
            return _result(original, shelf, "skipped", "by_hand", file=there.name)
        deadline = Deadline.after(limits.whole)
        return retrying(lambda: _visit(original, shelf, visitor, limits, deadline), limits)
    except Refusal as problem:
        shelf.drop_part(original)
        outcome: Outcome = "refused"
        stop: Refusal | Trouble = problem
    except Trouble as problem:
        outcome, stop = "failed", problem
    except OSError as problem:
        outcome, stop = "failed", Trouble("not_written", folder=shelf.folder, problem=problem)
    reason = str(stop) if there is None else f"{stop} {say('fetch_kept', file=there.name)}"
    return Result(original.id, outcome, stop.code, reason, there.name if there else None)


def _visit(original: Original, shelf: Shelf, visitor: Visitor, limits: Limits, deadline: Deadline) -> Result:
    headers = _question(original, shelf)
    with visitor.get(original.url, headers, deadline) as reply:
        if reply.status == 304 and headers.keys() & set(_CONDITIONS):
            return _unchanged(original, shelf, shelf.fetched[original.id], "not_modified")
        if reply.status in {206, 416}:
            _check_range(original, shelf, reply, headers)
        elif reply.status != 200:
            raise Trouble("status", url=reply.address, status=reply.status)
        partial = _receive(original, shelf, reply, limits)
        return _keep(original, shelf, reply, partial)


def _question(original: Original, shelf: Shelf) -> dict[str, str]:
    """Return the headers that ask for the rest of a part, else for what is newer than the file that is there."""
    partial, part = shelf.partial(original), shelf.part(original)
    if partial and partial.validator and partial.url == original.url and part.is_file() and part.stat().st_size:
        return {"Range": f"bytes={part.stat().st_size}-", "If-Range": partial.validator}
    record, there = shelf.fetched.get(original.id), shelf.file_of(original)
    if record is None or there is None or record.url != original.url or record.sha256 != sha256_of(there):
        return {}
    known = zip(_CONDITIONS, (record.etag, record.last_modified), strict=True)
    return {name: value for name, value in known if value}


def _check_range(original: Original, shelf: Shelf, reply: Reply, headers: dict[str, str]) -> None:
    """Raise Trouble, after which all is asked for anew, unless the reply goes on where the part ends."""
    partial, found = shelf.partial(original), _RANGE.fullmatch(reply.headers.get("content-range", ""))
    goes_on = (
        reply.status == 206
        and partial is not None
        and found is not None
        and headers.get("Range") == f"bytes={found[1]}-"
        and _validator(reply) in {partial.validator, None}
        and encoding_of(reply) == "identity"
        and announced_ending(reply.headers.get("content-type", "")) == partial.ending
    )
    if not goes_on:
        shelf.drop_part(original)
        raise Trouble("restart", again=True, wait=0, url=reply.address)


def _receive(original: Original, shelf: Shelf, reply: Reply, limits: Limits) -> Partial:
    """Write the body to the part, whole and on disk at the end; return what the part is of."""
    ending = announced_ending(reply.headers.get("content-type", ""))
    there = shelf.file_of(original)
    if there is not None and there.suffix != f".{ending}":
        # A page that says "not found" with status 200 would otherwise take the place of a good PDF.
        raise Refusal("other_type", file=there.name, ending=ending)
    part, resumed = shelf.part(original), reply.status == 206
    if not resumed:
        shelf.drop_part(original)  # first, so that old bytes never stand under a new note
        shelf.begin(original, Partial(url=original.url, ending=ending, validator=_validator(reply)))
    head, offset = b"", 0
    with part.open("ab" if resumed else "wb") as file:
        if resumed:
            offset = file.tell()
            with part.open("rb") as arrived:
                head = arrived.read(HEAD_BYTES)
        for chunk in checked(decoded(reply, limits.bytes - offset), head, ending):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        total = _RANGE.fullmatch(reply.headers.get("content-range", ""))
        if resumed and total is not None and file.tell() != int(total[2]):
            raise Trouble("cut", again=True)
    return shelf.partial(original) or Partial(url=original.url, ending=ending, validator=None)


def _keep(original: Original, shelf: Shelf, reply: Reply, partial: Partial) -> Result:
    part, there = shelf.part(original), shelf.file_of(original)
    sha256 = sha256_of(part)
    file = f"{original.id}.{original.language[0]}.{partial.ending}"
    record = Fetched(
        url=original.url,
        final_url=str(reply.address),
        file=file,
        etag=reply.headers.get("etag"),
        last_modified=reply.headers.get("last-modified"),
        sha256=sha256,
        sidecar_sha256=shelf.put_sidecar(original, file),
        bytes=part.stat().st_size,
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    if there is not None and sha256_of(there) == sha256:
        return _unchanged(original, shelf, record, "same_bytes")
    shelf.place(original, record, partial)
    code = "saved" if partial.ending == original.kind else "saved_as_other"
    values = {"file": file, "bytes": record.bytes, "kind": original.kind, "ending": partial.ending}
    return _result(original, shelf, "updated" if there else "new", code, **values)


def _unchanged(original: Original, shelf: Shelf, record: Fetched, code: str) -> Result:
    sidecar = shelf.put_sidecar(original, record.file)
    shelf.record(original, record.model_copy(update={"sidecar_sha256": sidecar}))
    shelf.drop_part(original)
    return _result(original, shelf, "unchanged", code)


def _validator(reply: Reply) -> str | None:
    """Return what If-Range may carry: a strong ETag, else Last-Modified (RFC 9110, 13.1.5); None if encoded."""
    if encoding_of(reply) != "identity":
        return None  # the part is decoded, ranges count encoded bytes
    etag = reply.headers.get("etag", "")
    return etag if etag.startswith('"') else reply.headers.get("last-modified")


def _result(original: Original, shelf: Shelf, outcome: Outcome, code: str, **values: object) -> Result:
    there = shelf.file_of(original)
    reason = say(f"fetch_{code}", **values)
    if outcome != "skipped" and there is not None and shelf.has_own_sidecar(original, there):
        reason += " " + say("fetch_own_sidecar", sidecar=f"{there.name}.toml")
    return Result(original.id, outcome, code, reason, there.name if there else None)
