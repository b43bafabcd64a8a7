from __future__ import annotations

import os
import stat
import subprocess
import sys
from ipaddress import ip_address
from pathlib import Path

import pytest

from forma.settings import SettingsError, read_settings, require_bot


def test_nothing_set_is_enough_to_start(tmp_path: Path) -> None:
    settings = read_settings({"FORMA_DATA_DIR": str(tmp_path)})
    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.telegram_mode == "polling"
    assert settings.public_url == "http://127.0.0.1:8082"
    assert settings.database_url == settings.redis_url == settings.clock == ""


def test_the_secret_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    environ = {"FORMA_DATA_DIR": str(tmp_path / "new")}
    first, second = read_settings(environ), read_settings(environ)
    assert first.secret_key == second.secret_key
    assert first.webhook_secret == second.webhook_secret != first.secret_key
    assert stat.S_IMODE((tmp_path / "new" / "secret.key").stat().st_mode) == 0o600


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    settings = read_settings({"FORMA_DATA_DIR": str(tmp_path), "FORMA_BOT_TOKEN": "123456:very-secret"})
    assert "very-secret" not in repr(settings)
    assert settings.secret_key not in repr(settings)


def test_admins_are_ids(tmp_path: Path) -> None:
    settings = read_settings({"FORMA_DATA_DIR": str(tmp_path), "FORMA_ADMINS": "17, 4503599627370495"})
    assert settings.admins == {17, 4503599627370495}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FORMA_BOT_TOKEN", "not a token"),
        ("FORMA_TELEGRAM_MODE", "pigeons"),
        ("FORMA_TELEGRAM_API", "api.telegram.org"),
        ("FORMA_PUBLIC_URL", "forma.example"),
        ("FORMA_LISTEN", "8082"),
        ("FORMA_LISTEN", "127.0.0.1:99999"),
        ("FORMA_DATABASE_URL", "mysql://localhost/forma"),
        ("FORMA_REDIS_URL", "localhost:6379"),
        ("FORMA_SECRET_KEY", "short"),
        ("FORMA_CLOCK", "noon"),
        ("FORMA_LOG", "loud"),
        ("FORMA_LOG", "info,xml"),
        ("FORMA_SMTP_URL", "mail.example:25"),
        ("FORMA_ADMINS", "anya"),
        ("FORMA_WEBHOOK_SECRET", "пароль"),
        ("FORMA_STRIPE_API", "api.stripe.com"),
        ("FORMA_YOOKASSA_FROM", "185.71.76.1/27"),
        ("FORMA_TELEGRAM_PAYMENT_TOKEN", "sk_live_1"),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_exit_code_2(name: str, value: str, tmp_path: Path) -> None:
    ended = forma("migrate", FORMA_DATA_DIR=str(tmp_path), **{name: value})
    assert ended.returncode == 2
    assert ended.stderr.startswith(name)
    assert len(ended.stderr.strip().splitlines()) == 1


def test_webhooks_need_an_address_that_telegram_can_reach(tmp_path: Path) -> None:
    environ = {"FORMA_DATA_DIR": str(tmp_path), "FORMA_TELEGRAM_MODE": "webhook"}
    with pytest.raises(SettingsError, match="FORMA_PUBLIC_URL"):
        read_settings(environ)
    assert read_settings(environ | {"FORMA_PUBLIC_URL": "https://forma.example/"}).public_url == "https://forma.example"
    assert read_settings(environ | {"FORMA_TELEGRAM_API": "http://127.0.0.1:8081"}).telegram_mode == "webhook"


STRIPE = {"FORMA_STRIPE_KEY": "sk_live_1a", "FORMA_STRIPE_WEBHOOK_SECRET": "whsec_2b"}
YOOKASSA = {"FORMA_YOOKASSA_SHOP": "100500", "FORMA_YOOKASSA_KEY": "live_3c-d"}


@pytest.mark.parametrize("given", [STRIPE, YOOKASSA])
def test_keys_of_payments_come_together_or_not_at_all(given: dict[str, str], tmp_path: Path) -> None:
    environ = {"FORMA_DATA_DIR": str(tmp_path)}
    payments = read_settings(environ | given).payments
    assert set(given.values()) <= {str(value) for value in vars(payments).values()}
    assert not [secret for secret in ("sk_live_1a", "whsec_2b", "live_3c-d") if secret in repr(payments)]
    for left_out in given:
        half = {name: value for name, value in given.items() if name != left_out}
        with pytest.raises(SettingsError, match=f"^{left_out} is not set and {next(iter(half))} is"):
            read_settings(environ | half)
        with pytest.raises(SettingsError, match=f"^{left_out} does not look right"):
            read_settings(environ | given | {left_out: "что-то"})


def test_notifications_of_yookassa_come_from_its_own_networks(tmp_path: Path) -> None:
    networks = read_settings({"FORMA_DATA_DIR": str(tmp_path)}).payments.yookassa_from
    assert ip_address("77.75.153.1") in networks[2] and ip_address("2a02:5180::1") in networks[-1]


def test_a_data_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="FORMA_DATA_DIR"):
        read_settings({"FORMA_DATA_DIR": str(tmp_path / "file" / "data")})


def test_no_bot_is_said_only_by_those_who_need_one(tmp_path: Path) -> None:
    settings = read_settings({"FORMA_DATA_DIR": str(tmp_path)})
    with pytest.raises(SettingsError, match="FORMA_BOT_TOKEN"):
        require_bot(settings)


def test_the_demos_people_are_never_shown_to_the_real_telegram(tmp_path: Path) -> None:
    (tmp_path / "this-is-a-demo").touch()
    ended = forma("run", FORMA_DATA_DIR=str(tmp_path), FORMA_BOT_TOKEN="123456:abc")
    assert ended.returncode == 2
    assert ended.stderr.startswith("FORMA_DATA_DIR")


def test_help_is_quick_to_load() -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "forma", "--help"], capture_output=True, text=True, check=True
    )
    assert not {name for name in ("aiogram", "tortoise", "aiohttp", "asyncpg") if f" {name}\n" in ended.stderr}


def forma(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FORMA_")}
    return subprocess.run(
        [sys.executable, "-m", "forma", *arguments], capture_output=True, text=True, check=False, env=clean | settings
    )


@pytest.mark.parametrize(
    ("api", "public", "opens"),
    [
        ("https://api.telegram.org", "https://forma.example", True),
        ("https://api.telegram.org", "http://forma.example", False),
        ("https://api.telegram.org", "", False),
        ("http://127.0.0.1:8081", "http://127.0.0.1:8082", True),
    ],
)
def test_the_mini_app_is_offered_only_where_telegram_opens_it(
    tmp_path: Path, api: str, public: str, opens: bool
) -> None:
    environ = {"FORMA_DATA_DIR": str(tmp_path), "FORMA_TELEGRAM_API": api, "FORMA_PUBLIC_URL": public}
    assert bool(read_settings(environ).app_url) is opens
