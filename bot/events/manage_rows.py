"""What who manages an event can do with it in the chat: what is next, and behind a button how it is set up."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kit.screen import Bold, CopyText, Press, Row, Screen, in_rows, lines
from domain.events.queries import EventCard
from locales import Translator

ASKED = ("draft", "published", "registration_open")
"""While people can still be asked something, and who may come can be changed."""
_MOVES = {
    "published": ("open", "event-button-open-registration"),
    "registration_open": ("start", "event-button-start"),
    "running": ("finish", "event-button-finish"),
}


def manage_rows(card: EventCard, t: Translator, *, link: str | None = None) -> list[Row]:
    """What is done often, and what is to be done next; the rest is behind [Настройки события]."""
    set_up = Press(t("event-button-set-up"), "ev.setup", (card.id,))
    edit = [Press(t("event-button-edit"), "ev.edit", (card.id,))] if _is_open(card) else []
    questions = [Press(t("event-questions-button"), "ev.asks", (card.id,))] if card.status in ASKED else []
    if card.status == "draft":
        publish = Press(t("event-button-publish"), "ev.publish", (card.id,), style="primary")
        delete = Press(t("event-button-delete"), "ev.delete", (card.id,), style="danger")
        return [[publish], [*edit, *questions], [set_up], [delete]]
    people = Press(t("event-button-participants"), "ev.people", (card.id, 0))
    move, words = _MOVES.get(card.status, ("", ""))
    rows: list[Row] = [[people, *([Press(t(words), f"ev.{move}", (card.id,))] if move else [])]]
    if card.kind == "tournament" and card.status != "cancelled":
        rows.append([Press(t("tournament-button-judge"), "br.judge", (card.id,))])
    elif card.status in ("running", "finished"):
        rows.append([Press(t("result-button-results"), "rs.panel", (card.id,))])
    rows.append([Press(t("space-button-panel"), "pn.open", (card.id,))])
    rows.append([*edit, *questions])
    promote = [Press(t("promotion-button"), "pr.open", (card.id,))] if card.status != "cancelled" else []
    rows.append([set_up, *promote])
    if card.visibility == "private":
        copy: Row = [CopyText(t("event-button-copy-link"), link)] if link else []
        rows.append([*copy, Press(t("event-button-relink"), "ev.relink", (card.id,))])
    rows.append([Press(t("event-button-clone"), "ev.clone", (card.id,)), *_end_button(card, t)])
    rows.append([Press(t("event-button-back-to-card"), "ev.card", (card.id,))])
    return [row for row in rows if row]


def set_up_screen(card: EventCard, t: Translator) -> Screen:
    """[Настройки события]"""
    course = Press(t("course-button"), "co.manage", (card.id,))
    pin = [Press(t("map-button"), "ev.venue", (card.id,))] if card.latitude is not None else []
    teams = Press(t("team-button-all"), "tm.rules", (card.id,))
    guests = [Press(t("party-button-rule"), "gs.rule", (card.id,))] if card.status in ASKED else []
    is_scored = card.status in ASKED and card.kind != "tournament"
    rules = [Press(t("result-button-rules"), "rs.rules", (card.id,))] if is_scored else []
    holder = [Press(t("holder-button"), "ho.pick", (card.id,))] if card.chooses_holder else []
    rows: list[Row] = [
        [Press(t("programme-button", count=len(card.programme)), "pm.manage", (card.id,)), *rules],
        [course, *pin] if _is_open(card) and not card.is_online else [],
        [teams, *guests] if _is_open(card) else [],
        [Press(t("award-panel"), "aw.panel", (card.id,))] if card.status != "cancelled" else [],
        [
            Press(t("event-faq-button", count=card.faq_count), "fq.manage", (card.id,)),
            Press(t("event-notices-button"), "ev.notices", (card.id,)),
        ],
        [Press(t("series-button"), "sr.event", (card.id,)), *holder],
        [Press(t("event-journal"), "jr.open", (card.id,))],
        [Press(t("event-button-back"), "ev.manage", (card.id,))],
    ]
    text = lines(card.title, "", t("event-set-up-hint"))
    return Screen(text, keyboard=[row for row in rows if row])


def _is_open(card: EventCard) -> bool:
    return card.status not in ("finished", "cancelled")


def _end_button(card: EventCard, t: Translator) -> Row:
    if card.archived:
        return []
    if card.status in ("finished", "cancelled"):
        return [Press(t("event-button-archive"), "ev.archive", (card.id,))]
    return [Press(t("event-button-cancel-event"), "ev.cancel", (card.id,), style="danger")]


def edit_screen(card: EventCard, fields: Sequence[tuple[int, str]], t: Translator) -> Screen:
    """Which part to change: `fields` are the form's field numbers with their labels."""
    parts = [Press(label, "ev.edit1", (card.id, index)) for index, label in fields]
    back: Row = [Press(t("event-button-back"), "ev.manage", (card.id,))]
    return Screen(lines(Bold(card.title), t("event-edit-what")), keyboard=[*in_rows(parts, 2), back])
