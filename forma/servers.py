"""The servers of a command: the operator's own, or embedded ones started for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from forma.embedded import EmbeddedError, embedded_postgres, embedded_valkey, postgres, valkey
from forma.settings import Settings, SettingsError

DEMO_MARK = "this-is-a-demo"
JOIN_TIMEOUT_S = 30.0


@contextmanager
def servers(
    settings: Settings, *, join: bool = False, meanwhile: Callable[[], object] | None = None
) -> Iterator[Settings]:
    """Yields the settings with both addresses filled in; `meanwhile` is done while a database of ours starts.

    `join` uses embedded servers that another process of this data directory already runs; without it that is refused.
    """
    refuse_demo_data(settings)
    with ExitStack() as stack:
        database_url, redis_url = settings.database_url, settings.redis_url
        if not database_url:
            running = join and postgres.is_running(settings.data_dir)
            database_url = (
                _joined(settings.data_dir)
                if running
                else stack.enter_context(embedded_postgres(settings.data_dir, meanwhile=meanwhile))
            )
        if not redis_url:
            running = join and valkey.is_running(settings.data_dir)
            redis_url = (
                valkey.url(settings.data_dir) if running else stack.enter_context(embedded_valkey(settings.data_dir))
            )
        yield settings.on(database_url=database_url, redis_url=redis_url)


def refuse_demo_data(settings: Settings) -> None:
    """The demo's invented people have ids that real people may have: they are never shown to the real Telegram."""
    if settings.real_telegram and not settings.database_url and (settings.data_dir / DEMO_MARK).exists():
        raise SettingsError(
            f"FORMA_DATA_DIR is {settings.data_dir}, which holds the demo's data: set it to another directory."
        )


def _joined(data_dir: Path) -> str:
    deadline = time.monotonic() + JOIN_TIMEOUT_S
    while not postgres.is_answering(data_dir):
        if time.monotonic() > deadline:
            raise EmbeddedError(
                f"Another process is starting PostgreSQL on {data_dir} and does not come to an end: stop it."
            )
        time.sleep(0.05)
    return postgres.url(data_dir)
