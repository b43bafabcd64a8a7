"""People who open the mini-app, and the events they find in it."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient

from domain import database
from domain.accounts.people import Person, TelegramPerson, find_by_username, meet
from domain.events import lifecycle
from domain.events.making import creation
from domain.events.making.creation import EventPlan
from domain.files.vault import Vault
from domain.maps.services import NO_MAPS, Maps
from domain.payments.ports import Providers
from tests.kit.clock import FakeClock
from webapp.app import build_app
from webapp.kit.context import Clock, InvoiceLink, PaymentHooks, WebContext

BOT_TOKEN = "42:TEST"
SECRET = "a secret of the tests"
WebClient = TestClient[web.Request, web.Application]
_queries = count(1)

IGOR = TelegramPerson(1001, "Игорь", "Соколов", "igor", "ru")
OLYA = TelegramPerson(1002, "Оля", "Белова", "olya", "ru")
PAUL = TelegramPerson(1003, "Paul", "Smith", "paul", "en")


async def _fine() -> dict[str, object]:
    return {"ok": True, "database": True}


def app_for(
    clock: Clock,
    *,
    frame: str = "http://localhost:8081",
    public_url: str = "https://app.forma.test",
    data_dir: Path = Path(),
    stripe_secret: str = "",
    yookassa_from: tuple[IPv4Network | IPv6Network, ...] = (),
    providers: Providers | None = None,
    invoice_link: InvoiceLink | None = None,
    maps: Maps = NO_MAPS,
) -> web.Application:
    hooks = PaymentHooks(stripe_secret, yookassa_from)
    context = WebContext(
        *(BOT_TOKEN, "forma_bot", public_url, SECRET, clock, _fine, (frame,)),
        data_dir=data_dir,
        vault=Vault(data_dir),
        hooks=hooks,
        providers=providers or {},
        invoice_link=invoice_link,
        maps=maps,
    )
    return build_app(context)


def launch_values(person: TelegramPerson, *, start_param: str = "", age_s: float = 0, **more: str) -> dict[str, str]:
    user: dict[str, object] = {"id": person.id, "first_name": person.first_name, "last_name": person.last_name}
    user |= {"username": person.username, "language_code": person.language_code}
    values = {
        "query_id": f"AA{next(_queries)}",
        "user": json.dumps(user, ensure_ascii=False, separators=(",", ":")),
        "auth_date": str(int(time.time() - age_s)),
        "signature": "anything",
    }
    return values | ({"start_param": start_param} if start_param else {}) | more


def sign(values: dict[str, str], token: str = BOT_TOKEN) -> str:
    """initData as Telegram makes it."""
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    lines = "\n".join(f"{name}={value}" for name, value in sorted(values.items()))
    return urlencode(values | {"hash": hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()})


@dataclass(frozen=True, slots=True)
class Opened:
    """A person with the app open."""

    client: WebClient
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def get(self, path: str, **headers: str) -> ClientResponse:
        return await self.client.get(path, headers=self.headers | headers)

    async def see(self, path: str) -> str:
        answer = await self.get(path)
        assert answer.status == 200, (path, answer.status, await answer.text())
        return await answer.text()

    async def post(self, path: str, **fields: object) -> ClientResponse:
        return await self.client.post(path, headers=self.headers, data=fields)


async def open_app(client: WebClient, person: TelegramPerson) -> Opened:
    init_data = sign(launch_values(person))
    answer = await client.post("/session", json={"init_data": init_data, "platform": "test"})
    assert answer.status == 200, await answer.text()
    return Opened(client, (await answer.json())["token"])


async def person(who: TelegramPerson, now: datetime) -> Person:
    async with database.transaction():
        await meet(who, now=now, language=who.language_code or "ru")
    assert who.username
    return await find_by_username(who.username)


async def make_staff(who: Person, now: datetime) -> None:
    await database.execute(
        "INSERT INTO role_grants (user_id, role, granted_at) VALUES ($1, 'administrator', $2)", who.id, now
    )


async def published(organizer: Person, now: datetime, **plan: object) -> int:
    """An event that takes registrations, in three days."""
    starts_at = now + timedelta(days=3)
    known: dict[str, object] = {"title": "Забег в парке", "starts_at": starts_at, "zone": "Europe/Moscow"}
    known |= {"ends_at": starts_at + timedelta(hours=2), "kind": "race", "capacity": 10, "place": "Сокольники"}
    async with database.transaction():
        event = await creation.create_event(organizer, EventPlan(**known | plan), now=now)  # type: ignore[arg-type]
        await lifecycle.publish(organizer, event.id, now=now)
    event_id: int = event.id
    return event_id


async def break_something(source: str, clock: FakeClock) -> None:
    """Rows that were set aside."""
    statements = {
        "inbox": "INSERT INTO inbox (source, external_id, lane, payload, state, attempts, error, received_at) "
        "SELECT 'telegram', 'u' || n, 7, '{}', 'dead', 5, 'KeyError: <b>', $1 FROM generate_series(1, 25) n",
        "agenda": "INSERT INTO agenda (kind, subject, due_at, attempts, error, dead) "
        "VALUES ('event-start', '0', $1, 5, 'boom', TRUE)",
    }
    await database.execute(statements[source], clock.now())
