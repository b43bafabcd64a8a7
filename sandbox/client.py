"""What the browser client reads: its view of the chats, messages, files, and a live stream of events."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp import WSMsgType, web

from sandbox.telegram.audience import sees, viewers
from sandbox.telegram.errors import SimError
from sandbox.telegram.hub import Page
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
            web.get("/client/ws", self.stream),
            web.get("/client/file/{id}", self.file),
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
        mine = [chat for chat in self._world.records.chats.values() if person.id in viewers(self._world, chat)]
        chats = [shown_chat(self._world, chat, person.id) for chat in mine]
        chats.sort(key=lambda chat: (chat["last"] or {}).get("date", 0), reverse=True)
        me: Fields = {"id": person.id, "key": person.key, "name": person.name, "username": person.username}
        me |= {
            "language_code": person.language_code,
            "avatar_color": person.avatar_color,
            "phone": person.phone,
            "stars": person.stars,
        }
        return web.json_response({"me": me, "chats": chats})

    async def messages(self, request: web.Request) -> web.Response:
        person = self._person(request)
        chat = self._chat(request, person)
        if person.id not in viewers(self._world, chat):
            raise web.HTTPForbidden(text="not in this chat")
        thread, before = request.query.get("thread"), request.query.get("before")
        border = self._border(chat, int(before)) if before else None
        seen = [
            post
            for post in self._world.posts_of.get(chat.id, [])
            if sees(self._world, person.id, post)
            and (border is None or post.seq < border)
            and (not thread or (post.thread or 1) == int(thread))
        ]
        limit = max(1, min(int(request.query.get("limit", "50")), MOST_MESSAGES))
        shown = [shown_message(self._world, post, person.id) for post in seen[-limit:]]
        return web.json_response({"messages": shown, "more": len(seen) > limit})

    def _border(self, chat: Chat, message_id: int) -> int | None:
        for post in self._world.posts_of.get(chat.id, []):
            if message_id in (post.message_id, -(post.ephemeral_id or 0)) and message_id:
                return post.seq
        return None

    async def file(self, request: web.Request) -> web.Response:
        entry = self._world.files.get(request.match_info["id"])
        if entry is None:
            raise web.HTTPNotFound
        return file_response(self._world, entry)

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
