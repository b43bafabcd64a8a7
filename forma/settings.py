"""What the operator decides: the FORMA_* variables, read once into one frozen value."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from domain.files.sealing import Keys, NoKeys, new_key, read_keys
from forma import map_settings, payment_settings
from forma.map_settings import MapSettings, read_maps
from forma.payment_settings import PaymentSettings, read_payments
from forma.variables import SettingsError as SettingsError
from forma.variables import choice, text, url

TELEGRAM = "https://api.telegram.org"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MODES = ("polling", "webhook")
LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_SHAPES = ("console", "json")
SECRET_KEY_LENGTH = 32
DOCUMENT_KEYS = "documents.key"
VARIABLES = (
    map_settings.VARIABLES
    | payment_settings.VARIABLES
    | frozenset(
        {
            "FORMA_ADMINS",
            "FORMA_BOT_TOKEN",
            "FORMA_BOT_USERNAME",
            "FORMA_CLOCK",
            "FORMA_CRASH",
            "FORMA_DATABASE_URL",
            "FORMA_DATA_DIR",
            "FORMA_DOCUMENT_KEYS",
            "FORMA_LISTEN",
            "FORMA_LOG",
            "FORMA_MAIL_FROM",
            "FORMA_PUBLIC_URL",
            "FORMA_REDIS_URL",
            "FORMA_SECRET_KEY",
            "FORMA_SMTP_URL",
            "FORMA_TELEGRAM_API",
            "FORMA_TELEGRAM_MODE",
            "FORMA_WEBHOOK_SECRET",
        }
    )
)


@dataclass(frozen=True)
class Settings:
    data_dir: Path
    secret_key: str = field(repr=False)
    document_keys: Keys | None = field(default=None, repr=False)
    """What documents are sealed with; None: not asked for yet."""
    bot_token: str = field(default="", repr=False)
    bot_username: str = ""
    telegram_api: str = TELEGRAM
    telegram_mode: str = "polling"
    webhook_secret: str = field(default="", repr=False)
    public_url: str = ""
    listen_host: str = "127.0.0.1"
    listen_port: int = 8082
    database_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    clock: str = ""
    log_level: str = "info"
    log_shape: str = "console"
    smtp_url: str = field(default="", repr=False)
    mail_from: str = "forma@localhost"
    admins: frozenset[int] = frozenset()
    payments: PaymentSettings = field(default_factory=PaymentSettings)
    maps: MapSettings = field(default_factory=MapSettings)

    @property
    def real_telegram(self) -> bool:
        return urlsplit(self.telegram_api).hostname not in LOOPBACK

    @property
    def app_url(self) -> str:
        """Where Telegram opens the mini-app; empty when it would refuse to: the real one wants https."""
        opens = self.public_url.startswith("https://") or not self.real_telegram
        return self.public_url if opens else ""

    def on(self, *, database_url: str, redis_url: str) -> Settings:
        """The same, with the servers that were started for it."""
        return replace(self, database_url=database_url, redis_url=redis_url)


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Raises SettingsError. Makes the data directory's secret key when none is given."""
    data_dir = Path(text(environ, "DATA_DIR", "./.forma")).expanduser().absolute()
    host, port = _listen(environ)
    mode = choice(environ, "TELEGRAM_MODE", MODES)
    api = url(environ, "TELEGRAM_API", ("http", "https"), default=TELEGRAM)
    level, shape = _log(environ)
    secret_key = _secret_key(environ, data_dir)
    return Settings(
        data_dir=data_dir,
        secret_key=secret_key,
        document_keys=_document_keys(environ, data_dir),
        bot_token=_bot_token(environ),
        bot_username=text(environ, "BOT_USERNAME").removeprefix("@"),
        telegram_api=api,
        telegram_mode=mode,
        webhook_secret=_webhook_secret(environ, secret_key),
        public_url=_public_url(environ, f"http://{host}:{port}", mode, api),
        listen_host=host,
        listen_port=port,
        database_url=url(environ, "DATABASE_URL", ("postgresql", "postgres")),
        redis_url=url(environ, "REDIS_URL", ("redis", "rediss", "unix")),
        clock=url(environ, "CLOCK", ("http", "https")),
        log_level=level,
        log_shape=shape,
        smtp_url=url(environ, "SMTP_URL", ("smtp", "smtps")),
        mail_from=text(environ, "MAIL_FROM", "forma@localhost"),
        admins=_admins(environ),
        payments=read_payments(environ),
        maps=read_maps(environ),
    )


def require_bot(settings: Settings) -> None:
    """Raises SettingsError when there is no bot to speak for."""
    if not settings.bot_token:
        raise SettingsError(
            "FORMA_BOT_TOKEN is not set: ask @BotFather in Telegram for a bot and its token, "
            "or try Forma without one by `make demo`."
        )


def _bot_token(environ: Mapping[str, str]) -> str:
    token = text(environ, "BOT_TOKEN")
    if token and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
        raise SettingsError(
            "FORMA_BOT_TOKEN is not a bot token: copy it from @BotFather, it looks like 123456:ABC-def."
        )
    return token


def _listen(environ: Mapping[str, str]) -> tuple[str, int]:
    value = text(environ, "LISTEN", "127.0.0.1:8082")
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingsError(f"FORMA_LISTEN is “{value}”: set it to an address and a port, such as 127.0.0.1:8082.")
    return host.strip("[]"), int(port)


def _public_url(environ: Mapping[str, str], default: str, mode: str, api: str) -> str:
    address = url(environ, "PUBLIC_URL", ("http", "https"), default=default)
    if mode == "webhook" and not address.startswith("https://") and urlsplit(api).hostname not in LOOPBACK:
        raise SettingsError(
            "FORMA_PUBLIC_URL has to be an https:// address that Telegram can reach "
            "when FORMA_TELEGRAM_MODE is webhook: set it, or use polling."
        )
    return address


def _log(environ: Mapping[str, str]) -> tuple[str, str]:
    level, _, shape = text(environ, "LOG", "info").lower().partition(",")
    level, shape = level.strip(), shape.strip() or LOG_SHAPES[0]
    if level not in LOG_LEVELS or shape not in LOG_SHAPES:
        raise SettingsError(
            f"FORMA_LOG has to be a level ({', '.join(LOG_LEVELS)}), "
            "then, if you like, a comma and console or json: info,json."
        )
    return level, shape


def _admins(environ: Mapping[str, str]) -> frozenset[int]:
    ids = [part.strip() for part in text(environ, "ADMINS").split(",") if part.strip()]
    if not all(part.isdigit() for part in ids):
        raise SettingsError("FORMA_ADMINS has to be Telegram ids with commas between them: 123456789,987654321.")
    return frozenset(map(int, ids))


def _webhook_secret(environ: Mapping[str, str], secret_key: str) -> str:
    given = text(environ, "WEBHOOK_SECRET")
    if given and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", given):
        raise SettingsError(
            "FORMA_WEBHOOK_SECRET has to be 16 to 256 letters, digits, _ or -; leave it empty and Forma makes one."
        )
    return given or hmac.new(secret_key.encode(), b"telegram webhook", hashlib.sha256).hexdigest()


def _secret_key(environ: Mapping[str, str], data_dir: Path) -> str:
    key = text(environ, "SECRET_KEY") or _kept_secret_key(data_dir)
    if len(key) < SECRET_KEY_LENGTH:
        raise SettingsError(
            f"FORMA_SECRET_KEY is too short: use {SECRET_KEY_LENGTH} random characters or more, "
            "or leave it empty and Forma makes one."
        )
    return key


def _kept_secret_key(data_dir: Path) -> str:
    return _kept(data_dir, "secret.key", lambda: secrets.token_urlsafe(32))


def _document_keys(environ: Mapping[str, str], data_dir: Path) -> Keys:
    try:
        return read_keys(text(environ, "DOCUMENT_KEYS") or _kept(data_dir, DOCUMENT_KEYS, new_key))
    except NoKeys as error:
        raise SettingsError(
            f"FORMA_DOCUMENT_KEYS cannot be used: {error}. Write name:key, the newest first, with commas between them, "
            "or leave it empty and Forma makes one."
        ) from None


def _kept(data_dir: Path, name: str, make: Callable[[], str]) -> str:
    path = data_dir / name
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with open(path, "x", opener=_private) as file:
            file.write(make())
    except FileExistsError:
        pass  # made at an earlier start
    except OSError as error:
        raise SettingsError(
            f"FORMA_DATA_DIR is {data_dir}, which cannot be written ({error.strerror}): set it to a directory of yours."
        ) from None
    return path.read_text().strip()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
