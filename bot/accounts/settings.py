"""/settings, /lang and /privacy."""

from __future__ import annotations

from typing import cast, get_args

from bot.accounts.greeting import language_row
from bot.kit.rendering import Said
from bot.kit.screen import Bold, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from bot.menus import menu_button
from domain.accounts.people import LANGUAGE, set_language
from domain.accounts.privacy import (
    STRANGER,
    Part,
    PublicProfile,
    Visibility,
    get_visibility,
    public_profile,
    set_visibility,
)
from domain.accounts.profile import PROFILE_FORM, city_answer
from domain.forms.form import JsonValue
from domain.forms.showing import label, show_value
from domain.notifications.ports import Call
from locales import LANGUAGES, Translator, translator


async def settings(turn: Turn) -> Reply:
    return settings_screen(turn.t)


async def language(turn: Turn) -> Reply:
    return language_screen(turn.t)


async def choose_language(turn: Turn) -> Reply:
    chosen = turn.one_of(LANGUAGES)
    await set_language(turn.person.id, chosen, now=turn.now)
    return language_screen(translator(chosen))


async def privacy(turn: Turn) -> Reply:
    return privacy_screen(await get_visibility(turn.person.id), turn.t)


async def switch(turn: Turn) -> Reply:
    """The button says what it leads to, so a second press of an old one changes nothing twice."""
    part, wanted = turn.one_of(get_args(Part)), turn.one_of(("0", "1"), 1)
    await set_visibility(turn.person.id, cast(Part, part), public=wanted == "1")
    return privacy_screen(await get_visibility(turn.person.id), turn.t)


async def preview(turn: Turn) -> Reply:
    seen = await public_profile(turn.person.id, STRANGER)
    back: Row = [Press(turn.t("account-privacy-back"), "ac.privacy")]
    return Screen(lines(turn.t("account-privacy-preview"), "", *public_lines(seen, turn.t)), keyboard=[back])


def settings_screen(t: Translator) -> Screen:
    rows: list[Row] = [
        [Press(t("account-settings-profile"), "ac.profile"), Press(t("account-settings-notify"), "nt.open")],
        [Press(t("account-settings-privacy"), "ac.privacy"), Press(t("account-settings-language"), "ac.langs")],
        [Press(t("account-settings-email"), "ac.email"), Press(t("organizer-list"), "og.list", (0,))],
        [Press(t("recommend-settings"), "rc.set"), Press(t("account-home"), "home")],
    ]
    return Screen(lines(Bold(t("account-settings")), t("account-settings-what")), keyboard=rows)


def language_screen(t: Translator) -> Screen:
    return Screen(t("account-language-now"), keyboard=[language_row(t, "ac.lang"), [_settings(t)]])


def privacy_screen(now: Visibility, t: Translator) -> Screen:
    rows: list[Row] = [
        [_switch("profile", now.profile_public, t)],
        [_switch("results", now.results_public, t)],
        [Press(t("account-privacy-look"), "ac.look")],
        [Press(t("document-list"), "dc.list")],
        [_settings(t)],
    ]
    text = lines(
        Bold(t("account-privacy")),
        "",
        t("account-privacy-profile-public" if now.profile_public else "account-privacy-profile-private"),
        t("account-privacy-results-public" if now.results_public else "account-privacy-results-private"),
    )
    return Screen(text, keyboard=rows)


def public_lines(seen: PublicProfile, t: Translator) -> list[Words]:
    """What anybody gets to read of a person."""
    results = t("account-seen-results" if seen.shows_results else "account-seen-no-results")
    if not seen.is_open:
        return [Bold(seen.name or t("account-nameless")), t("account-seen-private"), results]
    shown: dict[str, JsonValue] = {
        "nickname": seen.nickname,
        "city": city_answer(seen.city),
        "about": seen.about or None,
        "level": seen.level,
        "interests": list(seen.interests),
    }
    fields = [PROFILE_FORM.field(key) for key, value in shown.items() if value not in (None, [])]
    facts = [f"{label(field, t)}: {show_value(field, shown[field.key], t, 'UTC')}" for field in fields]
    return [Bold(seen.name or t("account-nameless")), *facts, results]


def _switch(part: Part, public: bool, t: Translator) -> Press:
    words = f"account-privacy-{'hide' if public else 'open'}-{part}"
    return Press(t(words), "ac.show", (part, 0 if public else 1))


def _settings(t: Translator) -> Press:
    return Press(t("account-settings-back"), "ac.settings")


async def language_changed(said: Said) -> list[Call] | None:
    """The button beside the input field speaks the person's language."""
    url = said.app.calls.app_url
    if said.chat_id is None or not url:
        return None
    return [menu_button(url, said.t.lang, said.chat_id)]


CALLS = {LANGUAGE: language_changed}
