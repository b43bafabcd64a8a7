"""The screens of teams and of parties, with invented people in them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from bot.events import party as party_face
from bot.events import screens as screens_of_events
from bot.events import team_board, team_managing, teams
from bot.kit.screen import Screen
from domain.events.party.guests import NAME_FORM, PartyCard, Waiter
from domain.events.party.rules import Guest
from domain.events.people.roster import GROUPS, Numbers, PeopleFilter, Roster
from domain.events.teams import captains
from domain.events.teams.queries import Member, Standing, TeamCard, TeamLine, TeamsCard
from domain.events.teams.rules import RULES_FORM, TeamRules
from domain.events.ways import WAYS
from forma.gallery.asking import Made, questions, said_of
from locales import Translator
from webapp.showroom.samples import NOW, board_card, event

RULES = TeamRules(4, 6, 4, needs_woman=True)
TOKEN = "a" * 22
STATUSES = ("confirmed", "unpaid", "waitlisted", "checked_in")


def _line(t: Translator, at: int = 0) -> TeamLine:
    name = (t("team-ask-name-example"), t("showroom-long")[:40], t("showroom-organizer"))[at % 3]
    return TeamLine(at + 1, name, name, 6 - at % 3, 6 - at % 4, at % 2)


def _team(t: Translator, *, captain: bool = True, **known: Any) -> TeamCard:
    names = (t("showroom-person"), t("showroom-organizer"), t("showroom-long"), t("showroom-person"))
    people = tuple(Member(at, at, name, STATUSES[at], at + 1, at == 0) for at, name in enumerate(names))
    usual: dict[str, Any] = {
        "event": event(t, own_status="confirmed", in_teams=True),
        "rules": RULES,
        "line": _line(t, 2),
        "token": TOKEN,
        "people": people,
        "is_mine": True,
        "is_captain": captain,
        "is_open": True,
    }
    return TeamCard(**usual | known)


def _teams(t: Translator, *, nobody: bool = False, **known: Any) -> TeamsCard:
    usual: dict[str, Any] = {
        "event": event(t, own_status="confirmed", in_teams=True),
        "rules": RULES,
        "own": None,
        "is_open": True,
        "rows": () if nobody else tuple(_line(t, at) for at in range(8)),
        "more": not nobody,
    }
    return TeamsCard(**usual | known)


def _board(t: Translator, *, nobody: bool = False) -> Screen:
    rows = [
        Standing(at, _line(t, at).name, 6, 4 if at < 9 else 3, 5_160_000 + at * 37_000, (0,), at if at < 9 else None)
        for at in range(1, 11)
    ]
    own = Standing(77, t("team-ask-name-example"), 6, 4, 6_160_000, (0,), 77)
    return team_board.team_board_screen(board_card(t), RULES, [] if nobody else rows, None if nobody else own, 0, t)


def screens() -> dict[str, Made]:
    return {
        "teams": lambda t: teams.teams_screen(_teams(t), 0, "", t),
        "teams-none": lambda t: teams.teams_screen(_teams(t, nobody=True), 0, "", t),
        "teams-off": lambda t: teams.teams_screen(_teams(t, rules=None, event=event(t, manages=True)), 0, "", t),
        "team": lambda t: teams.team_screen(_team(t), "forma_bot", t),
        "team-member": lambda t: teams.team_screen(_team(t, captain=False, is_open=False), "forma_bot", t),
        "team-by-link": lambda t: teams.team_screen(
            _team(t, captain=False, is_mine=False), "forma_bot", t, token=TOKEN
        ),
        "team-pick": lambda t: teams.pick_screen(5, t("team-ask-name-example"), t),
        "team-people": lambda t: teams.people_screen(_team(t), t),
        "team-leaving": lambda t: teams.leaving_screen(_team(t), t),
        "told-team-invitation": lambda t: teams.invitation_screen(_team(t), t("showroom-person"), TOKEN, said_of(t)),
        **{f"told-team-{what}": _news(what) for what in ("joined", "captain", "removed", "put", "full")},
        "team-rules": lambda t: team_managing.rules_screen(event(t, manages=True), RULES, t),
        "team-rules-off": lambda t: team_managing.rules_screen(event(t, manages=True), None, t),
        "team-putting": lambda t: team_managing.putting_screen(
            t("showroom-person"), 7, 2, [_line(t, at) for at in range(9)], 8, t
        ),
        "team-sifting": lambda t: team_managing.sifting_screen(
            _roster(t), RULES, [_line(t, at) for at in range(9)], 8, t
        ),
        "team-board": _board,
        "team-board-empty": lambda t: _board(t, nobody=True),
        **questions(RULES_FORM),
        **questions(captains.NAME_FORM),
        **questions(captains.RENAME_FORM),
        **questions(teams.FIND_FORM),
    }


def _news(what: str) -> Made:
    def made(t: Translator) -> Screen:
        name, team_id = t("team-ask-name-example"), 0 if what in ("removed", "full") else 5
        return teams.news_screen(what, 17, t("showroom-event"), name, t("showroom-person"), team_id, t)

    return made


def _roster(t: Translator) -> Roster:
    numbers = Numbers(
        26,
        dict.fromkeys((None, *GROUPS), 26),
        dict.fromkeys((None, *WAYS), 26),
        dict.fromkeys((None, "yes", "no"), 26),
        {},
    )
    about = cast(Any, SimpleNamespace(id=17, title=t("showroom-event")))
    wanted = PeopleFilter("absent", team=2)
    return Roster(about, wanted, [], False, numbers, WAYS[:1], (), reads_answers=True, in_teams=True)


def party_screens() -> dict[str, Made]:
    def party(t: Translator, count: int, status: str = "confirmed") -> PartyCard:
        guests = tuple(Guest(at, t("showroom-person") if at else "") for at in range(count))
        card = event(t, own_status=status, own_size=count + 1, most_guests=3, own_position=2)
        return PartyCard(card, guests, 3, t("showroom-organizer"))

    line = [Waiter(at, at, t_name, 1 + at % 3) for at, t_name in enumerate(("Оля", "Paul", "Лена") * 3, 9)]
    return {
        "party": lambda t: party_face.party_screen(party(t, 2), t),
        "party-alone": lambda t: party_face.party_screen(party(t, 0), t),
        "party-waits": lambda t: party_face.party_screen(party(t, 3, "waitlisted"), t),
        "party-less": lambda t: party_face.less_screen(party(t, 2), 0, "", t),
        "party-rule": lambda t: party_face.guests_rule_screen(event(t, manages=True, most_guests=1), t),
        "party-line": lambda t: party_face.line_screen(17, "onsite", line, 8, t),
        "party-line-empty": lambda t: party_face.line_screen(17, "onsite", [], 0, t),
        "told-party-passed-over": lambda t: party_face.passed_over_screen(
            event(t, own_status="waitlisted", own_size=3, own_position=1), 2, t
        ),
        "card-with-guests": lambda t: screens_of_events.event_screen(event(t, most_guests=3), t, NOW),
        **questions(NAME_FORM),
    }
