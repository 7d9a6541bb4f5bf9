"""`gnlc-serve keys`: make, list and revoke keys of named clients."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import click

from api.access.keys import Key, KeyStore
from api.access.messages import say
from api.records.commands import records_said_plainly
from settings import Settings


@click.group()
def keys() -> None:
    """Keys for teachers' programs, which may ask more often. / กุญแจสำหรับโปรแกรมของครู ซึ่งถามได้ถี่กว่า

    \b
    Examples / ตัวอย่าง:
      gnlc-serve keys create "Khon Kaen school" --days 365
      gnlc-serve keys list
      gnlc-serve keys revoke 3f2a9c01
    """


@keys.command()
@click.argument("name")
@click.option(
    "--days", type=click.IntRange(1, 3650), default=365, show_default=True, help="Valid for so long. / ใช้ได้กี่วัน"
)
def create(name: str, days: int) -> None:
    """Make a key for NAME and print it, once. / สร้างกุญแจให้ NAME แล้วแสดงครั้งเดียว"""
    key, given = Key.of(name, datetime.now(UTC) + timedelta(days=days))
    with _store() as store:
        store.add(key)
    click.echo(given)
    click.echo(say("created", name=name, date=f"{key.expires_at:%Y-%m-%d}"), err=True)


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON. / พิมพ์ผลเป็น JSON")
def listing(as_json: bool) -> None:
    """List the keys, by id; the keys themselves are not kept. / แสดงรายการกุญแจตามรหัส ระบบไม่เก็บตัวกุญแจ"""
    with _store() as store:
        found = store.all()
    if as_json:
        click.echo(json.dumps([_values(key) for key in found], ensure_ascii=False))
        return
    for key in found:
        values = _values(key)
        click.echo(f"{key.id}  {say(values['state'])}  {values['expires']}  {key.name}")
    if not found:
        click.echo(say("none"))


@keys.command()
@click.argument("id")
def revoke(id: str) -> None:
    """Make a key invalid, within half a minute. / ยกเลิกกุญแจ มีผลภายในครึ่งนาที"""
    with _store() as store:
        revoked = store.revoke(id)
    if not revoked:
        raise click.ClickException(say("unknown", id=id))
    click.echo(say("revoked", id=id))


@contextmanager
def _store() -> Iterator[KeyStore]:
    with records_said_plainly():
        store = KeyStore(Settings().records_url.get_secret_value())
        try:
            yield store
        finally:
            store.close()


def _values(key: Key) -> dict[str, str]:
    expired = key.expires_at is not None and key.expires_at <= datetime.now(UTC)
    return {
        "id": key.id,
        "name": key.name,
        "state": "revoked_state" if key.revoked_at else "expired_state" if expired else "valid_state",
        "expires": key.expires_at.date().isoformat() if key.expires_at else "-",
    }
