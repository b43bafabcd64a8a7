"""Rich messages: read strictly, kept whole, shown, edited, carried on and pressed."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiogram.types import (
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputRichBlockParagraph,
    InputRichMessage,
    InputRichMessageContent,
    InputRichMessageMedia,
)

from tests.sandbox.conftest import TOKEN, Place
from tests.sandbox.rich_examples import (
    HTML,
    HTML_KINDS,
    MARKDOWN,
    MARKDOWN_KINDS,
    holding,
    nested,
    styled,
    table,
    words,
)
from tests.sandbox.scene import picture

HELLO = InputRichMessage(blocks=[InputRichBlockParagraph(text="Отчёт")])


async def send(place: Place, chat: int, *blocks: Any, method: str = "sendRichMessage", **fields: Any) -> Any:
    body = {"chat_id": chat, "rich_message": {"blocks": list(blocks)}} | fields
    async with place.http.post(place.url(f"/bot{TOKEN}/{method}"), json=body) as response:
        answer = await response.json()
        return answer["result"] if answer["ok"] else answer["description"].removeprefix("Bad Request: ")


async def last(place: Place, chat: int, as_: str = "olya") -> Any:
    return (await place.look("/sim/transcript", as_=as_, chat=chat))[-1]


async def written(place: Place, chat: int, **source: str) -> Any:
    """The blocks that a text in HTML or Markdown becomes; the picture `p1` goes with it."""
    photo = (await place.bot.send_photo(chat, picture())).photo
    assert photo is not None
    media = [InputRichMessageMedia(id="p1", media=InputMediaPhoto(media=photo[-1].file_id))]
    sent = await place.bot.send_rich_message(chat, InputRichMessage(**source, media=media))
    assert sent.rich_message is not None
    return sent.rich_message.model_dump(mode="json", exclude_none=True)["blocks"]


async def test_the_html_of_the_documentation_becomes_blocks(place: Place) -> None:
    olya = await place.started()
    blocks = await written(place, olya, html=HTML.replace("{olya}", str(olya)))
    assert [block["type"] for block in blocks] == HTML_KINDS.split()
    kinds = {piece["type"]: piece for piece in blocks[0]["text"] if isinstance(piece, dict)}
    assert kinds["reference_link"]["reference_name"] == "note-1" and kinds["anchor_link"]["anchor_name"] == "chapter-1"
    assert kinds["text_mention"]["user"]["id"] == olya and kinds["mention"]["username"] == "username"
    assert kinds["bank_card_number"]["bank_card_number"] == "4242 4242 4242 4242"
    assert {"cashtag", "hashtag", "bot_command", "phone_number", "email_address", "date_time"} <= set(kinds)
    labels = [item["label"] for block in blocks if block["type"] == "list" for item in block["items"]]
    assert labels == ["•", "1.", "c.", "vii.", "•", "•"]
    assert blocks[6] == words("  print('pre-formatted')", "pre", language="python")
    assert blocks[14]["blocks"][0]["text"] == "Block quotation started\ncontinued\nThe last line"
    assert blocks[18]["has_spoiler"] and blocks[18]["caption"]["credit"] == "Credit"
    assert blocks[23]["cells"][0][0] == {"text": "Header 1", "align": "center", "valign": "middle", "is_header": True}


async def test_the_markdown_of_the_documentation_becomes_blocks(place: Place) -> None:
    olya = await place.started()
    blocks = await written(place, olya, markdown=MARKDOWN.replace("{olya}", str(olya)))
    assert [block["type"] for block in blocks] == MARKDOWN_KINDS.split()
    kinds = {piece["type"] for piece in blocks[0]["text"] if isinstance(piece, dict)}
    styles = {"bold", "italic", "strikethrough", "code", "marked", "spoiler", "underline"}
    assert kinds == styles | {"url", "email_address", "text_mention", "custom_emoji", "date_time", "hashtag"} | {
        "mathematical_expression"
    }
    assert blocks[3]["text"][-1] == ", 2 * 3 * 4, snake_case_name and 1 < 2."
    assert blocks[4] == words("  print('**as it is**')", "pre", language="python")
    assert blocks[6]["items"][1]["blocks"][1]["items"][0]["blocks"][0]["text"] == "nested"
    assert [item.get("is_checked") for item in blocks[8]["items"]] == [None, True]
    assert blocks[11]["cells"][1][1] == {"text": styled("bold", "center"), "align": "center", "valign": "middle"}
    assert blocks[14]["blocks"][1]["items"][0]["blocks"][0]["text"] == [
        "List item with ",
        styled("italic", "italic text"),
    ]
    assert blocks[-1]["text"][1]["name"] == "id1"


MEDIA = {"type": "photo", "media": "нет"}
ROWS: list[tuple[Any, str | None]] = [
    ("", "rich message must be non-empty"),
    ({}, "rich message must be non-empty"),
    ("{", "can't parse rich message JSON object"),
    ([], "object expected as rich message"),
    ({"blocks": []}, "RICH_MESSAGE_EMPTY"),
    ({"html": " "}, "RICH_MESSAGE_HTML_INVALID"),
    ({"html": "<p>Оля <3 бег</p>"}, None),
    ({"html": "Оля <strong3>"}, "RICH_MESSAGE_HTML_INVALID"),
    ({"html": "<b>т</i>"}, "RICH_MESSAGE_HTML_INVALID"),
    ({"html": "<p>т</p><b"}, "RICH_MESSAGE_HTML_INVALID"),
    ({"html": '<a href="http://">т</a>'}, "RICH_MESSAGE_URL_INVALID"),
    ({"html": '<img src="https://a.example/a.jpg"/>'}, "RICH_MESSAGE_PHOTO_NO_MEDIA_FOUND"),
    ({"html": "т", "media": [{"media": MEDIA}]}, "can't parse InputRichMessageMedia: Can't find field \"id\""),
    (
        {"html": "т", "media": [{"id": "a", "media": {"type": "photo"}}]},
        "can't parse InputRichMessageMedia: media not found",
    ),
    ({"html": "<!DOCTYPE html><p>т</p>"}, "RICH_MESSAGE_HTML_INVALID"),
    ({"html": "<b>" * 9_000}, "RICH_MESSAGE_DEPTH_INVALID"),
    ({"html": '<p onclick="x">т</p><script>'}, "RICH_MESSAGE_HTML_INVALID"),
    ({"markdown": "**не закрыто, <скобка> и [ссылка](никуда"}, None),
    ({"markdown": ""}, "RICH_MESSAGE_MARKDOWN_INVALID"),
    (["т"], "object expected as InputRichMessageBlock"),
    ([{}], "can't parse InputRichBlock: Can't find field \"type\""),
    ([{"type": "title"}], 'can\'t parse InputRichBlock: type "title" is unsupported'),
    ([{"type": "paragraph"}], "can't parse InputRichBlock: Can't find field \"text\""),
    ([words("")], "RICH_MESSAGE_CONTENT_REQUIRED"),
    ([words(5)], "can't parse InputRichBlock: Invalid rich text specified"),
    ([words({"type": "plain", "text": "т"})], "can't parse InputRichBlock: Unsupported rich text type"),
    ([words({"text": "т"})], "can't parse InputRichBlock: Can't find field \"type\""),
    ([words(styled("url", "т", url="не адрес"))], "RICH_MESSAGE_URL_INVALID"),
    ([words(styled("text_mention", "т", user={"id": 4242}))], "user not found"),
    (
        [words({"type": "custom_emoji", "custom_emoji_id": "1", "alternative_text": "огонь"})],
        "RICH_MESSAGE_EMOJI_INVALID",
    ),
    ([words("т", "heading", size=7)], "invalid section heading size specified"),
    ([words("т", "thinking")], "block is not allowed"),
    ([{"type": "list", "items": []}], "list must be non-empty"),
    (
        [{"type": "list", "items": [{"blocks": []}, {"blocks": [], "type": "1"}]}],
        "list must be either ordered or unordered",
    ),
    ([{"type": "list", "items": [{"blocks": [], "type": "x"}]}], "invalid list item type specified"),
    ([holding("slideshow")], "RICH_MESSAGE_CONTENT_REQUIRED"),
    ([{"type": "table"}], "can't parse InputRichBlock: Can't find field \"cells\""),
    (
        [{"type": "table", "cells": [[{"text": {"type": "x"}}]]}],
        "Can't parse PageBlockTableCell: Unsupported rich text type",
    ),
    (
        [{"type": "table", "cells": [[{"align": "up"}]]}],
        "Can't parse PageBlockTableCell: Invalid horizontal alignment specified",
    ),
    ([{"type": "map", "location": {"latitude": 91, "longitude": 0}}], "invalid location specified"),
    ([{"type": "map", "location": {"latitude": 1, "longitude": 0}, "zoom": 25}], "invalid map properties specified"),
    ([{"type": "photo", "photo": MEDIA}], "wrong file identifier/HTTP URL specified"),
    ([{"type": "video", "video": MEDIA}], 'unexpected media type "photo" for block "video"'),
    ([{"type": "buttons", "buttons": []}], "button row must be non-empty"),
    ([{"type": "buttons", "buttons": [{"text": "т"}]}], "Text buttons are unallowed in the inline keyboard"),
    ([{"type": "buttons", "buttons": [{"text": "т", "callback_data": "я" * 33}]}], "BUTTON_DATA_INVALID"),
    ([{"type": "buttons", "buttons": [{"text": "т", "url": "a.ru", "style": "link"}]}], "BUTTON_STYLE_INVALID"),
    ([words("я" * 32_769)], "RICH_MESSAGE_TEXT_TOO_LONG"),
    ([words("я" * 32_768)], None),
    ([words("т")] * 501, "RICH_MESSAGE_BLOCKS_TOO_MANY"),
    ([table(*[["т"]] * 499)], None),
    ([table(*[["т"]] * 500)], "RICH_MESSAGE_BLOCKS_TOO_MANY"),
    ([nested(16, "details")], None),
    ([nested(17, "details")], "RICH_MESSAGE_DEPTH_INVALID"),
    ([nested(200)], "RICH_MESSAGE_DEPTH_INVALID"),
    ([table(["т"] * 20)], None),
    ([table(["т"] * 21)], "RICH_MESSAGE_TABLE_COLS_TOO_MANY"),
    (
        [holding("collage", *[{"type": "photo", "photo": {"type": "photo", "media": "{photo}"}}] * 51)],
        "RICH_MESSAGE_MEDIA_TOO_MANY",
    ),
]


async def test_refused_word_for_word(place: Place) -> None:
    """A list is taken for the blocks; None stands for what is still allowed."""
    olya = await place.started()
    photo = (await place.bot.send_photo(olya, picture())).photo
    assert photo is not None
    for given, refusal in ROWS:
        as_blocks = isinstance(given, list) and bool(given)
        rich = _with_photo({"blocks": given} if as_blocks else given, photo[-1].file_id)
        answer = await send(place, olya, rich_message=rich)
        assert answer == refusal if refusal else isinstance(answer, dict), (str(given)[:200], str(answer)[:200])


def _with_photo(value: Any, file_id: str) -> Any:
    if isinstance(value, dict):
        return {name: _with_photo(one, file_id) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_photo(one, file_id) for one in value]
    return file_id if value == "{photo}" else value


async def test_only_what_may_be_sent_there_is_sent(place: Place) -> None:
    group = await place.group(bot_admin=False)
    photo = (await place.bot.send_photo(await place.started(), picture())).photo
    assert photo is not None
    place.world.records.chats[group].permissions["can_send_photos"] = False
    block = {"type": "photo", "photo": {"type": "photo", "media": photo[-1].file_id}}
    assert await send(place, group, holding("collage", block)) == "not enough rights to send photos to the chat"
    app = {"type": "buttons", "buttons": [{"text": "т", "web_app": {"url": "https://a.example/"}}]}
    assert await send(place, group, app) == "BUTTON_TYPE_INVALID"
    assert (await send(place, group, words("Можно")))["rich_message"]["blocks"] == [words("Можно")]
    place.world.records.chats[group].permissions["can_send_messages"] = False
    assert await send(place, group, words("Нельзя")) == "not enough rights to send rich messages to the chat"


async def test_a_link_to_nowhere_stays_an_address_and_plain_pieces_become_one(place: Place) -> None:
    olya = await place.started()
    link = styled("anchor_link", "вниз", anchor_name="итог")
    sent = await send(place, olya, words(["а", "б", ["в", ""], link]))
    assert sent["rich_message"]["blocks"] == [words(["абв", styled("url", "вниз", url="#%D0%B8%D1%82%D0%BE%D0%B3")])]
    sent = await send(place, olya, words([link]), {"type": "anchor", "name": "итог"})
    assert sent["rich_message"]["blocks"][0]["text"] == link
    sent = await send(
        place, olya, words("@olya"), rich_message={"blocks": [words("@olya")], "skip_entity_detection": True}
    )
    assert sent["rich_message"]["blocks"] == [words("@olya")]


async def test_a_file_that_comes_with_the_call_is_stored(place: Place) -> None:
    olya = await place.started()
    form = aiohttp.FormData({"chat_id": str(olya)})
    form.add_field("sound", b"OggS", filename="a.ogg")
    sound = {"type": "voice_note", "media": "attach://sound", "duration": 7}
    rich = {"blocks": [{"type": "voice_note", "voice_note": sound}], "is_rtl": True}
    form.add_field("rich_message", json.dumps(rich))
    async with place.http.post(place.url(f"/bot{TOKEN}/sendRichMessage"), data=form) as response:
        rich = (await response.json())["result"]["rich_message"]
    assert rich["is_rtl"] and rich["blocks"][0]["voice_note"]["duration"] == 7
    shown = (await last(place, olya))["rich"]
    assert shown["rtl"] and shown["blocks"][0]["media"]["url"].startswith("/client/file/")


async def test_people_see_it_find_it_and_the_bot_changes_it(place: Place) -> None:
    olya, bot = await place.started(), place.bot
    sent = await bot.send_rich_message(olya, InputRichMessage(html="<h1>Итоги</h1><ul><li>5 <b>км</b></li></ul>"))
    shown = await last(place, olya)
    assert (shown["kind"], shown["text"]) == ("rich_message", "Итоги\n• 5 км")
    assert shown["rich"]["blocks"][1]["items"][0]["blocks"][0]["text"] == "5 <b>км</b>"
    found = await place.look("/client/search", as_="olya", q="итоги км")
    assert found["total"] == 1 and found["found"][0]["text"] == "Итоги • 5 км"
    where = {"chat_id": olya, "message_id": sent.message_id}
    with pytest.raises(Exception, match="message is not modified"):
        await bot.edit_message_text(
            rich_message=InputRichMessage(html="<h1>Итоги</h1><ul><li>5 <b>км</b></li></ul>"), **where
        )
    with pytest.raises(Exception, match="there is no caption in the message to edit"):
        await bot.edit_message_caption(caption="т", **where)
    await bot.edit_message_text("Просто слова", **where)
    assert (await last(place, olya))["kind"] == "text"
    await bot.edit_message_text(rich_message=HELLO, **where)
    assert (await last(place, olya))["text"] == "Отчёт"
    await bot.edit_message_media(InputMediaPhoto(media=picture()), **where)
    assert (await last(place, olya))["kind"] == "photo"


async def test_its_buttons_are_pressed_and_do_not_travel(place: Place) -> None:
    olya, bot = await place.started(), place.bot
    row = [{"text": ["Иду ", styled("date_time", "завтра", unix_time=5)], "callback_data": "go", "style": "primary"}]
    inline = {"type": "button", "button": {"text": "Сайт", "url": "https://a.example/"}}
    sent = await send(place, olya, {"type": "buttons", "buttons": row}, words(["или ", inline]))
    press = asyncio.create_task(place.sim("press", as_="olya", button="Иду завтра"))
    (update,) = await place.updates(timeout=30)
    assert update.callback_query is not None and update.callback_query.data == "go"
    await bot.answer_callback_query(update.callback_query.id, "Записали")
    assert (await press)["answer"]["text"] == "Записали"
    assert (await place.sim("press", as_="olya", button="Сайт"))["url"] == "https://a.example/"
    group = await place.group()
    forwarded = await bot.forward_message(group, olya, sent["message_id"])
    assert forwarded.rich_message is not None
    blocks = forwarded.rich_message.model_dump(mode="json", exclude_none=True)["blocks"]
    assert blocks[0]["buttons"][0]["disabled"] == {} and "callback_data" not in blocks[0]["buttons"][0]
    assert blocks[1]["text"][1]["button"]["url"] == "https://a.example/"
    await place.sim("press", as_="olya", chat=group, button="Иду завтра", status=400)


async def test_it_is_answered_pinned_copied_and_sent_to_one_person(place: Place) -> None:
    group, bot = await place.group(), place.bot
    sent = await bot.send_rich_message(group, HELLO)
    reply = await bot.send_message(group, "т", reply_to_message_id=sent.message_id)
    assert reply.reply_to_message is not None and reply.reply_to_message.rich_message is not None
    assert (await last(place, group))["reply_to"]["text"] == "Отчёт"
    await bot.pin_chat_message(group, sent.message_id)
    view = (await place.look("/client/view", as_="olya"))["chats"]
    assert next(chat for chat in view if chat["id"] == group)["pins"][0]["text"] == "Отчёт"
    await bot.copy_message(group, group, sent.message_id)
    await place.sim("forward", as_="olya", from_chat=group, message_id=sent.message_id, chat=group)
    assert [one["kind"] for one in (await place.look("/sim/transcript", as_="olya", chat=group))[-2:]] == [
        "rich_message"
    ] * 2
    secret = await bot.send_message(group, "т", receiver_user_id=place.id_of("olya"))
    where = {"receiver_user_id": place.id_of("olya"), "ephemeral_message_id": secret.ephemeral_message_id}
    assert await bot.edit_ephemeral_message_text(chat_id=group, rich_message=HELLO, **where)
    assert (await last(place, group))["text"] == "Отчёт"


async def test_a_draft_thinks_grows_and_gives_way(place: Place) -> None:
    olya = await place.started()
    thinking = words("Считаю круги", "thinking")
    assert await send(place, olya, thinking, method="sendRichMessageDraft", draft_id=7, can_stop=True) is True
    draft = (await place.look("/client/view", as_="olya"))["chats"][0]["draft"]
    assert draft["rich"]["blocks"] == [thinking] and draft["can_stop"]
    upload = {"type": "photo", "photo": {"type": "photo", "media": "https://a.example/a.jpg"}}
    refused = await send(place, olya, upload, method="sendRichMessageDraft", draft_id=7)
    assert refused == "invalid message content specified"
    assert await send(place, await place.group(), thinking, method="sendRichMessageDraft", draft_id=7) == (
        "TEXTDRAFT_PEER_INVALID"
    )
    await place.bot.send_rich_message(olya, HELLO)
    assert (await place.look("/client/view", as_="olya"))["chats"][0]["draft"] is None


async def test_an_inline_result_may_be_rich(place: Place) -> None:
    await place.started()
    content = InputRichMessageContent(rich_message=HELLO)
    result = InlineQueryResultArticle(id="1", title="т", input_message_content=content)
    asking = asyncio.create_task(place.sim("inline", as_="olya", query="б", pick=0))
    (update,) = await place.updates(timeout=30)
    assert update.inline_query is not None
    await place.bot.answer_inline_query(update.inline_query.id, [result])
    await asking
    shown = await last(place, place.id_of("olya"))
    assert (shown["text"], shown["via_bot"]) == ("Отчёт", place.world.bot.username)
