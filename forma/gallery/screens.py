"""Every screen of the bot with invented people in it: looked at in the showroom, checked by tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from types import SimpleNamespace
from typing import Any, TypeAlias, cast

from bot.accounts import email, greeting, guide, profile, settings
from bot.chat import renderers as talk
from bot.events import (
    door,
    faq,
    finding,
    fits,
    group,
    home,
    manage_rows,
    notices,
    own,
    panel,
    paying,
    promo,
    renderers,
    results,
    results_deciding,
    screens,
    ways,
)
from bot.events.finding import Chips
from bot.events.outings import WHEN_FORM
from bot.events.takings import takings_screen
from bot.kit.questions import question_screen
from bot.kit.screen import Button, Disabled, Press, Screen, Text
from bot.kit.turn import BotApp, Incoming, Turn
from bot.moderation import appealing, blocking, journal, staffing
from bot.notifications import matrix, muting
from bot.organizations.teamwork import INVITE_FORM
from bot.payments import returning
from bot.payments.screens import history_screen
from domain.accounts.email import OwnEmail
from domain.accounts.onboarding import ONBOARDING_FORM
from domain.accounts.people import TelegramPerson
from domain.accounts.privacy import Visibility
from domain.accounts.profile import PROFILE_FORM
from domain.accounts.roles import RoleHolder
from domain.accounts.sanctions import SanctionInForce
from domain.events.entrance.door import ANSWERS, Verdict
from domain.events.entrance.door_cards import DoorCard, GateCount, Known, OwnDoor
from domain.events.entrance.gates import Gate
from domain.events.entry import registration_form
from domain.events.entry.entries import Claim, EntryToPay
from domain.events.entry.own_events import MyEvent, TicketCard
from domain.events.entry.questions import AUDIENCE_FORM, QUESTION_FORM
from domain.events.errors import TooYoung
from domain.events.finding.home import Goal, HomeCard
from domain.events.making.form import WIZARD_FORM
from domain.events.money.promo_codes import Discount, PromoCode
from domain.events.money.takings import ClaimedTransfer, Takings
from domain.events.recurring.series_form import EXTEND_FORM, SERIES_FORM
from domain.events.replanning import Plan
from domain.events.talking.faq import Entry as Question
from domain.events.ways import ONLINE
from domain.forms.conversation import Conversation, jump
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.moderation.appeals import AppealCard
from domain.moderation.journal import Entry
from domain.notifications.ports import InputBytes
from domain.notifications.rules import Channel, Topic
from domain.organizations.form import ORGANIZATION_FORM
from domain.payments.by_hand import Owed
from domain.payments.orders import Order, Price
from domain.payments.queries import Payment
from forma.gallery import live as gallery_live
from forma.gallery import results as gallery_results
from forma.gallery import season as gallery_season
from forma.gallery import teams as gallery_teams
from forma.gallery import tournaments as gallery_tournaments
from forma.gallery.awards import awards_gallery
from forma.gallery.entries import entries_gallery
from forma.gallery.finding import finding_gallery
from forma.gallery.maps import maps_gallery
from forma.gallery.organizers import organizers_gallery
from forma.gallery.outings import outings_gallery
from forma.gallery.panel import panel_gallery
from forma.gallery.programme import programme_gallery
from forma.gallery.room import room_gallery
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, card_of, event, hybrid, message, own_result, person, places, row
from webapp.showroom.views import Shown

Made: TypeAlias = Callable[[Translator], Screen]
HOURS = timedelta(hours=1)
MANAGED = ("draft", "published", "registration_open", "running", "finished", "cancelled")
_STATES = ("good", "in", "unpaid", "waiting", "online")
OWN = ("confirmed", "waitlisted", "offered", "unpaid", "pending")


def gallery() -> dict[str, Made]:
    """By name; the order is that of a person's days with the bot."""
    return {
        "hello": lambda t: greeting.greeting_screen(t("showroom-person"), t),
        **_questions(ONBOARDING_FORM),
        "home-first": lambda t: home.home_screen(_home(t), t, NOW, unfinished=True),
        "home": lambda t: home.home_screen(_home(t, full=True), t, NOW),
        "help": lambda t: guide.help_screen(t, staff=False),
        "help-staff": lambda t: guide.help_screen(t, staff=True),
        **_finding(),
        **finding_gallery(),
        **_events(),
        **_door(),
        **_payments(),
        **_questions(WIZARD_FORM),
        **_questions(results.LINES_FORM),
        **_questions(results_deciding.PROTEST_FORM),
        **_questions(results.DQ_FORM),
        **_questions(QUESTION_FORM),
        **_questions(AUDIENCE_FORM),
        **gallery_results.screens(),
        **gallery_live.screens(),
        **gallery_teams.screens(),
        **gallery_teams.party_screens(),
        **gallery_season.screens(),
        **gallery_tournaments.tournaments(_questions),
        **_told(),
        **entries_gallery(),
        **organizers_gallery(),
        **_questions(ORGANIZATION_FORM),
        **_questions(INVITE_FORM),
        **_questions(SERIES_FORM),
        **_questions(EXTEND_FORM),
        **panel_gallery(),
        **programme_gallery(_questions),
        **maps_gallery(),
        **awards_gallery(_questions),
        **room_gallery(),
        **outings_gallery(),
        **_questions(WHEN_FORM),
        **_own_account(),
        **_staff(),
    }


def shown(t: Translator) -> list[Shown]:
    return [_shown(name, made(t)) for name, made in gallery().items()]


def _finding() -> dict[str, Made]:
    def few(t: Translator) -> list[Any]:
        return [row(t, number, ways=places(12 * number, None if number == 3 else 50)) for number in (1, 2, 3, 4)]

    return {
        "list": lambda t: finding.list_screen(few(t), 12, Chips(), t, NOW),
        "list-nothing": lambda t: finding.list_screen([], 0, Chips(), t, NOW),
        "found": lambda t: finding.found_screen(few(t)[:2], 2, t("showroom-event"), t, NOW),
        "found-nothing": lambda t: finding.found_screen([], 0, t("showroom-event"), t, NOW),
        "mine": lambda t: own.my_screen(_turn(t), "upcoming", 0, [_mine(t)]),
        "mine-finished": lambda t: own.my_screen(_turn(t), "finished", 0, [_mine(t)], {17: own_result(17)}),
        "mine-nothing": lambda t: own.my_screen(_turn(t), "upcoming", 0, []),
    }


def _events() -> dict[str, Made]:
    def own_card(status: str) -> Made:
        known = {
            "own_status": status,
            "own_registration_id": 7,
            "own_position": 3,
            "own_offer_ends_at": NOW + 3 * HOURS,
        }
        return lambda t: screens.event_screen(event(t, **known), t, NOW)

    def managed(status: str) -> Made:
        return lambda t: screens.manage_screen(event(t, status=status, cancel_reason=t("showroom-reason")), t, NOW)

    def live(t: Translator) -> Screen:
        names = [t("showroom-person"), t("showroom-organizer")]
        return group.live_screen(event(t), names, t, cast(Any, SimpleNamespace(now=NOW)))

    def panelled(t: Translator) -> Screen:
        return panel.panel_screen(_turn(t), event(t, manages=True), {"confirmed": 12, "withdrawn": 2}, 3, [])

    def refused(t: Translator) -> Screen:
        at = jump(Conversation(registration_form.made_of({"min_age": 18}, [])), "birth_date")
        reason = TooYoung(age=16, least=18)
        return question_screen(_turn(t), at, reason, fits.ways_out_rows([row(t, 1), row(t, 2)], t))

    secret = "https://t.me/forma_bot?start=e_AAAAAAAAAAAAAAAAAAAAAA"
    return {
        "event": lambda t: screens.event_screen(event(t), t, NOW),
        "event-full": lambda t: screens.event_screen(event(t, ways=places(50, waiting=2)), t, NOW),
        **{f"event-{status}": own_card(status) for status in OWN},
        "event-asks-more": lambda t: screens.event_screen(
            event(t, own_status="confirmed", own_registration_id=7, has_questions=True, own_open_questions=2), t, NOW
        ),
        "event-too-young": refused,
        "event-hybrid": lambda t: screens.event_screen(event(t, ways=hybrid()), t, NOW),
        "event-ways": lambda t: ways.choose_screen(event(t, ways=hybrid()), t, private=True),
        "event-other-way": lambda t: ways.change_screen(event(t, ways=hybrid(), own_status="confirmed"), ONLINE, t),
        "event-faq": lambda t: faq.faq_screen(event(t), [Question(1, t("showroom-said"), t("showroom-answer"))] * 3, t),
        "event-shared": lambda t: screens.shared_card(event(t), t, NOW),
        "event-in-group": live,
        **{f"manage-{status}": managed(status) for status in MANAGED},
        "set-up": lambda t: manage_rows.set_up_screen(event(t, latitude=55.79, longitude=37.67), t),
        "manage-private": lambda t: screens.manage_screen(event(t, visibility="private"), t, NOW, link=secret),
        "edit": lambda t: manage_rows.edit_screen(event(t), [(1, t("showroom-hint")), (2, t("showroom-place"))], t),
        "panel": panelled,
    }


def _door() -> dict[str, Made]:
    def card(t: Translator, *, gates: bool) -> DoorCard:
        counts = (GateCount(1, "A", 12), GateCount(2, "B", 7), GateCount(None, "", 1)) if gates else ()
        return DoorCard(17, t("showroom-event"), ZONE, counts, 20 if gates else 0, 48, 1 if gates else 0, (), "1")

    def own(t: Translator) -> OwnDoor:
        return OwnDoor(17, t("showroom-event"), NOW + HOURS, ZONE)

    def verdict(t: Translator, answer: str) -> Verdict:
        return Verdict("key", answer, 7, t("showroom-person"), 114, NOW, "A")

    def found(t: Translator) -> Screen:
        people = [
            Known(number, 113 + number, t("showroom-person"), state, NOW, "A") for number, state in enumerate(_STATES)
        ]
        return door.found_screen([(17, one) for one in people], "114", t, ZONE)

    opens_at = NOW + 9 * HOURS
    return {
        "door": lambda t: door.door_screen(card(t, gates=True), "open", opens_at, t, NOW),
        "door-early": lambda t: door.door_screen(card(t, gates=False), "early", opens_at, t, NOW),
        "doors": lambda t: door.doors_screen([own(t)] * 2, None, t, NOW),
        "doors-none": lambda t: door.doors_screen([], own(t), t, NOW),
        "doors-never": lambda t: door.doors_screen([], None, t, NOW),
        "door-found": found,
        "door-found-none": lambda t: door.found_screen([], t("showroom-person"), t, ZONE),
        "door-gates": lambda t: door.gates_screen(17, 7, [Gate(1, "A"), Gate(2, "B"), Gate(3, "C")], t),
        **{f"door-{one}": lambda t, one=one: door.verdict_screen(verdict(t, one), 17, ZONE, t) for one in ANSWERS},  # type: ignore[misc]
        "door-checker": lambda t: door.checker_screen(17, t("showroom-event"), t),
        "told-handed-over": lambda t: door.handed_over_screen(t("showroom-event"), t("showroom-person"), t),
        "door-in-group": lambda t: door.counters_screen(card(t, gates=True), t),
    }


def _told() -> dict[str, Made]:
    """What comes by itself, without the button that switches it off."""
    picture = InputBytes("picture.jpg", b"")

    def ticket(t: Translator, *, online: bool) -> Screen:
        known = {"title": t("showroom-event"), "starts_at": NOW + 96 * HOURS, "zone": ZONE, "number": 7}
        where = {"is_online": online, "online_address": "https://meet.example.org/run", "place": t("showroom-place")}
        named = {"registration_id": 7, "event_id": 17, "name": t("showroom-person")}
        return renderers.ticket_screen(
            card_of(TicketCard, **known, **where, **named, size=3), picture, t, NOW, givable=not online
        )

    def asks(t: Translator) -> Screen:
        asked = [
            Field("size", Kind.TEXT, label=t("showroom-question")),
            Field("how", Kind.TEXT, label=t("showroom-said")),
        ]
        return renderers.asks_more_screen(event(t, own_status="confirmed"), asked, t, NOW)

    def going(t: Translator, **known: Any) -> Any:
        return event(t, own_status="confirmed", **known)

    online = {"ways": hybrid(), "own_way": ONLINE, "own_status": "confirmed"}
    later = NOW + 72 * HOURS
    return {
        "told-ticket": lambda t: ticket(t, online=False),
        "told-ticket-online": lambda t: ticket(t, online=True),
        "told-reminder": lambda t: renderers.reminder_screen(going(t), 24, t, NOW),
        "told-reminder-soon": lambda t: renderers.reminder_screen(event(t, **online), 1, t, NOW),
        "told-opened": lambda t: renderers.opened_screen(event(t), t, NOW),
        "told-replanned": lambda t: renderers.replanned_screen(
            going(t), Plan(t("showroom-elsewhere"), NOW + 50 * HOURS), t, NOW
        ),
        "told-moved": lambda t: renderers.moved_screen(going(t), NOW + 48 * HOURS, later, t, NOW),
        "told-cancelled": lambda t: renderers.cancelled_screen(going(t, cancel_reason=t("showroom-reason")), t),
        "told-hold-ended": lambda t: renderers.hold_ended_screen(event(t), t),
        "told-paid-too-late": lambda t: renderers.paid_too_late_screen(event(t), t),
        "told-offer-ended": lambda t: renderers.offer_ended_screen(event(t), t),
        "told-asks-more": asks,
        "told-cover": lambda t: renderers.cover_screen(event(t), picture, t),
        "told-newcomers": lambda t: notices.newcomers_screen(event(t), [t("showroom-person")] * 12, t),
        "told-question": lambda t: talk.question_screen(
            event(t), message(1, 7, t("showroom-person"), t("showroom-said")), t
        ),
        "told-answer": lambda t: talk.answer_screen(
            event(t), message(2, 3, t("showroom-organizer"), t("showroom-answer")), t
        ),
        "told-announcement": lambda t: talk.announcement_screen(
            event(t), message(3, 3, t("showroom-organizer"), t("showroom-description")), t
        ),
        "told-calendar": lambda t: renderers.calendar_screen(event(t), InputBytes("event-17.ics", b""), t),
        "told-code": lambda t: email.code_screen("482913", t),
        "group-joined": lambda t: group.joined_screen(event(t), t("showroom-person"), t, NOW),
        "group-participants": lambda t: group.participants_screen(event(t), [t("showroom-person")] * 20, t),
        "told-role": lambda t: staffing.role_screen("analyst", t),
    }


def _payments() -> dict[str, Made]:
    def entry(t: Translator, payment: str, *, claimed: bool = False) -> EntryToPay:
        price = Price(150_000, "RUB")
        order = Order(5, "token", 7, 8, "event-entry", 7, t("showroom-event"), price, "open", NOW + HOURS)
        return EntryToPay(17, 7, order, payment, "+7 900 123-45-67", ZONE, claimed)

    def history(t: Translator) -> Screen:
        sums = (("paid", 0, 0), ("returned", 0, 150_000), ("returned", 75_000, 0), ("open", 0, 0))
        paid = [
            Payment(number, t("showroom-event"), 150_000, "RUB", state, NOW, NOW, back, soon)
            for number, (state, back, soon) in enumerate(sums)
        ]
        return history_screen(paid, ZONE, t, NOW)

    ways_to_pay = ("telegram", "yookassa", "stripe")
    return {
        "pay-choice": lambda t: paying.choice_screen(entry(t, "online"), ways_to_pay, t, NOW),
        "pay-page": lambda t: paying.page_screen(entry(t, "online"), "https://pay.example", t, NOW),
        "pay-transfer": lambda t: paying.transfer_screen(entry(t, "transfer"), t, NOW),
        "pay-promo": lambda t: paying.choice_screen(
            replace(entry(t, "online"), discount=Discount("SPORT10", 10)), ways_to_pay, t, NOW
        ),
        "pay-transfer-claimed": lambda t: paying.transfer_screen(entry(t, "transfer", claimed=True), t, NOW),
        "pay-failed": lambda t: paying.not_paid_screen(
            event(t, own_status="unpaid", own_offer_ends_at=NOW + HOURS, fee_minor=150_000), t, NOW
        ),
        "pay-off": lambda t: paying.nothing_offered_screen(entry(t, "online"), t),
        "payments": history,
        "payments-none": lambda t: history_screen([], ZONE, t, NOW),
        **_money_of_organizers(),
    }


def _money_of_organizers() -> dict[str, Made]:
    def owed(t: Translator, why: str = "left", provider: str = "manual", *, sent: bool = False) -> Owed:
        return Owed(5, t("showroom-event"), t("showroom-person"), 150_000, "RUB", why, provider, "ch_3QK81", NOW, sent)

    def sums(t: Translator, *, claims: int) -> Takings:
        return Takings(17, t("showroom-event"), "transfer", "RUB", 1_800_000, 150_000, 12, 3, claims)

    def claim(t: Translator) -> ClaimedTransfer:
        return ClaimedTransfer(7, t("showroom-person"), 150_000, "RUB", NOW)

    fee = Price(150_000, "RUB")
    codes = [
        PromoCode(1, "SPORT10", 10, 20, 3, date(2026, 12, 5), False),
        PromoCode(2, "ВОЛОНТЁР", 100, None, 0, None, False),
        PromoCode(3, "EARLY", 25, 5, 5, None, True),
    ]
    return {
        "promo-codes": lambda t: promo.codes_screen(17, codes, t),
        "promo-codes-none": lambda t: promo.codes_screen(17, [], t),
        "money-event": lambda t: takings_screen(sums(t, claims=1), [claim(t)], t),
        "money-event-quiet": lambda t: takings_screen(sums(t, claims=0), [], t),
        "money-claim": lambda t: paying.claim_screen(Claim(t("showroom-event"), fee, t("showroom-person")), 7, t),
        "money-owed": lambda t: returning.owed_screen([owed(t)], t),
        "money-owed-none": lambda t: returning.owed_screen([], t),
        "money-return": lambda t: returning.return_screen(owed(t), t),
        "money-return-provider": lambda t: returning.return_screen(owed(t, "no-place", "telegram"), t),
        "money-return-done": lambda t: returning.return_screen(owed(t, sent=True), t),
        "money-returned": lambda t: returning.returned_screen(owed(t, sent=True), t),
        "payments-with-owed": lambda t: history_screen([], ZONE, t, NOW, owed=2),
    }


def _own_account() -> dict[str, Made]:
    known: dict[str, Any] = dict.fromkeys(one.key for one in PROFILE_FORM.fields)
    address = "olya@example.com"
    ways = {topic: {way: way is Channel.TELEGRAM for way in Channel} for topic in Topic}
    return {
        "profile": lambda t: profile.profile_screen(known | {"first_name": t("showroom-person")}, t, ZONE),
        "profile-clearing": lambda t: profile.clearing_screen(known | {"nickname": "olya.run"}, t),
        "settings": settings.settings_screen,
        "language": settings.language_screen,
        "privacy": lambda t: settings.privacy_screen(Visibility(profile_public=True, results_public=False), t),
        "email": lambda t: email.email_screen(OwnEmail(None, None), t),
        "email-waiting": lambda t: email.email_screen(OwnEmail(address, "new@example.com"), t),
        "notify": lambda t: matrix.matrix_screen(ways, (23, 8), 2, t),
        "quiet": lambda t: matrix.quiet_screen((23, 8), t),
        "mute": lambda t: muting.offer_screen(Topic.EVENTS, ["event", "17"], t("showroom-event"), t),
        **_questions(email.EMAIL_FORM),
    }


def _staff() -> dict[str, Made]:
    def block(t: Translator) -> SanctionInForce:
        return card_of(SanctionInForce, reason=t("showroom-reason"), rule="spam", until=NOW + 72 * HOURS)

    def appeal(t: Translator) -> AppealCard:
        known = {"id": 5, "name": t("showroom-person"), "text": t("showroom-said"), "rule": "spam"}
        return card_of(AppealCard, **known, reason=t("showroom-reason"), until=NOW + 72 * HOURS)

    def entries(t: Translator) -> Screen:
        one = Entry(1, NOW, 7, t("showroom-person"), "event-publish", "event:17", t("showroom-event"), None, {})
        return journal.entries_screen("event", 17, t("showroom-event"), [one] * 9, _turn(t))

    def roles(t: Translator) -> Screen:
        return staffing.roles_screen([RoleHolder(7, t("showroom-person"), "olya", "administrator")], t)

    def asked(t: Translator) -> Screen:
        given: dict[str, JsonValue] = {"length": "7d", "reason": t("showroom-reason")}
        form = blocking.block_form(person(t), given, _turn(t))
        return question_screen(_turn(t), jump(Conversation(form, answers=given), "rule"))

    return {
        "block": asked,
        "blocked": lambda t: blocking.block_screen(block(t), None, t, ZONE),
        "appeal": lambda t: appealing.appeal_screen(appeal(t), t, ZONE, NOW),
        "unblocked": lambda t: appealing.unblocked_screen(t("showroom-answer"), t),
        "appeal-kept": lambda t: appealing.kept_screen(t("showroom-answer"), t),
        "journal": entries,
        "roles": roles,
    }


def _questions(form: Form) -> dict[str, Made]:
    """A form as the chat asks it: question by question."""

    def at(field: Field) -> Made:
        needed = {field.only_if.key: (*field.only_if.values, 1)[0]} if field.only_if else {}
        return lambda t: question_screen(_turn(t), jump(Conversation(form, answers=needed), field.key))

    return {f"{form.key}-{field.key}": at(field) for field in form.fields}


def _turn(t: Translator) -> Turn:
    app = cast(BotApp, SimpleNamespace(username="forma_bot"))
    incoming = Incoming("command", TelegramPerson(7, t("showroom-person")), 7, private=True)
    return Turn(app, incoming, person(t), t, NOW, cast(Any, None))


def _mine(t: Translator) -> MyEvent:
    known = {"event_id": 17, "registration_id": 7, "title": t("showroom-event"), "own_status": "confirmed"}
    return card_of(MyEvent, **known, starts_at=NOW + 20 * HOURS, zone=ZONE, place=t("showroom-place"), number=7)


def _home(t: Translator, *, full: bool = False) -> HomeCard:
    offered = [row(t, 1), row(t, 2)]
    if not full:
        return HomeCard(t("showroom-person"), None, None, offered)
    pinned = (row(t, 3),)
    return HomeCard(t("showroom-person"), _mine(t), Goal(17, t("showroom-event"), 4), offered, pinned=pinned)


def _shown(name: str, screen: Screen) -> Shown:
    text = screen.text if isinstance(screen.text, Text) else Text(screen.text)
    words, _ = text.render()
    rows = [[_key(button) for button in line] for line in screen.keyboard]
    if screen.ask:
        rows += [[(one, "")] for one in (screen.ask.text, *screen.ask.instead)]
    return Shown(name, "".join(_html(text)), rows, len(words))


def _html(text: Text) -> Iterator[str]:
    """Its words, bold and slanted where they are; a date stands as who has no such client would read it."""
    tag = {"Bold": "b", "Italic": "i"}.get(type(text).__name__, "span")
    yield f"<{tag}>"
    for part in text:
        yield from _html(part) if isinstance(part, Text) else (escape(str(part)),)
    yield f"</{tag}>"


def _key(button: Button) -> tuple[str, str]:
    if isinstance(button, Press):
        return button.text, button.style or ""
    return button.text, "off" if isinstance(button, Disabled) else ""
