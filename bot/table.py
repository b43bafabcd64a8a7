"""The whole routing table: what each module contributes, put together once. A word taken twice is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from bot.accounts import routes as accounts
from bot.achievements import routes as achievements
from bot.chat import routes as chat
from bot.events import finished_routes as finished
from bot.events import goal, home, talk
from bot.events import routes as events
from bot.files import routes as files
from bot.kit import answers
from bot.kit.living import note_question
from bot.kit.questions import BACK, CANCEL, HERE, KEEP, MOMENT, PICK, PLACE, READY, REST, SKIP, TOGGLE
from bot.kit.routes import Route, Routes
from bot.maps import routes as maps
from bot.moderation import routes as moderation
from bot.notifications import routes as notifications
from bot.organizations import routes as organizations
from bot.payments import routes as payments
from bot.spaces import routes as spaces
from domain.notifications.outbox import QUESTION

FORM_BUTTONS = (PICK, TOGGLE, READY, KEEP, SKIP, REST, BACK, CANCEL, MOMENT, PLACE)
MODULES = (
    *(accounts, organizations, achievements, home, goal, talk, events, finished, spaces, chat),
    *(moderation, notifications, payments, files, maps),
)


def build_routes() -> Routes:
    form_buttons = {action: Route(answers.form_button) for action in FORM_BUTTONS}
    form_buttons[HERE] = Route(answers.go_on_here)
    return Routes(
        commands=_joined("COMMANDS"),
        presses=_merged([_joined("PRESSES"), form_buttons]),
        starts=_merged([_joined("STARTS"), {"form": Route(answers.go_on_here)}]),
        kinds=_joined("KINDS"),
        group_kinds=_joined("GROUP_KINDS"),
        services=_joined("SERVICES"),
        conversations=_joined("CONVERSATIONS"),
        whispered=Route(answers.whispered),
        unknown_command=Route(answers.unknown_command),
        wrong_place=Route(answers.wrong_place),
        old_button=Route(answers.old_button),
        blocked=Route(moderation.blocked, for_blocked=True),
    )


def renderers() -> dict[str, dict[str, Any]]:
    """`screens` and `calls` by kind of outbox row."""
    after_sent = _merged([_joined("AFTER_SENT"), {QUESTION: note_question}])
    return {"screens": _joined("SCREENS"), "calls": _joined("CALLS"), "after_sent": after_sent}


def _joined(name: str) -> dict[str, Any]:
    return _merged(_table(module, name) for module in MODULES)


def _table(module: ModuleType, name: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = getattr(module, name, {})
    return table


def _merged(tables: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for table in tables:
        for key, value in table.items():
            if key in merged:
                raise ValueError(f"{key} leads to two handlers")
            merged[key] = value
    return merged
