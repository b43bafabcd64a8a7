"""Maps: a Nominatim, a Yandex Geocoder and an Overpass over the same sample of three cities.

GET /nominatim/search · /nominatim/reverse · /nominatim/status: a User-Agent of one's own, one request a second → 429
GET /yandex/1.x/?apikey=…: a wrong key → 403
POST, GET /overpass/interpreter (`data`): twice in half a second → 429
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from urllib.parse import parse_qs

from aiohttp import web

from sandbox.providers.geo import nominatim, overpass, yandex
from sandbox.providers.geo.records import Asked, GeoRecords
from sandbox.providers.geo.sample import CITIES, SPOTS, Spot
from sandbox.providers.service import MOST_SHOWN, Handler, Refused, Service
from sandbox.telegram.records import Fields

EACH_S = 1.0
STOCK_AGENTS = ("python-requests", "Python/", "curl/", "Java/", "okhttp", "axios", "Go-http-client")
MOST_KEPT = 200


class Maps(Service):
    name = "maps"
    title = "Nominatim, Yandex, Overpass"
    tells = False
    hands = ("strict",)

    @property
    def kept(self) -> GeoRecords:
        return self._world.records.outside.maps

    def reset(self) -> None:
        super().reset()
        self._last.clear()

    def routes(self) -> list[web.RouteDef]:
        base, self._last = self.path, dict[str, float]()
        interpreter = self._noted("overpass", self._overpass)
        return [
            web.get(f"{base}/nominatim/search", self._noted("nominatim", self._search)),
            web.get(f"{base}/nominatim/reverse", self._noted("nominatim", self._reverse)),
            web.get(f"{base}/nominatim/status", self._noted("nominatim", self._status)),
            web.get(f"{base}/yandex/1.x", self._noted("yandex", self._yandex)),
            web.get(f"{base}/yandex/1.x/", self._noted("yandex", self._yandex)),
            web.get(f"{base}/overpass/interpreter", interpreter),
            web.post(f"{base}/overpass/interpreter", interpreter),
        ]

    def refusal(self, problem: Refused) -> web.Response:
        """In the manner of none: each API has its own, see `_noted`."""
        return _refusal("nominatim", problem)

    def _noted(self, api: str, handler: Handler) -> Handler:
        async def answered(request: web.Request) -> web.Response:
            try:
                answer = await handler(request)
            except Refused as problem:
                answer = _refusal(api, problem)
            about = request.query.get("q") or request.query.get("geocode") or request.query_string or request.path
            noted = Asked(api=api, about=about[:200], status=answer.status, at=self._world.clock.unix())
            self.kept.asked.append(noted)
            del self.kept.asked[:-MOST_KEPT]
            self.changed()
            return answer

        return self.guarded(answered)

    async def _search(self, request: web.Request) -> web.Response:
        self._check_usage(request)
        return web.json_response(nominatim.search(request.query, _language(request)))

    async def _reverse(self, request: web.Request) -> web.Response:
        self._check_usage(request)
        return web.json_response(nominatim.reverse(request.query, _language(request)))

    async def _status(self, request: web.Request) -> web.Response:
        return web.Response(text="OK")

    def _check_usage(self, request: web.Request) -> None:
        """The usage policy of the public server: say who you are, once a second."""
        agent = request.headers.get("User-Agent", "")
        if not agent or agent.startswith(STOCK_AGENTS):
            raise Refused(403, "", "Access blocked: a User-Agent that names the application is needed")
        self._hold_to(f"nominatim:{agent}", EACH_S)

    def _hold_to(self, who: str, each_s: float) -> None:
        """Real seconds: a limit protects a server, not the story."""
        now = time.monotonic()
        before, self._last[who] = self._last.get(who, now - each_s), now
        if self.kept.strict and now - before < each_s:
            raise Refused(429, "", "Too Many Requests: an absolute maximum of 1 request per second")

    async def _yandex(self, request: web.Request) -> web.Response:
        if request.query.get("apikey") != yandex.KEY:
            raise Refused(403, "Forbidden", "Invalid api key")
        return web.json_response(yandex.geocode(request.query))

    async def _overpass(self, request: web.Request) -> web.Response:
        form: Mapping[str, str] = request.query
        if request.method == "POST":
            text = await request.text()
            form = {name: values[0] for name, values in parse_qs(text).items()} if text.startswith("data=") else {
                "data": text
            }  # fmt: skip
        self._hold_to(f"overpass:{request.remote}", EACH_S / 2)
        now = self._world.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        return web.json_response(overpass.answer(form.get("data", ""), now))

    def shown(self) -> Fields:
        newest = self.kept.asked[-MOST_SHOWN:]
        asked = [{"title": one.about, "about": f"{one.api} · {one.status}", "at": one.at} for one in reversed(newest)]
        places = [
            {
                "title": {"ru": _named(one, english=False), "en": _named(one, english=True)},
                "say": {"word": f"maps-{one.kind}"},
            }
            for one in SPOTS
        ]
        word = "maps-loose" if self.kept.strict else "maps-strict"
        return {
            "key": yandex.KEY,
            "strict": self.kept.strict,
            "sections": [
                {"name": "maps-asked", "rows": asked},
                {"name": "maps-places", "rows": places},
            ],
            "levers": [{"word": word, "action": "strict", "fields": {"on": not self.kept.strict}}],
            "cities": [one.ru for one in CITIES],
        }

    async def act(self, hand: str, fields: Fields) -> Fields:
        """strict `on`: whether a second request within a second is refused."""
        if hand != "strict":
            return await super().act(hand, fields)
        self.kept.strict = bool(fields.get("on", True))
        return {"ok": True}


def _named(one: Spot, *, english: bool) -> str:
    name, street = (one.en, one.street_en) if english else (one.ru, one.street_ru)
    return f"{name or f'{street}, {one.house}'}, {one.city.en if english else one.city.ru}"


def _language(request: web.Request) -> str:
    asked = str(request.query.get("accept-language") or request.headers.get("Accept-Language", "ru"))
    return "en" if asked.lower().startswith("en") else "ru"


def _refusal(api: str, problem: Refused) -> web.Response:
    if api == "overpass":
        said = problem.message if problem.status == 400 else f"runtime error: rate_limited. {problem.message}"
        return web.Response(text=overpass.error_page(said), content_type="text/html", status=problem.status)
    if api == "yandex":
        body = {"statusCode": problem.status, "error": problem.code, "message": problem.message}
        return web.json_response(body, status=problem.status)
    return web.json_response({"error": {"code": problem.status, "message": problem.message}}, status=problem.status)
