"""The album in the chat: what the topic «Фото» of a group shows is kept; who was there may send photos to the bot."""

from __future__ import annotations

from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, OpenApp, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.events.album import photos, queries
from domain.events.album.photos import Sent
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.texts import shortened
from domain.spaces.queries import SpaceCard
from domain.spaces.topics import thread_of
from locales import Translator

PHOTO_FORM = Form(
    "album-photo",
    (
        Field("photo", Kind.PHOTO, words="album-ask-photo"),
        Field("caption", Kind.TEXT, words="album-ask-caption", required=False, max=photos.CAPTION),
    ),
    words="album-form",
)


async def opened(turn: Turn) -> Reply:
    return await _open(turn, turn.number())


async def _open(turn: Turn, event_id: int) -> Screen:
    card = await photos.require_album(turn.person, event_id)
    total, own = await queries.counts(card.id, turn.person.id)
    adds = card.status in ("running", "finished")
    return album_screen(card.id, card.title, total, own, turn.t, adds=adds)


def album_screen(event_id: int, title: str, total: int, own: int, t: Translator, *, adds: bool = True) -> Screen:
    text = lines(
        Bold(title),
        t("album-count", count=total),
        t("album-own", count=own) if own else None,
        "",
        t("album-how"),
    )
    rows: list[Row] = [[Press(t("album-add"), "al.add", (event_id,), style="primary")]] if adds else []
    rows.append([OpenApp(t("album-open"), f"/events/{event_id}/photos", f"al_{event_id}")])
    return Screen(text, keyboard=[*rows, [Press(t("event-button-card"), "ev.card", (event_id,))]])


async def begin_adding(turn: Turn) -> Reply:
    card = await photos.require_album(turn.person, turn.number())
    return await turn.forms.begin(turn, PHOTO_FORM, str(card.id))


async def added(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    picture = answers["photo"]
    assert isinstance(picture, dict)
    photo = Sent(str(picture["id"]), caption=str(answers.get("caption") or ""))
    await photos.add(turn.person, int(subject), photo, now=turn.now)
    return [Alert(turn.t("album-added")), await _open(turn, int(subject))]


async def take_captioned(turn: Turn) -> tuple[bool, Reply]:
    """A photo with words under it answers both questions."""
    message = turn.incoming.message
    if not (message and message.photo and turn.text.strip()):
        return False, None
    asked = await turn.forms.asked(turn)
    if asked is None or asked.form.key != PHOTO_FORM.key or asked.step != "photo":
        return False, None
    picture: JsonValue = {"source": "telegram", "id": message.photo[-1].file_id}
    answers = {"photo": picture, "caption": turn.text[: photos.CAPTION]}
    return True, await turn.forms.begin(turn, PHOTO_FORM, asked.subject, answers=answers)


async def offered(turn: Turn) -> Screen | None:
    """A photo that nobody has asked for, from who is at an event, or was lately: into its album?"""
    message = turn.incoming.message
    albums = await queries.albums_of(turn.person.id, now=turn.now) if message and message.photo else []
    if message is None or not albums:
        return None
    rows: list[Row] = [[Press(shortened(one.title, 48), "al.take", (one.event_id,))] for one in albums]
    return Screen(turn.t("album-offered"), keyboard=rows, under=message.message_id)


async def take(turn: Turn) -> Reply:
    """The event was chosen: the photo is the one to which our question replies."""
    question = turn.incoming.message
    shown = question.reply_to_message if question else None
    if shown is None or not shown.photo:
        return await begin_adding(turn)
    photo = Sent(shown.photo[-1].file_id, caption=shown.caption or "")
    await photos.add(turn.person, turn.number(), photo, now=turn.now)
    return [Alert(turn.t("album-added")), await _open(turn, turn.number())]


async def left(turn: Turn, subject: str) -> Screen:
    return await _open(turn, int(subject))


async def is_in_topic(turn: Turn, space: SpaceCard) -> bool:
    """A group without topics has none for photos: what is shown there is talk."""
    here = turn.incoming.thread_id
    return here is not None and here == await thread_of(space.chat_id, "photos")


async def seen(turn: Turn, event_id: int) -> None:
    """A photo in the topic."""
    message = turn.incoming.message
    assert message is not None and message.photo
    photo = Sent(message.photo[-1].file_id, turn.chat_id, message.message_id, turn.text, message.media_group_id)
    await photos.hear(turn.person, event_id, photo, now=turn.now)


async def changed(turn: Turn) -> None:
    """Other words under a photo."""
    message = turn.incoming.message
    assert message is not None
    await photos.hear_change(turn.person, turn.chat_id, message.message_id, turn.text)


PRESSES = {"al.open": Route(opened), "al.add": Route(begin_adding), "al.take": Route(take)}
CONVERSATIONS = {PHOTO_FORM.key: Conversation(PHOTO_FORM, added, left=left)}
