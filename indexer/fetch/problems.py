"""Why a document is not fetched. `code` is stable; the message is a sentence in the language of the terminal.

KnowledgeBaseError
├── Refusal     we will not: an address, a type or a size that is not allowed, or the site's robots.txt
└── Trouble     we could not: the server or the network; `again` says whether another try soon may help
"""

from indexer.messages import say
from kb.errors import KnowledgeBaseError


class Refusal(KnowledgeBaseError):
    """We will not fetch this; asking again gives the same."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(say(f"fetch_{code}", **values))
        self.code = code


class Trouble(KnowledgeBaseError):
    """We could not fetch this now; `wait` is the time in seconds before another try, None for the usual one."""

    def __init__(self, code: str, again: bool = False, wait: float | None = None, **values: object) -> None:
        super().__init__(say(f"fetch_{code}", **values))
        self.code = code
        self.again = again
        self.wait = wait
