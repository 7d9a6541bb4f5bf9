"""The commands that make builds and choose among them: build, status, rollback, prune."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from indexer.commands.output import as_json_option, print_json, print_table, progress_shown
from indexer.messages import say
from kb.errors import KnowledgeBaseError
from settings import Settings

if TYPE_CHECKING:
    from indexer.build import BuildReport
    from kb.index import Removed


@click.command()
@click.option("--if-missing", is_flag=True, help="Do nothing where a usable index is live. / ข้ามถ้ามีดัชนีที่ใช้ได้แล้ว")
@click.option("--ocr", is_flag=True, help="Recognise page images with Tesseract. / อ่านภาพหน้าเอกสารด้วย Tesseract")
@as_json_option
def build(if_missing: bool, ocr: bool, as_json: bool) -> None:
    """Build a new index of the corpus and make it live. / สร้างดัชนีใหม่แล้วเริ่มใช้

    Only files that changed are read again, and only texts that changed are embedded. A file that cannot be used is
    named with the reason and stops no other; a build that fails leaves the live index as it was.
    / อ่านเฉพาะไฟล์ที่เปลี่ยน ไฟล์ที่ใช้ไม่ได้จะแจ้งชื่อพร้อมเหตุผล หากสร้างไม่สำเร็จ ดัชนีเดิมยังทำงานต่อ

    \b
    Examples / ตัวอย่าง:
      gnlc-index build
      gnlc-index build --ocr
      GNLC_CORPUS_DIR=/srv/gnlc/corpus gnlc-index build --json
    """
    from indexer.build import build as run
    from kb.embedder import space_of
    from kb.index import live_build, verify

    settings = Settings()
    if if_missing:
        try:
            live = verify(live_build(settings.index_dir), space_of(settings.embedding_model))
        except KnowledgeBaseError:
            pass
        else:
            click.echo(say("already", build=live.build), err=True)
            return
    with progress_shown() as progress:
        report = run(settings, progress, ocr=ocr)
    if as_json:
        print_json(_values(report))
    else:
        _print_report(report)


def _values(report: "BuildReport") -> dict[str, object]:
    values = asdict(report)
    for kind in ("refused", "noted"):
        values[kind] = [{"path": str(other.path), "reason": other.reason} for other in getattr(report, kind)]
    del values["manifest"]["files"]
    return values


def _print_report(report: "BuildReport") -> None:
    m = report.manifest
    rows: list[tuple[str, object]] = [
        (say("files"), f"{report.files - report.kept_files} / {report.kept_files}"),
        (say("documents"), m.documents),
        (say("passages"), m.passages),
        (say("sentences"), m.sentences),
        (say("vectors"), f"{m.new_vectors} / {m.reused_vectors}"),
        (say("golden"), f"{report.golden_answered} / {report.golden_asked}"),
        (say("refused"), len(report.refused)),
        (say("noted"), len(report.noted)),
        (say("removed"), len(report.removed)),
    ]
    seconds = {"read": report.read_seconds, **m.seconds, "check": report.check_seconds}
    rows += [(say("seconds", stage=say(stage)), f"{value:.1f}") for stage, value in seconds.items()]
    print_table(rows)
    for other in (*report.refused, *report.noted):
        click.echo(f"  {other.path}: {other.reason}")
    click.echo(say("live", build=m.build))


@click.command()
@as_json_option
def status(as_json: bool) -> None:
    """Show the live build and those that can be gone back to. / แสดงดัชนีที่ใช้อยู่และดัชนีที่ย้อนกลับได้

    \b
    Examples / ตัวอย่าง:
      gnlc-index status
      gnlc-index status --json
    """
    from kb.index import live_build, past_builds, read_manifest

    folder = Settings().index_dir
    values = asdict(read_manifest(live_build(folder)))
    del values["files"]
    values["past"] = [path.name for path in past_builds(folder)]
    if as_json:
        print_json(values)
        return
    names = ("build", "built_at", "digest", "space", "tokenizer", "documents", "passages", "sentences")
    recall = ", ".join(f"{language} {share:.1%}" for language, share in values["recall"].items())
    rows = [*((say(name), values[name]) for name in names), (say("recall"), recall or say("recall_exact"))]
    print_table([*rows, (say("past"), ", ".join(values["past"]) or "-")])


@click.command()
@click.option("--to", "build", metavar="BUILD", help="Go to this build. / เลือกดัชนีเอง")
@as_json_option
def rollback(build: str | None, as_json: bool) -> None:
    """Make the build before the live one live again, in a second. / ย้อนกลับไปใช้ดัชนีก่อนหน้าทันที

    The build is checked first, and a running server swaps to it by itself. / ตรวจดัชนีก่อน และบริการที่เปิดอยู่จะสลับเอง

    \b
    Examples / ตัวอย่าง:
      gnlc-index rollback
      gnlc-index rollback --to 20261123T021500Z-3f2a
    """
    from kb.embedder import space_of
    from kb.index import rollback as run

    settings = Settings()
    manifest = run(settings.index_dir, space_of(settings.embedding_model), build)
    if as_json:
        print_json({"build": manifest.build, "built_at": manifest.built_at, "documents": manifest.documents})
    else:
        click.echo(say("rolled_back", build=manifest.build, built_at=manifest.built_at, documents=manifest.documents))


@click.command()
@click.option("--keep", type=click.IntRange(min=1), help="How many builds stay (GNLC_KEEP_BUILDS). / จำนวนดัชนีที่เก็บไว้")
@as_json_option
def prune(keep: int | None, as_json: bool) -> None:
    """Remove old builds and what broken-off builds left; never the live one. / ลบดัชนีเก่าและไฟล์ค้าง ไม่ลบดัชนีที่ใช้อยู่

    Each build does the same at its end. / การ build แต่ละครั้งทำให้อยู่แล้ว

    \b
    Examples / ตัวอย่าง:
      gnlc-index prune
      gnlc-index prune --keep 2
    """
    from kb.index import build_lock
    from kb.index import prune as run

    settings = Settings()
    with build_lock(settings.index_dir):
        removed = run(settings.index_dir, keep or settings.keep_builds)
    if as_json:
        print_json({"removed": [asdict(one) for one in removed]})
        return
    print_table([(one.name, _megabytes(one)) for one in removed])
    click.echo(say("pruned", count=len(removed)))


def _megabytes(removed: "Removed") -> str:
    return f"{removed.bytes / 1e6:.1f} MB"
