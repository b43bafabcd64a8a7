"""Every word, button and link that leads to organizations and their teams."""

from __future__ import annotations

from bot.kit.routes import Conversation, Route
from bot.moderation.staff import for_administrators
from bot.organizations import founding, renderers, teamwork
from domain.organizations.form import ORGANIZATION_FORM

COMMANDS = {"org": Route(founding.own), "verify": Route(for_administrators(founding.verify))}
PRESSES = {
    "or.own": Route(founding.own),
    "or.new": Route(founding.new),
    "or.open": Route(founding.opened),
    "or.edit": Route(founding.edit),
    "or.edit1": Route(founding.edit_one),
    "or.team": Route(teamwork.members),
    "or.one": Route(teamwork.one),
    "or.role": Route(teamwork.change_role),
    "or.drop": Route(teamwork.ask_removing),
    "or.drop!": Route(teamwork.remove),
    "or.leave": Route(teamwork.ask_leaving),
    "or.leave!": Route(teamwork.leave),
    "or.invite": Route(teamwork.invite),
    "or.as": Route(teamwork.invite_as),
    "or.whom": Route(teamwork.ask_whom),
    "or.link": Route(teamwork.make_link),
    "or.back": Route(teamwork.take_back),
    "or.yes": Route(teamwork.accept),
    "or.no": Route(teamwork.decline),
}
STARTS = {"team": Route(teamwork.opened_invitation)}
CONVERSATIONS = {
    ORGANIZATION_FORM.key: Conversation(ORGANIZATION_FORM, founding.founded, left=founding.back, judge=founding.judge),
    founding.EDIT: Conversation(None, founding.edited, left=founding.back, judge=founding.judge),
    teamwork.INVITE_FORM.key: Conversation(
        teamwork.INVITE_FORM, teamwork.named, left=teamwork.left, judge=teamwork.judge
    ),
}
SCREENS = renderers.SCREENS
