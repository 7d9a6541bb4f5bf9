"""The commands that look at the installation: doctor, model."""

import click

from indexer.commands.output import as_json_option, print_json
from indexer.messages import locale_language, say
from settings import Settings

_SIGNS = {"ok": "✓", "advice": "!", "problem": "✗"}


@click.command()
@as_json_option
def doctor(as_json: bool) -> None:
    """Check settings, corpus, index, disk, model, dictionary and OCR, and say what to do. / ตรวจระบบและบอกวิธีแก้

    Exit code 1 where something must be mended. / รหัสจบ 1 หากมีสิ่งที่ต้องแก้

    \b
    Examples / ตัวอย่าง:
      gnlc-index doctor
      gnlc-index doctor --json
    """
    from indexer.doctor import examine

    language = locale_language()
    found = examine(Settings())
    problems = sum(one.state == "problem" for one in found)
    if as_json:
        checks = [{"name": one.name, "state": one.state, "detail": one.told.to(language)} for one in found]
        print_json({"problems": problems, "checks": checks})
    else:
        for one in found:
            click.echo(f"{_SIGNS[one.state]} {say(f'doctor_{one.name}_name')}: {one.told.to(language)}")
        click.echo(say("doctor_problems", count=problems) if problems else say("doctor_well"))
    if problems:
        raise SystemExit(1)


@click.command()
@as_json_option
def model(as_json: bool) -> None:
    """Show the embedding model and where its checkpoint lies. / แสดงแบบจำลองและที่เก็บ

    \b
    Examples / ตัวอย่าง:
      gnlc-index model
      gnlc-index model --json
    """
    from kb.embedder import BUILT_IN, checkpoint_folder, space_of

    settings = Settings()
    space = space_of(settings.embedding_model)
    if settings.embedding_model != BUILT_IN:
        values: dict[str, object] = {"space": space, "folder": None, "checkpoint": None}
        sentence = say("model_own", model=settings.embedding_model)
    else:
        folder = checkpoint_folder(settings.model_dir)
        there = (folder / "modules.json").is_file()
        values = {"space": space, "folder": str(folder), "checkpoint": there}
        state = say("model_there" if there else "model_missing")
        sentence = say("model_built_in", space=space, folder=folder, state=state)
    if as_json:
        print_json(values)
    else:
        click.echo(sentence)
