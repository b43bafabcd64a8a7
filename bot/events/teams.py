"""Teams in the chat: made, joined by a link, led by their captains."""

from __future__ import annotations

from urllib.parse import quote

from bot.events import own, registering
from bot.events.screens import when
from bot.kit.paging import page_turns
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, AskOnce, Bold, Italic, Link, OpenApp, Press, Row, Screen, Text, Words, in_rows, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.errors import PersonNotKnown
from domain.accounts.people import find_by_telegram_id, get_person
from domain.errors import NotAllowed, Refusal
from domain.events.links import TOKEN_LENGTH
from domain.events.teams import captains, joining, queries
from domain.events.teams.queries import Member, TeamCard, TeamsCard
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.texts import shortened
from locales import Translator
from locales.refusals import refusal_sentence
from locales.teams import team_rules_words, team_state

PAGE = 8
NAME = 28
FIND_FORM = Form("team-find", (Field("q", Kind.TEXT, words="team-ask-find", min=1, max=captains.LONGEST),))


async def opened_ticket_or_team(turn: Turn) -> Reply:
    """/start t_17 is a ticket, t_<token> the way into a team."""
    payload = turn.args[0] if turn.args else ""
    if len(payload) != TOKEN_LENGTH or payload.isdecimal():
        return await own.ticket(turn)
    team_id = await joining.open_link(turn.person, payload)
    card = await queries.get_team(team_id, turn.person, token=payload, now=turn.now)
    return team_screen(card, turn.app.username, turn.t, token="" if card.is_mine else payload)


async def join(turn: Turn) -> Reply:
    """[Вступить]: who does not take part yet registers first, and is in the team with that."""
    token = turn.word()
    team_id = await joining.open_link(turn.person, token)
    is_in = await joining.join(turn.person, token, now=turn.now)
    card = await queries.get_team(team_id, turn.person, token=token, now=turn.now)
    if not is_in:
        return await registering.join_event(turn, card.event.id)
    return [Alert(turn.t("team-joined", name=card.line.name)), team_screen(card, turn.app.username, turn.t)]


async def opened(turn: Turn) -> Reply:
    return await _team(turn, turn.number())


async def _team(turn: Turn, team_id: int) -> Screen:
    return team_screen(await queries.get_team(team_id, turn.person, now=turn.now), turn.app.username, turn.t)


def team_screen(card: TeamCard, bot: str, t: Translator, *, token: str = "") -> Screen:
    """`token`: who came by the team's link may come in."""
    text = lines(
        Bold(card.line.name),
        Italic(card.event.title),
        "",
        team_state(card.line, card.rules, t),
        *[_member(at, one, t) for at, one in enumerate(card.people, 1)],
        *([] if card.people else [t("team-members", count=card.line.members)]),
        *(["", t("team-closed-now")] if card.is_mine and not card.is_open else []),
    )
    rows: list[Row] = []
    if token and card.is_open and not card.is_full:
        rows.append([Press(t("team-button-join"), "tm.join", (token,), style="primary")])
    if card.leads:
        rows += _leading(card, bot, t)
    if card.is_mine and card.is_open:
        rows.append([Press(t("team-button-leave"), "tm.leave", (card.id,))])
    last: Row = [
        Press(t("team-button-all"), "tm.list", (card.event.id, 0)),
        Press(t("event-button-card"), "ev.card", (card.event.id,)),
    ]
    return Screen(text, keyboard=[*rows, last])


def _leading(card: TeamCard, bot: str, t: Translator) -> list[Row]:
    invite: Row = [
        Link(t("team-button-share"), share_address(card, bot, t)),
        Press(t("team-button-pick"), "tm.pick", (card.id,)),
    ]
    people = Press(t("team-button-people"), "tm.people", (card.id,))
    rename = Press(t("team-button-rename"), "tm.name", (card.id,))
    return [*([] if card.is_full else [invite]), [people, rename]]


def share_address(card: TeamCard, bot: str, t: Translator) -> str:
    link = f"https://t.me/{bot}?start=t_{card.token}"
    words = t("team-share-words", name=card.line.name, title=card.event.title)
    return f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(words)}"


def _member(at: int, one: Member, t: Translator) -> Text:
    captain = f" {t('team-captain-mark')}" if one.is_captain else ""
    return Text(f"{at}. ", one.name[:NAME], captain, f" · {t('event-person-' + one.status.replace('_', '-'))}")


async def teams(turn: Turn) -> Reply:
    """[Команды]: all of an event's, by name."""
    return await _teams(turn, turn.number(), min(turn.number(1), 100_000) if len(turn.args) > 1 else 0)


async def _teams(turn: Turn, event_id: int, offset: int = 0, text: str = "") -> Screen:
    card = await queries.teams_for(event_id, turn.person, text=text, offset=offset, limit=PAGE, now=turn.now)
    return teams_screen(card, offset, text, turn.t)


def teams_screen(card: TeamsCard, offset: int, text: str, t: Translator) -> Screen:
    event, rules = card.event, card.rules
    back: Row = [Press(t("event-button-card"), "ev.card", (event.id,))]
    if rules is None:
        how: list[Row] = [[Press(t("team-button-rules"), "tm.rules", (event.id,), style="primary")]]
        said = t("team-off-organizer" if event.manages else "team-none-here")
        return Screen(lines(Bold(event.title), said), keyboard=[*(how if event.manages else []), back])
    own_line = Text(t("team-own"), " ", Bold(card.own.name)) if card.own else None
    listed: list[Words] = [Text(Bold(one.name), f" · {team_state(one, rules, t)}") for one in card.rows]
    empty = t("team-find-none" if text else "team-list-empty")
    body = lines(Bold(event.title), team_rules_words(rules, t), own_line, "", *(listed or [empty]))
    opens = [Press(one.name[:NAME], "tm.open", (one.id,)) for one in card.rows]
    rows = in_rows(opens, 2)
    if card.may_make:
        rows.insert(0, [Press(t("team-button-make"), "tm.make", (event.id,), style="primary")])
    elif card.own:
        rows.insert(0, [Press(t("team-button-own"), "tm.open", (card.own.id,), style="primary")])
    pager = page_turns(t, "tm.list", (event.id,), offset, PAGE, more=card.more and not text)
    return Screen(body, keyboard=[*rows, *pager, *_more(card, t), back])


def _more(card: TeamsCard, t: Translator) -> list[Row]:
    find = Press(t("team-button-find"), "tm.find", (card.event.id,))
    board = Press(t("team-button-board"), "tm.top", (card.event.id, 0))
    has_begun = card.event.status in ("running", "finished")
    first: Row = [*([find] if card.rows else []), *([board] if has_begun else [])]
    manage: Row = [Press(t("team-button-rules"), "tm.rules", (card.event.id,))] if card.event.manages else []
    return [row for row in (first, manage) if row]


async def begin_finding(turn: Turn) -> Reply:
    return await turn.forms.begin(turn, FIND_FORM, str(turn.number()))


async def found(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    return await _teams(turn, int(subject), text=str(answers["q"]))


async def back_to_teams(turn: Turn, subject: str) -> Screen:
    return await _teams(turn, int(subject))


async def begin_making(turn: Turn) -> Reply:
    card = await queries.teams_for(turn.number(), turn.person, limit=1, now=turn.now)
    if not card.may_make:
        return await _teams(turn, card.event.id)
    return await turn.forms.begin(turn, captains.NAME_FORM, str(card.event.id))


async def made(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    """A name that is taken is asked for anew."""
    try:
        team_id = await captains.make(turn.person, int(subject), str(answers["name"]), now=turn.now)
    except Refusal as refusal:
        return _why(turn, refusal, Press(turn.t("team-button-again"), "tm.make", (int(subject),)))
    return [Alert(turn.t("team-made")), await _team(turn, team_id)]


async def begin_renaming(turn: Turn) -> Reply:
    card = await _led(turn, turn.number())
    return await turn.forms.begin(turn, captains.RENAME_FORM, str(card.id))


async def renamed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    try:
        await captains.rename(turn.person, int(subject), str(answers["name"]), now=turn.now)
    except Refusal as refusal:
        return _why(turn, refusal, Press(turn.t("team-button-again"), "tm.name", (int(subject),)))
    return [Alert(turn.t("team-renamed")), await _team(turn, int(subject))]


def _why(turn: Turn, refusal: Refusal, again: Press) -> Screen:
    return Screen(refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone), keyboard=[[again]])


async def back_to_team(turn: Turn, subject: str) -> Screen:
    return await _team(turn, int(subject))


async def _led(turn: Turn, team_id: int) -> TeamCard:
    card = await queries.get_team(team_id, turn.person, now=turn.now)
    if not card.leads:
        raise NotAllowed
    return card


async def pick(turn: Turn) -> Reply:
    """[Выбрать человека]: Telegram's own list; who is shared comes back with the team's number below zero."""
    card = await _led(turn, turn.number())
    return pick_screen(card.id, card.line.name, turn.t)


def pick_screen(team_id: int, name: str, t: Translator) -> Screen:
    ask = AskOnce(t("panel-button-choose-people"), "users", number=-team_id)
    return Screen(lines(Bold(name), t("team-pick-how")), ask=ask, own_message=True)


async def picked(turn: Turn, team_id: int) -> Reply:
    message = turn.incoming.message
    assert message is not None and message.users_shared is not None
    card = await _led(turn, team_id)
    said: list[Words] = []
    for user in message.users_shared.users[:10]:
        name = " ".join(part for part in (user.first_name, user.last_name) if part) or f"@{user.username}"
        said.append(await _invited_or_why(turn, card, user.user_id, name[:64]))
    share: Row = [Link(turn.t("team-button-share"), share_address(card, turn.app.username, turn.t))]
    back: Row = [Press(turn.t("team-button-back"), "tm.open", (card.id,))]
    return Screen(lines(Bold(card.line.name), *said), keyboard=[share, back], drop_reply_keyboard=True)


async def _invited_or_why(turn: Turn, card: TeamCard, telegram_id: int, name: str) -> str:
    """One who cannot be invited does not keep the others out."""
    try:
        person = await find_by_telegram_id(telegram_id)
        is_new = await captains.invite(turn.person, card.id, person, now=turn.now)
    except PersonNotKnown:
        return turn.t("panel-not-met", name=name)
    except Refusal as refusal:
        return f"{name}: {refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone)}"
    return turn.t("team-invited" if is_new else "team-invited-before", name=name)


async def people(turn: Turn) -> Reply:
    """[Состав]: whom to make captain, whom to take out."""
    return people_screen(await _led(turn, turn.number()), turn.t)


def people_screen(card: TeamCard, t: Translator) -> Screen:
    rows: list[Row] = [
        [
            Press(t("team-button-captain", name=shortened(one.name, 20)), "tm.captain", (card.id, one.user_id)),
            Press(t("team-button-remove", name=shortened(one.name, 20)), "tm.out", (card.id, one.user_id)),
        ]
        for one in card.people
        if not one.is_captain
    ]
    said = t("team-people-how" if rows else "team-people-alone")
    back: Row = [Press(t("team-button-back"), "tm.open", (card.id,))]
    return Screen(lines(Bold(card.line.name), said), keyboard=[*rows[:8], back])


async def pass_on(turn: Turn) -> Reply:
    await captains.pass_on(turn.person, turn.number(), turn.number(1), now=turn.now)
    return [Alert(turn.t("team-captain-passed")), await _team(turn, turn.number())]


async def take_out(turn: Turn) -> Reply:
    await captains.remove(turn.person, turn.number(), turn.number(1), now=turn.now)
    return [Alert(turn.t("team-taken-out")), people_screen(await _led(turn, turn.number()), turn.t)]


async def leave(turn: Turn) -> Reply:
    """Asked once more."""
    card = await queries.get_team(turn.number(), turn.person, now=turn.now)
    return leaving_screen(card, turn.t)


def leaving_screen(card: TeamCard, t: Translator) -> Screen:
    key = (
        "team-leave-last" if card.line.members == 1 else "team-leave-captain" if card.is_captain else "team-leave-sure"
    )
    yes = Press(t("team-button-leave"), "tm.leave!", (card.event.id,), style="danger")
    back: Row = [Press(t("team-button-back"), "tm.open", (card.id,))]
    return Screen(t(key, name=card.line.name), keyboard=[[yes], back])


async def really_leave(turn: Turn) -> Reply:
    await joining.leave(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("team-left")), await _teams(turn, turn.number())]


async def invitation(said: Said) -> Screen | None:
    """Nothing for who has a team by now, or when it is full."""
    person = await get_person(said.user_id)
    token = await queries.token_of(said.params["team_id"])
    card = await queries.get_team(said.params["team_id"], person, token=token, now=said.now)
    if card.is_full or not card.is_open or await queries.own_team_id(card.event.id, person.id) is not None:
        return None
    return invitation_screen(card, (await get_person(said.params["by"])).name, token, said)


def invitation_screen(card: TeamCard, name: str, token: str, said: Said) -> Screen:
    t = said.t
    text = lines(
        Bold(t("team-you-invited", name=name[:64], team=card.line.name)),
        Italic(card.event.title),
        when(card.event.starts_at, card.event.zone, t, said.now),
        "",
        t("team-join-how"),
    )
    join_it = Press(t("team-button-join"), "tm.join", (token,), style="primary")
    return Screen(text, keyboard=[[join_it], [Press(t("event-button-card"), "ev.card", (card.event.id,))]])


async def news(said: Said) -> Screen | None:
    what, params = said.params["what"], said.params
    person = await get_person(said.user_id)
    if what in ("removed", "full"):
        card = await queries.teams_for(params["event_id"], person, limit=1, now=said.now)
        return news_screen(what, card.event.id, card.event.title, params["name"], "", 0, said.t)
    team = await queries.get_team(params["team_id"], person, now=said.now)
    if not team.is_mine:
        return None
    who = (await get_person(params["who"])).name if params["who"] else ""
    return news_screen(what, team.event.id, team.event.title, team.line.name, who, team.id, said.t)


def news_screen(what: str, event_id: int, title: str, name: str, who: str, team_id: int, t: Translator) -> Screen:
    """`team_id` 0: they are not in it."""
    text = lines(Bold(t(f"team-news-{what}", name=name, who=who[:64])), Italic(title))
    leads = Press(t("team-button-own"), "tm.open", (team_id,)) if team_id else None
    listed = Press(t("team-button-all"), "tm.list", (event_id, 0))
    return Screen(text, keyboard=[[leads or listed, OpenApp(t("team-button-app"), f"/events/{event_id}/teams")]])


PRESSES = {
    "tm.join": Route(join),
    "tm.open": Route(opened),
    "tm.list": Route(teams),
    "tm.find": Route(begin_finding),
    "tm.make": Route(begin_making),
    "tm.name": Route(begin_renaming),
    "tm.pick": Route(pick),
    "tm.people": Route(people),
    "tm.captain": Route(pass_on),
    "tm.out": Route(take_out),
    "tm.leave": Route(leave),
    "tm.leave!": Route(really_leave),
}
STARTS = {"t": Route(opened_ticket_or_team)}
CONVERSATIONS = {
    FIND_FORM.key: Conversation(FIND_FORM, found, left=back_to_teams),
    captains.NAME_FORM.key: Conversation(captains.NAME_FORM, made, left=back_to_teams),
    captains.RENAME_FORM.key: Conversation(captains.RENAME_FORM, renamed, left=back_to_team),
}
SCREENS = {captains.INVITATION: invitation, "team-news": news}
