"""/email and /confirm: an address is asked for, a code goes there, the code comes back."""

from __future__ import annotations

from dataclasses import replace

from bot.kit.rendering import Said
from bot.kit.routes import Conversation
from bot.kit.screen import Bold, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.email import CODE_KIND, OwnEmail, get_email, remove_email, send_code, tries_left, try_code
from domain.forms.addresses import email_address
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.notifications.letters import forget_content
from domain.notifications.ports import CallResult, OutboxItem
from locales import Translator

EMAIL_FORM = Form("account-email", (Field("email", Kind.EMAIL, words="account-email-ask"),), words="account-email")
CODE_FORM = Form("account-code", (Field("code", Kind.TEXT, words="account-code-ask", max=12),), words="account-email")


async def email(turn: Turn) -> Reply:
    """/email, or /email anna@example.org"""
    address = email_address(turn.text) if turn.text else None
    if address:
        return await _send(turn, address)
    return email_screen(await get_email(turn.person.id, now=turn.now), turn.t)


async def ask_address(turn: Turn) -> Reply:
    return await turn.forms.begin(turn, EMAIL_FORM)


async def address_given(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    return await _send(turn, str(answers["email"]))


async def send_again(turn: Turn) -> Reply:
    own = await get_email(turn.person.id, now=turn.now)
    return await _send(turn, own.waiting) if own.waiting else await ask_address(turn)


async def _send(turn: Turn, address: str) -> Reply:
    await send_code(turn.person.id, address, now=turn.now)
    return await _ask_code(turn, turn.t("account-code-sent", email=address))


async def confirm(turn: Turn) -> Reply:
    """/confirm 123456"""
    if not turn.text:
        return await ask_code(turn)
    return await _try(turn, turn.text)


async def code_given(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    return await _try(turn, str(answers["code"]))


async def _try(turn: Turn, said: str) -> Reply:
    address = await try_code(turn.person.id, "".join(filter(str.isdigit, said)), now=turn.now)
    if address:
        return Screen(turn.t("account-email-done", email=address), keyboard=[[_notify(turn.t)], [_home(turn.t)]])
    left = await tries_left(turn.person.id)
    if not left:
        return Screen(turn.t("account-code-expired"), keyboard=[[Press(turn.t("account-email-change"), "ac.email1")]])
    return await _ask_code(turn, turn.t("account-code-wrong", left=left))


async def _ask_code(turn: Turn, said: str) -> Reply:
    asked = await turn.forms.begin(turn, CODE_FORM)
    assert isinstance(asked, Screen)
    return replace(asked, text=lines(said, "", asked.text))


async def remove(turn: Turn) -> Reply:
    await remove_email(turn.person.id, now=turn.now)
    return email_screen(await get_email(turn.person.id, now=turn.now), turn.t)


async def code_letter(said: Said) -> Screen | None:
    code = said.params.get("code")
    return code_screen(code, said.t) if code else None


def code_screen(code: str, t: Translator) -> Screen:
    """The first line becomes the subject of the letter."""
    return Screen(lines(t("account-code-subject", code=code), t("account-code-letter")))


async def code_sent(item: OutboxItem, result: CallResult) -> None:
    await forget_content(item.id)


def email_screen(own: OwnEmail, t: Translator) -> Screen:
    rows: list[Row] = []
    if own.waiting and own.waiting != own.confirmed:
        rows = [[Press(t("account-code-enter"), "ac.code"), Press(t("account-code-again"), "ac.codes")]]
    change: Row = [Press(t("account-email-change" if own.confirmed else "account-email-add"), "ac.email1")]
    remove_row: list[Row] = [[Press(t("account-email-remove"), "ac.email0")]] if own.confirmed else []
    text = lines(
        Bold(t("account-email")),
        t("account-email-is", email=own.confirmed) if own.confirmed else t("account-email-none"),
        t("account-email-waiting", email=own.waiting) if rows and own.waiting else None,
    )
    back: Row = [Press(t("account-settings-back"), "ac.settings")]
    return Screen(text, keyboard=[*rows, change, *remove_row, back])


async def ask_code(turn: Turn) -> Reply:
    if not (await get_email(turn.person.id, now=turn.now)).waiting:
        return Screen(turn.t("account-code-not-asked"), keyboard=[[Press(turn.t("account-email-add"), "ac.email1")]])
    return await turn.forms.begin(turn, CODE_FORM)


def _notify(t: Translator) -> Press:
    return Press(t("account-settings-notify"), "nt.open")


def _home(t: Translator) -> Press:
    return Press(t("account-home"), "home")


CONVERSATIONS = {
    EMAIL_FORM.key: Conversation(EMAIL_FORM, address_given),
    CODE_FORM.key: Conversation(CODE_FORM, code_given),
}
SCREENS = {CODE_KIND: code_letter}
AFTER_SENT = {CODE_KIND: code_sent}
