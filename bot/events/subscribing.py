"""[В календарь]: one's own events in the phone's calendar, which keep themselves up to date."""

from __future__ import annotations

from bot.kit.routes import Route
from bot.kit.screen import Alert, Bold, CopyText, Link, OpenApp, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.events.calendars import feeds
from domain.events.calendars.addresses import Addresses, addresses, own_path
from domain.events.calendars.feeds import Feed
from locales import Translator


async def show(turn: Turn) -> Reply:
    return _screen(turn, await feeds.get_feed(turn.person, now=turn.now))


def _screen(turn: Turn, feed: Feed) -> Screen:
    """Without an address of ours there is nothing that a calendar could read."""
    origin = turn.app.calls.app_url
    if not origin:
        return Screen(turn.t("calendar-nowhere"), keyboard=[_back(turn.t)])
    return calendar_feed_screen(addresses(origin, own_path(feed.token), turn.t("calendar-own-name")), turn.t)


def calendar_feed_screen(links: Addresses, t: Translator) -> Screen:
    rows: list[Row] = [
        [Link(t("calendar-phone"), links.phone)],
        [Link(t("calendar-google"), links.google), Link(t("calendar-outlook"), links.outlook)],
        [CopyText(t("calendar-copy"), links.plain)],
        [OpenApp(t("calendar-options"), "/me/calendar", "calendar"), Press(t("calendar-change"), "cf.change")],
    ]
    text = lines(Bold(t("calendar-title")), "", t("calendar-what"), "", t("calendar-secret"))
    return Screen(text, keyboard=[*rows, _back(t)])


def _back(t: Translator) -> Row:
    return [Press(t("event-button-back"), "ev.my", ("upcoming", 0))]


async def ask_changing(turn: Turn) -> Reply:
    yes = Press(turn.t("calendar-change"), "cf.change!", style="danger")
    return Screen(turn.t("calendar-change-sure"), keyboard=[[yes], [Press(turn.t("event-button-back"), "cf.show")]])


async def change(turn: Turn) -> Reply:
    feed = await feeds.change_address(turn.person, now=turn.now)
    return [Alert(turn.t("calendar-changed")), _screen(turn, feed)]


PRESSES = {"cf.show": Route(show), "cf.change": Route(ask_changing), "cf.change!": Route(change)}
COMMANDS = {"calendar": Route(show)}
