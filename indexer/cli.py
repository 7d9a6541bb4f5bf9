"""`gnlc-index`: the staff's command.

Results go to stdout, progress to stderr; exit code 0, 1 for a known problem, 2 for wrong usage.
"""

import click

from indexer.commands import builds, documents, questions, system
from indexer.commands.output import Group
from indexer.evaluate import evaluate


@click.group(cls=Group)
def main() -> None:
    """Build and inspect the index of documents. / สร้างและตรวจดัชนีเอกสาร

    \b
    Examples / ตัวอย่าง:
      gnlc-index build
      gnlc-index ask "เมืองแห่งการเรียนรู้คืออะไร"
      gnlc-index status --json
    """


for _command in (
    builds.build,
    builds.status,
    builds.rollback,
    builds.prune,
    documents.inspect,
    documents.repair,
    documents.check,
    documents.fetch,
    questions.ask,
    questions.search,
    system.doctor,
    system.model,
    evaluate,
):
    main.add_command(_command)
