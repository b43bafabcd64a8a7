"""Organizations and their teams as those see them who work there."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kit.questions import grid
from bot.kit.screen import Bold, CopyText, Italic, OpenApp, Press, Row, Screen, Text, Words, lines
from domain.forms.texts import shortened
from domain.organizations.form import ORGANIZATION_FORM
from domain.organizations.policy import MANAGING, OWNER, ROLES
from domain.organizations.queries import InvitationCard, Member, OrganizationCard, WaitingInvitation
from locales import Translator

NAME = 40
TEAM_PAGE = 10


def own_screen(cards: Sequence[OrganizationCard], t: Translator) -> Screen:
    """/org"""
    opens: list[Row] = [[Press(_called(one, t), "or.open", (one.id,))] for one in cards[:8]]
    words = lines(Bold(t("organization-own")), t("organization-own-what" if cards else "organization-own-none"))
    new = Press(t("organization-new"), "or.new", style=None if cards else "primary")
    return Screen(words, keyboard=[*opens, [new], [OpenApp(t("organization-in-app"), "/org/clubs")]])


def _called(card: OrganizationCard, t: Translator) -> str:
    return f"{card.name[:NAME]}{' ✓' if card.verified else ''} · {t(f'organization-role-{card.own_role}')}"


def organization_screen(card: OrganizationCard, t: Translator, *, link: str) -> Screen:
    """For who works there: what they may do depends on their role."""
    text = lines(
        Text(Bold(card.name), " ✓" if card.verified else ""),
        Italic(t(f"organization-kind-{card.kind}")),
        "",
        t("organization-you-are", role=t(f"organization-role-{card.own_role}")),
        t(f"organization-role-{card.own_role}-may"),
        "",
        link,
    )
    named = (card.id,)
    page = Press(t("organization-page"), "og.page", (f"o{card.id}",))
    rows: list[Row] = [[page, Press(t("organization-team", count=card.members), "or.team", (card.id, 0))]]
    if card.own_role in MANAGING:
        rows.insert(0, [Press(t("organization-new-event"), "ev.new", named, style="primary")])
    if card.own_role == OWNER:
        rows.append(
            [Press(t("organization-invite"), "or.invite", named), Press(t("organization-edit"), "or.edit", named)]
        )
    rows.append([CopyText(t("organization-copy-link"), link), Press(t("organization-leave"), "or.leave", named)])
    return Screen(text, keyboard=[*rows, [Press(t("organization-all"), "or.own")]])


def edit_screen(card: OrganizationCard, t: Translator) -> Screen:
    labels = [(at, t(f"{field.words}-label")) for at, field in enumerate(ORGANIZATION_FORM.fields)]
    parts = grid([Press(label, "or.edit1", (card.id, at)) for at, label in labels])
    return Screen(lines(Bold(card.name), t("organization-edit-what")), keyboard=[*parts, [_back(card.id, t)]])


def team_screen(
    card: OrganizationCard,
    team: Sequence[Member],
    waiting: Sequence[WaitingInvitation],
    t: Translator,
    *,
    offset: int = 0,
) -> Screen:
    """Owners open each of them; others read."""
    shown = team[:TEAM_PAGE]
    said: list[Words] = [_member_line(one, t) for one in shown]
    if waiting:
        said += ["", Bold(t("organization-waiting")), *(_waiting_line(one, t) for one in waiting[:TEAM_PAGE])]
    rows: list[Row] = []
    if card.own_role == OWNER:
        rows += grid([Press(shortened(one.name, 16) or "–", "or.one", (card.id, one.user_id)) for one in shown])[:6]
        backs = [Press(f"✕ {shortened(_invited(one, t), 24)}", "or.back", (card.id, one.id)) for one in waiting[:4]]
        rows += grid(backs)[:2]
    pager: Row = []
    if offset:
        pager.append(Press(t("organization-before"), "or.team", (card.id, max(0, offset - TEAM_PAGE))))
    if len(team) > TEAM_PAGE:
        pager.append(Press(t("organization-after"), "or.team", (card.id, offset + TEAM_PAGE)))
    rows += [pager] if pager else []
    head = lines(Bold(card.name), t("organization-team", count=card.members), "", *said)
    return Screen(head, keyboard=[*rows, [_back(card.id, t)]])


def _member_line(one: Member, t: Translator) -> Text:
    handle = f" (@{one.username})" if one.username else ""
    return Text(one.name[:48] or "–", handle, " · ", t(f"organization-role-{one.role}"))


def _invited(one: WaitingInvitation, t: Translator) -> str:
    return one.name or t("organization-by-link")


def _waiting_line(one: WaitingInvitation, t: Translator) -> Text:
    return Text(_invited(one, t)[:48], " · ", t(f"organization-role-{one.role}"))


def member_screen(card: OrganizationCard, one: Member, t: Translator) -> Screen:
    others = [role for role in ROLES if role != one.role]
    changes = grid([Press(t(f"organization-make-{role}"), "or.role", (card.id, one.user_id, role)) for role in others])
    remove = Press(t("organization-remove"), "or.drop", (card.id, one.user_id), style="danger")
    team = Press(t("organization-to-team"), "or.team", (card.id, 0))
    may = t(f"organization-role-{one.role}-may")
    text = lines(Bold(card.name), _member_line(one, t), may)
    return Screen(text, keyboard=[*changes, [remove], [team]])


def removing_screen(card: OrganizationCard, one: Member, t: Translator) -> Screen:
    yes = Press(t("organization-remove"), "or.drop!", (card.id, one.user_id), style="danger")
    back = Press(t("organization-back"), "or.one", (card.id, one.user_id))
    return Screen(t("organization-remove-sure", name=one.name, organization=card.name), keyboard=[[yes], [back]])


def leaving_screen(card: OrganizationCard, t: Translator) -> Screen:
    yes = Press(t("organization-leave"), "or.leave!", (card.id,), style="danger")
    return Screen(t("organization-leave-sure", organization=card.name), keyboard=[[yes], [_back(card.id, t)]])


def roles_screen(card: OrganizationCard, t: Translator) -> Screen:
    """Whom as what? The role first, so that the name is the last thing to say."""
    said = [lines(Bold(t(f"organization-role-{role}")), t(f"organization-role-{role}-may")) for role in ROLES]
    text = lines(Bold(card.name), t("organization-invite-as"), "", *said)
    rows = grid([Press(t(f"organization-role-{role}"), "or.as", (card.id, role)) for role in ROLES])
    return Screen(text, keyboard=[*rows, [_back(card.id, t)]])


def ways_screen(card: OrganizationCard, role: str, t: Translator) -> Screen:
    text = lines(Bold(card.name), t("organization-invite-how", role=t(f"organization-role-{role}")))
    named = (card.id, role)
    rows: list[Row] = [
        [Press(t("organization-invite-named"), "or.whom", named, style="primary")],
        [Press(t("organization-invite-link"), "or.link", named)],
        [Press(t("organization-back"), "or.invite", (card.id,))],
    ]
    return Screen(text, keyboard=rows)


def link_screen(card: OrganizationCard, role: str, link: str, t: Translator) -> Screen:
    text = lines(t("organization-link", role=t(f"organization-role-{role}")), "", link)
    return Screen(text, keyboard=[[CopyText(t("organization-copy-link"), link)], [_back(card.id, t)]])


def invitation_screen(card: InvitationCard, t: Translator) -> Screen:
    text = lines(
        Text("🤝 ", t("organization-invited", inviter=card.inviter, organization=card.organization)),
        Italic(t(f"organization-kind-{card.kind}"), " ✓" if card.verified else ""),
        "",
        t("organization-you-would-be", role=t(f"organization-role-{card.role}")),
        t(f"organization-role-{card.role}-may"),
    )
    yes = Press(t("organization-accept"), "or.yes", (card.token,), style="primary")
    no = Press(t("organization-decline"), "or.no", (card.token,))
    return Screen(text, keyboard=[[yes, no], [Press(t("organization-page"), "og.page", (f"o{card.organization_id}",))]])


def news_screen(words: str, organization_id: int | None, t: Translator) -> Screen:
    """One sentence about a team, and the way there for who is still in it."""
    open_ = Press(t("organization-open"), "or.open", (organization_id or 0,))
    return Screen(words, keyboard=[[open_]] if organization_id else [])


def _back(organization_id: int, t: Translator) -> Press:
    return Press(t("organization-back"), "or.open", (organization_id,))
