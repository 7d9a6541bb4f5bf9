"""Answers share the cores; what waits for a database does not keep them from their threads."""

import os
import threading
import time

import anyio
from anyio import to_thread

from api.operation.threads import for_waiting, share_cores


def test_no_more_answers_run_at_once_than_keep_the_cores_at_work_and_the_rest_follow_in_order() -> None:
    at_once, most, order = 0, 0, []
    counting = threading.Lock()

    def answer(number: int) -> None:
        nonlocal at_once, most
        with counting:
            order.append(number)
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.002)
        with counting:
            at_once -= 1

    async def ask() -> None:
        share_cores(workers=1)
        async with anyio.create_task_group() as group:
            for number in range(60):
                group.start_soon(to_thread.run_sync, answer, number)

    anyio.run(ask)
    assert most <= len(os.sched_getaffinity(0)) + 1
    # Threads that start together may overtake each other, by no more than there are of them.
    assert all(abs(place - number) <= most for place, number in enumerate(order))


def test_what_waits_for_a_database_neither_takes_nor_needs_a_thread_of_the_answers() -> None:
    answering, written = threading.Event(), threading.Event()

    async def serve() -> None:
        share_cores(workers=1)
        async with anyio.create_task_group() as group:
            for _ in range(len(os.sched_getaffinity(0)) + 1):
                group.start_soon(to_thread.run_sync, answering.wait, 30)
            await anyio.sleep(0.05)
            with anyio.fail_after(10):
                await to_thread.run_sync(written.set, limiter=for_waiting())
            answering.set()

    anyio.run(serve)
    assert written.is_set()
