"""What may be turned while the world runs: strictness, deadlines, and the clients' known flaws."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.config import SandboxConfig
from sandbox.telegram.errors import SimError

QUIRKS: dict[str, tuple[str, str]] = {
    "web-k-safe-area": ("Web K не отвечает про безопасные поля", "Web K does not answer the safe-area requests"),
    "macos-theme": ("macOS не отвечает про тему", "macOS does not answer the theme request"),
    "web-a-qr": ("Web A не умеет читать QR-коды", "Web A cannot scan QR codes"),
    "web-a-clipboard": ("Web A не даёт буфер обмена", "Web A never gives the clipboard"),
    "no-popup": ("Всплывающие окна закрываются сами", "Popups are dismissed at once"),
    "android": ("Телефон с Android", "An Android phone"),
    "android-low": ("Слабый телефон с Android: класс LOW", "A slow Android phone: class LOW"),
    "old-client": ("Старый клиент: версия 6.0", "An old client: version 6.0"),
    "no-storage": ("CloudStorage не работает", "CloudStorage fails"),
    "no-fullscreen-event": ("Полный экран без события", "Full screen without its event"),
    "slow-frame": ("Мини-приложение открывается три секунды", "The mini-app takes three seconds to open"),
}


@dataclass
class Switches:
    """`privacy`: in groups the bot reads only what is meant for it."""

    flood: bool = False
    privacy: bool = True
    query_ttl_s: float = 60.0
    pre_checkout_s: float = 10.0
    quirks: list[str] = field(default_factory=list)

    @classmethod
    def from_config(cls, config: SandboxConfig) -> Switches:
        return cls(
            flood=config.flood,
            privacy=not config.reads_all_group_messages,
            query_ttl_s=config.query_ttl_s,
            pre_checkout_s=config.pre_checkout_s,
        )

    def as_at_start(self, config: SandboxConfig) -> None:
        self.__dict__.update(vars(Switches.from_config(config)))

    def turn(self, wanted: dict[str, Any]) -> None:
        """Sets the given ones; raises SimError, and sets none, when one of them is not a switch or not such a value."""
        checked = {name: _checked(name, value) for name, value in wanted.items()}
        for name, value in checked.items():
            setattr(self, name, value)


def _checked(name: str, value: Any) -> Any:
    if name in ("flood", "privacy"):
        if not isinstance(value, bool):
            raise SimError(f"{name} is true or false")
        return value
    if name in ("query_ttl_s", "pre_checkout_s"):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
            raise SimError(f"{name} is a number of seconds above zero")
        return float(value)
    if name != "quirks":
        raise SimError(f"there is no switch {name!r}", "flood, privacy, query_ttl_s, pre_checkout_s, quirks")
    if not isinstance(value, list) or any(quirk not in QUIRKS for quirk in value):
        raise SimError("quirks is a list of known names", ", ".join(QUIRKS))
    return [str(quirk) for quirk in value]
