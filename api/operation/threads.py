"""How many threads answer at once: as many as keep this process's share of the cores at work.

More only wait for each other: Python runs one of them at a time, each holds memory for its own embedding, and whoever
asked first is not answered first. What waits for a database takes other threads, so that a database that is gone
keeps nobody from an answer.
"""

import os

from anyio import CapacityLimiter, to_thread

_AT_ONCE = 8


def share_cores(workers: int) -> None:
    """Limit the threads of the running event loop, one of so many processes; requests beyond them wait in order."""
    to_thread.current_default_thread_limiter().total_tokens = len(os.sched_getaffinity(0)) // workers + 1


def for_waiting() -> CapacityLimiter:
    """Return the limit of threads that wait for a database."""
    return CapacityLimiter(_AT_ONCE)
