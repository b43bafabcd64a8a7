"""The world's switches, and what lies outside Telegram: outboxes and providers."""

from __future__ import annotations

from dataclasses import asdict

from sandbox.providers.provider import Provider
from sandbox.sim.ask import Ask, SimTable
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields
from sandbox.telegram.switches import QUIRKS


async def settings(ask: Ask) -> Fields:
    return asdict(ask.world.switches)


async def turn(ask: Ask) -> Fields:
    ask.world.switches.turn({name: value for name, value in ask.fields.items() if name != "as"})
    shown = asdict(ask.world.switches)
    ask.world.hub.tell_all({"type": "settings", "settings": shown})
    return shown


async def quirks(ask: Ask) -> list[Fields]:
    """In the language of `as`, Russian when nobody is named."""
    english = "as" in ask.fields and ask.person().language_code != "ru"
    return [{"name": name, "text": texts[english]} for name, texts in QUIRKS.items()]


async def mail(ask: Ask) -> list[Fields]:
    to = ask.fields.get("to")
    return [letter for letter in ask.world.mail if to is None or to in letter["to"]]


async def sms(ask: Ask) -> list[Fields]:
    return _outbox(ask, "sms")


async def push(ask: Ask) -> list[Fields]:
    return _outbox(ask, "push")


def _outbox(ask: Ask, name: str) -> list[Fields]:
    to = ask.fields.get("to")
    return [message for message in ask.world.providers[name].outbox() if to in (None, message["to"])]


async def providers(ask: Ask) -> list[Fields]:
    return [{"name": one.name, "title": one.title, "url": one.path} for one in ask.world.providers.values()]


def _provider(ask: Ask) -> Provider:
    found = ask.world.providers.get(ask.text("name"))
    if found is None:
        raise SimError(f"there is no provider {ask.text('name')!r}", ", ".join(ask.world.providers), status=404)
    return found


async def provider_state(ask: Ask) -> Fields:
    return _provider(ask).state()


async def drive(ask: Ask) -> Fields:
    provider = _provider(ask)
    answer = await provider.drive(ask.text("action"), ask.fields)
    ask.world.hub.tell_drawers({"type": "provider", "name": provider.name})
    return answer


CALLS: SimTable = {
    ("GET", "settings"): settings,
    ("POST", "settings"): turn,
    ("GET", "quirks"): quirks,
    ("GET", "outbox/mail"): mail,
    ("GET", "outbox/sms"): sms,
    ("GET", "outbox/push"): push,
    ("GET", "provider"): providers,
    ("GET", "provider/{name}"): provider_state,
    ("POST", "provider/{name}"): drive,
}
