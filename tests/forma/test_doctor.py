from __future__ import annotations

import json
from pathlib import Path

import asyncpg
import pytest

from forma.doctor import examine, findings_for
from forma.findings import Finding
from forma.settings import read_settings
from tests.kit.shop import open_shop


async def findings(environ: dict[str, str]) -> dict[str, Finding]:
    return {one.name: one for one in await findings_for(read_settings(environ), environ)}


async def test_what_is_well(tmp_path: Path, database_url: str, redis_url: str) -> None:
    found = await findings(
        {"FORMA_DATA_DIR": str(tmp_path), "FORMA_DATABASE_URL": database_url, "FORMA_REDIS_URL": redis_url}
    )
    assert found["database"].ok
    assert found["database"].said.endswith("schema up to date")
    assert found["redis"].ok
    assert found["data directory"].ok
    assert not found["telegram"].ok
    assert "FORMA_BOT_TOKEN" in found["telegram"].remedy


async def test_a_migration_that_waits_is_named(tmp_path: Path, database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    newest = await connection.fetchval("DELETE FROM tortoise_migrations WHERE name = '0002_rules' RETURNING name")
    await connection.close()
    found = await findings({"FORMA_DATA_DIR": str(tmp_path), "FORMA_DATABASE_URL": database_url})
    assert newest in found["database"].said
    assert found["database"].remedy == "Run `forma migrate`."


async def test_what_is_away_is_said_with_its_variable(tmp_path: Path) -> None:
    away = {
        "FORMA_DATA_DIR": str(tmp_path),
        "FORMA_DATABASE_URL": "postgresql://forma@127.0.0.1:1/forma",
        "FORMA_REDIS_URL": "redis://127.0.0.1:1",
        "FORMA_SMTP_URL": "smtp://127.0.0.1:1",
        "FORMA_CLOCK": "http://127.0.0.1:1/sim/clock",
        "FORMA_GEOCODER": "nominatim",
        "FORMA_GEOCODER_URL": "http://127.0.0.1:1",
        **_payments("http://127.0.0.1:1"),
    }
    found = await findings(away)
    for name, variable in [
        ("database", "DATABASE_URL"),
        ("redis", "REDIS_URL"),
        ("mail", "SMTP_URL"),
        ("clock", "CLOCK"),
        ("addresses", "GEOCODER_URL"),
        ("stripe", "STRIPE_API"),
        ("yookassa", "YOOKASSA_API"),
    ]:
        assert not found[name].ok
        assert f"FORMA_{variable}" in found[name].remedy


def _payments(api: str, key: str = "test_sandbox") -> dict[str, str]:
    return {
        "FORMA_STRIPE_KEY": f"sk_{key}",
        "FORMA_STRIPE_WEBHOOK_SECRET": "whsec_sandbox",
        "FORMA_STRIPE_API": f"{api}/providers/stripe",
        "FORMA_YOOKASSA_SHOP": "100500",
        "FORMA_YOOKASSA_KEY": key,
        "FORMA_YOOKASSA_API": f"{api}/providers/yookassa",
        "FORMA_TELEGRAM_PAYMENT_TOKEN": "100500:TEST:sandbox",
    }


async def test_who_takes_payments_is_asked(tmp_path: Path) -> None:
    directory = {"FORMA_DATA_DIR": str(tmp_path)}
    async with open_shop("stripe") as shop:
        api = str(shop.server.make_url("")).rstrip("/")
        well, refused = await findings(directory | _payments(api)), await findings(directory | _payments(api, "test_x"))
    off = await findings(directory)
    for name in ("stripe", "yookassa"):
        assert well[name].ok and f"test key; it tells http://127.0.0.1:8082/hooks/{name}" in well[name].said
        assert not refused[name].ok and f"FORMA_{name.upper()}_KEY" in refused[name].remedy
        assert off[name].ok and off[name].said.startswith("off")
    assert well["payments in the chat"].said == "Stars and money, test token"


async def test_a_misspelt_variable_is_found(tmp_path: Path) -> None:
    found = await findings({"FORMA_DATA_DIR": str(tmp_path), "FORMA_BOT_TOKN": "1:a"})
    assert "FORMA_BOT_TOKN" in found["settings"].said


def test_programs_read_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = examine(in_json=True, environ={"FORMA_DATA_DIR": str(tmp_path), "FORMA_LOG": "loud"})
    told = json.loads(capsys.readouterr().out)
    assert code == 2
    assert not told["ok"]
    assert "FORMA_LOG" in told["findings"][0]["remedy"]
