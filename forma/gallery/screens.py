"""Every screen of the bot with invented people in it: looked at in the showroom, checked by tests."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bot.accounts import greeting, guide
from bot.events import (
    home,
    results,
    results_deciding,
)
from bot.events.outings import WHEN_FORM
from bot.kit.screen import Button, Disabled, Press, Screen, Text
from bot.organizations.teamwork import INVITE_FORM
from domain.accounts.onboarding import ONBOARDING_FORM
from domain.events.entry.audience import AUDIENCE_FORM
from domain.events.entry.questions import QUESTION_FORM
from domain.events.making.form import WIZARD_FORM
from domain.events.recurring.series_form import EXTEND_FORM, SERIES_FORM
from domain.organizations.form import ORGANIZATION_FORM
from forma.gallery import live as gallery_live
from forma.gallery import recording as gallery_recording
from forma.gallery import results as gallery_results
from forma.gallery import season as gallery_season
from forma.gallery import teams as gallery_teams
from forma.gallery import tournaments as gallery_tournaments
from forma.gallery.account import account_gallery, staff_gallery
from forma.gallery.asking import Made, questions
from forma.gallery.awards import awards_gallery
from forma.gallery.door import door_gallery
from forma.gallery.entries import entries_gallery
from forma.gallery.events import events_gallery, found_gallery, home_card, organizers_home
from forma.gallery.finding import finding_gallery
from forma.gallery.handing import handing_gallery
from forma.gallery.letters import letters_gallery
from forma.gallery.maps import maps_gallery
from forma.gallery.offered import offered_gallery
from forma.gallery.organizers import organizers_gallery
from forma.gallery.outings import outings_gallery
from forma.gallery.panel import panel_gallery
from forma.gallery.payments import payments_gallery
from forma.gallery.programme import programme_gallery
from forma.gallery.room import room_gallery
from forma.gallery.standstill import standstill_gallery
from forma.gallery.told import told_gallery
from locales import Translator
from webapp.showroom.samples import NOW
from webapp.showroom.views import Shown


def gallery() -> dict[str, Made]:
    """By name; the order is that of a person's days with the bot."""
    return {
        "hello": lambda t: greeting.greeting_screen(t("showroom-person"), t),
        **questions(ONBOARDING_FORM),
        "home-first": lambda t: home.home_screen(home_card(t), t, NOW, unfinished=True),
        "home": lambda t: home.home_screen(home_card(t, full=True), t, NOW),
        "home-on-now": lambda t: home.home_screen(organizers_home(t, "results"), t, NOW),
        "home-on-now-two": lambda t: home.home_screen(organizers_home(t, "bracket", "door"), t, NOW),
        "help": lambda t: guide.help_screen(t, staff=False),
        "help-staff": lambda t: guide.help_screen(t, staff=True),
        **found_gallery(),
        **finding_gallery(),
        **events_gallery(),
        **door_gallery(),
        **handing_gallery(),
        **offered_gallery(),
        **payments_gallery(),
        **standstill_gallery(),
        **questions(WIZARD_FORM),
        **questions(results.LINES_FORM),
        **questions(results_deciding.PROTEST_FORM),
        **questions(results.DQ_FORM),
        **questions(QUESTION_FORM),
        **questions(AUDIENCE_FORM),
        **gallery_results.screens(),
        **gallery_live.screens(),
        **gallery_recording.screens(),
        **gallery_teams.screens(),
        **gallery_teams.party_screens(),
        **gallery_season.screens(),
        **gallery_tournaments.tournaments(questions),
        **told_gallery(),
        **entries_gallery(),
        **organizers_gallery(),
        **questions(ORGANIZATION_FORM),
        **questions(INVITE_FORM),
        **questions(SERIES_FORM),
        **questions(EXTEND_FORM),
        **panel_gallery(),
        **letters_gallery(),
        **programme_gallery(questions),
        **maps_gallery(),
        **awards_gallery(questions),
        **room_gallery(),
        **outings_gallery(),
        **questions(WHEN_FORM),
        **account_gallery(),
        **staff_gallery(),
    }


def shown(t: Translator) -> list[Shown]:
    return [_shown(name, made(t)) for name, made in gallery().items()]


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
