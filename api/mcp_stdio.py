"""`gnlc-mcp`: the tools over standard input and output, for an assistant on the same machine."""

import click

from api.mcp_door import installed
from api.serve import said_plainly

_HELP = """Offer search, ask and get_document to an assistant over standard input and output (Model Context Protocol).

ให้โปรแกรมผู้ช่วยใช้เครื่องมือ search, ask และ get_document ผ่านทางเข้าออกมาตรฐาน

\b
Example / ตัวอย่าง:
  GNLC_INDEX_DIR=/srv/gnlc/index gnlc-mcp
"""
_MISSING = (
    "gnlc-mcp needs the package mcp. Install it with: pip install 'gnlc-answers[mcp]' / "
    "gnlc-mcp ต้องใช้แพ็กเกจ mcp ติดตั้งด้วยคำสั่ง pip install 'gnlc-answers[mcp]'"
)


@click.command(help=_HELP)
def main() -> None:
    """Serve until standard input ends; exit 1 with a sentence where the index, a setting or the SDK is wrong."""
    if not installed():
        raise click.ClickException(_MISSING)
    with said_plainly():
        _serve()


def _serve() -> None:
    from api.journal import journal_of
    from api.live import LiveIndex
    from api.mcp_tools import mcp_server
    from kb.embedder import question_embedder
    from settings import Settings

    settings = Settings()
    live = LiveIndex(settings.index_dir, question_embedder(settings.embedding_model))
    journal = journal_of(settings)
    try:
        mcp_server(live.base, journal).run("stdio")
    finally:
        journal.close()
