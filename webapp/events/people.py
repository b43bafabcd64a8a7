"""The people of an event as pages: the list with its filters, those ticked in it, one who is taken out or let in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from domain.events import queries
from domain.events.people import removal, roster
from domain.events.people.removal import MOST_AT_ONCE, REASON_LENGTH, REASONS
from domain.events.people.roster import PAID, PeopleFilter, Roster, read_filter
from domain.forms.showing import choice_label, label
from webapp.events import letters
from webapp.events.views import share_link
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit

SIZE = 20
KEPT = ("group", "way", "paid", "question", "option", "q", "team")


def asked_filter(visit: Visit) -> PeopleFilter:
    return read_filter({name: visit.query(name) for name in KEPT})


async def page(visit: Visit) -> web.Response:
    return await show(visit, asked_filter(visit))


async def show(visit: Visit, wanted: PeopleFilter, *, toast: str = "") -> web.Response:
    event_id, after = visit.id("event_id"), read_cursor(visit.query("after"))
    shown = await roster.get_roster(visit.person, event_id, wanted, after=after, limit=SIZE)
    last = shown.rows[-1].registration_id if shown.rows else 0
    values: dict[str, Any] = {
        "event_id": event_id,
        "rows": shown.rows,
        "ways": shown.ways if len(shown.ways) > 1 else (),
        "reads_answers": shown.reads_answers,
        "more": _link(event_id, wanted, after=str(last)) if shown.more else "",
    }
    if after:
        return visit.page("events/people_rows.html", **values)
    card = await queries.get_event_card(event_id, visit.person)
    response = visit.page(
        "events/people.html",
        toast=toast,
        **values,
        **_filters(visit, shown),
        wanted=wanted,
        is_narrowed=wanted != PeopleFilter(),
        total=shown.numbers.total,
        query=wanted.to_query(),
        writing=_link(event_id, wanted, "writing"),
        exporting=_link(event_id, wanted, "export"),
        goes_on=shown.event.status in ("published", "registration_open", "running"),
        share_link=share_link(visit, card),
    )
    if "q" in visit.request.query:
        response.headers["Forma-Here"] = _link(event_id, wanted)
    return response


def _link(event_id: int, wanted: PeopleFilter, page: str = "people", **more: str) -> str:
    query = wanted.to_query() | more
    return f"/org/events/{event_id}/{page}" + (f"?{urlencode(query)}" if query else "")


def _filters(visit: Visit, shown: Roster) -> dict[str, Any]:
    """Chips: words, where each leads, whether it is chosen, how many there are."""
    t, wanted, numbers, event_id = visit.t, shown.wanted, shown.numbers, shown.event.id

    def chip(name: str, value: object, words: str, count: int) -> tuple[str, str, bool, int]:
        is_on = getattr(wanted, name) == value
        changed: dict[str, Any] = {name: None if is_on else value}
        return words, _link(event_id, replace(wanted, **changed)), is_on, count

    groups = [chip("group", one, t(f"panel-group-{one}"), numbers.groups[one]) for one in shown.groups]
    more = [chip("way", one, t(f"event-way-{one}"), numbers.ways[one]) for one in shown.ways if len(shown.ways) > 1]
    if shown.is_paid_ahead:
        more += [chip("paid", one, t(f"panel-paid-{one}"), numbers.paid[one]) for one in PAID]
    answers = [
        (
            label(field, t),
            [
                chip("answer", (field.key, one.key), choice_label(one, t), numbers.answers[field.key, one.key])
                for one in field.choices
            ],
        )
        for field in shown.questions
    ]
    if shown.team:
        more.append(chip("team", wanted.team, t("team-filter-said", name=shown.team), numbers.total))
    return {"groups": groups, "more_chips": more, "answers": answers, "in_teams": shown.in_teams}


async def picked(visit: Visit) -> web.Response:
    """What is to become of those ticked: a page that asks for the reason, or for the words."""
    ids = ticked(visit)
    if not ids:
        return await show(visit, PeopleFilter(), toast=visit.t("panel-page-nobody-picked"))
    if visit.said("do") == "write":
        return await letters.show(visit, PeopleFilter(), ids)
    return await _ask(visit, ids)


def ticked(visit: Visit) -> list[int]:
    said = visit.form.getall("of", []) if visit.form else visit.request.query.getall("of", [])
    return [int(one) for one in said if isinstance(one, str) and one.isdecimal() and len(one) <= 15][:MOST_AT_ONCE]


async def removing(visit: Visit) -> web.Response:
    return await _ask(visit, ticked(visit))


async def _ask(visit: Visit, ids: list[int], *, reason: str = "", wrong: str = "") -> web.Response:
    event_id, t = visit.id("event_id"), visit.t
    return visit.page(
        "events/removing.html",
        status=422 if wrong else 200,
        event_id=event_id,
        ids=ids,
        names=await removal.names_of(visit.person, event_id, ids),
        reasons=REASONS,
        reason=reason,
        most=REASON_LENGTH,
        wrong=wrong,
        main={"text": t("panel-page-removing"), "action": "submit:#removing", "tone": "danger"},
    )


async def remove(visit: Visit) -> web.Response:
    """A reason of ours, or the organizer's own, which goes before it."""
    event_id, ids = visit.id("event_id"), ticked(visit)
    chosen = visit.said("why") if visit.said("why") in REASONS else ""
    reason = visit.said("reason") or chosen
    if not reason:
        return await _ask(visit, ids, wrong=visit.t("panel-ask-reason"))
    count = await removal.remove_several(visit.person, event_id, ids, reason, now=visit.now)
    return visit.go(f"/org/events/{event_id}/people", toast=visit.t("panel-page-removed", count=count))


async def admit(visit: Visit) -> web.Response:
    registration_id = visit.id("registration_id")
    name = await removal.name_of(visit.person, registration_id)
    await removal.admit(visit.person, registration_id, now=visit.now)
    return _back(visit, visit.t("panel-admitted", name=name[:64]))


async def restore(visit: Visit) -> web.Response:
    registration_id = visit.id("registration_id")
    name = await removal.name_of(visit.person, registration_id)
    await removal.restore(visit.person, registration_id, now=visit.now)
    return _back(visit, visit.t("panel-restored", name=name[:64]))


def _back(visit: Visit, toast: str) -> web.Response:
    path = f"/org/events/{visit.id('event_id')}/people/{visit.id('registration_id')}"
    return visit.go(path, toast=toast)
