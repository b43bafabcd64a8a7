"""What Stripe and YooKassa have in common: a door with a key, repeats that are known, a page to pay on, webhooks."""

from __future__ import annotations

import json
import secrets
from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiohttp import web

from sandbox.providers.payments import page
from sandbox.providers.payments.courier import Courier
from sandbox.providers.payments.records import Answered, Checkout, Notice, SentBack, TillRecords
from sandbox.providers.provider import Provider
from sandbox.providers.trouble import KINDS, Trouble, Troubles
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World

TROUBLES = (*KINDS, "garbage", "lost")
HANDS = ("pay", "decline", "close", "twice", "late", "expire")
KEY_LIFE_S = 86_400
LATE_S = 1800
MOST_SHOWN = 100
LOOK_EVERY_S = 0.5
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ123456789"
Handler = Callable[[web.Request], Awaitable[web.Response]]


class Refused(Exception):
    """In the provider's own words."""

    def __init__(self, status: int, code: str, message: str, parameter: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.parameter = status, code, message, parameter


class Till(Provider):
    lives_s: int
    """How long a checkout waits to be paid."""

    def __init__(self, world: World, origin: str, hook: str | None) -> None:
        self._world, self._origin = world, origin
        self.troubles = Troubles()
        self.courier = Courier(world, lambda: self.kept, hook, self.sign)

    @property
    def kept(self) -> TillRecords:
        return self._world.records.tills.setdefault(self.name, TillRecords())

    @abstractmethod
    def api(self) -> list[web.RouteDef]: ...

    @abstractmethod
    def is_ours(self, request: web.Request) -> bool:
        """Whether the shop's key came with it."""

    @abstractmethod
    def refusal(self, problem: Refused) -> web.Response: ...

    @abstractmethod
    def sign(self, body: bytes) -> dict[str, str]: ...

    @abstractmethod
    def tell(self, happened: str, checkout: Checkout) -> None:
        """Puts the webhook that says so: paid, pending, late-paid, declined, canceled, expired, refunded."""

    @abstractmethod
    def new_ids(self, checkout: Checkout) -> None:
        """Names for a checkout, and for the payment that it may become."""

    def ends_by_decline(self) -> bool:
        return False

    def routes(self) -> list[web.RouteDef]:
        pay = f"{self.path}/pay/{{id}}"
        return [*self.api(), web.get(pay, self._page), web.post(pay, self._pressed)]

    def is_busy(self) -> bool:
        """A webhook is on its way."""
        now = self._world.clock.unix()
        return not self.kept.held and any(one.next_at is not None and one.next_at <= now for one in self.kept.notices)

    def outbox(self) -> list[Fields]:
        return [one.model_dump() for one in self.kept.checkouts.values()]

    def reset(self) -> None:
        self.troubles.end()

    def address(self, request: web.Request, checkout: Checkout) -> str:
        return f"{self._origin or request.url.origin()}{self.path}/pay/{checkout.id}"

    def guarded(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            trouble = self.troubles.take()
            if trouble and (struck := await self._struck(trouble, request)):
                return struck
            if not self.is_ours(request):
                return self.refusal(Refused(401, "invalid_credentials", "The key is missing or wrong"))
            try:
                done = await handler(request)
            except Refused as problem:
                return self.refusal(problem)
            if trouble and trouble.kind == "lost" and request.transport is not None:
                request.transport.abort()
            return done

        return answer

    async def _struck(self, trouble: Trouble, request: web.Request) -> web.Response | None:
        if trouble.kind == "garbage":
            return web.Response(text="<html>It works!</html>", content_type="text/html")
        if trouble.kind == "lost":
            return None
        struck = await self.troubles.strike(trouble, request)
        if struck is None or trouble.kind == "drop":
            return struck
        code = "too_many_requests" if struck.status == 429 else "internal_server_error"
        return self.refusal(Refused(struck.status, code, "Try again later"))

    def once(self, key: str, asked: Any, does: Callable[[], Fields]) -> web.Response:
        """The first answer to a key is the answer for a day; with another question it is refused."""
        print_, now, kept = json.dumps(asked, sort_keys=True), self._world.clock.unix(), self.kept.answered
        known = kept.get(key)
        if known is not None and now - known.at < KEY_LIFE_S:
            if known.asked != print_:
                raise self.reused()
            return web.json_response(known.body, headers={"Idempotent-Replayed": "true"})
        body = does()
        kept[key] = Answered(asked=print_, body=body, at=now)
        self._changed()
        return web.json_response(body)

    @abstractmethod
    def reused(self) -> Refused: ...

    def open(self, checkout: Checkout) -> None:
        self.new_ids(checkout)
        self.kept.checkouts[checkout.id] = checkout
        self._changed()

    def find(self, checkout_id: str) -> Checkout | None:
        return self.kept.checkouts.get(checkout_id)

    def paid_as(self, name: str, value: str) -> Checkout | None:
        """The paid checkout whose payment or charge is called so."""
        found = [one for one in self.kept.checkouts.values() if getattr(one, name) == value and one.paid_at]
        return found[0] if found else None

    def send_back(self, checkout: Checkout, name: str, amount: int, about: Fields) -> SentBack:
        made = SentBack(id=name, amount=amount, at=self._world.clock.unix(), about=about)
        checkout.refunds.append(made)
        self.tell("refunded", checkout)
        self._changed()
        return made

    def notice(self, notice_id: str, kind: str, about: str, body: Fields) -> None:
        now = self._world.clock.unix()
        text = json.dumps(body, ensure_ascii=False)
        self.courier.put(Notice(id=notice_id, kind=kind, about=about, body=text, at=now, next_at=now))

    def look(self) -> None:
        """What its time has come for: late money, checkouts that nobody paid."""
        now = self._world.clock.unix()
        for checkout in list(self.kept.checkouts.values()):
            if checkout.state == "late" and checkout.pays_at <= now:
                self._take(checkout, "late-paid")
            elif checkout.state == "open" and checkout.born + self.lives_s <= now:
                self._end(checkout, "expired")

    def act(self, checkout: Checkout, hand: str) -> None:
        """What a person does on the page; raises SimError when it is too late for that."""
        if hand == "close":
            return
        if checkout.state != "open":
            raise SimError(f"the checkout is {checkout.state}", "begin another one", status=409)
        if hand in ("pay", "twice"):
            self._take(checkout, "paid")
            if hand == "twice":
                twin = checkout.model_copy(deep=True, update={"state": "open", "refunds": []})
                self.open(twin)
                self._take(twin, "paid")
        elif hand == "late":
            checkout.state, checkout.pays_at = "late", self._world.clock.unix() + LATE_S
            self.tell("pending", checkout)
        elif hand == "decline":
            self._decline(checkout)
        elif hand == "expire":
            self._end(checkout, "expired")
        self._changed()

    def _decline(self, checkout: Checkout) -> None:
        checkout.reason = "card_declined"
        if self.ends_by_decline():
            self._end(checkout, "canceled")
        else:
            self.tell("declined", checkout)

    def _take(self, checkout: Checkout, how: str) -> None:
        checkout.state, checkout.paid_at = "paid", self._world.clock.unix()
        self.tell(how, checkout)
        self._changed()

    def _end(self, checkout: Checkout, how: str) -> None:
        checkout.state = "canceled" if how == "canceled" else "expired"
        checkout.reason = checkout.reason or how
        self.tell(how, checkout)
        self._changed()

    def _changed(self) -> None:
        self._world.touch()
        self._world.hub.tell_drawers({"type": "provider"})

    async def _page(self, request: web.Request) -> web.Response:
        checkout = self.find(request.match_info["id"])
        if checkout is None:
            raise web.HTTPNotFound
        return page.shown(self.title, checkout, page.language(request))

    async def _pressed(self, request: web.Request) -> web.Response:
        checkout, form = self.find(request.match_info["id"]), await request.post()
        hand = str(form.get("do", ""))
        if checkout is None or hand not in HANDS:
            raise web.HTTPNotFound
        try:
            self.act(checkout, hand)
        except SimError:
            return page.shown(self.title, checkout, page.language(request))
        return page.shown(self.title, checkout, page.language(request), after=hand)

    def state(self) -> Fields:
        newest = list(self.kept.checkouts.values())[-MOST_SHOWN:]
        pages = {one.id: f"{self.path}/pay/{one.id}" for one in newest}
        return {
            "name": self.name,
            "title": self.title,
            "url": self.path,
            "hook": self.courier.url,
            "held": self.kept.held,
            "copies": self.kept.copies,
            "trouble": self.troubles.shown(),
            "actions": [*TROUBLES, "restore", *HANDS, "repeat", "copies", "hold", "release", "hook"],
            "payments": [one.model_dump() | {"page": pages[one.id], "returned": one.returned} for one in newest],
            "webhooks": [one.model_dump() for one in self.kept.notices[-MOST_SHOWN:]],
        }

    async def drive(self, action: str, fields: Fields) -> Fields:
        if action in TROUBLES:
            self.troubles.begin(action, fields)
        elif action == "restore":
            self.troubles.end()
        elif action in HANDS:
            checkout = self._named(fields)
            self.act(checkout, action)
            return {"ok": True, "id": checkout.id, "state": checkout.state}
        else:
            self._drive_courier(action, fields)
        return {"ok": True}

    def _drive_courier(self, action: str, fields: Fields) -> None:
        kept = self.kept
        if action == "repeat":
            self.courier.again(str(fields.get("id") or (kept.notices[-1].id if kept.notices else "")))
        elif action == "copies":
            kept.copies = max(1, int(fields.get("times", 1)))
        elif action == "hold":
            kept.held = True
        elif action == "release":
            self.courier.release(shuffle=bool(fields.get("shuffle", False)))
        elif action == "hook":
            kept.hook = str(fields["url"]) if fields.get("url") else None
        else:
            raise SimError(f"unknown action {action!r}", ", ".join(self.state()["actions"]))

    def _named(self, fields: Fields) -> Checkout:
        """By `id`, or the newest."""
        number = str(fields.get("id") or next(reversed(self.kept.checkouts), ""))
        found = self.find(number)
        if found is None:
            raise SimError(f"there is no payment {number!r}", status=404)
        return found


def random_name(prefix: str, length: int = 24) -> str:
    return prefix + "".join(secrets.choice(LETTERS) for _ in range(length))


async def keep_telling(till: Till) -> None:
    """Sends what is due: at once when something happened, and whenever the clock has come to it."""
    async with aiohttp.ClientSession() as session:
        while True:
            till.look()
            await till.courier.send_due(session)
            await till.courier.bell.wait(LOOK_EVERY_S)
