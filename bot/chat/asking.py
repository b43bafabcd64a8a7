"""A question to the organizer, and the talk that follows it: only the two of them read the answers."""

from __future__ import annotations

from bot.events.faq import FAQ_WAS_READ, faq_screen, offer_faq
from bot.kit.screen import Alert, Press, Row, Screen, StartBot
from bot.kit.turn import Reply, Turn
from domain.chat import copies
from domain.chat.queries import get_message
from domain.errors import NotAllowed, NotFound
from domain.events.queries import get_event_card
from domain.events.talking import talk
from domain.events.talking.faq import read_faq
from domain.forms.form import Field, Form, JsonValue, Kind

ASK, REPLY = "chat-ask", "chat-reply"
_MOST, _QUOTED = 2500, 1000


async def ask(turn: Turn) -> Reply:
    """[Спросить организатора], or t.me/bot?start=q_17 from a group. What many ask is shown first."""
    card = await get_event_card(turn.number(), turn.person)
    t = turn.t
    if not turn.private:
        return Screen(t("chat-ask-in-private"), keyboard=[[StartBot(t("chat-button-ask"), f"q_{card.id}")]])
    if card.faq_count and turn.args[1:] != (FAQ_WAS_READ,):
        return faq_screen(card, await read_faq(turn.person, card.id), t)
    group = await talk.question_place(card.id)
    hint = t("chat-ask-goes-to-group", group=group.title) if group else t("chat-ask-goes-to-organizer")
    form = _one_question(ASK, t("chat-ask-what", title=card.title), hint)
    return await turn.forms.begin(turn, form, str(card.id))


def _one_question(key: str, label: str, hint: str) -> Form:
    return Form(key, (Field("text", Kind.LONG_TEXT, label=label, hint=hint, min=1, max=_MOST),))


async def asked(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event_id = int(subject)
    await talk.ask_organizer(turn.person, event_id, str(answers["text"]), now=turn.now)
    back: Row = [Press(turn.t("chat-button-event"), "ev.card", (event_id,))]
    return Screen(turn.t("chat-asked"), keyboard=[back])


async def reply(turn: Turn) -> Reply:
    """[Ответить] under a question or an answer. In a group Telegram's own reply is the way to answer."""
    message_id = turn.number()
    conversation, event = await talk.question_of(turn.person, message_id)
    t = turn.t
    if not turn.private:
        if conversation.asker_id == turn.person.id:
            raise NotAllowed
        return Alert(t("chat-reply-how"), modal=True)
    message = await get_message(message_id)
    assert message is not None
    label = t("chat-reply-what", name=message.author_name)
    question = f"{event.title}: {message.text[:_QUOTED]}"
    return await turn.forms.begin(turn, _one_question(REPLY, label, question), str(message_id))


async def replied(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    return await _reply(turn, int(subject), str(answers["text"]))


async def take_reply(turn: Turn) -> tuple[bool, Reply]:
    """A private message that replies to a question or an answer. (False, None): it replies to nothing of ours."""
    message = turn.incoming.message
    quoted = message.reply_to_message if message else None
    original = await copies.find_original(turn.chat_id, quoted.message_id) if quoted else None
    if original is None:
        return False, None
    if not turn.text.strip():
        return True, Screen(turn.t("chat-only-words"))
    try:
        return True, await _reply(turn, original, turn.text)
    except NotFound:
        # A copy of something that is no question, such as an announcement: plain words then.
        return False, None


async def _reply(turn: Turn, message_id: int, text: str) -> Screen:
    said = await talk.reply(turn.person, message_id, text, "private", now=turn.now)
    words = turn.t(f"chat-reply-sent-to-{said.reader}")
    return Screen(words, keyboard=offer_faq(said.message_id, turn.t) if said.reader == "asker" else [])
