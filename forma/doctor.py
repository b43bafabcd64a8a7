"""`forma doctor`: what is configured, reachable, wrong, and the remedy."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import aiosmtplib
import asyncpg
import redis.asyncio
import redis.exceptions

from domain.maps.points import Spot
from domain.maps.ports import MapsAway
from domain.payments.errors import ProviderTrouble
from domain.payments.ports import ProviderAway
from forma.embedded import postgres, valkey
from forma.findings import Finding, as_json, as_text
from forma.load import load_of
from forma.maps import geocoder_of
from forma.servers import refuse_demo_data
from forma.settings import VARIABLES, Settings, SettingsError, read_settings
from integrations.payments import stripe, yookassa

MIGRATIONS = Path(__file__).parent.parent / "domain" / "migrations"
OLDEST_POSTGRES = 15
LEAST_FREE_BYTES = 500_000_000
PATIENCE_S = 5.0
EMBEDDED = "embedded; starts with the first process"


def examine(*, in_json: bool, load: bool = False, environ: Mapping[str, str] = os.environ) -> int:
    """Print the findings; 1 when something is wrong, 2 when a setting is. `load`: how a running system keeps up."""
    try:
        settings = read_settings(environ)
        refuse_demo_data(settings)
    except SettingsError as error:
        findings, wrong = [Finding("settings", False, "a setting is wrong", str(error))], 2
    else:
        looking = load_of(settings) if load else findings_for(settings, environ)
        findings, wrong = asyncio.run(looking), 1
    print(as_json(findings) if in_json else as_text(findings))
    return 0 if all(one.ok for one in findings) else wrong


async def findings_for(settings: Settings, environ: Mapping[str, str]) -> list[Finding]:
    here = [_names(environ), _data_dir(settings), _disk(settings)]
    checks: list[Callable[[Settings], Awaitable[Finding]]] = [
        *(_database, _redis, _telegram, _mini_app, _mail),
        *(_yookassa, _stripe, _payments_in_chat, _addresses, _clock),
    ]
    return [*here, *await asyncio.gather(*(check(settings) for check in checks))]


def _names(environ: Mapping[str, str]) -> Finding:
    strangers = sorted(name for name in environ if name.startswith("FORMA_") and name not in VARIABLES)
    if strangers:
        return Finding("settings", False, f"unknown: {', '.join(strangers)}", "Correct the name, or remove it.")
    return Finding("settings", True, "every FORMA_ variable is known")


def _data_dir(settings: Settings) -> Finding:
    writable = os.access(settings.data_dir, os.W_OK | os.X_OK)
    remedy = "" if writable else "Set FORMA_DATA_DIR to a directory that this user may write."
    return Finding("data directory", writable, str(settings.data_dir), remedy)


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.data_dir).free
    remedy = "" if free >= LEAST_FREE_BYTES else "Free some space, or move FORMA_DATA_DIR."
    return Finding("disk space", not remedy, f"{free // 1_000_000} MB free", remedy)


async def _database(settings: Settings) -> Finding:
    url = settings.database_url or (postgres.url(settings.data_dir) if postgres.is_running(settings.data_dir) else "")
    if not url:
        return Finding("database", True, EMBEDDED)
    try:
        connection = await asyncpg.connect(url, timeout=PATIENCE_S)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        return Finding(
            "database", False, _reason(error), "Start PostgreSQL, or correct FORMA_DATABASE_URL (empty: embedded)."
        )
    try:
        return await _schema(connection)
    finally:
        await connection.close(timeout=PATIENCE_S)


async def _schema(connection: asyncpg.Connection) -> Finding:
    version = connection.get_server_version()
    said = f"PostgreSQL {version.major}.{version.minor}"
    if version.major < OLDEST_POSTGRES:
        return Finding("database", False, said, f"Use PostgreSQL {OLDEST_POSTGRES} or newer.")
    done: set[str] = set()
    with suppress(asyncpg.UndefinedTableError):  # a database that was never migrated
        done = {row["name"] for row in await connection.fetch("SELECT name FROM tortoise_migrations")}
    pending = sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py") if path.stem not in done)
    if pending:
        return Finding(
            "database", False, f"{said}, migrations to be applied: {', '.join(pending)}", "Run `forma migrate`."
        )
    return Finding("database", True, f"{said}, schema up to date")


async def _redis(settings: Settings) -> Finding:
    url = settings.redis_url or (valkey.url(settings.data_dir) if valkey.is_running(settings.data_dir) else "")
    if not url:
        return Finding("redis", True, EMBEDDED)
    try:
        async with redis.asyncio.from_url(url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S) as client:
            about = await client.info("server")
    except (OSError, redis.exceptions.RedisError) as error:
        return Finding(
            "redis", False, _reason(error), "Start Redis or Valkey, or correct FORMA_REDIS_URL (empty: embedded)."
        )
    return Finding(
        "redis", True, f"{about.get('server_name', 'redis')} {about.get('valkey_version', about['redis_version'])}"
    )


async def _telegram(settings: Settings) -> Finding:
    if not settings.bot_token:
        return Finding(
            "telegram", False, "no bot", "Ask @BotFather for a token and set FORMA_BOT_TOKEN; or try `make demo`."
        )
    try:
        told = await _get_json(f"{settings.telegram_api}/bot{settings.bot_token}/getMe")
    except (aiohttp.ClientError, TimeoutError, ValueError, TypeError) as error:
        return Finding(
            "telegram",
            False,
            f"no answer from {settings.telegram_api}: {type(error).__name__}",
            "Correct FORMA_TELEGRAM_API.",
        )
    if not told.get("ok"):
        return Finding(
            "telegram",
            False,
            f"Telegram said: {told.get('description')}",
            "Copy FORMA_BOT_TOKEN from @BotFather again.",
        )
    name = told["result"]["username"]
    if settings.bot_username and settings.bot_username.lower() != name.lower():
        return Finding(
            "telegram", False, f"the token is @{name}'s", f"Set FORMA_BOT_USERNAME to {name}, or leave it empty."
        )
    return Finding("telegram", True, f"@{name}, {settings.telegram_mode}")


async def _mini_app(settings: Settings) -> Finding:
    remedy = ""
    if settings.real_telegram and not settings.public_url.startswith("https://"):
        remedy = "Telegram opens mini-apps at https:// addresses only: set FORMA_PUBLIC_URL."
    return Finding("mini-app", not remedy, settings.public_url, remedy)


async def _mail(settings: Settings) -> Finding:
    if not settings.smtp_url:
        return Finding("mail", True, "off; set FORMA_SMTP_URL to send e-mail")
    parts = urlsplit(settings.smtp_url)
    client = aiosmtplib.SMTP(
        hostname=parts.hostname, port=parts.port, use_tls=parts.scheme == "smtps", timeout=PATIENCE_S
    )
    try:
        async with client:
            await client.noop()
    except (OSError, aiosmtplib.SMTPException) as error:
        return Finding("mail", False, _reason(error), "Start the mail server, or correct FORMA_SMTP_URL.")
    return Finding("mail", True, f"{parts.hostname}:{parts.port} answers")


async def _yookassa(settings: Settings) -> Finding:
    given = settings.payments
    if not given.yookassa_key:
        return Finding("yookassa", True, "off; set FORMA_YOOKASSA_SHOP and FORMA_YOOKASSA_KEY to take payments")
    shop = yookassa.YooKassa(given.yookassa_shop, given.yookassa_key, api=given.yookassa_api)
    kind = given.yookassa_key.partition("_")[0]
    said = f"shop {given.yookassa_shop}, {kind} key; it tells {settings.public_url}/hooks/yookassa"
    return await _provider("yookassa", shop, said, given.yookassa_api)


async def _stripe(settings: Settings) -> Finding:
    given = settings.payments
    if not given.stripe_key:
        return Finding("stripe", True, "off; set FORMA_STRIPE_KEY and FORMA_STRIPE_WEBHOOK_SECRET to take payments")
    account = stripe.Stripe(given.stripe_key, api=given.stripe_api)
    said = f"{given.stripe_key.split('_')[1]} key; it tells {settings.public_url}/hooks/stripe"
    return await _provider("stripe", account, said, given.stripe_api)


async def _provider(name: str, provider: stripe.Stripe | yookassa.YooKassa, said: str, api: str) -> Finding:
    try:
        await provider.check()
    except (ProviderAway, ProviderTrouble) as error:
        reason = str(error) if isinstance(error, ProviderAway) else str(error.params.get("reason"))
        if "401" in reason or "403" in reason:
            return Finding(name, False, "the key is refused", f"Copy FORMA_{name.upper()}_KEY anew.")
        return Finding(name, False, f"no answer from {api}: {reason}", f"Correct FORMA_{name.upper()}_API, or wait.")
    finally:
        await provider.close()
    return Finding(name, True, said)


async def _addresses(settings: Settings) -> Finding:
    """Red Square is looked up."""
    geocoder = geocoder_of(settings.maps, settings.public_url)
    if geocoder is None:
        return Finding("addresses", True, "off; set FORMA_GEOCODER to find places on the map")
    try:
        await geocoder.address_of(Spot(55.7539, 37.6208), lang="en")
    except MapsAway as error:
        said = f"no answer from {settings.maps.geocoder_url}: {error}"
        return Finding("addresses", False, said, "Correct FORMA_GEOCODER_URL or FORMA_GEOCODER_KEY, or wait.")
    finally:
        await geocoder.close()
    return Finding("addresses", True, f"{settings.maps.geocoder} answers")


async def _payments_in_chat(settings: Settings) -> Finding:
    if not settings.payments.telegram_token:
        said = "Stars; set FORMA_TELEGRAM_PAYMENT_TOKEN for money too"
    else:
        said = f"Stars and money, {settings.payments.telegram_token.split(':')[1].lower()} token"
    return Finding("payments in the chat", True, said)


async def _clock(settings: Settings) -> Finding:
    if not settings.clock:
        return Finding("clock", True, "real")
    try:
        told = await _get_json(settings.clock)
    except (aiohttp.ClientError, TimeoutError, ValueError, TypeError) as error:
        return Finding(
            "clock", False, f"no answer: {type(error).__name__}", "Start the sandbox, or leave FORMA_CLOCK empty."
        )
    return Finding("clock", True, f"the sandbox's: {told.get('now')}")


async def _get_json(url: str) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_S)) as session,
        session.get(url) as answer,
    ):
        return dict(await answer.json(content_type=None))


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
