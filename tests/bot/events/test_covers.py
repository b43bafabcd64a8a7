"""EV-03: the photo sent in chat is the cover of the event's card, in private and in the linked group."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

from domain import database
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.finding.catalogue import EventFilter, find_events
from domain.events.making import creation
from domain.events.making.creation import with_cover
from domain.files.fetching import fetch_picture
from domain.files.uploading import keep_upload, prepare_upload
from tests.kit.town import Town, buttons

GROUP = "бег"


async def linked_group(town: Town, event_id: int) -> int:
    made = await town.do(
        "chat", as_="igor", add_bot=True, bot_admin=True, title="Бег", key=GROUP, kind="supergroup", members=["olya"]
    )
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    return int(made["id"])


def photos(town: Town, chat_id: int) -> list[dict[str, Any]]:
    """The messages of the bot that show a picture, oldest first."""
    posts = (one for one in town.world.records.posts if one.chat_id == chat_id and not one.deleted)
    return [one.body for one in posts if "photo" in one.body and one.sender == town.world.bot.id]


async def give_cover(town: Town, event_id: int) -> None:
    await town.say("igor", f"/event {event_id}")
    for button in ("Управлять", "Изменить", "Обложка"):
        await town.press("igor", button)
    await town.do("send", as_="igor", kind="photo")


async def test_a_photo_from_the_chat_is_on_every_card(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    group = await linked_group(town, event_id)
    assert photos(town, group) == []
    await give_cover(town, event_id)
    (card,) = photos(town, group)
    assert "Забег в парке" in card["caption"]
    assert await database.fetchval("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'file-fetch'") == 1
    await town.say("olya", f"/event {event_id}")
    assert "Забег в парке" in photos(town, town.world.person("olya").id)[-1]["caption"]


async def test_a_photo_at_the_third_question_is_the_cover(town: Town, tmp_path: Path) -> None:
    """EV-03: "Photo sent at step 3 is the cover of the card in group and in catalogue"."""
    await town.person("igor")
    await town.say("igor", "/newevent")
    for said in ("Забег в парке", "через 7 дней 10:00"):
        await town.say("igor", said)
    await town.do("send", as_="igor", kind="photo")
    assert "Фото сохранил" in await town.last("igor") and "Забег" in buttons((await town.seen("igor"))[-1])
    await town.press("igor", "Забег")
    await town.press("igor", "Очно")
    await town.say("igor", "Сокольники")
    while "Отмена" in (shown := buttons((await town.seen("igor"))[-1])):
        await town.press("igor", next(one for one in ("Пропустить", "Видно всем", "Нет") if one in shown))
    assert "Забег в парке" in photos(town, town.world.person("igor").id)[-1]["caption"]
    await town.press("igor", "Опубликовать")
    event_id = await database.fetchval("SELECT id FROM events")
    group = await linked_group(town, event_id)
    (card,) = photos(town, group)
    assert "Забег в парке" in card["caption"]
    cover_id = await database.fetchval("SELECT cover_file_id FROM events")
    await fetch_picture(cover_id, downloads=town.gateway, directory=tmp_path)
    (row,) = await find_events(EventFilter(), now=town.clock.now())
    assert row.cover_id == cover_id


async def test_the_card_with_a_cover_stays_one_living_message(town: Town) -> None:
    igor = await town.person("igor")
    await town.person("olya")
    event_id = await town.event(igor, capacity=5)
    group = await linked_group(town, event_id)
    await give_cover(town, event_id)
    await town.say("olya", f"/event {event_id}")
    olya = town.world.person("olya").id
    before = len(photos(town, olya))
    await town.press("olya", "Участвовать")
    changed = [one for one in photos(town, olya) if "Вы участвуете" in one["caption"]]
    assert len(changed) == 1 and len(photos(town, olya)) <= before + 1
    (card,) = photos(town, group)
    assert "Занято 1 из 5" in card["caption"]


async def uploaded(town: Town, owner: Person, event_id: int, directory: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (800, 500), "teal").save(out, "PNG")
    prepared = await prepare_upload(out.getvalue())
    now = town.clock.now()
    file_id = await keep_upload(owner.id, prepared, directory, purpose="cover", now=now)
    async with database.transaction():
        plan = await creation.plan_of(await lifecycle.load(event_id))
        await creation.edit_event(owner, event_id, with_cover(plan, file_id), version=None, now=now)
    await town.settle()


async def test_a_cover_from_the_mini_app_reaches_the_chat(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    group = await linked_group(town, event_id)
    await town.say("igor", "/start")
    await uploaded(town, igor, event_id, town.app.files)
    assert "Обложка готова" in photos(town, town.world.person("igor").id)[-1]["caption"]
    assert "Забег в парке" in photos(town, group)[-1]["caption"]
    assert await database.fetchval("SELECT telegram_file_id FROM files") is not None
