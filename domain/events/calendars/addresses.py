"""How one calendar is addressed: as phones, Google and Outlook want it, and to be copied."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True, slots=True)
class Addresses:
    """A phone is led over https to its calendar, since Telegram opens nothing else."""

    phone: str
    google: str
    outlook: str
    plain: str


def addresses(origin: str, path: str, name: str) -> Addresses:
    """`path` ends in .ics."""
    origin = origin.rstrip("/")
    plain = f"{origin}{path}"
    webcal = f"webcal://{urlsplit(origin).netloc}{path}"
    outlook = f"https://outlook.live.com/calendar/0/addfromweb?url={quote(plain, safe='')}&name={quote(name)}"
    google = f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}"
    return Addresses(f"{origin}{path.removesuffix('.ics')}/open", google, outlook, plain)


def own_path(token: str) -> str:
    return f"/calendar/{token}.ics"
