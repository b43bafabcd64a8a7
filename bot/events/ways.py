"""The two ways of taking part, in words and buttons: their counters, the choice between them, the change."""

from __future__ import annotations

from bot.kit.screen import Bold, Press, Row, Screen, Text, Words, lines
from domain.events.finding.catalogue import CatalogueRow
from domain.events.queries import EventCard
from domain.events.ways import ONLINE, InWays, Way
from locales import Translator
from locales.prices import prices_words

_ICONS = {"onsite": "👥 ", "online": "💻 "}


def counters(card: EventCard, t: Translator) -> list[Words]:
    """«Очно: 12/20», «Онлайн: 40/100»: a line for each way of a hybrid event."""
    return [Text(_ICONS[way.name], _counter(way, t)) for way in card.ways]


def _counter(way: Way, t: Translator) -> str:
    name = t(f"event-way-{way.name}")
    if way.capacity is None:
        return t("event-way-unlimited", way=name, taken=way.taken)
    line = t("event-way-places", way=name, taken=way.taken, capacity=way.capacity)
    return f"{line} · {t('event-places-waiting', waiting=way.waiting)}" if way.waiting else line


def left(row: InWays, t: Translator) -> str:
    """«Очно: осталось 8 мест · Онлайн: мест нет, есть лист ожидания»"""
    return " · ".join(_left_of(way, t) for way in row.ways)


def _left_of(way: Way, t: Translator) -> str:
    name = t(f"event-way-{way.name}")
    if way.capacity is None:
        return t("event-way-unlimited", way=name, taken=way.taken)
    return t("event-way-left", way=name, left=0 if way.waiting else way.places_left or 0)


def places_left(way: Way | InWays, t: Translator) -> str:
    if way.capacity is None:
        return t("event-places-unlimited", taken=way.taken)
    left = way.places_left or 0
    return t("event-places-left", left=left) if left and not way.waiting else t("event-places-full")


def place(card: InWays, address: str, t: Translator) -> str:
    """Where it is held, in few words; empty where nobody has said it yet."""
    if card.is_online:
        return t("event-online")
    if card.is_hybrid:
        return t("event-place-and-online", place=address) if address else t("event-format-hybrid")
    return address


def join_rows(card: EventCard, t: Translator, *, anyone: bool = False) -> list[Row]:
    return [[_join(card, way, t, anyone=anyone)] for way in card.ways]


def _join(card: EventCard, way: Way, t: Translator, *, anyone: bool) -> Press:
    name, args = t(f"event-way-{way.name}"), (card.id, way.name)
    if way.is_full:
        return Press(t("event-button-way-queue", way=name, position=way.waiting + 1), "ev.join", args, anyone=anyone)
    if way.capacity is None:
        label = t("event-button-way-unlimited", way=name)
    else:
        label = t("event-button-way", way=name, taken=way.taken, capacity=way.capacity)
    return Press(with_fee(label, card, t, way.name), "ev.join", args, style="primary", anyone=anyone)


def with_fee(label: str, of: EventCard | CatalogueRow, t: Translator, way: str | None = None) -> str:
    """«Участвовать · 500 ₽». `way`: of this one alone."""
    if way is None:
        return f"{label} · {prices_words(of.prices, t)}" if of.prices else label
    price = of.price_of(way)
    return f"{label} · {t.money(price.amount_minor, price.currency)}" if price else label


def own_due(card: EventCard, t: Translator) -> str:
    """What the viewer is to pay, for themselves and their guests."""
    price = card.own_price
    return t.money(price.amount_minor, price.currency) if price else t.money(0, card.currency)


def choose_screen(card: EventCard, t: Translator, *, private: bool) -> Screen:
    back: list[Row] = [[Press(t("event-button-back"), "ev.card", (card.id,))]] if private else []
    text = lines(Bold(card.title), "", *counters(card, t), "", t("event-choose-way"))
    return Screen(text, keyboard=[*join_rows(card, t), *back])


def own_lines(card: EventCard, t: Translator) -> list[Words]:
    """How the person takes part, where there are two ways; how to join online, once they have a place."""
    way = [t("event-own-way", status=card.own_status, way=card.own_way)] if card.is_hybrid and card.own_way else []
    return [*way, *joining_lines(card, t)]


def joining_lines(card: EventCard, t: Translator) -> list[Words]:
    return [joining(card.online_address, t)] if card.own_way == ONLINE and card.holds_place else []


def joining(address: str, t: Translator) -> Words:
    return Text("🔗 ", t("event-join-at"), " ", address) if address else Text("🔗 ", t("event-join-later"))


def address_lines(card: EventCard, t: Translator) -> list[Words]:
    """For the organizer: the link that participants online are shown."""
    if card.ways[-1].name != ONLINE:
        return []
    if card.online_address:
        return ["", t("event-online-address", address=card.online_address)]
    return ["", t("event-online-address-none")]


def change_rows(card: EventCard, t: Translator) -> list[Row]:
    """A place is changed for a free one; who waits may wait elsewhere."""
    other = card.other_way
    if other is None or (other.is_full and card.own_status != "waitlisted"):
        return []
    return [[Press(t("event-button-change-way", way=other.name), "ev.way", (card.id, other.name))]]


def change_screen(card: EventCard, way: str, t: Translator) -> Screen:
    waits = card.own_status == "waitlisted"
    words = t("event-change-way-waits" if waits else "event-change-way-sure", way=way, title=card.title)
    yes = Press(t("event-button-change-way-yes", way=way), "ev.way!", (card.id, way), style="primary")
    return Screen(words, keyboard=[[yes], [Press(t("event-button-stay"), "ev.card", (card.id,))]])
