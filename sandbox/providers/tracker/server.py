"""A tracker of workouts that speaks as Strava's API v3 did in autumn 2026, with its OAuth, limits and webhooks.

GET, POST /oauth/authorize · POST /oauth/token · POST /oauth/deauthorize
GET /api/v3/athlete · /athlete/activities · /activities/{id} · /activities/{id}/streams
POST, GET /api/v3/push_subscriptions · DELETE /api/v3/push_subscriptions/{id}
Errors are `{"message", "errors": [{"resource", "field", "code"}]}`; every answer of the API says what is left of it.
"""

from __future__ import annotations

from aiohttp import web

from sandbox.providers.service import MOST_SHOWN, Handler, Refused, Service, number_of
from sandbox.providers.tracker import oauth, pushing, quota, shapes
from sandbox.providers.tracker.hands import HANDS, Hands
from sandbox.providers.tracker.oauth import need, wrong
from sandbox.providers.tracker.records import TrackerRecords, Workout
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World

LARGEST_PAGE = 200


class Tracker(Service):
    name = "tracker"
    title = "Strava"
    hands = HANDS
    pauses_s = pushing.PAUSES_S

    def __init__(self, world: World, origin: str) -> None:
        super().__init__(world, origin)
        self.door = oauth.Door(world)

    @property
    def kept(self) -> TrackerRecords:
        return self._world.records.outside.tracker

    def routes(self) -> list[web.RouteDef]:
        api, way = f"{self.path}/api/v3", f"{self.path}/oauth"
        hooks = f"{api}/push_subscriptions"
        return [
            web.get(f"{way}/authorize", self.guarded(self.door.page)),
            web.post(f"{way}/authorize", self.guarded(self.door.pressed)),
            web.post(f"{way}/token", self.guarded(self._token)),
            web.post(f"{api}/oauth/token", self.guarded(self._token)),
            web.post(f"{way}/deauthorize", self.guarded(self._deauthorize)),
            web.get(f"{api}/athlete", self._counted(self._athlete)),
            web.get(f"{api}/athlete/activities", self._counted(self._activities)),
            web.get(f"{api}/activities/{{id}}", self._counted(self._activity)),
            web.get(f"{api}/activities/{{id}}/streams", self._counted(self._streams)),
            web.post(hooks, self._counted(self._subscribe)),
            web.get(hooks, self._counted(self._subscriptions)),
            web.delete(f"{hooks}/{{id}}", self._counted(self._unsubscribe)),
        ]

    def refusal(self, problem: Refused) -> web.Response:
        resource, _, field = problem.parameter.partition("|")
        errors = [{"resource": resource, "field": field, "code": problem.code}] if resource else []
        return web.json_response({"message": problem.message, "errors": errors}, status=problem.status)

    def trouble(self, status: int) -> Refused:
        if status == 429:
            return quota.exceeded("overall rate limit")
        return Refused(status, "", "Service Unavailable")

    def _counted(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            refused = quota.spend(self.kept.usage, self._world.clock.unix(), reads=request.method == "GET")
            try:
                if refused is not None:
                    raise refused
                done = await handler(request)
            except Refused as problem:
                done = self.refusal(problem)
            done.headers.update(quota.headers(self.kept.usage))
            return done

        return self.guarded(answer)

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()} or dict(request.query)
        grant, first = self.door.token(form)
        person = self._world.records.people[grant.person]
        self.changed()
        return web.json_response(self.door.told(grant, shapes.athlete(person, whole=False) if first else None))

    async def _deauthorize(self, request: web.Request) -> web.Response:
        form = await request.post()
        given = str(form.get("access_token") or request.query.get("access_token") or "")
        given = given or request.headers.get("Authorization", "").removeprefix("Bearer ")
        grant = self.door.by_token(given)
        if grant is None:
            raise wrong("Athlete", "access_token", status=401)
        self.forget(grant.person)
        return web.json_response({"access_token": grant.access})

    async def _athlete(self, request: web.Request) -> web.Response:
        person, grant = self.door.who(request)
        return web.json_response(shapes.athlete(person, whole="profile:read_all" in grant.scopes))

    async def _activities(self, request: web.Request) -> web.Response:
        person, grant = self.door.who(request)
        need(grant, "activity:read")
        before, after = _number(request, "before", 10**12), _number(request, "after", 0)
        page, size = _number(request, "page", 1), _number(request, "per_page", 30)
        if page < 1 or not 1 <= size <= LARGEST_PAGE:
            raise wrong("Application", "per_page" if page >= 1 else "page")
        all_ = "activity:read_all" in grant.scopes
        mine = [one for one in self.kept.workouts.values() if one.person == person.id and (all_ or not one.private)]
        mine = [one for one in mine if after < one.start < before]
        mine.sort(key=lambda one: one.start, reverse="after" not in request.query)
        shown = mine[(page - 1) * size : page * size]
        return web.json_response([shapes.activity(one, whole=False) for one in shown])

    async def _activity(self, request: web.Request) -> web.Response:
        return web.json_response(shapes.activity(self._asked(request), whole=True))

    async def _streams(self, request: web.Request) -> web.Response:
        workout = self._asked(request)
        keys = [one for one in request.query.get("keys", "").split(",") if one]
        if not keys:
            raise wrong("Stream", "keys", "missing")
        if request.query.get("key_by_type") != "true":
            raise wrong("Stream", "key_by_type", "missing")
        return web.json_response(shapes.streams(workout, keys))

    def _asked(self, request: web.Request) -> Workout:
        """What one may not see is not there."""
        person, grant = self.door.who(request)
        need(grant, "activity:read")
        one = self.kept.workouts.get(number_of(request.match_info["id"]) or 0)
        if one is None or one.person != person.id or (one.private and "activity:read_all" not in grant.scopes):
            raise wrong("Activity", "id", status=404, message="Record Not Found")
        return one

    async def _subscribe(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.door.check_client(form)
        made = await pushing.subscribe(self.kept, form, self._world.clock.unix())
        self.changed()
        return web.json_response({"id": made.id}, status=201)

    async def _subscriptions(self, request: web.Request) -> web.Response:
        self.door.check_client(request.query)
        one = self.kept.subscription
        shown = [{"id": one.id, "application_id": int(oauth.CLIENT_ID), "callback_url": one.url}] if one else []
        return web.json_response(shown)

    async def _unsubscribe(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.door.check_client({**request.query, **form})
        if self.kept.subscription is None or str(self.kept.subscription.id) != request.match_info["id"]:
            raise wrong("PushSubscription", "id", status=404, message="Record Not Found")
        self.kept.subscription = None
        self.changed()
        return web.Response(status=204)

    def tell(self, event: Fields) -> None:
        """To the subscriber, of those who let the application know."""
        subscription = self.kept.subscription
        if subscription is None:
            return
        now = self._world.clock.unix()
        kind = f"{event['object_type']}.{event['aspect_type']}"
        body = {**event, "event_time": now, "subscription_id": subscription.id}
        self.notice(self._world.next_id("push"), kind, str(event["object_id"]), body, subscription.url)

    def forget(self, person: int) -> None:
        """Whoever ended it: the tokens are void, and the application is told."""
        if self.kept.grants.pop(person, None) is not None:
            self.tell(pushing.of_athlete(person))
            self.changed()

    async def act(self, hand: str, fields: Fields) -> Fields:
        if hand not in HANDS:
            return await super().act(hand, fields)
        return Hands(self, self._world).do(hand, fields)

    def shown(self) -> Fields:
        newest = list(self.kept.workouts.values())[-MOST_SHOWN:]
        people = self._world.records.people
        quota.roll(self.kept.usage, self._world.clock.unix())
        return {
            "subscribes": True,
            "hook": self.kept.subscription.url if self.kept.subscription else None,
            "client_id": oauth.CLIENT_ID,
            "client_secret": oauth.CLIENT_SECRET,
            "usage": self.kept.usage.model_dump(),
            "workouts": [one.model_dump() for one in newest],
            "connected": [people[one].key for one in self.kept.grants],
            "sections": [
                {
                    "name": "tracker-connected",
                    "rows": [
                        {"title": people[one.person].name, "about": ", ".join(one.scopes)}
                        for one in self.kept.grants.values()
                    ],
                },
                {
                    "name": "tracker-workouts",
                    "rows": [_row(one, people[one.person].name) for one in reversed(newest)],
                },
            ],
            "levers": [
                {"word": "tracker-workout", "action": "workout", "fields": {}},
                {"word": "tracker-deauthorize", "action": "deauthorize", "fields": {}},
            ],
        }


def _row(one: Workout, name: str) -> Fields:
    """Each can be deleted there and then."""
    done = {"km": round(one.metres / 1000, 2), "minutes": one.moving_s // 60}
    return {
        "title": one.name,
        "about": f"{name} · {one.sport}",
        "say": {"word": "tracker-distance" if one.metres else "tracker-time", "values": done},
        "at": one.start,
        "state": "tracker-private" if one.private else None,
        "levers": [{"word": "tracker-delete", "action": "delete", "fields": {"id": one.id}}],
    }


def _number(request: web.Request, name: str, default: int) -> int:
    number = number_of(request.query.get(name, str(default)))
    if number is None:
        raise wrong("Application", name)
    return number
