"""/ok as a reply in the group: whatever that person waits for is done, and can be taken back."""

from __future__ import annotations

from bot.accounts.whom import named_person
from bot.events import door
from bot.kit.rendering import Said
from bot.kit.routes import Route, Where
from bot.kit.screen import Alert, Bold, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain import reactions
from domain.accounts.people import get_person
from domain.errors import NotAllowed, NotFound
from domain.events import group, lifecycle
from domain.events.admission import applications, taking_back
from domain.events.entrance import checkers
from domain.events.entry import entries
from domain.events.entry.errors import NotRegistered
from domain.events.people import removal, standing
from domain.events.people.standing import Standing
from domain.events.queries import EventCard, get_event_card
from locales import Translator


async def ok(turn: Turn) -> Reply:
    """/ok, /ok 114, /ok @petr: accept, take as paid, or check in, by what is next for that person."""
    event_id = await group.linked_event_id(turn.chat_id)
    await _require_part(turn, event_id)
    registration_id = await _named(turn, event_id)
    if isinstance(registration_id, Screen):
        return registration_id
    return await _okay(turn, await standing.of(registration_id))


async def _require_part(turn: Turn, event_id: int) -> None:
    """Who decides there, or stands at the door; of everybody else nobody's state is a concern. Raises NotAllowed."""
    event = await lifecycle.load(event_id, lock=False)
    try:
        await applications.require_decider(turn.person, event)
    except NotFound:
        try:
            await checkers.require_door(turn.person, event_id)
        except NotFound:
            raise NotAllowed from None


async def _named(turn: Turn, event_id: int) -> int | Screen:
    said = turn.text.strip().removeprefix("№").removeprefix("#")
    if said.isdecimal() and len(said) <= 9:
        return await removal.registration_numbered(event_id, int(said))
    person, _ = await named_person(turn, turn.text)
    if person is None:
        return Screen(turn.t("ok-how"))
    try:
        return await removal.registration_of(event_id, person.id)
    except NotRegistered:
        add: Row = [Press(turn.t("ok-button-add"), "iv.add", (event_id, person.id))]
        return Screen(turn.t("ok-stranger", name=person.name[:64]), keyboard=[add])


async def _okay(turn: Turn, who: Standing) -> Reply:
    match who.status:
        case "pending" if who.application_id is not None:
            await applications.accept(turn.person, who.application_id, now=turn.now)
            after = await standing.of(who.registration_id)
            return done_screen(after, "ok-accepted-pay" if after.status == "approved" else "ok-accepted", turn.t)
        case "unpaid" | "approved":
            return await _paid(turn, who)
        case "waitlisted" | "offered":
            return Screen(turn.t("ok-waits", name=who.name, status=who.status))
    return await _at_the_door(turn, who)


async def _paid(turn: Turn, who: Standing) -> Reply:
    """They say that they have transferred it, or they pay on the spot."""
    if await entries.get_claim(who.registration_id) is None:
        await removal.admit(turn.person, who.registration_id, now=turn.now)
        return done_screen(await standing.of(who.registration_id), "ok-admitted", turn.t)
    incoming = await entries.transfer_came(turn.person, who.registration_id, now=turn.now)
    await reactions.charge_received(incoming, now=turn.now)
    return Screen(turn.t("payments-transfer-noted"))


async def _at_the_door(turn: Turn, who: Standing) -> Reply:
    """Checked in while the door is open; before that, it is said that nothing is left to do."""
    event = await checkers.require_door(turn.person, who.event_id)
    if door.opens_later(event, turn.now):
        opens = turn.t.when(door.opens_at(event), event.zone, now=turn.now)
        return Screen(lines(Bold(turn.t("ok-takes-part", **_named_in(who))), turn.t("door-closed-early", when=opens)))
    return await door.let_in_named(turn, who.event_id, who.registration_id)


def done_screen(who: Standing, said: str, t: Translator) -> Screen:
    """What has become of it, and the way back."""
    undo: Row = [Press(t("ok-undo"), "ok.undo", (who.registration_id,))]
    return Screen(lines(Bold(t(said, **_named_in(who)))), keyboard=[undo])


def _named_in(who: Standing) -> dict[str, str]:
    return {"name": who.name[:64], "number": str(who.number or "none")}


async def undo(turn: Turn) -> Reply:
    before = await taking_back.take_back(turn.person, turn.number(), now=turn.now)
    who = await standing.of(turn.number())
    said = turn.t("ok-undone", name=who.name[:64], status=before)
    return [Alert(said), Screen(said)]


async def taken_back(said: Said) -> Screen:
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    return taken_back_screen(card, said.t)


def taken_back_screen(card: EventCard, t: Translator) -> Screen:
    """To whoever had been told that they take part."""
    words = t("application-taken-back", status=card.own_status or "none")
    return Screen(lines(Bold(card.title), words), keyboard=[[Press(t("event-button-card"), "ev.card", (card.id,))]])


COMMANDS = {"ok": Route(ok, Where.GROUP)}
PRESSES = {"ok.undo": Route(undo, Where.ANYWHERE)}
SCREENS = {"application-taken-back": taken_back}
