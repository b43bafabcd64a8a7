"""The board of an event: by categories, without end, as it changes; one's own row above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from domain.accounts import privacy
from domain.events.awards.diplomas import are_given
from domain.events.results import protests
from domain.events.results.boards import show_name as show_own_name
from domain.events.results.errors import NoResultOfYours
from domain.events.results.queries import (
    After,
    BoardCard,
    BoardRow,
    Category,
    board_for,
    board_page,
    count_in,
    own_row,
    row_of,
)
from locales import Translator, translator
from locales.audience import weight_class_words
from locales.marks import mark
from webapp.events import live_board
from webapp.events.results_words import words_for
from webapp.kit.fragments import Readers, shared
from webapp.kit.paging import BadCursor, part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 30
MOST_KEYS = 8
_DIGITS = 19


async def page(visit: Visit) -> web.Response:
    card = await board_for(visit.id("event_id"), visit.person)
    category = card.read_code(visit.query("in"))
    if after := read_after(visit.query("after")):
        return await _more(visit, card, category, after)
    shown = await _shown(visit, card, category)
    own = await own_row(card, visit.viewer.id, category)
    sought = read_cursor(visit.query("of")) or (own.registration_id if own else 0)
    running, running_version = await live_board.shown(visit, card.id)
    place = await live_board.own_values(visit, card.id)
    return visit.page(
        "events/board.html",
        card=card,
        code=card.code(category),
        version=f"{version_of(card)}.{running_version}",
        shown=shown,
        on_the_way=running,
        **place,
        own=own,
        diploma=bool(own and own.place and card.board.is_final) and await are_given(card.id),
        sought=await _sought(card, sought, own),
        hidden=own is not None and not (await privacy.get_visibility(visit.viewer.id)).results_public,
        share_link=_share(visit, card, own),
        **words_for(card, visit.t),
    )


async def _sought(card: BoardCard, registration_id: int, own: BoardRow | None) -> BoardRow | None:
    """Whose row the link was about: one's own, or that of who has passed it on."""
    if own and own.registration_id == registration_id:
        return own
    return await row_of(card, registration_id, Category()) if registration_id else None


async def _shown(visit: Visit, card: BoardCard, category: Category) -> str:
    """The chips and the first rows: made once for all who read the language."""

    async def values(readers: Readers) -> Mapping[str, Any]:
        t = translator(readers.language)
        return {**await rows_of(card, category), "chips": chips(card, category, t), **words_for(card, t)}

    asked = {"event": str(card.id), "in": card.code(category), "version": version_of(card)}
    return await shared(visit.request.app, "events/board_shown.html", visit.person, visit.now, asked, values)


async def rows_of(card: BoardCard, category: Category, after: After | None = None) -> dict[str, Any]:
    part = part_of(await board_page(card, category, after=after, limit=SIZE + 1), SIZE)
    more = ""
    if part.more:
        last = part.rows[-1]
        query = {"in": card.code(category), "after": cursor((last.sort_key, last.registration_id))}
        more = f"/events/{card.id}/live?{urlencode({name: value for name, value in query.items() if value})}"
    return {
        "card": card,
        "rows": part.rows,
        "more": more,
        "code": card.code(category),
        "count": await count_in(card, category) if after is None else 0,
    }


async def _more(visit: Visit, card: BoardCard, category: Category, after: After) -> web.Response:
    values = await rows_of(card, category, after)
    return visit.page("events/board_rows.html", **values, **words_for(card, visit.t))


def cursor(after: After) -> str:
    """The key of a row: the numbers that the board is sorted by, and the registration."""
    key, registration_id = after
    return "~".join(map(str, (*key, registration_id)))


def read_after(text: str) -> After | None:
    """Raises BadCursor."""
    if not text:
        return None
    parts = text.split("~")
    if not 2 <= len(parts) <= MOST_KEYS or not all(_is_number(part) for part in parts):
        raise BadCursor
    return tuple(int(part) for part in parts[:-1]), int(parts[-1])


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS and abs(int(text)) < 2**63


def chips(card: BoardCard, category: Category, t: Translator) -> list[tuple[str, str, bool]]:
    """Words, address and whether it is chosen; a second tap lets it go."""
    words = words_for(card, t)

    def chip(said: str, on: bool, wanted: Category) -> tuple[str, str, bool]:
        code = card.code(wanted)
        return said, f"/events/{card.id}/live" + (f"?in={code}" if code else ""), on

    if not (card.sexes or card.ages or card.divisions or card.weights):
        return []
    found = [chip(t("result-all"), category.is_all, Category())]
    for sex in card.sexes:
        on = category.sex == sex
        found.append(chip(t(f"result-sex-{sex}"), on, replace(category, sex=None if on else sex)))
    for age in card.ages:
        on = category.age == age
        found.append(chip(words["ages"](age), on, replace(category, age=None if on else age)))
    for key, said in card.divisions:
        on = category.division == key
        found.append(chip(said, on, replace(category, division=None if on else key)))
    for weight in card.weights:
        on = category.weight == weight
        said = weight_class_words(t, card.limits, weight)
        found.append(chip(said, on, replace(category, weight=None if on else weight)))
    return found


def _share(visit: Visit, card: BoardCard, own: BoardRow | None) -> str:
    if card.event.visibility == "private":
        return ""
    url = visit.context.startapp_link(f"b_{card.id}_{own.registration_id}" if own else f"b_{card.id}")
    text = card.event.title
    if own and own.place and own.total is not None:
        said = mark(visit.t, card.board.scoring.shown, own.total)
        text = visit.t("result-share-words", title=text, place=own.place, count=card.classified, mark=said)
    return f"https://t.me/share/url?{urlencode({'url': url, 'text': text})}"


async def among(visit: Visit) -> web.Response:
    """The first rows of a category, when the board has changed."""
    card = await board_for(visit.id("event_id"), visit.person)
    category = card.read_code(visit.query("in"))
    values = await rows_of(card, category)
    chosen = chips(card, category, visit.t)
    return visit.page("events/board_shown.html", chips=chosen, **values, **words_for(card, visit.t))


async def own(visit: Visit) -> web.Response:
    """The row above the board, when the board has changed."""
    card = await board_for(visit.id("event_id"), visit.person)
    category = card.read_code(visit.query("in"))
    row = await own_row(card, visit.viewer.id, category)
    return visit.page("events/board_own.html", card=card, own=row, code=card.code(category), **words_for(card, visit.t))


async def protesting(visit: Visit) -> web.Response:
    """One's own result, and what is wrong with it. Raises NoResultOfYours, ProtestedAlready."""
    card = await board_for(visit.id("event_id"), visit.person)
    await protests.require_own(visit.person, card.id)
    row = await _own(card, visit)
    main = {"text": visit.t("chat-page-send"), "action": "submit:#protest"}
    return visit.page("events/protesting.html", card=card, own=row, main=main, **words_for(card, visit.t))


async def _own(card: BoardCard, visit: Visit) -> BoardRow:
    """Raises NoResultOfYours, also where it was taken away a moment ago."""
    row = await own_row(card, visit.viewer.id, Category())
    if row is None:
        raise NoResultOfYours
    return row


async def protest(visit: Visit) -> web.Response:
    card = await board_for(visit.id("event_id"), visit.person)
    await protests.require_own(visit.person, card.id)
    row = await _own(card, visit)
    theirs = translator(await protests.reader_language(card.id))
    said = words_for(card, theirs)["said"](row)
    head = theirs("result-protest-head", number=str(row.number or "–"), mark=said)
    await protests.protest(visit.person, card.id, visit.said("text"), head, now=visit.now)
    return visit.go(f"/events/{card.id}/live", toast=visit.t("result-page-protest-sent"))


async def withdraw_protest(visit: Visit) -> web.Response:
    card = await board_for(visit.id("event_id"), visit.person)
    row = await own_row(card, visit.viewer.id, Category())
    number = str(row.number or "–") if row else "–"
    theirs = translator(await protests.reader_language(card.id))
    head = theirs("result-protest-withdrawn-head", number=number)
    done = await protests.withdraw(visit.person, card.id, head, now=visit.now)
    said = "result-protest-withdrawn" if done else "result-protest-settled"
    return visit.go(f"/events/{card.id}/live", toast=visit.t(said))


async def show_name(visit: Visit) -> web.Response:
    """From now on one's results have one's name, here and everywhere."""
    event_id = visit.id("event_id")
    await show_own_name(visit.person, event_id, now=visit.now)
    return visit.go(f"/events/{event_id}/live", toast=visit.t("result-name-shown"))


def version_of(card: BoardCard) -> str:
    return f"{card.board.version}.{card.board.state}.{card.event.version}"
