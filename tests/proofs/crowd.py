"""People who want the same few places, from the chat and from the mini-app, and somebody who wishes us ill."""

from __future__ import annotations

import asyncio
import contextlib
import io
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.kit.fleet import SECRET, Fleet

SAID = ("/my", "/events", "/tickets", "/help", "привет", "когда старт?", "бег в субботу", "/nothing")
WANTED = ("Участвовать", "Принимаю", "Беру место", "Да, отменить", "Take it", "I agree")
"""Buttons that are pressed gladly where they are seen."""
PAGES = ("/", "/events", "/me", "/me/events", "/settings/notify", "/org")
PATIENCE = aiohttp.ClientTimeout(total=20)
GARBAGE: tuple[tuple[bytes, int], ...] = (
    (b"{", 400),
    (b"[" * 100_000, 400),
    (b'{"update_id":"x"}', 400),
    (b'{"update_id":' + b"9" * 30 + b"}", 400),
    (b'{"update_id":1,"message":"text"}', 400),
    (b"\xff\xfe", 400),
    (b" " * (3 << 20), 413),
)


@dataclass
class Someone:
    """A person with a phone: a chat, and the mini-app in it."""

    key: str
    fleet: Fleet
    events: list[int]
    chance: random.Random
    did: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    token: str = ""
    pause_s: float = 1.2
    """At most so long between two deeds."""

    async def live(self, deeds: int, calm: asyncio.Event) -> None:
        """So many deeds, and now and then another one until it is calm."""
        await self._sim("start", payload=f"e_{self.chance.choice(self.events)}")
        ways = [self._start, self._press, self._press, self._press, self._say, self._look, self._take, self._ask]
        done = 0
        while done < deeds or not calm.is_set():
            await self.chance.choice(ways)()
            done += 1
            await asyncio.sleep(self.chance.uniform(0.1, self.pause_s) if done < deeds else 3 * self.pause_s)

    async def _start(self) -> None:
        await self._sim("start", payload=f"e_{self.chance.choice(self.events)}")

    async def _say(self) -> None:
        await self._sim("say", text=self.chance.choice(SAID))

    async def _press(self) -> None:
        try:
            seen = await self.fleet.world.transcript(self.key)
        except (aiohttp.ClientError, TimeoutError):
            return
        with_buttons = [one for one in seen[-6:] if one["buttons"]]
        if not with_buttons:
            return
        message = self.chance.choice(with_buttons[-2:])
        texts = [button["text"] for button in message["buttons"]]
        glad = [text for text in texts if text.startswith(WANTED)]
        button = self.chance.choice(glad if glad and self.chance.random() < 0.7 else texts)
        await self._sim("press", button=button, message_id=message["message_id"], timeout=5)

    async def _look(self) -> None:
        page = self.chance.choice([*PAGES, *(f"/events/{one}" for one in self.events)])
        await self._ask_page("GET", page)

    async def _take(self) -> None:
        deed = self.chance.choice(["registration", "registration", "registration", "offer", "offer", "leaving"])
        await self._ask_page("POST", f"/events/{self.chance.choice(self.events)}/{deed}")

    async def _ask(self) -> None:
        await self._ask_page("POST", f"/events/{self.chance.choice(self.events)}/question", text="Будет ли вода?")

    async def _sim(self, call: str, **fields: Any) -> None:
        """Refusals are the sandbox's: a button that is gone, say."""
        self.did[call] += 1
        world = self.fleet.world
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):  # nor does anybody wait for ever
            url = f"{world.sandbox_url}/sim/{call}"
            async with world.http.post(url, json={"as": self.key, **fields}, timeout=PATIENCE) as answer:
                await answer.read()

    async def _ask_page(self, method: str, path: str, **form: str) -> None:
        """Through the front; a connection that breaks is tried again, as a browser would."""
        self.did["page" if method == "GET" else "deed in the app"] += 1
        for _ in range(3):
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                await self._sign_in()
                status = await self._request(method, path, form)
                self.answers[status] += 1
                if status not in (401, 503):
                    return
                self.token = "" if status == 401 else self.token
            await asyncio.sleep(0.3)

    async def _request(self, method: str, path: str, form: dict[str, str]) -> int:
        world = self.fleet.world
        impatient = method == "POST" and self.chance.random() < 0.1
        request = world.http.request(
            method,
            f"{world.product_url}{path}",
            data=form,
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=aiohttp.ClientTimeout(total=0.02) if impatient else PATIENCE,
        )
        async with request as answer:
            await answer.read()
            return answer.status

    async def _sign_in(self) -> None:
        if self.token:
            return
        world = self.fleet.world
        launch = await world.ask("/sim/webapp", **{"as": self.key})
        body = {"init_data": launch["init_data"], "platform": "test"}
        async with world.http.post(f"{world.product_url}/session", json=body, timeout=PATIENCE) as answer:
            self.token = (await answer.json())["token"] if answer.status == 200 else ""


@dataclass
class Vandal:
    """Knows even the secret: sends what is no update, and presses what was made for others."""

    fleet: Fleet
    person_id: int
    chance: random.Random
    answers: Counter[tuple[int, int]] = field(default_factory=Counter)
    pressed: int = 0

    async def live(self, calm: asyncio.Event) -> None:
        while not calm.is_set():
            body, expected = self.chance.choice(GARBAGE)
            await self._post(body, expected)
            await self._post(body, 401, secret="guessed-wrongly-again")
            if self.pressed < 40:
                await self._press()
            await asyncio.sleep(0.2)

    async def _post(self, body: bytes, expected: int, secret: str = SECRET) -> None:
        url = f"http://127.0.0.1:{self.fleet.bots.port}/telegram/webhook"
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with self.fleet.world.http.post(url, data=io.BytesIO(body), headers=headers) as answer:
                self.answers[expected, answer.status] += 1

    async def _press(self) -> None:
        who = {"id": self.person_id, "is_bot": False, "first_name": "Чужой", "language_code": "ru"}
        data = self.chance.choice(["", ".ev.leave!:1:AAAAAAAAAAA", "*ev.join:1:x", "." * 64, "md.unblock:7:zzz"])
        query = {"id": f"forged{self.pressed}", "from": who, "chat_instance": "1", "data": data}
        self.pressed += 1
        await self.fleet.world.sim("update", update={"callback_query": query})
