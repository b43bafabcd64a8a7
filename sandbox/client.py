"""What the browser client reads: its view of the chats, messages, files, and a live stream of events."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp import WSMsgType, web

from sandbox.telegram import reading
from sandbox.telegram.audience import viewers
from sandbox.telegram.errors import SimError
from sandbox.telegram.hub import Page
from sandbox.telegram.qr import read_qr
from sandbox.telegram.records import Chat, Fields, Person
from sandbox.telegram.shown import shown_chat, shown_message
from sandbox.telegram.typing_events import read_chat, show_typing
from sandbox.telegram.world import World

STATIC = Path(__file__).parent / "telegram" / "static"
MOST_MESSAGES = 200


class Client:
    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.page),
            web.get("/client/view", self.view),
            web.get("/client/messages", self.messages),
            web.get("/client/search", self.search),
            web.get("/client/ws", self.stream),
            web.get("/client/file/{id}", self.file),
            web.get("/client/qr/{id}", self.qr),
            web.get("/client/{path:.+}", self.static),
        ]

    async def page(self, request: web.Request) -> web.StreamResponse:
        return _file(STATIC / "index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        wanted = (STATIC / request.match_info["path"]).resolve()
        if not wanted.is_relative_to(STATIC.resolve()):
            raise web.HTTPNotFound
        return _file(wanted)

    def _person(self, request: web.Request) -> Person:
        try:
            return self._world.person(request.query.get("as", ""))
        except SimError as problem:
            raise web.HTTPNotFound(text=problem.error) from problem

    def _chat(self, request: web.Request, person: Person) -> Chat:
        try:
            return self._world.chat(request.query.get("chat"), person)
        except SimError as problem:
            raise web.HTTPNotFound(text=problem.error) from problem

    async def view(self, request: web.Request) -> web.Response:
        person = self._person(request)
        self._world.private_chat(person)
        mine = [chat for chat in self._world.records.chats.values() if person.id in viewers(chat)]
        chats = [shown_chat(self._world, chat, person.id) for chat in mine]
        chats.sort(key=lambda chat: (chat["last"] or {}).get("date", 0), reverse=True)
        me: Fields = {"id": person.id, "key": person.key, "name": person.name, "username": person.username}
        me |= {
            "language_code": person.language_code,
            "avatar_color": person.avatar_color,
            "phone": person.phone,
            "stars": person.stars,
            "time_zone": person.time_zone,
        }
        return web.json_response({"me": me, "chats": chats})

    async def messages(self, request: web.Request) -> web.Response:
        """The newest, or that part of the chat: `before`, `after`, `around` (a message), `date` (unix), `unread=1`."""
        person = self._person(request)
        chat = self._chat(request, person)
        if person.id not in viewers(chat):
            raise web.HTTPForbidden(text="not in this chat")
        window = self._window(request, person, chat)
        shown = [shown_message(self._world, post, person.id) for post in window.posts]
        found = window.found and (window.found.message_id or -(window.found.ephemeral_id or 0))
        return web.json_response({"messages": shown, "more": window.older, "newer": window.newer, "found": found})

    def _window(self, request: web.Request, person: Person, chat: Chat) -> reading.Window:
        thread, limit = _number(request, "thread"), _number(request, "limit") or 50
        limit = max(1, min(limit, MOST_MESSAGES))
        posts = reading.visible(self._world, person, chat, thread)
        place: int | None = None
        if (message_id := _number(request, "around")) is not None:
            place = reading.place_of(posts, message_id)
        elif (moment := _number(request, "date")) is not None:
            place = reading.place_of_day(posts, moment)
        elif _number(request, "unread"):
            place = reading.first_unread(posts, chat, person, thread)
        if place is not None:
            return reading.around(posts, place, limit)
        if (border := self._border(chat, _number(request, "before"))) is not None:
            return reading.before(posts, border, limit)
        if (border := self._border(chat, _number(request, "after"))) is not None:
            return reading.after(posts, border, limit)
        return reading.newest(posts, limit)

    def _border(self, chat: Chat, message_id: int | None) -> int | None:
        """Where that message stands, though it may be gone by now."""
        posts = self._world.posts_of.get(chat.id, [])
        place = reading.place_of(posts, message_id) if message_id else None
        return posts[place].seq if place is not None else None

    async def search(self, request: web.Request) -> web.Response:
        """Words in `chat`, or in every chat of this person when none is named."""
        person = self._person(request)
        chats = [self._chat(request, person)] if request.query.get("chat") else list(self._world.records.chats.values())
        wanted, thread = request.query.get("q", ""), _number(request, "thread")
        return web.json_response(reading.search(self._world, person, chats, wanted, thread))

    async def file(self, request: web.Request) -> web.Response:
        entry = self._world.files.get(request.match_info["id"])
        if entry is None:
            raise web.HTTPNotFound
        return file_response(self._world, entry)

    async def qr(self, request: web.Request) -> web.Response:
        """What a camera reads when somebody shows that picture."""
        entry = self._world.files.get(request.match_info["id"])
        if entry is None:
            raise web.HTTPNotFound
        return web.json_response({"text": read_qr(self._world.files.content(entry["file_id"]))})

    async def stream(self, request: web.Request) -> web.WebSocketResponse:
        person = self._person(request)
        socket = web.WebSocketResponse(heartbeat=30)
        page = Page(person.id, calls=request.query.get("calls") == "1")
        self._world.hub.enter(page)  # before the handshake: nothing falls between it and the first event
        try:
            await socket.prepare(request)
            await self._listen(socket, page, person)
        finally:
            self._world.hub.leave(page)
        return socket

    async def _listen(self, socket: web.WebSocketResponse, page: Page, person: Person) -> None:
        sender = asyncio.create_task(_send(socket, page))
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._heard(person, message.json())
        finally:
            sender.cancel()

    def _heard(self, person: Person, event: Fields) -> None:
        try:
            chat = self._world.chat(event.get("chat"), person)
        except SimError as problem:
            self._world.hub.tell(person.id, {"type": "toast", "level": "error", "text": problem.error})
            return
        if event.get("type") == "typing":
            show_typing(self._world, person, chat, event.get("thread"))
        elif event.get("type") == "read":
            read_chat(self._world, person, chat, event.get("thread"))


def _number(request: web.Request, name: str) -> int | None:
    text = request.query.get(name, "")
    if not text:
        return None
    if not text.removeprefix("-").isdecimal():
        raise web.HTTPBadRequest(text=f"{name} is not a whole number")
    return int(text)


async def _send(socket: web.WebSocketResponse, page: Page) -> None:
    while not socket.closed:
        await socket.send_json(await page.events.get())


def _file(path: Path) -> web.StreamResponse:
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


def file_response(world: World, entry: Fields) -> web.Response:
    """Only pictures, sound and video are shown in place; anything else is a download."""
    mime = str(entry["mime"])
    shown = mime.split("/")[0] in ("image", "audio", "video") and mime != "image/svg+xml"
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    if not shown:
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=world.files.content(entry["file_id"]), content_type=mime, headers=headers)
