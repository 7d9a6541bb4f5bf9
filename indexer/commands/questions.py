"""The commands that ask the live index: ask, search."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from indexer.commands.output import as_json_option, print_json, read_stdin, shown
from indexer.messages import say
from settings import Settings

if TYPE_CHECKING:
    from kb.knowledge_base import KnowledgeBase
    from kb.types import Language

_question = click.argument("question")


def _base() -> "KnowledgeBase":
    from kb.embedder import question_embedder
    from kb.knowledge_base import KnowledgeBase

    settings = Settings()
    return KnowledgeBase.open(settings.index_dir, question_embedder(settings.embedding_model))


@click.command()
@_question
@as_json_option
def ask(question: str, as_json: bool) -> None:
    """Ask the live index; - reads the question from stdin. / ถามดัชนีที่ใช้อยู่ ใส่ - เพื่ออ่านคำถามจาก stdin

    \b
    Examples / ตัวอย่าง:
      gnlc-index ask "What are the key features of a learning city?"
      echo "เมืองใดของไทยเป็นสมาชิกเมืองแรก" | gnlc-index ask -
    """
    base = _base()
    answer = base.answer(read_stdin() if question == "-" else question)
    if as_json:
        print_json(asdict(answer))
        return
    if answer.message:
        click.echo(answer.message)
    for sentence in answer.sentences:
        click.echo(f"{sentence.text} {''.join(f'[{number}]' for number in sentence.citations)}")
    for citation in answer.citations:
        source = citation.source
        click.echo(
            say("source", number=citation.number, publisher=source.publisher, title=source.title, url=source.url)
        )
    if answer.suggestions:
        click.echo("\n".join([say("suggestions"), *(f"  {suggestion}" for suggestion in answer.suggestions)]))


@click.command()
@_question
@click.option("--top-k", type=click.IntRange(1, 100), default=10, help="How many passages. / จำนวนข้อความ")
@click.option("--language", type=click.Choice(["auto", "th", "en"]), default="auto", help="Asked in. / ภาษาของคำถาม")
@as_json_option
def search(question: str, top_k: int, language: str, as_json: bool) -> None:
    """Show the passages of the live index nearest to a question. / แสดงข้อความในดัชนีที่ใกล้คำถามที่สุด

    With - the question comes from stdin; --json prints a passage on a line. / ใส่ - เพื่ออ่านคำถามจาก stdin

    \b
    Examples / ตัวอย่าง:
      gnlc-index search "membership fee" --top-k 3
      gnlc-index search "ค่าธรรมเนียมสมาชิก" --json
    """
    spoken: Language | None = "th" if language == "th" else "en" if language == "en" else None
    found = _base().search(read_stdin() if question == "-" else question, spoken, top_k)
    for rank, (passage, score) in enumerate(found, 1):
        if as_json:
            print_json({"rank": rank, "score": round(float(score), 6), **asdict(passage)})
            continue
        page = say("on_page", page=passage.page) if passage.page else ""
        click.echo(f"{rank}. {passage.id} {page}\n   {shown(passage.title)} – {shown(passage.heading)} ({score:.3f})")
        click.echo(f"   {shown(passage.text.replace(chr(10), ' '))}")
    if not found and not as_json:
        click.echo(say("nothing_found"))
