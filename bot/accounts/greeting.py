"""The first minute: language, consent, then three questions. What comes after them is home, in bot/events."""

from __future__ import annotations

from bot.kit.screen import Bold, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.onboarding import ONBOARDING_FORM, finish_greeting, give_consent
from domain.accounts.people import set_language
from locales import LANGUAGES, Translator, translator


async def greet(turn: Turn) -> Reply:
    return greeting_screen(turn.incoming.person.first_name, turn.t)


async def choose_first_language(turn: Turn) -> Reply:
    language = turn.one_of(LANGUAGES)
    await set_language(turn.person.id, language, now=turn.now)
    return greeting_screen(turn.incoming.person.first_name, translator(language))


async def agree(turn: Turn) -> Reply:
    await give_consent(turn.person.id, now=turn.now)
    await finish_greeting(turn.person.id, now=turn.now)
    return await turn.forms.begin(turn, ONBOARDING_FORM)


async def go_on(turn: Turn) -> Reply:
    """The three questions once more, from where they were left."""
    return await turn.forms.resume(turn)


def greeting_screen(name: str, t: Translator) -> Screen:
    text = lines(
        Bold(t("account-hello", name=name)),
        t("account-hello-what"),
        "",
        t("account-consent"),
        "",
        t("account-hello-next"),
    )
    agree_row: Row = [Press(t("account-agree"), "ac.agree", style="success")]
    return Screen(text, keyboard=[language_row(t, "ac.hello"), agree_row, [Press(t("account-later"), "ac.later")]])


def language_row(t: Translator, action: str) -> Row:
    """Each language by its own name, whatever language is spoken now."""
    return [Press(f"✓ {_name(one)}" if one == t.lang else _name(one), action, (one,)) for one in LANGUAGES]


def _name(language: str) -> str:
    return translator(language)("account-language-name")
