"""Screens of what is offered and why, calendars, and what administrators keep of the catalogue."""

from __future__ import annotations

from datetime import date

from bot.events import exporting, finding, fits, offering, subscribing
from bot.events.finding import Chips
from bot.kit.screen import Press, Screen
from bot.moderation import listing
from domain.events.calendars.addresses import addresses
from domain.events.categories.managing import Category
from domain.events.finding.catalogue import CategoryCount
from domain.events.finding.ranking import Reason
from domain.events.finding.recommendations import Offered
from domain.events.finding.weekly import Wish
from domain.events.pinned.pins import Pin
from domain.notifications.ports import InputBytes
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, event, row

RUNNING = ("Бег", "Running")
WHY = (
    (Reason("interest", 4, names=RUNNING), Reason("near", 2, 4), Reason("habit", 1, 3, "week", RUNNING)),
    (Reason("followed", 2.5), Reason("alike", 1), Reason("few", 0.3, 2)),
    (),
)


def _offered(t: Translator, count: int = 3) -> list[Offered]:
    return [Offered(row(t, number), WHY[number - 1]) for number in range(1, count + 1)]


def finding_gallery() -> dict[str, Made]:
    return {**_offers(), **_kept()}


def _offers() -> dict[str, Made]:
    reason = "event-too-young"
    again = Press("…", "ev.again", (17,))

    def unfit(t: Translator, *, known: bool) -> Screen:
        said = t(reason, age=17, least=18)
        rows = [row(t, 1), row(t, 2)]
        press = Press(t("recommend-answer-again"), again.action, again.args) if known else None
        return fits.unfit_screen(said, rows, 17, t, NOW, again=press)

    def categories(t: Translator) -> Screen:
        known = [CategoryCount(1, "running", *RUNNING, 12), CategoryCount(2, "yoga", "Йога", "Yoga", 100)]
        return finding.categories_of_events_screen(known, Chips(category=1), t)

    links = addresses("https://app.example.org", "/calendar/AAAAAAAAAAAAAAAAAAAAAA.ics", "Forma")
    return {
        "offered": lambda t: offering.why_screen(_offered(t), t, NOW),
        "offered-none": lambda t: offering.why_screen([], t, NOW),
        "offered-week": lambda t: offering.week_screen(_offered(t), t, NOW),
        "offered-one": lambda t: offering.week_screen(_offered(t, 1), t, NOW),
        "offered-near": lambda t: offering.near_screen(event(t), WHY[0], t, NOW),
        "offers": lambda t: offering.offers_screen(Wish(wanted=True), 10, t),
        "offers-off": lambda t: offering.offers_screen(Wish(wanted=False), None, t),
        "unfit": lambda t: unfit(t, known=True),
        "unfit-answered": lambda t: unfit(t, known=False),
        "list-categories": categories,
        "calendar-feed": lambda t: subscribing.calendar_feed_screen(links, t),
    }


def _kept() -> dict[str, Made]:
    listed = [Category("running", *RUNNING, 12), Category("yoga", "Йога", "Yoga", 0)]

    def pinned(t: Translator) -> Screen:
        return listing.pins_screen([Pin(17, t("showroom-event"), date(2026, 12, 9))], t)

    return {
        "admin": listing.admin_screen,
        "admin-categories": lambda t: listing.categories_screen(listed, t),
        "admin-pins": pinned,
        "admin-pins-none": lambda t: listing.pins_screen([], t),
        "export-json": lambda t: exporting.json_screen(InputBytes("event-17.json", b"{}"), t),
    }
