"""Log lines for operators: events with ids, in colour or as JSON; people's words and secrets never get in."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

PERSONAL = frozenset(
    {"text", "name", "first_name", "last_name", "username", "phone", "email", "address", "caption", "query", "token"}
)
BOT_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{5,}")
QUIET = ("aiogram", "aiohttp.access", "apscheduler", "asyncio", "tortoise", "pgqueuer", "mail.log")
"""Libraries of which only warnings are of use."""

Line = MutableMapping[str, Any]


def configure_logs(level: str, shape: str) -> None:
    """One shape for our lines and the libraries', on stderr."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_secrets,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=_last_steps(shape)))
    logging.basicConfig(handlers=[handler], level=threshold, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))


def without_secrets(_logger: object, _method: str, line: Line) -> Line:
    """Blank what belongs to people, and bot tokens wherever they hide (an address in an error)."""
    for key, value in line.items():
        if key in PERSONAL:
            line[key] = "…"
        elif isinstance(value, str):
            line[key] = BOT_TOKEN.sub("<bot token>", value)
    return line


def _last_steps(shape: str) -> list[structlog.types.Processor]:
    drop = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if shape == "json":
        return [drop, structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [drop, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
