"""Albums and every kind of file, from the bot and from people."""

from __future__ import annotations

import io

import aiohttp
import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
    ReactionTypeEmoji,
)
from PIL import Image

from tests.sandbox.conftest import Place


def image(form: str = "PNG", size: tuple[int, int] = (512, 512)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "orange").save(out, form)
    return out.getvalue()


async def test_every_kind_that_a_bot_sends(place: Place) -> None:
    bot, chat = place.bot, await place.started()
    gif = await bot.send_animation(chat, BufferedInputFile(image("GIF"), "a.gif"), caption="бег", has_spoiler=True)
    assert gif.animation is not None and gif.document is not None and gif.content_type == "animation"
    assert gif.has_media_spoiler
    song = await bot.send_audio(chat, BufferedInputFile(b"mp3", "s.mp3"), title="Марш", performer="Оркестр", duration=9)
    assert song.audio is not None and (song.audio.title, song.audio.duration) == ("Марш", 9)
    sticker = await bot.send_sticker(chat, BufferedInputFile(image("WEBP"), "s.webp"), emoji="🏃")
    assert sticker.sticker is not None and (sticker.sticker.width, sticker.sticker.emoji) == (512, "🏃")
    note = await bot.send_video_note(chat, BufferedInputFile(b"mp4", "n.mp4"), length=240, duration=3)
    assert note.video_note is not None and note.video_note.length == 240
    film = await bot.send_video(
        chat, BufferedInputFile(b"v", "v.mp4"), thumbnail=BufferedInputFile(image("JPEG", (90, 90)), "t.jpg"), width=9
    )
    assert film.video is not None and film.video.thumbnail is not None and film.video.width == 9
    lines = (await place.look("/sim/transcript", as_="olya"))[1:]
    assert [line["kind"] for line in lines] == ["animation", "audio", "sticker", "video_note", "video"]
    assert lines[0]["media"]["spoiler"] and lines[4]["media"]["thumb"].startswith("/client/file/")
    assert lines[3]["media"]["width"] == lines[3]["media"]["height"] == 240
    again = await bot.send_sticker(chat, sticker.sticker.file_id)
    assert again.sticker is not None and again.sticker.file_unique_id == sticker.sticker.file_unique_id
    assert again.sticker.width == 512


async def test_a_file_that_is_not_such_media_is_a_document(place: Place) -> None:
    chat = await place.started()
    sent = await place.bot.send_voice(chat, BufferedInputFile(b"RIFF", "speech.wav"))
    assert sent.voice is None and sent.document is not None and sent.document.file_name == "speech.wav"
    with pytest.raises(TelegramBadRequest, match="can't use file of type Document as VoiceNote"):
        await place.bot.send_voice(chat, sent.document.file_id)


async def test_an_album_of_the_bot(place: Place) -> None:
    bot, chat = place.bot, await place.started()
    picture = InputMediaPhoto(media=BufferedInputFile(image(), "p.png"), caption="<b>Финиш</b>", parse_mode="HTML")
    film = InputMediaVideo(media=BufferedInputFile(b"v", "v.mp4"), duration=5)
    album = await bot.send_media_group(chat, [picture, film])
    assert len({one.media_group_id for one in album}) == 1 and album[0].media_group_id
    assert album[0].caption_entities is not None and album[1].caption is None
    lines = (await place.look("/sim/transcript", as_="olya"))[-2:]
    assert {line["media_group_id"] for line in lines} == {album[0].media_group_id}
    sheet = InputMediaDocument(media=BufferedInputFile(b"1", "a.txt"))
    with pytest.raises(TelegramBadRequest, match="can't be sent as an album"):
        await bot.send_media_group(chat, [picture, sheet])
    with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
        await bot.send_media_group(chat, [picture, InputMediaPhoto(media="AgACнет")])
    assert len(await place.look("/sim/transcript", as_="olya")) == 3, "an album is never half sent"
    with pytest.raises(TelegramBadRequest, match="can't change media type in the album"):
        await bot.edit_message_media(sheet, chat_id=chat, message_id=album[0].message_id)
    changed = await bot.edit_message_media(
        InputMediaPhoto(media=BufferedInputFile(image(), "q.png")), chat_id=chat, message_id=album[1].message_id
    )
    assert isinstance(changed, Message) and changed.media_group_id == album[0].media_group_id


async def test_an_album_of_a_person(place: Place) -> None:
    await place.started()
    form = aiohttp.FormData({"as": "olya", "kind": "album", "caption": "с забега"})
    form.add_field("one", image(), filename="1.png")
    form.add_field("two", b"film", filename="2.mp4")
    async with place.http.post(place.url("/sim/send"), data=form) as response:
        answer = await response.json()
        assert response.status == 200 and len(answer["message_ids"]) == 2
    first, second = [update.message for update in await place.updates()]
    assert first is not None and second is not None and first.media_group_id == second.media_group_id
    assert first.photo and second.video and first.caption == "с забега" and second.caption is None

    group = await place.group()
    moved = await place.bot.forward_messages(group, place.id_of("olya"), answer["message_ids"])
    posts = [place.world.posts_by_id[group, one.message_id] for one in moved]
    (album,) = {post.body["media_group_id"] for post in posts}
    assert album != first.media_group_id, "it is an album there too, a new one"
    (alone,) = await place.bot.copy_messages(group, place.id_of("olya"), answer["message_ids"][:1])
    assert "media_group_id" not in place.world.posts_by_id[group, alone.message_id].body
    there = await place.sim("forward", as_="olya", message_ids=answer["message_ids"], chat=group)
    assert len(there["message_ids"]) == 2


@pytest.mark.parametrize("names", [("a.png", "b.txt"), ("a.png",)])
async def test_albums_that_are_none(place: Place, names: tuple[str, ...]) -> None:
    form = aiohttp.FormData({"as": "olya", "kind": "album"})
    for number, name in enumerate(names):
        form.add_field(f"f{number}", image(), filename=name)
    async with place.http.post(place.url("/sim/send"), data=form) as response:
        assert response.status == 400 and (await response.json())["error"]


async def test_everything_else_a_person_sends(place: Place) -> None:
    await place.started()
    for kind in ("animation", "audio", "sticker"):
        await place.sim("send", as_="olya", kind=kind)
    kinds = [update.message and update.message.content_type for update in await place.updates()]
    assert kinds == ["animation", "audio", "sticker"]
    unknown = await place.sim("send", as_="olya", kind="hologram", status=400)
    assert "video_note" in unknown["hint"]


async def test_protected_content_stays(place: Place) -> None:
    chat = await place.started()
    sent = await place.bot.send_message(chat, "секрет", protect_content=True)
    assert sent.has_protected_content
    with pytest.raises(TelegramBadRequest, match="message can't be forwarded"):
        await place.bot.forward_message(chat, chat, sent.message_id)
    await place.sim("forward", as_="olya", message_id=sent.message_id, chat=await place.group(), status=400)


async def test_reactions_have_faces(place: Place) -> None:
    chat = await place.started()
    sent = await place.bot.send_message(chat, "ну как?")
    await place.sim("react", as_="olya", message_id=sent.message_id, emoji="❤️")
    assert await place.bot.set_message_reaction(chat, sent.message_id, [ReactionTypeEmoji(emoji="🔥")])
    (line,) = (await place.look("/sim/transcript", as_="olya"))[-1:]
    assert [(one["emoji"], one["count"], one["mine"]) for one in line["reactions"]] == [
        ("❤", 1, True),
        ("🔥", 1, False),
    ]
    assert line["reactions"][0]["who"][0]["key"] == "olya"
    await place.sim("react", as_="olya", message_id=sent.message_id, emoji="🧦", status=400)
