"""The hands: everything a person can do, and the world's own switches."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import aiohttp
import aiosmtplib
import pytest
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo
from aiogram.utils.web_app import safe_parse_webapp_init_data
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.app import SMTP_PORT
from sandbox.config import SandboxConfig
from sandbox.telegram import flood
from tests.sandbox.conftest import TOKEN, Place, open_place
from tests.sandbox.test_groups import LASTING

GPX = '<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{}</trkseg></trk></gpx>'.format(
    "".join(f'<trkpt lat="55.{n}" lon="37.{n}"/>' for n in (1, 2, 3))
)


async def test_everything_a_person_sends(place: Place) -> None:
    await place.started()
    for kind in ("photo", "document", "voice", "video", "video_note", "contact"):
        await place.sim("send", as_="olya", kind=kind)
    for kind in ("location", "live_location", "venue"):
        await place.sim("send", as_="olya", kind=kind, lat=55.7, lon=37.6)
    kinds = [update.message and update.message.content_type for update in await place.updates()]
    assert kinds == ["photo", "document", "voice", "video", "video_note", "contact", "location", "location", "venue"]


async def test_a_file_reaches_the_bot_whole(place: Place) -> None:
    form = aiohttp.FormData({"as": "olya", "kind": "document", "caption": "трек"})
    form.add_field("file", b"<gpx/>", filename="run.gpx")
    async with place.http.post(place.url("/sim/send"), data=form) as response:
        assert response.status == 200
    (update,) = await place.updates()
    assert update.message is not None and update.message.document is not None and update.message.caption == "трек"
    content = await place.bot.download(update.message.document)
    assert content is not None and content.read() == b"<gpx/>"


async def test_edit_delete_and_walk(place: Place) -> None:
    said = await place.sim("say", as_="olya", text="завтра")
    await place.sim("edit", as_="olya", message_id=said["message_id"], text="послезавтра")
    live = await place.sim("send", as_="olya", kind="live_location", lat=55.0, lon=37.0)
    await place.sim("move", as_="olya", message_id=live["message_id"], gpx=GPX, speed=1000, stop=True, wait=True)
    updates = await place.updates()
    assert updates[1].edited_message is not None and updates[1].edited_message.text == "послезавтра"
    walked = [update.edited_message for update in updates[3:]]
    assert [m.location.latitude for m in walked if m and m.location] == [55.1, 55.2, 55.3, 55.3]
    assert walked[-1] is not None and walked[-1].location is not None and walked[-1].location.live_period is None
    await place.sim("delete", as_="olya", message_id=said["message_id"])
    await place.sim("edit", as_="olya", message_id=said["message_id"], text="т", status=400)


async def test_buttons_that_are_not_callbacks(place: Place) -> None:
    chat = await place.started()
    row = [
        InlineKeyboardButton(text="Сайт", url="https://example.com/"),
        InlineKeyboardButton(text="Приложение", web_app=WebAppInfo(url="http://127.0.0.1:8082/x"), style="success"),
        InlineKeyboardButton(text="Код", copy_text=CopyTextButton(text="A1")),
        InlineKeyboardButton.model_validate({"text": "Нет мест", "callback_data": "no", "disabled": {}}),
    ]
    await place.bot.send_message(chat, "т", reply_markup=InlineKeyboardMarkup(inline_keyboard=[row]))
    assert (await place.sim("press", as_="olya", button="Сайт"))["url"] == "https://example.com/"
    assert (await place.sim("press", as_="olya", button="Приложение"))["web_app"] == "http://127.0.0.1:8082/x"
    assert (await place.sim("press", as_="olya", button="Код"))["copied"] == "A1"
    assert "disabled" in (await place.sim("press", as_="olya", button="Нет мест", status=400))["error"]
    missing = await place.sim("press", as_="olya", button="Такой нет", status=400)
    assert "Сайт" in missing["hint"]
    (line,) = (await place.look("/sim/transcript", as_="olya"))[-1:]
    assert [button["type"] for button in line["buttons"]] == ["url", "web_app", "copy_text", "callback"]
    assert line["buttons"][1]["style"] == "success" and line["buttons"][3]["disabled"]


async def test_blocking_and_coming_back(place: Place) -> None:
    await place.started()
    await place.sim("block", as_="olya")
    await place.sim("say", as_="olya", text="ау", status=400)
    await place.sim("start", as_="olya")
    left, back, message = await place.updates()
    assert left.my_chat_member is not None and left.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member is not None and back.my_chat_member.new_chat_member.status == "member"
    assert message.message is not None


async def test_start_in_a_group(place: Place) -> None:
    chat = (await place.sim("chat", as_="igor", title="Клуб", kind="supergroup"))["id"]
    await place.sim("startgroup", as_="igor", chat=chat, payload="link_7", admin=True)
    updates = await place.updates()
    assert [u.my_chat_member.new_chat_member.status for u in updates if u.my_chat_member] == ["member", "administrator"]
    assert updates[-1].message is not None and updates[-1].message.text == "/start@sandbox_bot link_7"


async def test_the_page_speaks_its_persons_language(place: Place) -> None:
    chat = await place.group("forum", members="olya,pasha")
    await place.sim("topic", as_="igor", chat=chat, name="Старт")
    said = [
        (await place.look("/sim/transcript", as_=key, chat=chat))[-1]["service"]["text"] for key in ("olya", "pasha")
    ]
    assert said == ["Тема «Старт» создана", "Topic “Старт” created"]


async def test_crowd(place: Place) -> None:
    await asyncio.gather(*(place.sim("start", as_=f"rival{n}") for n in range(1, 201)))
    people = {u.message.from_user.id for u in await place.updates() if u.message and u.message.from_user}
    people |= {u.message.from_user.id for u in await place.updates() if u.message and u.message.from_user}
    assert len(people) == 200 and min(people) > 2**32
    await place.sim("start", as_="rival201", status=400)


async def test_launch_is_signed_as_telegram_signs(place: Place) -> None:
    await place.sim("clock", advance="240h")
    launch = await place.look("/sim/webapp", as_="pasha", path="/events/1", start_param="event_1", theme="dark")
    data = safe_parse_webapp_init_data(TOKEN, launch["init_data"])
    assert data.user is not None and data.user.id == place.id_of("pasha") and data.user.language_code == "en"
    assert data.start_param == "event_1" and data.query_id
    assert abs(datetime.now(UTC) - data.auth_date) < timedelta(minutes=1), "auth_date is real time"
    assert launch["url"].startswith("http://127.0.0.1:8082/events/1?tgWebAppStartParam=event_1#tgWebAppData=")
    keyboard = await place.look("/sim/webapp", as_="pasha", path="/", button="keyboard")
    assert "query_id" not in keyboard["init_data"]


async def test_mini_app_host_calls(place: Place) -> None:
    await place.started()
    contact = await place.sim("contact_request", as_="olya", allow=True)
    assert contact["status"] == "sent" and "hash=" in contact["result"]
    await place.sim("write_access", as_="katya")
    assert (await place.bot.send_message(place.id_of("katya"), "можно")).text == "можно"
    await place.sim("webapp_data", as_="olya", data="{}", button_text="Форма")
    kinds = [update.message and update.message.content_type for update in await place.updates()]
    assert kinds == ["contact", "write_access_allowed", "web_app_data"]
    value = {"key": "k", "value": "v"}
    assert (await place.sim("custom_method", as_="olya", method="saveStorageValue", params=value))["result"] is True
    read = await place.sim("custom_method", as_="olya", method="getStorageValues", params={"keys": ["k"]})
    assert read["result"] == {"k": "v"}


async def test_clock(place: Place) -> None:
    before = await place.look("/sim/clock")
    waiting = asyncio.create_task(place.look("/sim/clock", after=before["version"], wait=20))
    await asyncio.sleep(0)
    await place.sim("clock", advance="24h")
    after = await asyncio.wait_for(waiting, 30)
    assert after["version"] > before["version"]
    moved = datetime.fromisoformat(after["now"]) - datetime.fromisoformat(before["now"])
    assert timedelta(hours=24) <= moved < timedelta(hours=25)
    set_to = await place.sim("clock", set="2026-12-07T09:00:00+03:00")
    assert set_to["now"].startswith("2026-12-07T06:00:00")
    await place.sim("clock", advance="завтра", status=400)


async def test_mail_is_kept(place: Place) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "forma@example.com", "olya@example.com", "Завтра забег"
    letter.set_content("Старт в 10:00")
    letter.add_alternative("<b>Старт</b>", subtype="html")
    await aiosmtplib.send(letter, hostname="127.0.0.1", port=place.server.app[SMTP_PORT][0])
    (kept,) = await place.look("/sim/outbox/mail", to="olya@example.com")
    assert kept["subject"] == "Завтра забег" and "10:00" in kept["text"] and "<b>" in kept["html"]


@pytest.fixture
async def product() -> AsyncIterator[tuple[TestServer, dict[str, object]]]:
    health: dict[str, object] = {"idle": False, "inbox": 1}

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(health)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    server = TestServer(app)
    await server.start_server()
    yield server, health
    await server.close()


async def test_idle_listens_to_the_product(product: tuple[TestServer, dict[str, object]]) -> None:
    server, health = product
    address = str(server.make_url("/health"))
    async for place in open_place(SandboxConfig(token=TOKEN, health_url=address, reset_url=address)):
        busy = await place.sim("idle", timeout=0.3, status=504)
        assert "inbox" in busy["hint"]
        health["inbox"] = 0
        assert (await place.sim("idle", timeout=60, heard=True))["ok"], "what it says of its own is not waited for"
        await place.sim("idle", timeout=0.3, status=504)
        health["idle"] = True
        assert (await place.sim("idle", timeout=60))["ok"]
        await place.sim("say", as_="olya", text="ау")
        assert "message" in (await place.sim("idle", timeout=0.3, status=504))["hint"]
        await place.updates()
        assert (await place.sim("idle", timeout=60))["ok"]


async def test_reset_goes_on_counting(place: Place) -> None:
    await place.started()
    sent = await place.bot.send_message(place.id_of("olya"), "т")
    last = place.world.records.last_update_id
    await place.sim("reset", story="empty")
    assert await place.look("/sim/transcript", as_="olya") == []
    await place.sim("start", as_="olya")
    (update,) = await place.updates()
    assert update.update_id > last and update.message is not None and update.message.message_id > sent.message_id


async def test_flood_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "PRIVATE", LASTING)
    async for place in open_place(SandboxConfig(token=TOKEN, flood=True)):
        await place.started()
        for _ in range(3):
            await place.bot.send_message(place.id_of("olya"), "т")
        async with place.http.post(
            place.url(f"/bot{TOKEN}/sendMessage"), json={"chat_id": place.id_of("olya"), "text": "т"}
        ) as response:
            assert response.status == 429 and int(response.headers["Retry-After"]) >= 1


@pytest.mark.parametrize("form", ["query", "form", "json"])
async def test_any_http_form(place: Place, form: str) -> None:
    chat = await place.started()
    fields = {
        "chat_id": str(chat),
        "text": "т",
        "reply_markup": '{"inline_keyboard":[[{"text":"a","callback_data":"1"}]]}',
    }
    address = place.url(f"/bot{TOKEN}/SENDMESSAGE")
    how: Any = {"query": {"params": fields}, "form": {"data": fields}, "json": {"json": fields}}[form]
    async with place.http.request("GET" if form == "query" else "POST", address, **how) as response:
        answer = await response.json()
        assert answer["ok"] and answer["result"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "1"
