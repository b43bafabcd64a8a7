"""`forma demo`: the whole of Forma on this machine, against the sandbox instead of the world."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from forma.embedded import AlreadyRunning, EmbeddedError, embedded_postgres, embedded_valkey, postgres
from forma.ports import LOOPBACK, claim
from forma.servers import DEMO_MARK
from forma.settings import Settings, SettingsError, read_settings
from forma.supervisor import Child, ChildFailed, child, wait_until_ready, watch

TOKEN = "1000001:SANDBOX"
ADMINISTRATOR = "7100000006"
"""The sandbox's Аня."""
SANDBOX_PORT = 8081
MAIL_PORT = 8025
PORTS_TRIED = 200
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Ports:
    sandbox: int
    product: int
    mail: int


def demo(*, fresh: bool, port: int = SANDBOX_PORT, environ: Mapping[str, str] = os.environ) -> int:
    """Start everything, say the address, stay until told to end. The exit code is the command's."""
    for what in ENDINGS:
        signal.signal(what, _leave)
    data_dir = Path(environ.get("FORMA_DATA_DIR", "").strip() or "./.forma").expanduser().absolute()
    try:
        if fresh:
            wipe(data_dir)
        settings = read_settings(product_environment(environ, data_dir))
        with _everything(settings, environ, port) as (children, ports):
            wait_until_ready(children, _say)
            print(f"Forma is ready: http://localhost:{ports.sandbox}/", flush=True)
            watch(children)
    except ChildFailed as error:
        _say(str(error))
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


@contextmanager
def _everything(settings: Settings, environ: Mapping[str, str], port: int) -> Iterator[tuple[list[Child], Ports]]:
    data_dir = settings.data_dir
    _say(f"Starting Forma; data and logs are in {data_dir}")
    with embedded_postgres(data_dir) as database_url, embedded_valkey(data_dir) as redis_url, ExitStack() as claims:
        mark(data_dir)
        ports = choose_ports(port, claims)
        servers = {"FORMA_DATABASE_URL": database_url, "FORMA_REDIS_URL": redis_url}
        env = {**product_environment(environ, data_dir, ports), **servers}
        sandbox, product = f"http://{LOOPBACK}:{ports.sandbox}", f"http://{LOOPBACK}:{ports.product}"
        world = child(
            "sandbox",
            _sandbox_command(ports, data_dir),
            log=data_dir / "sandbox.log",
            health=f"{sandbox}/sim/state",
            env=env,
        )
        forma = child(
            "product", ["forma", "run", "--story"], log=data_dir / "forma.log", health=f"{product}/health", env=env
        )
        with world as first, forma as second, _undisturbed():
            yield [first, second], ports


def choose_ports(sandbox: int, claims: ExitStack) -> Ports:
    """The wanted ports, or the next free ones, which is said. No other demo takes them until `claims` end."""
    taken: set[int] = set()
    for_sandbox = _free_from(sandbox, "the sandbox", taken, claims)
    for_product = _free_from(sandbox + 1, "the mini-app", taken, claims)
    return Ports(for_sandbox, for_product, _free_from(MAIL_PORT, "the sandbox's mail", taken, claims))


def mark(data_dir: Path) -> None:
    """Say that this directory is a demo's: `--fresh` may wipe it, the real Telegram may not be shown it."""
    (data_dir / DEMO_MARK).touch()


def wipe(data_dir: Path) -> None:
    """Delete the demo's data. Raises SettingsError when it is not a demo's, AlreadyRunning when it is in use."""
    if not data_dir.exists() or not any(data_dir.iterdir()):
        return
    if not (data_dir / DEMO_MARK).exists():
        raise SettingsError(
            f"FORMA_DATA_DIR is {data_dir}, which the demo did not make: --fresh leaves it alone, remove it yourself."
        )
    if postgres.is_running(data_dir):
        raise AlreadyRunning(f"Forma is running on {data_dir}: stop it, then start anew.")
    database = data_dir / "postgres"
    if database.is_symlink():  # as root in a closed home: see embedded/account.py
        shutil.rmtree(os.path.realpath(database), ignore_errors=True)
    shutil.rmtree(data_dir)


def product_environment(environ: Mapping[str, str], data_dir: Path, ports: Ports | None = None) -> dict[str, str]:
    """The caller's environment without its FORMA_* world (a real token must not reach the demo), with the sandbox's."""
    kept = {
        name: value
        for name, value in environ.items()
        if not name.startswith("FORMA_") or name in {"FORMA_LOG", "FORMA_CRASH"}
    }
    at = ports or Ports(SANDBOX_PORT, SANDBOX_PORT + 1, MAIL_PORT)
    return kept | {
        "FORMA_DATA_DIR": str(data_dir),
        "FORMA_BOT_TOKEN": TOKEN,
        "FORMA_TELEGRAM_API": f"http://{LOOPBACK}:{at.sandbox}",
        "FORMA_CLOCK": f"http://{LOOPBACK}:{at.sandbox}/sim/clock",
        "FORMA_LISTEN": f"{LOOPBACK}:{at.product}",
        "FORMA_PUBLIC_URL": f"http://{LOOPBACK}:{at.product}",
        "FORMA_SMTP_URL": f"smtp://{LOOPBACK}:{at.mail}",
        "FORMA_ADMINS": ADMINISTRATOR,
        **payments_at(f"http://{LOOPBACK}:{at.sandbox}"),
        **maps_at(f"http://{LOOPBACK}:{at.sandbox}"),
        "FORMA_TELEGRAM_MODE": environ.get("FORMA_TELEGRAM_MODE", "polling"),
        "PYTHONUNBUFFERED": "1",
    }


def payments_at(sandbox: str) -> dict[str, str]:
    """Keys of the sandbox's providers, and where they are."""
    return {
        "FORMA_STRIPE_KEY": "sk_test_sandbox",
        "FORMA_STRIPE_WEBHOOK_SECRET": "whsec_sandbox",
        "FORMA_STRIPE_API": f"{sandbox}/providers/stripe",
        "FORMA_YOOKASSA_SHOP": "100500",
        "FORMA_YOOKASSA_KEY": "test_sandbox",
        "FORMA_YOOKASSA_API": f"{sandbox}/providers/yookassa",
        "FORMA_YOOKASSA_FROM": "127.0.0.0/8",
        "FORMA_TELEGRAM_PAYMENT_TOKEN": "100500:TEST:sandbox",
    }


def maps_at(sandbox: str) -> dict[str, str]:
    """Addresses and surroundings without a network."""
    return {
        "FORMA_GEOCODER": "nominatim",
        "FORMA_GEOCODER_URL": f"{sandbox}/providers/maps/nominatim",
        "FORMA_OVERPASS_URL": f"{sandbox}/providers/maps/overpass",
    }


def _sandbox_command(ports: Ports, data_dir: Path) -> list[str]:
    return [
        "sandbox",
        "--listen", f"{LOOPBACK}:{ports.sandbox}",
        "--webapp-url", f"http://{LOOPBACK}:{ports.product}",
        "--token", TOKEN,
        "--smtp-listen", f"{LOOPBACK}:{ports.mail}",
        "--health-url", f"http://{LOOPBACK}:{ports.product}/health",
        "--origin", f"http://localhost:{ports.sandbox}",
        "--hook", f"stripe=http://{LOOPBACK}:{ports.product}/hooks/stripe",
        "--hook", f"yookassa=http://{LOOPBACK}:{ports.product}/hooks/yookassa",
        "--reset-url", f"http://{LOOPBACK}:{ports.product}/demo/reset",
        "--state-dir", str(data_dir / "sandbox"),
        "--bot-name", "Forma",
        "--bot-username", "forma_bot",
    ]  # fmt: skip


def _free_from(wanted: int, whose: str, taken: set[int], claims: ExitStack) -> int:
    tried = (port for port in range(wanted, min(wanted + PORTS_TRIED, 65536)) if port not in taken)
    try:
        port = next((port for port in tried if claim(port, claims)), None)
    except OSError as error:
        raise EmbeddedError(str(error)) from None
    if port is None:
        raise EmbeddedError(f"Ports {wanted} to {wanted + PORTS_TRIED} are all taken: choose others with --port.")
    if port != wanted and wanted not in taken:
        _say(f"Port {wanted} is taken by another program; {whose} is on port {port} instead.")
    taken.add(port)
    return port


@contextmanager
def _undisturbed() -> Iterator[None]:
    """When the block ends, everything is being stopped already: a second Ctrl-C must not leave half of it running."""
    try:
        yield
    finally:
        for what in ENDINGS:
            signal.signal(what, signal.SIG_IGN)


def _leave(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
