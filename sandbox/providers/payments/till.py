"""What Stripe and YooKassa have in common: a door with a key, repeats that are known, a page to pay on, webhooks."""

from __future__ import annotations

import json
import secrets
from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.providers.payments import page
from sandbox.providers.payments.records import Answered, Checkout, SentBack, TillRecords
from sandbox.providers.service import MOST_SHOWN, Refused, Service
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields

HANDS = ("pay", "decline", "close", "twice", "late", "expire")
KEY_LIFE_S = 86_400
LATE_S = 1800
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ123456789"


class Till(Service):
    hands: tuple[str, ...] = HANDS
    lives_s: int
    """How long a checkout waits to be paid."""

    @property
    def kept(self) -> TillRecords:
        return self._world.records.tills.setdefault(self.name, TillRecords())

    @abstractmethod
    def api(self) -> list[web.RouteDef]: ...

    @abstractmethod
    def is_ours(self, request: web.Request) -> bool:
        """Whether the shop's key came with it."""

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

    def admit(self, request: web.Request) -> None:
        if not self.is_ours(request):
            raise Refused(401, "invalid_credentials", "The key is missing or wrong")

    def trouble(self, status: int) -> Refused:
        return Refused(status, "too_many_requests" if status == 429 else "internal_server_error", "Try again later")

    def outbox(self) -> list[Fields]:
        return [one.model_dump() for one in self.kept.checkouts.values()]

    def address(self, request: web.Request, checkout: Checkout) -> str:
        return f"{self.base(request)}/pay/{checkout.id}"

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
        self.changed()
        return web.json_response(body)

    @abstractmethod
    def reused(self) -> Refused: ...

    def open(self, checkout: Checkout) -> None:
        self.new_ids(checkout)
        self.kept.checkouts[checkout.id] = checkout
        self.changed()

    def find(self, checkout_id: str) -> Checkout | None:
        return self.kept.checkouts.get(checkout_id)

    def paid_as(self, name: str, value: str) -> Checkout | None:
        """The paid checkout whose payment or charge is called so."""
        found = [one for one in self.kept.checkouts.values() if getattr(one, name) == value and one.paid_at]
        return found[0] if found else None

    def send_back(
        self, checkout: Checkout, name: str, amount: int, about: Fields, receipt: Fields | None = None
    ) -> SentBack:
        made = SentBack(id=name, amount=amount, at=self._world.clock.unix(), about=about, receipt=receipt)
        checkout.refunds.append(made)
        self.tell("refunded", checkout)
        self.changed()
        return made

    def look(self) -> None:
        """What its time has come for: late money, checkouts that nobody paid."""
        now = self._world.clock.unix()
        for checkout in list(self.kept.checkouts.values()):
            if checkout.state == "late" and checkout.pays_at <= now:
                self._take(checkout, "late-paid")
            elif checkout.state == "open" and checkout.born + self.lives_s <= now:
                self._end(checkout, "expired")

    def press(self, checkout: Checkout, hand: str) -> None:
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
        self.changed()

    def _decline(self, checkout: Checkout) -> None:
        checkout.reason = "card_declined"
        if self.ends_by_decline():
            self._end(checkout, "canceled")
        else:
            self.tell("declined", checkout)

    def _take(self, checkout: Checkout, how: str) -> None:
        checkout.state, checkout.paid_at = "paid", self._world.clock.unix()
        self.tell(how, checkout)
        self.changed()

    def _end(self, checkout: Checkout, how: str) -> None:
        checkout.state = "canceled" if how == "canceled" else "expired"
        checkout.reason = checkout.reason or how
        self.tell(how, checkout)
        self.changed()

    async def _page(self, request: web.Request) -> web.Response:
        checkout = self.find(request.match_info["id"])
        if checkout is None:
            raise web.HTTPNotFound
        return page.shown(request, self.title, checkout)

    async def _pressed(self, request: web.Request) -> web.Response:
        checkout, form = self.find(request.match_info["id"]), await request.post()
        hand = str(form.get("do", ""))
        if checkout is None or hand not in HANDS:
            raise web.HTTPNotFound
        try:
            self.press(checkout, hand)
        except SimError:
            return page.shown(request, self.title, checkout)
        return page.shown(request, self.title, checkout, after=hand)

    def shown(self) -> Fields:
        newest = list(self.kept.checkouts.values())[-MOST_SHOWN:]
        pages = {one.id: f"{self.path}/pay/{one.id}" for one in newest}
        return {"payments": [one.model_dump() | {"page": pages[one.id], "returned": one.returned} for one in newest]}

    async def act(self, hand: str, fields: Fields) -> Fields:
        if hand not in HANDS:
            return await super().act(hand, fields)
        checkout = self._named(fields)
        self.press(checkout, hand)
        return {"ok": True, "id": checkout.id, "state": checkout.state}

    def _named(self, fields: Fields) -> Checkout:
        """By `id`, or the newest."""
        number = str(fields.get("id") or next(reversed(self.kept.checkouts), ""))
        found = self.find(number)
        if found is None:
            raise SimError(f"there is no payment {number!r}", status=404)
        return found


def random_name(prefix: str, length: int = 24) -> str:
    return prefix + "".join(secrets.choice(LETTERS) for _ in range(length))
