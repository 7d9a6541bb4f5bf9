"""Prints the contract, needs no index: `python -m api.openapi > api/openapi.json`."""

import json
import sys

from api.app import app_asking
from kb.errors import IndexMissing
from kb.knowledge_base import KnowledgeBase


def contract() -> str:
    """Return the OpenAPI document of the app as it is committed."""
    return json.dumps(app_asking(_nothing).openapi(), ensure_ascii=False, indent=1) + "\n"


def _nothing() -> KnowledgeBase:
    raise IndexMissing("The contract is written without an index.")


if __name__ == "__main__":
    sys.stdout.buffer.write(contract().encode())
