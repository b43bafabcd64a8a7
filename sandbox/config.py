"""What the sandbox is told at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class SandboxConfig:
    """Addresses are origins or URLs without a trailing slash; None switches a part off."""

    token: str = "1000001:SANDBOX"
    webapp_url: str = "http://127.0.0.1:8082"
    smtp_listen: str | None = None
    hooks: Mapping[str, str] = field(default_factory=dict)
    """Where providers send their webhooks, by the provider's name."""
    origin: str = ""
    """Under which people open this world; empty: under which it was asked."""
    health_url: str | None = None
    reset_url: str | None = None
    state_dir: Path | None = None
    bot_name: str = "Sandbox"
    bot_username: str = "sandbox_bot"
    reads_all_group_messages: bool = False
    flood: bool = False
    query_ttl_s: float = 60.0
    inline_wait_s: float = 10.0
    pre_checkout_s: float = 10.0

    @property
    def bot_id(self) -> int:
        return int(self.token.split(":", 1)[0])


def split_address(address: str) -> tuple[str, int]:
    """`127.0.0.1:8081` → host and port; raises ValueError when there is no port."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise ValueError(f"{address!r} is not host:port")
    return host, int(port)
