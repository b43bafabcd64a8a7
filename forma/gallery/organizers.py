"""Screens of organizations, their teams, organizers and series, with invented people in them."""

from __future__ import annotations

from typing import Any

from bot.events import organizers, promoting, series
from bot.kit.screen import Screen
from bot.organizations import screens
from domain.events.organizers import OrganizerCard
from domain.events.recurring.series import Applied
from domain.events.recurring.series_queries import SeriesCard
from domain.notifications.ports import InputBytes
from domain.organizations.follows import Followed
from domain.organizations.queries import InvitationCard, Member, OrganizationCard, WaitingInvitation
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, card_of, event, row

LINK = "https://t.me/forma_bot?start=o_begom"
EVENT_LINK = "https://t.me/forma_bot?start=e_17"


def _club(t: Translator, role: str = "owner", *, verified: bool = False) -> OrganizationCard:
    known = {"id": 5, "slug": "begom", "kind": "club", "name": t("showroom-club"), "contact": ""}
    return card_of(OrganizationCard, **known, verified=verified, own_role=role, members=4, description="")


def _member(t: Translator, role: str = "checker") -> Member:
    return Member(7, t("showroom-person"), "olya", role)


def _organizer(t: Translator, **known: Any) -> OrganizerCard:
    usual: dict[str, Any] = {
        "key": "begom",
        "kind": "club",
        "name": t("showroom-club"),
        "about": t("showroom-description"),
        "city": "moscow",
        "contact": "https://t.me/begom",
        "verified": True,
        "organization_id": 5,
        "followers": 128,
        "followed": False,
        "is_viewer": False,
        "upcoming": 2,
        "past": 14,
    }
    return card_of(OrganizerCard, **usual | known)


def _series(t: Translator, **known: Any) -> SeriesCard:
    usual: dict[str, Any] = {"id": 3, "title": t("showroom-event"), "event_id": 17, "dates": 8, "to_come": 5}
    return card_of(SeriesCard, **usual | {"subscribers": 12, "subscribed": False, "manages": False} | known)


def organizers_gallery() -> dict[str, Made]:
    return {**_teams(), **_organizers(), **_repeated()}


def _teams() -> dict[str, Made]:
    def team(t: Translator, role: str) -> Screen:
        waiting = [WaitingInvitation(1, "", "timer", NOW), WaitingInvitation(2, t("showroom-person"), "manager", NOW)]
        people = [_member(t, "owner"), _member(t, "manager"), _member(t), _member(t, "timer")]
        return screens.team_screen(_club(t, role), people, waiting if role == "owner" else [], t)

    def invited(t: Translator) -> Screen:
        club, who = t("showroom-club"), t("showroom-organizer")
        return screens.invitation_screen(InvitationCard("a" * 22, 5, "begom", club, "club", False, "checker", who), t)

    secret = "https://t.me/forma_bot?start=team_AAAAAAAAAAAAAAAAAAAAAA"
    return {
        "org": lambda t: screens.own_screen([_club(t, verified=True), _club(t, "timer")], t),
        "org-none": lambda t: screens.own_screen([], t),
        **{
            f"org-{role}": lambda t, role=role: screens.organization_screen(_club(t, role), t, link=LINK)  # type: ignore[misc]
            for role in ("owner", "manager", "checker", "timer")
        },
        "org-edit": lambda t: screens.edit_screen(_club(t), t),
        "org-team": lambda t: team(t, "owner"),
        "org-team-read": lambda t: team(t, "checker"),
        "org-member": lambda t: screens.member_screen(_club(t), _member(t), t),
        "org-removing": lambda t: screens.removing_screen(_club(t), _member(t), t),
        "org-leaving": lambda t: screens.leaving_screen(_club(t), t),
        "org-roles": lambda t: screens.roles_screen(_club(t), t),
        "org-ways": lambda t: screens.ways_screen(_club(t), "checker", t),
        "org-link": lambda t: screens.link_screen(_club(t), "checker", secret, t),
        "told-invitation": invited,
        "told-joined": lambda t: screens.news_screen(
            t("organization-joined", name=t("showroom-person"), organization=t("showroom-club")), 5, t
        ),
    }


def _organizers() -> dict[str, Made]:
    def shown(t: Translator, **known: Any) -> Screen:
        return organizers.organizer_screen(_organizer(t, **known), [row(t, 1), row(t, 2)], t, NOW, link=LINK)

    def person(t: Translator, kind: str = "user") -> Screen:
        known = {"kind": kind, "organization_id": None, "user_id": 3, "name": t("showroom-organizer"), "about": ""}
        card = _organizer(t, **known, verified=kind == "coach", upcoming=0, followers=0, city=None, contact="")
        return organizers.organizer_screen(card, [], t, NOW, link=LINK)

    def followed(t: Translator) -> Screen:
        rows = [
            Followed(1, "begom", 5, None, t("showroom-club"), "club", True),
            Followed(2, None, None, 3, t("showroom-organizer"), "user", False),
        ]
        return organizers.followed_screen(rows, t)

    picture = InputBytes("event.png", b"")
    return {
        "organizer": shown,
        "organizer-followed": lambda t: shown(t, followed=True, own_role="owner"),
        "organizer-person": person,
        "organizer-coach": lambda t: person(t, "coach"),
        "organizer-past": lambda t: organizers.past_screen(_organizer(t), [row(t, 1), row(t, 2)], t, NOW),
        "followed": followed,
        "followed-none": lambda t: organizers.followed_screen([], t),
        "told-new-event": lambda t: organizers.news_of_event_screen(event(t), 0, t, NOW),
        "told-new-dates": lambda t: organizers.news_of_event_screen(event(t, series_id=3), 7, t, NOW),
        "promotion": lambda t: promoting.promotion_screen(event(t), EVENT_LINK, picture, t, NOW),
        "holder": lambda t: promoting.holder_screen(event(t, organization_id=5), [_club(t)], t),
    }


def _repeated() -> dict[str, Made]:
    def dates(t: Translator) -> list[Any]:
        return [row(t, number, status="draft" if number == 3 else "registration_open") for number in (1, 2, 3)]

    def of_event(t: Translator, would: Applied | None) -> Screen:
        known = event(t, series_id=3 if would else None, series_edited=bool(would))
        return series.series_of_event_screen(known, would, t, NOW)

    return {
        "series-own": lambda t: series.own_series_screen([_series(t), _series(t, subscribed=True)], t),
        "series-own-none": lambda t: series.own_series_screen([], t),
        "series": lambda t: series.series_screen(_series(t), dates(t), t, NOW),
        "series-managed": lambda t: series.series_screen(_series(t, manages=True, subscribed=True), dates(t), t, NOW),
        "series-over": lambda t: series.series_screen(_series(t, to_come=0), [], t, NOW),
        "series-make": lambda t: of_event(t, None),
        "series-of-event": lambda t: of_event(t, Applied(5, 2)),
        "series-changing": lambda t: series.changing_screen(event(t, series_id=3), Applied(5, 2), t, NOW),
    }
