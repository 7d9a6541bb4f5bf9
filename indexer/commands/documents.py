"""The commands that look at documents: inspect, repair, check, fetch."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.commands.output import (
    as_json_option,
    plain_option,
    print_json,
    print_plain,
    print_table,
    progress_shown,
    shown,
)
from indexer.messages import locale_language, say, told
from kb.errors import DocumentError
from settings import Settings

if TYPE_CHECKING:
    from indexer.inspection import InspectedPage
    from kb.text.repair import Change


@click.command()
@click.argument("document")
@plain_option
@as_json_option
def inspect(document: str, plain: bool, as_json: bool) -> None:
    """Show what is read of a document, page by page, with repairs and health. / แสดงสิ่งที่อ่านได้จากเอกสารทีละหน้า

    DOCUMENT is a file, the id of a document in the corpus, or - for a PDF or text from stdin.
    / DOCUMENT คือไฟล์ รหัสเอกสารในคลัง หรือ - เพื่ออ่านจาก stdin

    \b
    Examples / ตัวอย่าง:
      gnlc-index inspect report.pdf
      gnlc-index inspect key-features.th
      gnlc-index inspect --plain report.pdf > report.txt
      cat report.pdf | gnlc-index inspect - --json
    """
    from indexer.inspection import inspect_file, refusal

    with _file(document) as path:
        pages = inspect_file(path)
        refused = None if document == "-" else refusal(path)
    if plain:
        print_plain("\n".join(_one_line(text) for page in pages for text in page.paragraphs))
    elif as_json:
        reason = refused.to(locale_language()) if refused else None
        print_json({"file": document, "refused": reason, "pages": [_page_values(page) for page in pages]})
    else:
        for page in pages:
            _print_page(page)
        click.echo(say("inspected", file=shown(document), pages=len(pages), changes=sum(len(p.changes) for p in pages)))
        if refused:
            click.echo(say("would_refuse", problem=refused.to(locale_language())))


@click.command()
@click.argument("file")
@plain_option
@as_json_option
def repair(file: str, plain: bool, as_json: bool) -> None:
    """Show how the Thai text of a PDF is repaired: each change with its reason. / แสดงการซ่อมข้อความไทยจาก PDF ทีละจุด

    FILE is a PDF, a text file as a program extracted it (a form feed ends a page), or - for stdin.
    / FILE คือ PDF ไฟล์ข้อความที่ดึงออกจาก PDF หรือ - เพื่ออ่านจาก stdin

    \b
    Examples / ตัวอย่าง:
      gnlc-index repair report.pdf
      gnlc-index repair --plain report.txt > repaired.txt
      pdftotext -raw report.pdf - | gnlc-index repair --plain -
    """
    from indexer.inspection import repair_file

    with _file(file) as path:
        repaired = repair_file(path)
    if plain:
        print_plain(repaired.text)
    elif as_json:
        values = {
            "file": file,
            "changes": [_change_values(change) for change in repaired.changes],
            "health": [round(health, 3) for health in repaired.health],
            "paragraphs": [asdict(paragraph) for paragraph in repaired.paragraphs],
        }
        print_json(values)
    else:
        for number, health in enumerate(repaired.health, 1):
            changes = [change for change in repaired.changes if change.page == number]
            if changes:
                click.echo(say("page_repaired", page=number, health=health, changes=len(changes)))
                _print_changes(changes)
        click.echo(say("repaired", file=shown(file), changes=len(repaired.changes)))


@click.command()
@as_json_option
def check(as_json: bool) -> None:
    """Check the corpus and the live index; exit 1 where something is to be mended. / ตรวจคลังเอกสารและดัชนี

    \b
    Examples / ตัวอย่าง:
      gnlc-index check
      gnlc-index check --json | jq .findings
    """
    from indexer.check import check_corpus
    from kb.embedder import space_of
    from kb.index import live_build, verify

    settings = Settings()
    findings = check_corpus(settings.corpus_dir)
    manifest = verify(live_build(settings.index_dir), space_of(settings.embedding_model))
    if as_json:
        print_json({"build": manifest.build, "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            click.echo(f"{finding.where}: {finding.detail}")
        click.echo(say("findings", count=len(findings)) if findings else say("corpus_clean"))
        click.echo(say("index_whole", build=manifest.build))
    if findings:
        raise SystemExit(1)


@click.command()
@click.option("--only", metavar="ID", help="Fetch one document. / ดาวน์โหลดเฉพาะรหัสนี้")
@as_json_option
def fetch(only: str | None, as_json: bool) -> None:
    """Download the official documents of originals.toml into the corpus. / ดาวน์โหลดเอกสารต้นฉบับตามบัญชี originals.toml

    Exit code 1 where a document failed. / รหัสจบ 1 หากมีเอกสารที่ดาวน์โหลดไม่สำเร็จ

    \b
    Examples / ตัวอย่าง:
      gnlc-index fetch
      gnlc-index fetch --only key-features-2013 --json
    """
    from indexer.fetch import fetch as run
    from indexer.fetch.catalogue import CATALOGUE, near_ids, read_catalogue

    folder = Settings().corpus_dir
    catalogue = read_catalogue(folder / CATALOGUE)
    chosen = [original for original in catalogue if only in {None, original.id}]
    if only is not None and not chosen:
        near = ", ".join(near_ids(only, catalogue)) or say("fetch_none_near")
        raise click.BadParameter(say("fetch_unknown", id=only, near=near), param_hint="--only")
    with progress_shown() as progress:
        results = run(chosen, folder, progress)
    if as_json:
        print_json({"originals": [asdict(result) for result in results]})
    else:
        print_table([(result.id, say(f"outcome_{result.outcome}"), result.reason) for result in results])
    if any(result.outcome == "failed" for result in results):
        raise SystemExit(1)


@contextmanager
def _file(named: str) -> Iterator[Path]:
    """Give the file of a path, of a document's id in the corpus, or of stdin; DocumentError where there is none."""
    from indexer.corpus import corpus_files, file_of_document
    from indexer.inspection import file_of

    if named == "-":
        with file_of(click.get_binary_stream("stdin").read()) as path:
            yield path
    elif Path(named).is_file():
        yield Path(named)
    else:
        folder = Settings().corpus_dir
        path_found = file_of_document(corpus_files(folder), named) if folder.is_dir() else None
        if path_found is None:
            raise DocumentError(told("no_such_document", document=named, folder=folder))
        yield path_found


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _page_values(page: "InspectedPage") -> dict[str, Any]:
    return {
        "page": page.number,
        "health": page.health,
        "readable": page.is_readable,
        "image": page.is_image,
        "paragraphs": page.paragraphs,
        "changes": [_change_values(change) for change in page.changes],
    }


def _change_values(change: "Change") -> dict[str, Any]:
    return {**asdict(change), "why": _why(change.reason)}


def _why(reason: str) -> str:
    from kb.text.repair import REASONS

    english, thai = REASONS[reason]
    return thai if locale_language() == "th" else english


def _print_page(page: "InspectedPage") -> None:
    if page.number is not None:
        click.echo(say("page_read", page=page.number, health=page.health, paragraphs=len(page.paragraphs)))
    if not page.is_readable:
        click.echo(say("page_image") if page.is_image else say("page_unreadable"))
    for text in page.paragraphs:
        click.echo(f"  {shown(_one_line(text))}")
    _print_changes(page.changes)


def _print_changes(changes: Sequence["Change"]) -> None:
    """Print each change as a diff with its reason; the same change on a page once, with how often it was made."""
    for (before, after, reason), count in Counter((c.before, c.after, c.reason) for c in changes).items():
        click.echo(click.style(f"  - {shown(before)}", fg="red"))
        click.echo(click.style(f"  + {shown(after)}", fg="green"))
        click.echo(f"    {_why(reason)}{f' ×{count}' if count > 1 else ''}")
