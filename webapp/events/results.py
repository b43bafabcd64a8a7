"""The organizer's page of results: entering, sending a list, what is to be decided, announcing, the rules."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.models import Event
from domain.events.results import entering, final, imports, lists, protests, reviews, rules
from domain.events.results.boards import RUNNING, read_board
from domain.events.results.entering import said_of
from domain.events.results.errors import ListRefused, MarkUnreadable, NumberUnknown, ScoringWrong, StageUnknown
from domain.events.results.history import history_of
from domain.events.results.queries import BoardCard, Category, board_for, board_page, row_of
from domain.events.results.sheets import MAX_BYTES, Row, UnreadableList, read_in_thread
from locales.marks import mark
from webapp.events.board import cursor, read_after
from webapp.events.results_words import words_for
from webapp.kit import forms
from webapp.kit.paging import part_of
from webapp.kit.visit import Visit

SIZE = 30
MOST_DIGITS = 7


async def page(visit: Visit) -> web.Response:
    after = read_after(visit.query("after"))
    if after is None:
        return await show(visit)
    card = await board_for(visit.id("event_id"), visit.person)
    part = part_of(await board_page(card, Category(), after=after, limit=SIZE + 1, with_names=True), SIZE)
    more = _more(card, part.rows[-1].sort_key, part.rows[-1].registration_id) if part.more else ""
    return visit.page("events/results_rows.html", card=card, rows=part.rows, more=more, **words_for(card, visit.t))


def _more(card: BoardCard, key: tuple[int, ...], registration_id: int) -> str:
    return f"/org/events/{card.id}/results?after={cursor((key, registration_id))}"


async def show(
    visit: Visit, *, toast: str = "", said: str = "", number: str = "", error: str = "", status: int = 200
) -> web.Response:
    card = await board_for(visit.id("event_id"), visit.person)
    part = part_of(await board_page(card, Category(), limit=SIZE + 1, with_names=True), SIZE)
    more = _more(card, part.rows[-1].sort_key, part.rows[-1].registration_id) if part.more else ""
    is_open = card.event.status in RUNNING and not card.board.is_final
    return visit.page(
        "events/results.html",
        status=status,
        toast=toast,
        card=card,
        rows=part.rows,
        more=more,
        lists=await lists.lists_of(card.id),
        is_open=is_open,
        written=said_of(card.board.scoring),
        said_before=said,
        number_before=number,
        error=error,
        **words_for(card, visit.t),
    )


async def enter(visit: Visit) -> web.Response:
    """One number and its result; what cannot be read stays in the fields with the reason."""
    number, said = visit.said("number"), visit.said("mark")
    digits = number.removeprefix("№").strip()

    async def again(error: str) -> web.Response:
        return await show(visit, error=error, said=said[:80], number=number[:20], status=422)

    if not (digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS):
        return await again(visit.t("result-number-unknown", number=number[:20] or "–"))
    try:
        entered = await entering.enter(visit.person, visit.id("event_id"), int(digits), said, now=visit.now)
    except (NumberUnknown, MarkUnreadable, StageUnknown) as refused:
        return await again(visit.t(refused.code, **refused.params))
    card = await board_for(entered.event_id, visit.person)
    row = await row_of(card, entered.registration_id, Category(), with_names=True)
    if row is None:
        return await show(visit, toast=visit.t("webapp-saved"))
    words = words_for(card, visit.t)
    named = {"number": str(row.number or "–"), "name": row.name or visit.t("result-nameless")}
    return await show(visit, toast=visit.t("result-entered", **named, mark=words["said"](row)))


async def one(visit: Visit) -> web.Response:
    """One result: what stands, who put it there, what can be done about it."""
    card = await board_for(visit.id("event_id"), visit.person)
    row = await row_of(card, visit.id("registration_id"), Category(), with_names=True)
    if row is None:
        raise NotFound
    return visit.page(
        "events/result.html",
        card=card,
        row=row,
        history=await history_of(row.registration_id),
        is_open=card.event.status in RUNNING and not card.board.is_final,
        written=said_of(card.board.scoring),
        mark=lambda value: mark(visit.t, card.board.scoring.entered, value),
        **words_for(card, visit.t),
    )


async def change(visit: Visit) -> web.Response:
    """A new mark, or out with a reason."""
    event_id, registration_id = visit.id("event_id"), visit.id("registration_id")
    card = await board_for(event_id, visit.person)
    row = await row_of(card, registration_id, Category(), with_names=True)
    if row is None or row.number is None:
        raise NotFound
    if visit.said("out"):
        await entering.disqualify(visit.person, event_id, row.number, visit.said("reason"), now=visit.now)
    elif visit.said("accept") and card.event.manages:
        await reviews.accept(visit.person, event_id, registration_id, now=visit.now)
    else:
        await entering.enter(visit.person, event_id, row.number, visit.said("mark"), now=visit.now)
    return visit.go(f"/org/events/{event_id}/results", toast=visit.t("webapp-saved"))


async def to_check(visit: Visit) -> web.Response:
    """What is to be decided: results under review, and protests."""
    card = await board_for(visit.id("event_id"), visit.person)
    found = await protests.open_protests(visit.person, card.id)
    rows = {one.id: await row_of(card, one.registration_id, Category(), with_names=True) for one in found}
    return visit.page(
        "events/result_reviews.html",
        card=card,
        protests=[(one, rows[one.id]) for one in found],
        reviews=await reviews.waiting(card, with_names=True),
        **words_for(card, visit.t),
    )


async def decide(visit: Visit) -> web.Response:
    """Who has a protest upheld goes on to the result, to put it right."""
    state = visit.said("state")
    if state not in ("upheld", "declined") or not visit.said("protest").isdecimal():
        raise NotFound
    event_id, protest_id = visit.id("event_id"), int(visit.said("protest")[:16])
    found = [one for one in await protests.open_protests(visit.person, event_id) if one.id == protest_id]
    await protests.decide(visit.person, protest_id, state, now=visit.now)
    behind = str(found[0].registration_id) if found and state == "upheld" else "reviews"
    return visit.go(f"/org/events/{event_id}/results/{behind}", toast=visit.t(f"result-protest-{state}"))


async def announce(visit: Visit) -> web.Response:
    await final.announce(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, toast=visit.t("result-announced"))


async def reopen(visit: Visit) -> web.Response:
    await final.reopen(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, toast=visit.t("result-reopened"))


async def take_list(visit: Visit) -> tuple[str, list[Row]]:
    """Reading takes a moment: not while a transaction is open. Raises ListRefused."""
    sent = visit.form.get("list") if visit.form else None
    if not isinstance(sent, web.FileField):
        raise ListRefused(problem="empty")
    try:
        return sent.filename, await read_in_thread(sent.filename, sent.file.read(MAX_BYTES + 1))
    except UnreadableList as error:
        raise ListRefused(problem=error.problem) from error


async def send_list(visit: Visit) -> web.Response:
    assert isinstance(visit.facts, tuple)
    name, rows = visit.facts
    event_id = visit.id("event_id")
    import_id = await imports.receive(visit.person, event_id, name, None, now=visit.now)
    await imports.take_rows(import_id, rows, now=visit.now)
    return visit.go(f"/org/events/{event_id}/results/lists/{import_id}", replace=False)


async def scoring(visit: Visit) -> web.Response:
    return await _scoring(visit)


async def set_scoring(visit: Visit) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    form = rules.scoring_form(event)
    filled, parsed = forms.read(visit, form, {}, event.zone, beside=set())
    if not parsed.errors:
        try:
            await rules.set_scoring(visit.person, event.id, parsed.values, now=visit.now)
        except ScoringWrong as refused:
            wrong = "table" if str(parsed.values["measure"]) == "places" else "ages"
            filled = replace(filled, errors={wrong: refused})
        else:
            return visit.go(_behind_scoring(event), toast=visit.t("result-scoring-saved"))
    return await _scoring(visit, filled, status=422)


def _behind_scoring(event: Event) -> str:
    """Before the start there are no results to go back to."""
    return f"/org/events/{event.id}/results" if event.status in RUNNING else f"/org/events/{event.id}"


async def _scoring(visit: Visit, filled: forms.Filled | None = None, *, status: int = 200) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    board = await read_board(event.id, event.kind)
    shown = filled or forms.Filled(rules.scoring_form(event), rules.as_answers(board.scoring), event.zone)
    return visit.page(
        "events/scoring.html",
        status=status,
        event_id=event.id,
        event_title=event.title,
        behind=_behind_scoring(event),
        lines=shown.lines(visit.t),
        main={"text": visit.t("webapp-save"), "action": "submit:#scoring"},
    )
