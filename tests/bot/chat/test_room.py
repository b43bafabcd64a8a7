"""EV-30: the room of the mini-app and the group's topic are one talk."""

from __future__ import annotations

import asyncio
import io
import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from domain import database
from domain.chat.mirror import SLOT_S
from domain.chat.queries import MessageCard, messages_since
from domain.events.entry.registration import register
from domain.events.talking import talk
from domain.files.pictures import FETCH
from forma.work import job_handlers
from tests.bot.chat.test_questions import GROUP, event_with_group
from tests.kit.shop import nobody_pays
from tests.kit.town import Town


async def write(town: Town, who: str, event_id: int, *texts: str) -> None:
    person = await town.person(who)
    for text in texts:
        async with database.transaction():
            await talk.post_to_room(person, event_id, text, now=town.clock.now())


async def in_topic(town: Town, name: str) -> list[str]:
    """What stands in a topic, as another member sees it."""
    chat = town.world.chat(GROUP, town.world.person("pasha"))
    (thread,) = [one.id for one in chat.topics.values() if one.name == name]
    return [line["text"] for line in await town.seen("pasha", chat=GROUP, thread=thread)]


async def takes_part(town: Town, who: str, event_id: int) -> None:
    person = await town.person(who)
    async with database.transaction():
        await register(person, event_id, {}, now=town.clock.now())
    await town.settle()


async def test_lines_from_the_app_come_to_the_topic_together_and_once(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    await takes_part(town, "olya", event_id)
    await write(town, "olya", event_id, "Кто едет с севера?", "Есть место в машине")
    await write(town, "igor", event_id, "Я еду")
    await town.wait(seconds=6)
    (posted,) = await in_topic(town, "Попутчики")
    assert posted.endswith("Оля Смирнова: Кто едет с севера?\nОля Смирнова: Есть место в машине\nИгорь Орлов: Я еду")
    await write(town, "olya", event_id, "Выезжаем в 8")
    await town.wait(seconds=6)
    assert (await in_topic(town, "Попутчики"))[1].endswith("Оля Смирнова: Выезжаем в 8")


async def test_a_talk_without_pause_stays_within_the_groups_limit(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    for second in range(30):
        await write(town, "igor", event_id, f"строка {second}")
        town.clock.advance(seconds=1)
        if second % 10 == 9:
            await town.settle()
    await town.wait(seconds=6)
    posted = await in_topic(town, "Попутчики")
    assert len(posted) <= 30 / SLOT_S + 1
    said = "\n".join(posted)
    assert [line for line in said.splitlines() if "строка" in line] == [
        f"Игорь Орлов: строка {number}" for number in range(30)
    ]


async def test_the_topic_appears_in_the_room_and_does_not_echo(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    igor = await town.person("igor")
    chat = town.world.chat(GROUP, town.world.person("pasha"))
    (thread,) = [one.id for one in chat.topics.values() if one.name == "Попутчики"]
    await town.say("pasha", "I can drive", chat=GROUP, thread=thread)
    await town.say("pasha", "elsewhere", chat=GROUP)
    await town.wait(seconds=6)
    page = await talk.room_page(event_id, igor)
    assert [(one.author_name, one.text, one.origin) for one in page.messages] == [
        ("Pasha Ivanov", "I can drive", "group")
    ]
    assert await in_topic(town, "Попутчики") == ["I can drive"]


async def test_a_card_shared_by_inline_mode_is_no_line_of_the_room(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    igor, pasha = await town.person("igor"), town.world.person("pasha")
    chat = town.world.chat(GROUP, pasha)
    (thread,) = [one.id for one in chat.topics.values() if one.name == "Попутчики"]
    who = {"id": pasha.id, "is_bot": False, "first_name": "Pasha", "language_code": "en"}
    where = {"id": chat.id, "type": "supergroup", "title": "Club", "is_forum": True}
    said = {"message_id": 9001, "date": 1, "chat": where, "from": who, "message_thread_id": thread, "text": "Run 5 km"}
    bot = {"id": 1, "is_bot": True, "first_name": "Forma"}
    await town.take_in({"update_id": 900_001, "message": {**said, "is_topic_message": True, "via_bot": bot}})
    assert not (await talk.room_page(event_id, igor)).messages
    plain = {**said, "message_id": 9002, "is_topic_message": True}
    await town.take_in({"update_id": 900_002, "message": plain})
    assert [one.text for one in (await talk.room_page(event_id, igor)).messages] == ["Run 5 km"]


class Telegram:
    """Gives any file that it is asked for."""

    async def download(self, file_id: str) -> bytes:
        return await asyncio.to_thread(_jpeg)


def _jpeg() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(made, "JPEG")
    return made.getvalue()


@dataclass
class Topic:
    """The companions' topic of the group, as Pasha writes in it."""

    town: Town
    where: dict[str, Any]

    async def post(self, number: int, *, edited: bool = False, who: str = "pasha", **content: Any) -> None:
        one = self.town.world.person(who)
        author = {"id": one.id, "is_bot": False, "first_name": one.first_name, "language_code": "en"}
        said = {"message_id": number, "date": 1, "from": author, **self.where, **content}
        kind = "edited_message" if edited else "message"
        await self.town.take_in({"update_id": 910_000 + next(_numbers), kind: said})

    async def photo(self, number: int, caption: str = "", **content: Any) -> None:
        sizes = [{"file_id": f"photo{number}", "file_unique_id": f"u{number}", "width": 400, "height": 300}]
        words = {"caption": caption} if caption else {}
        await self.post(number, photo=sizes, **words, **content)


_numbers = itertools.count(1)


async def topic_of(town: Town) -> Topic:
    chat = town.world.chat(GROUP, town.world.person("pasha"))
    (thread,) = [one.id for one in chat.topics.values() if one.name == "Попутчики"]
    place = {"id": chat.id, "type": "supergroup", "title": "Club", "is_forum": True}
    return Topic(town, {"chat": place, "message_thread_id": thread, "is_topic_message": True})


async def room(town: Town, event_id: int) -> list[MessageCard]:
    return (await talk.room_page(event_id, await town.person("igor"))).messages


async def test_a_photo_with_its_caption_and_an_album_come_to_the_room(town: Town, tmp_path: Path) -> None:
    event_id, _ = await event_with_group(town)
    topic = await topic_of(town)
    await topic.photo(9001, "Our start")
    for number, caption in ((9002, "The lake"), (9003, ""), (9004, "and the forest")):
        await topic.photo(number, caption, media_group_id="77")
    await topic.photo(9005)
    alone, album, silent = await room(town, event_id)
    assert (alone.text, len(alone.photos)) == ("Our start", 1)
    assert (album.text, len(album.photos)) == ("The lake\nand the forest", 3)
    assert (silent.text, len(silent.photos)) == ("", 1)
    assert {one.state for one in album.photos} == {"pending"}
    fetch = job_handlers(Telegram(), tmp_path, nobody_pays(), town.clock.now)[FETCH]
    seen = max(one.version for one in (alone, album, silent))
    for one in album.photos:
        await fetch(str(one.file_id))
    assert {one.state for one in (await room(town, event_id))[1].photos} == {"ready"}
    (news,) = await messages_since("room", f"event:{event_id}", seen)
    assert news.id == album.id, "pages that are open hear of it"
    assert await in_topic(town, "Попутчики") == [], "nothing comes back to the group"


async def test_edits_of_words_and_captions_come_along(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    topic = await topic_of(town)
    await topic.post(9001, text="We meet at 7")
    await topic.photo(9002, "The lake", media_group_id="77")
    await topic.photo(9003, "the forest", media_group_id="77")
    await topic.post(9001, edited=True, text="We meet at 8")
    await topic.post(9003, edited=True, photo=[], caption="the old forest")
    words, album = await room(town, event_id)
    assert (words.text, words.edited) == ("We meet at 8", True)
    assert (album.text, album.edited) == ("The lake\nthe old forest", True)
    await topic.post(9001, edited=True, who="olya", text="Somebody else's words")
    await topic.post(9009, edited=True, text="Never seen here")
    assert [one.text for one in await room(town, event_id)] == ["We meet at 8", "The lake\nthe old forest"]


async def test_a_photo_elsewhere_or_of_who_is_blocked_stays_in_the_group(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    topic = await topic_of(town)
    other = Topic(town, {"chat": topic.where["chat"]})
    await other.photo(9001, "elsewhere")
    pasha = await town.person("pasha")
    await database.execute("UPDATE users SET status = 'blocked' WHERE id = $1", pasha.id)
    await database.execute(
        "INSERT INTO sanctions (user_id, reason, imposed_by, imposed_at) VALUES ($1, '', $1, $2)",
        *(pasha.id, town.clock.now()),
    )
    await topic.photo(9002, "blocked")
    assert await room(town, event_id) == []
    assert await database.fetchval("SELECT count(*) FROM files") == 0


async def test_what_was_written_before_the_link_stays_in_the_app(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    await write(town, "igor", event_id, "раньше")
    town.clock.advance(minutes=1)
    fields = {"title": "Бег", "key": GROUP, "kind": "supergroup", "members": ["pasha"]}
    await town.do("chat", as_="igor", add_bot=True, bot_admin=True, **fields)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    await write(town, "igor", event_id, "теперь")
    await town.wait(seconds=6)
    said = [line["text"] for line in await town.seen("pasha", chat=GROUP)]
    assert any(text.endswith("теперь") for text in said) and not any("раньше" in text for text in said)
