"""The world: who and what there is, and the services that keep it going."""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.config import SandboxConfig
from sandbox.telegram.bell import Bell
from sandbox.telegram.calls import CallLog
from sandbox.telegram.clock import Clock
from sandbox.telegram.errors import SimError, bad_request
from sandbox.telegram.faults import Faults
from sandbox.telegram.files import FileStore
from sandbox.telegram.flood import Flood
from sandbox.telegram.hub import Hub
from sandbox.telegram.people import persona_list, rival
from sandbox.telegram.records import Chat, Fields, Person, Post, Records
from sandbox.telegram.switches import Switches
from sandbox.telegram.updates import UpdateQueue
from sandbox.telegram.webview import WebViews
from sandbox.telegram.words import words

if TYPE_CHECKING:
    from sandbox.providers.provider import Provider
    from sandbox.telegram.drafts import Draft


GENERAL = 1


@dataclass
class OpenQuery:
    """A press or an inline query that the bot has not answered yet."""

    id: str
    kind: str
    person_id: int
    chat_id: int | None = None
    post_seq: int | None = None
    born: float = field(default_factory=time.monotonic)
    answer: Fields | None = None
    bell: Bell = field(default_factory=Bell)
    meta: Fields = field(default_factory=dict)


class World:
    def __init__(self, config: SandboxConfig, records: Records) -> None:
        self.config = config
        self.records = records
        self.clock = Clock(records)
        self.hub = Hub()
        self.updates = UpdateQueue(records)
        self.updates.changed = lambda: self.hub.tell_drawers({"type": "updates"})
        self.calls = CallLog()
        self.faults = Faults()
        self.switches = Switches.from_config(config)
        self.flood = Flood(self.switches)
        self.files = FileStore(records, config.state_dir / "files" if config.state_dir else None)
        self.queries: dict[str, OpenQuery] = {}
        self.mail: list[Fields] = []
        self.providers: dict[str, Provider] = {}
        self.webviews = WebViews(config.webapp_url)
        self.drafts: dict[int, Draft] = {}
        self.walks: dict[int, asyncio.Task[None]] = {}
        self.changes = 0
        self._numbers = itertools.count(1)
        self._session = secrets.token_hex(3)
        self.people_by_key: dict[str, Person] = {}
        self.posts_by_seq: dict[int, Post] = {}
        self.posts_by_id: dict[tuple[int, int], Post] = {}
        self.posts_of: dict[int, list[Post]] = {}
        self.posts_in: dict[tuple[int, int], list[Post]] = {}
        self.stand_ins: dict[tuple[int, int, int], Post] = {}
        self.repopulate()

    def repopulate(self) -> None:
        """Personas where there are none, and the look-up tables from the records."""
        if not self.records.people:
            for person in [self._bot_person(), *persona_list()]:
                self.records.people[person.id] = person
        self.posts_by_seq.clear()
        self.posts_by_id.clear()
        self.posts_of.clear()
        self.posts_in.clear()
        self.stand_ins.clear()
        self.people_by_key = {person.key: person for person in self.records.people.values()}
        for post in self.records.posts:
            self.index(post)

    def _bot_person(self) -> Person:
        config = self.config
        return Person(
            id=config.bot_id,
            key="bot",
            first_name=config.bot_name,
            username=config.bot_username,
            language_code=None,
            avatar_color="#3390ec",
            is_bot=True,
        )

    @property
    def bot(self) -> Person:
        return self.records.people[self.config.bot_id]

    @property
    def people(self) -> list[Person]:
        return [person for person in self.records.people.values() if not person.is_bot]

    def touch(self) -> None:
        """Something worth saving happened."""
        self.changes += 1

    def index(self, post: Post) -> None:
        self.posts_by_seq[post.seq] = post
        self.posts_of.setdefault(post.chat_id, []).append(post)
        self.posts_in.setdefault((post.chat_id, post.thread or GENERAL), []).append(post)
        if post.message_id:
            self.posts_by_id[post.chat_id, post.message_id] = post
        if post.replaces is not None and post.receiver is not None:
            self.stand_ins[post.receiver, post.chat_id, post.replaces] = post

    def posts(self, chat_id: int, thread: int | None = None) -> list[Post]:
        """Oldest first, those that are gone among them; of one topic, or of the whole chat."""
        found = self.posts_of.get(chat_id) if thread is None else self.posts_in.get((chat_id, thread))
        return found or []

    def next_id(self, prefix: str) -> str:
        return f"{prefix}{self._session}{next(self._numbers):06d}"

    def person(self, ref: str | int) -> Person:
        """By key or id; raises SimError."""
        text = str(ref)
        found = self.people_by_key.get(text) or self.records.people.get(int(text) if text.isdigit() else 0)
        if found is None and (found := rival(text)) is not None:
            self.records.people[found.id] = found
            self.people_by_key[found.key] = found
        if found is None or found.is_bot:
            known = ", ".join(person.key for person in self.people[:8])
            raise SimError(f"nobody is called {text!r}", f"known: {known}, rival1…rival200")
        return found

    def user(self, person_id: int) -> Fields:
        """A User as the Bot API shows it."""
        person = self.records.people[person_id]
        shown = {
            "id": person.id,
            "is_bot": person.is_bot,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "username": person.username,
            "language_code": person.language_code,
        }
        return {name: value for name, value in shown.items() if value is not None}

    def find_user(self, person_id: int) -> Fields | None:
        return self.user(person_id) if person_id in self.records.people else None

    def private_chat(self, person: Person) -> Chat:
        chat = self.records.chats.get(person.id)
        if chat is None:
            chat = Chat(id=person.id, type="private", key=person.key, with_bot=True)
            self.records.chats[person.id] = chat
        return chat

    def chat(self, ref: Any, viewer: Person | None = None) -> Chat:
        """By key or id; left out: the private chat with the bot. Raises SimError."""
        if ref in (None, ""):
            if viewer is None:
                raise SimError("no chat named", "give chat or as")
            return self.private_chat(viewer)
        text = str(ref)
        found = next(
            (chat for chat in reversed(self.records.chats.values()) if chat.key == text and chat.type != "private"),
            None,
        )
        if found is None and text.lstrip("-").isdigit():
            found = self.records.chats.get(int(text))
        if found is None and viewer is not None and text in (str(viewer.id), "bot", str(self.bot.id)):
            found = self.private_chat(viewer)
        if found is None:
            raise SimError(f"there is no chat {text!r}", "GET /sim/state lists them")
        return self.latest(found)

    def latest(self, chat: Chat) -> Chat:
        return self.records.chats[chat.migrated_to] if chat.migrated_to else chat

    def api_chat(self, ref: Any) -> Chat:
        """The chat a Bot API call names; raises 400 chat not found, or the migration error."""
        text = str(ref)
        if not text.lstrip("-").isdigit():
            found = None
        else:
            found = self.records.chats.get(int(text)) or self._known_private(int(text))
        if found is None or (not found.with_bot and self.bot.id not in found.members):
            raise bad_request("chat not found")
        if found.migrated_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=found.migrated_to)
        return found

    def _known_private(self, person_id: int) -> Chat | None:
        person = self.records.people.get(person_id)
        return self.private_chat(person) if person is not None and not person.is_bot else None

    def toast(self, key: str, level: str = "error", **values: str) -> None:
        """Tells every open page, each in its person's language."""
        for person_id in self.hub.watchers():
            self.toast_to(person_id, key, level, **values)

    def toast_to(self, person_id: int, key: str, level: str = "error", **values: str) -> None:
        text = words(self.records.people[person_id].language_code, key, **values)
        self.hub.tell(person_id, {"type": "toast", "level": level, "text": text})
