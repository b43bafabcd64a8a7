"""How fast we may speak: Telegram's limits as one script in Redis, the same arithmetic here when Redis is away.

The rule is GCRA: each scope remembers when its next message is due; who is too early waits.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import redis.asyncio
import redis.exceptions
import structlog
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from domain.notifications.ports import Urgency

log = structlog.get_logger("forma.outbox")

CARD_EVERY_S = 5.0
_BREAK_S = 2.0
"""How long Redis is left alone after it failed."""
_ANSWER_S = 1.0
"""A Redis that says nothing for so long is away."""

_TAKE = """
local t = redis.call('TIME')
local now = tonumber(t[1]) + tonumber(t[2]) / 1000000
local wait = 0
for i = 2, #KEYS do
  local due = tonumber(redis.call('GET', KEYS[i]) or 0)
  wait = math.max(wait, due - tonumber(ARGV[i * 2]) - now)
end
local paused = tonumber(redis.call('PTTL', KEYS[1] .. ':pause'))
if paused > 0 then wait = math.max(wait, paused / 1000) end
if wait > 0 then return {'0', tostring(wait)} end
local due = tonumber(redis.call('GET', KEYS[1]) or 0)
local early = due - now
if early > tonumber(ARGV[2]) then return {'0', tostring(early - tonumber(ARGV[2]))} end
for i = 1, #KEYS do
  local step = tonumber(ARGV[i * 2 - 1])
  local from = math.max(tonumber(redis.call('GET', KEYS[i]) or 0), now)
  redis.call('SET', KEYS[i], string.format('%.6f', from + step), 'PX', math.ceil((from + step - now + 60) * 1000))
end
return {'1', tostring(math.max(0, early))}
"""


@dataclass(frozen=True, slots=True)
class Rates:
    """`overall` messages a second; one per `chat_s` in a chat, `group_a_minute` in a group."""

    overall: float = 28.0
    chat_s: float = 1.0
    group_a_minute: float = 18.0

    burst: float = 4.0
    """How many answers a person may get in a row."""


Scope = tuple[str, float, float]
"""Key, seconds a message costs, seconds it may be early."""

_EARLY_S = 0.03
_QUEUE_S = 2.0
"""How far ahead answers to people may reserve the overall budget; everything else waits until it is free."""


def open_redis(url: str) -> redis.asyncio.Redis:
    """One that is asked once and not waited for: what it keeps can be done without."""
    never = Retry(NoBackoff(), 0)
    return redis.asyncio.from_url(url, socket_timeout=_ANSWER_S, socket_connect_timeout=_ANSWER_S, retry=never)


@dataclass(frozen=True, slots=True)
class Booked:
    """How far ahead the budgets are given away, in seconds: of the bot, and of the `chats` that have to wait."""

    ahead_s: float
    paused_s: float
    chats: int
    farthest_s: float


class Budgets:
    def __init__(self, client: redis.asyncio.Redis | None, rates: Rates | None = None, *, name: str = "tg") -> None:
        self.rates = rates or Rates()
        self._name = name
        self._client = client
        self._script: Any = client.register_script(_TAKE) if client is not None else None
        self._local = LocalBudgets()
        self._away_until = 0.0

    async def take(self, chat_id: int | None, urgency: Urgency, card: str | None = None) -> tuple[bool, float]:
        """Whether a message may be sent, and after how many seconds; if not, when to ask again."""
        scopes = self._scopes(chat_id, urgency, card)
        paused_s = self._local.paused_s(scopes)
        if paused_s > 0:
            return False, paused_s
        if self._script is None or time.monotonic() < self._away_until:
            return self._local.take(scopes)
        try:
            granted, wait = await self._script(
                keys=[key for key, _, _ in scopes], args=[value for _, step, early in scopes for value in (step, early)]
            )
            return granted == b"1" or granted == "1", float(wait)
        except (redis.exceptions.RedisError, OSError) as error:
            self._lost(error)
            return self._local.take(scopes)

    async def pause(self, chat_id: int | None, seconds: float) -> None:
        """Telegram said: later. None pauses the whole bot."""
        overall, *rest = self._scopes(chat_id, Urgency.INTERACTIVE, None)
        key = rest[-1][0] if rest else f"{overall[0]}:pause"
        self._local.pause(key, seconds)
        seconds += rest[-1][2] if rest else 0.0  # even an answer that may be early keeps away for the whole time
        if self._client is None:
            return
        try:
            value = "1" if chat_id is None else f"{await self._redis_time() + seconds:.6f}"
            await self._client.set(key, value, px=int(seconds * 1000) + 1)
        except (redis.exceptions.RedisError, OSError) as error:
            self._lost(error)

    async def _redis_time(self) -> float:
        assert self._client is not None
        seconds, micros = await self._client.time()
        return float(seconds) + float(micros) / 1e6

    async def booked(self) -> Booked:
        """As Redis knows it. Raises its errors."""
        assert self._client is not None
        now, key = await self._redis_time(), f"{self._name}:all"
        due, pause_ms = await self._client.get(key), await self._client.pttl(f"{key}:pause")
        keys = [one async for one in self._client.scan_iter(match=f"{self._name}:chat:*", count=1000)]
        ahead = [float(value) - now for value in (await self._client.mget(keys) if keys else []) if value is not None]
        waiting = [seconds for seconds in ahead if seconds > 0]
        return Booked(max(0.0, float(due or 0) - now), max(0, pause_ms) / 1000, len(waiting), max(waiting, default=0.0))

    def _scopes(self, chat_id: int | None, urgency: Urgency, card: str | None) -> list[Scope]:
        interactive = urgency is Urgency.INTERACTIVE
        scopes = [(f"{self._name}:all", 1 / self.rates.overall, _QUEUE_S if interactive else _EARLY_S)]
        if card is not None:
            scopes.append((f"{self._name}:card:{card}", CARD_EVERY_S, 0.0))
        if chat_id is not None:
            scopes.append(self._chat(chat_id, interactive))
        return scopes

    def _chat(self, chat_id: int, interactive: bool) -> Scope:
        if chat_id < 0:
            step = 60 / self.rates.group_a_minute
            return (f"{self._name}:chat:{chat_id}", step, step)
        step = self.rates.chat_s
        return (f"{self._name}:chat:{chat_id}", step, step * self.rates.burst if interactive else 0.0)

    def _lost(self, error: Exception) -> None:
        self._away_until = time.monotonic() + _BREAK_S
        log.warning("budgets are kept locally", error=type(error).__name__)


class LocalBudgets:
    """The same arithmetic in this process alone. What Telegram forbade is remembered here even if Redis is emptied."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}
        self._paused: dict[str, float] = {}

    def take(self, scopes: list[Scope]) -> tuple[bool, float]:
        now = time.monotonic()
        (overall, _, allowed), *rest = scopes
        wait = max((self._due.get(key, 0.0) - early - now for key, _, early in rest), default=0.0)
        wait = max(wait, self.paused_s(scopes))
        if wait > 0:
            return False, wait
        early = self._due.get(overall, 0.0) - now
        if early > allowed:
            return False, early - allowed
        for key, step, _ in scopes:
            self._due[key] = max(self._due.get(key, 0.0), now) + step
        self._forget(now)
        return True, max(0.0, early)

    def paused_s(self, scopes: list[Scope]) -> float:
        """How long Telegram wants to hear nothing in one of these scopes, or nothing at all."""
        if not self._paused:
            return 0.0
        keys = [f"{scopes[0][0]}:pause", *(key for key, _, _ in scopes[1:])]
        return max(self._paused.get(key, 0.0) for key in keys) - time.monotonic()

    def pause(self, key: str, seconds: float) -> None:
        now = time.monotonic()
        self._paused = {one: until for one, until in self._paused.items() if until > now}
        self._paused[key] = max(self._paused.get(key, 0.0), now + seconds)

    def _forget(self, now: float) -> None:
        if len(self._due) > 10_000:
            self._due = {key: due for key, due in self._due.items() if due > now}
