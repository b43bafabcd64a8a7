"""The board in the chat: /top with categories and pages; the first places on the pinned card."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from bot.events import team_board
from bot.events.finding import named_event
from bot.events.results_words import (
    board_line,
    mark_of,
    state_line,
)
from bot.kit.paging import page_turns
from bot.kit.routes import Route, Where
from bot.kit.screen import Alert, Bold, Button, Italic, Link, OpenApp, Press, Row, Screen, Words, in_rows, lines
from bot.kit.turn import Reply, Turn
from domain.accounts import privacy
from domain.events import group
from domain.events.entry.own_events import list_my_events
from domain.events.results import protests
from domain.events.results.boards import show_name as show_own_name
from domain.events.results.queries import (
    BoardCard,
    BoardRow,
    Category,
    board_for,
    board_page,
    number_of_rows,
    own_row,
    shared_board,
)
from domain.forms.texts import shortened
from locales import Translator, translator
from locales.audience import weight_class_words
from locales.results import ages_words, category_words

PAGE = 10
ON_CARD = 5
MOST_AGES, MOST_DIVISIONS = 9, 6
"""More of them are in the mini-app."""
_FARTHEST = 1_000_000
TEAMS = ("teams", "team", "команды", "команда")


async def top(turn: Turn) -> Reply:
    """/top in the event's group; in private /top 17, or the choice among one's own. /top teams: the teams' board."""
    words = turn.text.casefold().split()
    shown = team_board.board if words[-1:] and words[-1] in TEAMS else _board
    if not turn.private:
        return await shown(turn, await group.linked_event_id(turn.chat_id))
    named = named_event(words[0]) if words else None
    if named is not None:
        return await shown(turn, named)
    rows = [one for tab in ("running", "finished") for one in await list_my_events(turn.person.id, tab, limit=5)]
    if len(rows) == 1:
        return await shown(turn, rows[0].event_id)
    action = "rs.top" if shown is _board else "tm.top"
    chosen: list[Row] = [[Press(shortened(one.title, 48), action, (one.event_id,))] for one in rows]
    if not rows:
        chosen = [[Press(turn.t("event-button-find"), "ev.find", (0, 0, 0, 0))]]
    return Screen(turn.t("result-which-event" if rows else "event-my-finished-empty"), keyboard=chosen)


async def opened(turn: Turn) -> Reply:
    """A button: the event, a category's code, the page."""
    code = turn.args[1] if len(turn.args) > 1 else ""
    page = turn.number(2) if len(turn.args) > 2 else 0
    return await _board(turn, turn.number(), code, min(page, _FARTHEST))


async def _board(turn: Turn, event_id: int, code: str = "", page: int = 0) -> Screen:
    card = await board_for(event_id, turn.person)
    category = card.read_code(code)
    total = await number_of_rows(card, category)
    page = min(page, max(0, (total - 1) // PAGE))
    rows = await board_page(card, category, offset=page * PAGE, limit=PAGE, with_names=card.event.manages)
    own = await own_row(card, turn.person.id, category)
    screen = board_screen(card, category, rows, own, page, total, turn.t)
    if own is None or not turn.private:
        return screen
    return replace(screen, keyboard=[*screen.keyboard, *await _own_rows(turn, card, own)])


def board_screen(
    card: BoardCard,
    category: Category,
    rows: list[BoardRow],
    own: BoardRow | None,
    page: int,
    total: int,
    t: Translator,
) -> Screen:
    heading: list[Words] = [Bold(card.event.title), Italic(state_line(card, t))]
    if not category.is_all:
        heading.append(Bold(category_words(card, category, t)))
    own_id = own.registration_id if own else None
    said: list[Words] = [board_line(card, row, t, own=row.registration_id == own_id) for row in rows]
    empty = "result-board-empty" if category.is_all else "result-board-empty-category"
    mine = ["", _own_line(card, own, t)] if own and all(row.registration_id != own_id for row in rows) else []
    text = lines(*heading, "", *(said or [t(empty)]), *mine)
    open_app = OpenApp(t("result-button-app"), f"/events/{card.id}/live", f"b_{card.id}")
    teams: Row = [Press(t("team-button-board"), "tm.top", (card.id, 0))] if card.event.in_teams else []
    last: Row = [*teams, open_app]
    pager = page_turns(t, "rs.top", (card.id, card.code(category)), page, more=(page + 1) * PAGE < total)
    return Screen(text, keyboard=[*_chips(card, category, t), *pager, last])


def _own_line(card: BoardCard, own: BoardRow, t: Translator) -> Words:
    if own.place is None:
        return Bold(t("result-own-without", state=mark_of(card, own, t)))
    return Bold(t("result-own", place=own.place, mark=mark_of(card, own, t)))


def _chips(card: BoardCard, category: Category, t: Translator) -> list[Row]:
    """Everybody and the sexes, ages, the event's own, weights; what is chosen is let go by another press."""

    def chip(words: str, on: bool, wanted: Category) -> Press:
        return Press(t("result-chip-on", name=words) if on else words, "rs.top", (card.id, card.code(wanted), 0))

    if not (card.sexes or card.ages or card.divisions or card.weights):
        return []
    first: list[Button] = [chip(t("result-all"), category.is_all, Category())]
    for sex in card.sexes:
        on = category.sex == sex
        first.append(chip(t(f"result-sex-{sex}"), on, replace(category, sex=None if on else sex)))
    ages: list[Button] = []
    for age in card.ages[:MOST_AGES]:
        on = category.age == age
        ages.append(chip(ages_words(card, age, t), on, replace(category, age=None if on else age)))
    own: list[Button] = []
    for key, words in card.divisions[:MOST_DIVISIONS]:
        on = category.division == key
        own.append(chip(shortened(words, 24), on, replace(category, division=None if on else key)))
    weighed: list[Button] = []
    for weight in card.weights:
        on = category.weight == weight
        words = weight_class_words(t, card.limits, weight)
        weighed.append(chip(words, on, replace(category, weight=None if on else weight)))
    return [row for chips in (first, ages, own, weighed) for row in in_rows(chips, 3)]


async def _own_rows(turn: Turn, card: BoardCard, own: BoardRow) -> list[Row]:
    """In private: what one can do about one's own result."""
    t = turn.t
    rows: list[Row] = []
    if not (await privacy.get_visibility(turn.person.id)).results_public:
        rows.append([Press(t("result-show-name"), "rs.name", (card.id,))])
    last: Row = [Press(t("result-button-share"), "rs.share", (card.id,))] if own.place else []
    words, what = ("withdraw", "rs.unprotest") if own.protested else ("protest", "rs.protest")
    last.append(Press(t(f"result-button-{words}"), what, (card.id,)))
    return [*rows, last]


async def withdraw(turn: Turn) -> Reply:
    """[Отозвать протест]"""
    card = await board_for(turn.number(), turn.person)
    row = await own_row(card, turn.person.id, Category())
    number = str(row.number or "–") if row else "–"
    theirs = translator(await protests.reader_language(card.id))
    head = theirs("result-protest-withdrawn-head", number=number)
    done = await protests.withdraw(turn.person, card.id, head, now=turn.now)
    said = "result-protest-withdrawn" if done else "result-protest-settled"
    return [Alert(turn.t(said)), await _board(turn, card.id)]


async def show_name(turn: Turn) -> Reply:
    """[Показать моё имя]"""
    await show_own_name(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("result-name-shown"), modal=True), await _board(turn, turn.number())]


async def share(turn: Turn) -> Reply:
    """[Поделиться]: the board with one's own row, wherever the person wants."""
    card = await board_for(turn.number(), turn.person)
    own = await own_row(card, turn.person.id, Category())
    if own is None or own.place is None:
        return await _board(turn, card.id)
    return share_screen(card, own, turn.app.username, turn.t)


def share_screen(card: BoardCard, own: BoardRow, bot: str, t: Translator) -> Screen:
    words = t(
        "result-share-words",
        title=card.event.title,
        place=own.place or 0,
        count=card.classified,
        mark=mark_of(card, own, t),
    )
    url = f"https://t.me/{bot}?startapp=b_{card.id}_{own.registration_id}"
    send = Link(t("result-button-share"), f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(words)}")
    back = Press(t("result-button-back"), "rs.top", (card.id,))
    return Screen(words, keyboard=[[send], [back]])


async def card_lines(event_id: int, t: Translator) -> list[Words]:
    """What the pinned card of a group says of results; nothing before there are any."""
    card = await shared_board(event_id)
    if not card.entered:
        return []
    rows = await board_page(card, Category(), limit=ON_CARD)
    head = t("result-top-card-final" if card.board.is_final else "result-top-card")
    return ["", Bold(head), state_line(card, t), *[board_line(card, row, t) for row in rows if row.place]]


COMMANDS = {"top": Route(top, Where.ANYWHERE)}
PRESSES = {
    "rs.top": Route(opened, Where.ANYWHERE),
    "rs.name": Route(show_name),
    "rs.unprotest": Route(withdraw),
    "rs.share": Route(share),
}
