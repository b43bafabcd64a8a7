"""My profile: seen, and changed by the same form that the chat asks."""

from __future__ import annotations

from datetime import UTC, datetime

from aiohttp import web

from domain.accounts import profile, sessions
from domain.accounts.errors import BirthDateUnlikely, NicknameTaken, NicknameUnfit
from domain.accounts.profile import PROFILE_FORM
from domain.achievements.queries import counts
from domain.errors import Refusal
from domain.forms import showing
from webapp.kit import forms
from webapp.kit.visit import Visit

_IN_THE_HEAD = ("first_name", "last_name")
_ABOUT = {NicknameTaken: "nickname", NicknameUnfit: "nickname", BirthDateUnlikely: "birth_date"}


async def page(visit: Visit) -> web.Response:
    answers = await profile.profile_answers(visit.viewer.id)
    t, zone = visit.t, visit.person.zone
    facts = [
        (showing.label(field, t), showing.show_value(field, answers[field.key], t, zone))
        for field in PROFILE_FORM.fields
        if field.key not in _IN_THE_HEAD and answers.get(field.key) not in (None, [], "")
    ]
    badges = sum((await counts(visit.viewer.id)).values())
    return visit.page("accounts/profile.html", facts=facts, badges=badges)


async def edit(visit: Visit) -> web.Response:
    before = await profile.profile_answers(visit.viewer.id)
    return _show(visit, forms.Filled(PROFILE_FORM, before, visit.person.zone))


async def save(visit: Visit) -> web.Response:
    before = await profile.profile_answers(visit.viewer.id)
    filled, parsed = forms.read(visit, PROFILE_FORM, before, visit.person.zone, beside=set())
    if parsed.errors:
        return _show(visit, filled, status=422)
    try:
        await profile.save_profile(visit.viewer.id, parsed.values, now=visit.now)
    except (NicknameTaken, NicknameUnfit, BirthDateUnlikely) as refused:
        errors: dict[str, Refusal] = {_ABOUT[type(refused)]: refused}
        return _show(visit, forms.Filled(PROFILE_FORM, before, filled.zone, filled.sent, errors), status=422)
    return visit.go("/me", toast=visit.t("webapp-saved"))


def _show(visit: Visit, filled: forms.Filled, *, status: int = 200) -> web.Response:
    main = {"text": visit.t("webapp-save"), "action": "submit:#profile"}
    return visit.page("accounts/editing.html", status=status, lines=filled.lines(visit.t), main=main)


async def sign_out(visit: Visit) -> web.Response:
    await sessions.end_session(visit.viewer, now=datetime.now(UTC))
    response = visit.go("/")
    response.headers["Forma-Close"] = "1"
    return response
