"""Items of a programme as lines of a message."""

from __future__ import annotations

from datetime import date

from bot.kit.screen import Bold, Press, Row, Words
from domain.events.programme.items import Item, words_of
from domain.events.queries import EventCard
from domain.forms.texts import shortened
from domain.time import local
from locales import Translator
from locales.programme import item_places

ON_CARD = 4
TITLE_ON_CARD = 48


def card_lines(card: EventCard, t: Translator, *, own: bool = True) -> list[Words]:
    """The first few: the card has other things to say, too."""
    if not card.programme:
        return []
    day = event_day(card)
    said: list[Words] = [_short(one, card, day, own=own) for one in card.programme[:ON_CARD]]
    more = len(card.programme) - ON_CARD
    return ["", Bold(t("programme-title")), *said, *([t("programme-more", count=more)] if more > 0 else [])]


def _short(item: Item, card: EventCard, day: date, *, own: bool) -> str:
    shown = shortened(words_of(item, card.zone, day), TITLE_ON_CARD)
    return f"✅ {shown}" if own and item.own else f"• {shown}"


def full_line(item: Item, card: EventCard, t: Translator) -> str:
    """With whom it is for, and how many places are left."""
    words = words_of(item, card.zone, event_day(card))
    if not item.by_choice:
        return f"• {words}"
    return f"{'✅' if item.own else '◽️'} {words} · {item_places(item, t)}"


def event_day(card: EventCard) -> date:
    return local(card.starts_at, card.zone).date()


def programme_row(card: EventCard, t: Translator) -> Row:
    """[Программа: 5]"""
    count = len(card.programme)
    return [Press(t("programme-button", count=count), "pm.list", (card.id,))] if count else []
