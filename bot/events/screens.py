"""What is shown of events in the chat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.events import ways
from bot.events.manage_rows import manage_rows
from bot.events.programme_words import card_lines, programme_row
from bot.kit.screen import (
    Bold,
    DateTime,
    Disabled,
    Italic,
    OpenApp,
    Press,
    Row,
    Screen,
    ShareInline,
    StartBot,
    Style,
    Text,
    Words,
    lines,
)
from domain.events.finding.catalogue import CatalogueRow
from domain.events.queries import EventCard
from domain.events.ways import ONLINE, ONSITE
from domain.forms.texts import shortened, shortened_at_word
from locales import Translator
from locales.audience import level_words, weights_words
from locales.prices import prices_words

DESCRIPTION_LIMIT, BESIDE_A_PROGRAMME = 500, 250
"""Under a picture there is room for a thousand characters."""
_WHEN_FORMAT = "wDt"
"""Weekday, long date, short time: each reader's client shows its own local hours."""


def event_screen(card: EventCard, t: Translator, now: datetime) -> Screen:
    """The event for one person: with their own state and what they can do now."""
    text = lines(
        *_facts(card, t, now),
        *card_lines(card, t),
        *_description(card),
        *own_lines(card, t, now),
        *_asked_more(card, t, now),
    )
    rows = [*own_rows(card, t, now), *_more_rows(card, t)]
    return Screen(text, keyboard=rows, photo=card.cover_telegram_id)


def shared_card(card: EventCard, t: Translator, now: datetime) -> Screen:
    """The event for everybody: in a group, in an inline message. Its buttons are for anyone."""
    rows: list[Row] = []
    if card.takes_registrations(now) and card.is_hybrid:
        rows += ways.join_rows(card, t, anyone=True)
    elif card.takes_registrations(now):
        label = t("event-button-queue") if card.is_full else _join_words(card, t)
        rows.append([Press(label, "ev.join", (card.id,), style="primary", anyone=True)])
    details = OpenApp(t("event-button-open"), f"/events/{card.id}", f"e_{card.id}")
    rows.append([details, StartBot(t("event-button-ask"), f"q_{card.id}")])
    if card.kind == "tournament" and card.status in ("running", "finished"):
        rows.append([StartBot(t("tournament-button"), f"cup_{card.id}")])
    if card.in_teams and card.status in ("running", "finished"):
        rows.append([StartBot(t("team-button-board"), f"teams_{card.id}")])
    text = lines(*_facts(card, t, now), *card_lines(card, t, own=False))
    return Screen(text, keyboard=rows, photo=card.cover_telegram_id, for_everybody=True)


def _facts(card: EventCard, t: Translator, now: datetime) -> list[Words | None]:
    return [
        Bold(card.title),
        status_line(card, t),
        "",
        Text("🗓 ", when(card.starts_at, card.zone, t, now)),
        _place_line(card, t),
        *(ways.counters(card, t) if card.is_hybrid else [Text("👥 ", places_line(card, t))]),
        _window_line(card, t, now),
        *_audience_lines(card, t),
        weights_line(card.requirements, t),
        *_fee_lines(card, t),
        Text(
            "👤 ",
            t("event-organizer", kind=card.organizer_kind, name=card.organizer_name),
            " ✓" if card.organizer_verified else "",
        ),
    ]


def _fee_lines(card: EventCard, t: Translator) -> list[Text]:
    onsite, online = card.price_of(ONSITE), card.price_of(ONLINE)
    said = []
    if onsite and not card.is_online:
        amount = t.money(onsite.amount_minor, onsite.currency)
        said.append(t("event-fee", amount=amount, payment=card.payment, alone=str(not card.is_hybrid)))
    if online and any(way.name == ONLINE for way in card.ways):
        stars = t.money(online.amount_minor, online.currency)
        said.append(t("event-fee-stars", amount=stars, alone=str(card.is_online)))
    if card.lacks_price:
        said.append(t("event-fee-stars-unset"))
    return [Text("💳 ", one) for one in said]


def when(moment: datetime, zone: str, t: Translator, now: datetime) -> Text:
    return DateTime(t.when(moment, zone, now=now), unix_time=moment, date_time_format=_WHEN_FORMAT)


def status_line(card: EventCard, t: Translator) -> Words | None:
    """Open registration needs no word; everything else does."""
    if card.stands_still and card.status in ("published", "registration_open"):
        return Italic(t("event-stands-still"))
    if card.status == "registration_open":
        return None
    if card.status == "cancelled":
        return Italic(t("event-status-cancelled-because", reason=card.cancel_reason or ""))
    return Italic(t(f"event-status-{card.status.replace('_', '-')}"))


def places_line(card: EventCard, t: Translator) -> str:
    if card.status in ("finished", "cancelled"):
        return t("event-page-were" if card.status == "finished" else "event-page-had-signed-up", count=card.taken)
    if card.capacity is None:
        return t("event-places-unlimited", taken=card.taken)
    line = t("event-places", taken=card.taken, capacity=card.capacity)
    return f"{line} · {t('event-places-waiting', waiting=card.waiting)}" if card.waiting else line


def audience_words(asked: Mapping[str, object], t: Translator) -> list[str]:
    """Ages, a sex, levels; empty: everybody may take part."""
    ages = [t(f"event-card-{end}-age", age=asked[f"{end}_age"]) for end in ("min", "max") if asked.get(f"{end}_age")]
    gender, levels = asked.get("gender"), level_words(t, asked)
    sex = [t(f"event-card-gender-{gender}")] if gender in ("female", "male") else []
    return [*ages, *sex, *([levels] if levels else [])]


def _audience_lines(card: EventCard, t: Translator) -> list[Words]:
    """Whom the event is for and who decides that, before anybody answers questions for nothing."""
    who, documents = ", ".join(audience_words(card.requirements, t)), ", ".join(card.documents)[:200]
    said: list[Words] = [Text("☝️ ", t("event-card-audience", who=who))] if who else []
    said += [Text("📝 ", t("event-page-by-hand"))] if card.by_hand else []
    said += [Text("📎 ", t("event-card-documents", documents=documents))] if documents else []
    return said


def weights_line(asked: Mapping[str, object], t: Translator) -> Text | None:
    classes = weights_words(t, asked)
    return Text("⚖️ ", t("event-card-weights", classes=classes)) if classes else None


def _place_line(card: EventCard, t: Translator) -> Text:
    unnamed = "event-place-later" if card.latitude is None else "event-place-on-map"
    return Text("🌐 " if card.is_online else "📍 ", ways.place(card, card.place, t) or t(unnamed))


def _window_line(card: EventCard, t: Translator, now: datetime) -> Text | None:
    """When one can register, while that is still to come or going on."""
    opens_at, closes_at = card.registration_opens_at, card.registration_closes_at
    if card.status in ("draft", "published") and opens_at and opens_at > now:
        opens = when(opens_at, card.zone, t, now)
        until = (t("event-registration-until"), " ", when(closes_at, card.zone, t, now)) if closes_at else ()
        return Text("📝 ", t("event-registration-from"), " ", opens, *((", ", *until) if until else ()))
    if card.status in ("draft", "published", "registration_open") and closes_at and closes_at > now:
        closes = when(closes_at, card.zone, t, now)
        return Text("📝 ", t("event-registration"), " ", t("event-registration-until"), " ", closes)
    return None


def organizer_words(card: EventCard, t: Translator) -> str:
    return t("event-organizer", kind=card.organizer_kind, name=card.organizer_name)


def _description(card: EventCard) -> list[Words]:
    if not card.description:
        return []
    limit = BESIDE_A_PROGRAMME if card.programme else DESCRIPTION_LIMIT
    return ["", shortened_at_word(card.description, limit)]


def own_lines(card: EventCard, t: Translator, now: datetime) -> list[Words]:
    match card.own_status:
        case None:
            return _back_lines(card, t)
        case "waitlisted":
            return ["", Bold(t("event-own-waitlisted", position=card.own_position or 1)), *ways.own_lines(card, t)]
        case "offered" | "unpaid" | "approved" as kept:
            assert card.own_offer_ends_at is not None
            until = Text(t("event-offer-until"), " ", when(card.own_offer_ends_at, card.zone, t, now))
            held = t("event-kept-meanwhile") if card.stands_still else until
            said = "event-own-claimed" if card.own_claimed else f"event-own-{kept}"
            return ["", Bold(t(said)), held, *ways.own_lines(card, t)]
        case "confirmed" | "paid" if card.status in ("finished", "cancelled"):
            return ["", Bold(t("event-own-was-in")), *_back_lines(card, t)[1:]]
        case "confirmed" | "paid" if card.is_hybrid and card.own_way:
            return ["", Bold(t("event-own-confirmed-way", way=card.own_way)), *ways.joining_lines(card, t)]
        case status:
            return ["", Bold(t(f"event-own-{status.replace('_', '-')}")), *ways.own_lines(card, t)]


def _back_lines(card: EventCard, t: Translator) -> list[Words]:
    return ["", Text("💳 ", t("event-own-back", sums=prices_words(card.own_back, t)))] if card.own_back else []


def _asked_more(card: EventCard, t: Translator, now: datetime) -> list[Words]:
    """What the organizer has asked since: who missed or muted the message about it reads it here."""
    return ["", Text("✍️ ", t("event-asks-more", count=card.own_open_questions))] if card.asks_more(now) else []


def own_rows(card: EventCard, t: Translator, now: datetime) -> list[Row]:
    change = ways.change_rows(card, t) if _may_change_way(card, now) else []
    asked = card.asks_more(now)
    fill = Press(t("event-asks-more-button"), "ev.fill", (card.id,), style="primary")
    more: list[Row] = [[fill]] if asked else []
    match card.own_status:
        case None:
            return _join_rows(card, t, now)
        case "waitlisted":
            queue = Press(t("event-button-leave-queue"), "ev.leave", (card.id,))
            return [*more, *change, *guest_rows(card, t, now), [*_answers_button(card, t, now), queue]]
        case "offered":
            take = Press(t("event-button-take"), "ev.take", (card.id,), style="success")
            taking: list[Row] = [] if card.stands_still else [[take]]
            return [*taking, *more, *change, [Press(t("event-button-pass"), "ev.pass", (card.id,))]]
        case "unpaid" | "approved":
            leave = Press(t("event-button-leave"), "ev.leave", (card.id,))
            return [
                *_pay_rows(card, t),
                *more,
                *change,
                *guest_rows(card, t, now),
                [leave],
            ]
        case "pending":
            out = Press(t("event-button-withdraw"), "ev.leave", (card.id,))
            return [row for row in (*more, *change, [*_answers_button(card, t, now), out]) if row]
        case "refunded":
            return []
    if card.status == "cancelled":
        return []
    style: Style | None = None if asked else "primary"
    ticket = Press(t("event-button-ticket"), "ev.ticket", (card.own_registration_id or 0,), style=style)
    rows: list[Row] = [*more, [ticket], *change, *guest_rows(card, t, now)]
    if card.is_open(now):
        out_of_it = [Press(t("event-button-leave"), "ev.leave", (card.id,))] if card.may_be_left else []
        rows.append([*_answers_button(card, t, now), *out_of_it])
    elif card.status in ("published", "registration_open", "running"):
        rows.append(_answers_button(card, t, now))
    return [row for row in rows if row]


def _pay_rows(card: EventCard, t: Translator) -> list[Row]:
    """While the event stands still no money is asked, and that a transfer went before can be said."""
    if card.stands_still and card.payment != "transfer":
        return []
    asks = not (card.own_claimed or card.stands_still)
    words = t("event-button-pay" if asks else "event-button-transfer", amount=ways.own_due(card, t))
    return [[Press(words, "ev.pay", (card.id,), style="success" if asks else None)]]


def _may_change_way(card: EventCard, now: datetime) -> bool:
    return card.is_open(now) and (card.holds_place or not card.stands_still)


def _join_rows(card: EventCard, t: Translator, now: datetime) -> list[Row]:
    if card.is_hybrid and card.takes_registrations(now):
        return ways.join_rows(card, t)
    if card.status == "published":
        return [[_join_button(card, t, now)], [Press(t("event-button-watch-opening"), "ev.opening", (card.id,))]]
    alone: list[Row] = [[_join_button(card, t, now)]] if card.status != "draft" else []
    return [*alone, *guest_rows(card, t, now)]


def guest_rows(card: EventCard, t: Translator, now: datetime) -> list[Row]:
    """With guests from the start, or the way to those one has."""
    if card.own_status is not None:
        shown = Press(t("party-button", count=card.own_size - 1), "gs.show", (card.id,))
        return [[shown]] if card.most_guests or card.own_size > 1 else []
    if not card.most_guests or not card.takes_registrations(now):
        return []
    return [[Press(t("party-button-with", count=n), "gs.join", (card.id, n)) for n in range(1, card.most_guests + 1)]]


def _answers_button(card: EventCard, t: Translator, now: datetime) -> Row:
    """Until registration closes; then it says why not."""
    if not card.has_questions:
        return []
    if card.is_open(now):
        return [Press(t("event-button-answers"), "ev.answers", (card.id,))]
    return [Disabled(t("event-button-answers-closed"))]


def _join_button(card: EventCard, t: Translator, now: datetime) -> Press | Disabled:
    if card.takes_registrations(now):
        if card.is_full:
            return Press(t("event-button-queue-number", position=card.waiting + 1), "ev.join", (card.id,))
        return Press(_join_words(card, t), "ev.join", (card.id,), style="primary")
    if card.stands_still and card.is_open(now):
        return Disabled(t("event-button-stands-still"))
    if card.status == "published" and card.registration_opens_at:
        opens = t.when(card.registration_opens_at, card.zone, now=now)
        return Disabled(t("event-button-opens", when=opens))
    return Disabled(t("event-button-closed"))


def _join_words(card: EventCard, t: Translator) -> str:
    """Nobody pays before they have been let in."""
    return t("event-button-apply") if card.by_hand else ways.with_fee(t("event-button-join"), card, t)


def _more_rows(card: EventCard, t: Translator) -> list[Row]:
    if card.status == "draft":
        return manage_rows(card, t)
    is_on = card.status not in ("cancelled", "finished")
    first: Row = [Press(t("event-button-calendar"), "ev.ics", (card.id,))] if is_on else []
    if card.latitude is not None and is_on:
        first.append(Press(t("event-button-route"), "ev.venue", (card.id,)))
    course: Row = [Press(t("course-button"), "co.show", (card.id,))] if card.course_m is not None else []
    may_share = card.visibility == "public" and card.status != "cancelled"
    share = [ShareInline(t("event-button-share"), f"#{card.id}")] if may_share else []
    last: Row = [OpenApp(t("event-button-open"), f"/events/{card.id}", f"e_{card.id}")]
    if card.manages:
        last.append(Press(t("event-button-manage"), "ev.manage", (card.id,)))
    faq: Row = [Press(t("event-faq-button", count=card.faq_count), "fq.list", (card.id,))] if card.faq_count else []
    whose = [*_organizer_button(card), *_dates_button(card, t)]
    ask: Row = [] if card.manages else [Press(t("event-button-ask"), "ch.ask", (card.id,))]
    teams: Row = [Press(t("team-button-all"), "tm.list", (card.id, 0))] if card.in_teams else []
    rows = (
        [*bracket_row(card, t), *_board_button(card, t), *teams],
        programme_row(card, t),
        first,
        course,
        faq,
        _remains(card, t),
        [*ask, *share],
        whose,
        last,
    )
    return [row for row in rows if row]


def _remains(card: EventCard, t: Translator) -> Row:
    """[Призы], and the photos for who was there."""
    prizes: Row = [Press(t("award-button"), "aw.seen", (card.id,))] if card.has_prizes else []
    was_there = card.status in ("running", "finished") and (card.manages or card.holds_place)
    return [*prizes, *([Press(t("album-button"), "al.open", (card.id,))] if was_there else [])]


def _board_button(card: EventCard, t: Translator) -> Row:
    """[Таблица], once there may be results; a tournament has its bracket."""
    is_begun = card.status in ("running", "finished") and card.kind != "tournament"
    return [Press(t("result-button-board"), "rs.top", (card.id,))] if is_begun else []


def bracket_row(card: EventCard, t: Translator) -> Row:
    """[Сетка] of a tournament that people can see."""
    if card.kind != "tournament" or card.status in ("draft", "cancelled"):
        return []
    return [Press(t("tournament-button"), "br.open", (card.id,))]


def _organizer_button(card: EventCard) -> Row:
    """Who makes private events only has no page."""
    is_shown = card.visibility == "public" or card.organization_id is not None
    mark = " ✓" if card.organizer_verified else ""
    return (
        [Press(f"👤 {shortened(card.organizer_name, 32)}{mark}", "og.page", (card.organizer.code,))] if is_shown else []
    )


def _dates_button(card: EventCard, t: Translator) -> Row:
    return [Press(t("series-dates"), "sr.open", (card.series_id,))] if card.series_id is not None else []


def manage_screen(card: EventCard, t: Translator, now: datetime, *, link: str | None = None) -> Screen:
    """For the organizer: the event with its state and the moves that are possible from it."""
    shared: list[Words] = ["", t("event-private-link", link=link)] if link else []
    archived: list[Words] = ["", Italic(t("event-archived-already"))] if card.archived else []
    text = lines(*_facts(card, t, now), *archived, *ways.address_lines(card, t), *shared)
    return Screen(text, keyboard=manage_rows(card, t, link=link))


def row_line(number: int, row: CatalogueRow, t: Translator, now: datetime) -> Text:
    place = ways.place(row, row.place, t)
    where = f" · {place}" if place else ""
    return Text(
        Bold(f"{number}. {row.title}"), "\n", when(row.starts_at, row.zone, t, now), where, "\n", row_places(row, t)
    )


def row_places(row: CatalogueRow, t: Translator) -> str:
    """What is left of places; of what has begun how many are there."""
    if row.status == "running" and not row.is_hybrid:
        return t("event-places-unlimited", taken=row.taken) if row.taken else t("event-page-nobody")
    left = ways.left(row, t) if row.is_hybrid else ways.places_left(row, t)
    return ways.with_fee(left, row, t)
