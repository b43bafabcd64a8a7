"""EV-12, EV-28: who sees what; tickets that nobody forges; calendar files."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import segno
from icalendar import Calendar
from PIL import Image

from domain.accounts.people import Person
from domain.database import transaction
from domain.errors import NotFound
from domain.events import lifecycle, links, queries
from domain.events.calendars.one_event import calendar_file
from domain.events.entry import leaving, own_events, registration
from domain.events.entry.errors import TicketForged
from domain.events.entry.qr import matrix, qr_png, qr_svg
from domain.events.entry.tickets import TicketClaim, read_ticket, sign_ticket, ticket_key, ticket_link
from domain.events.errors import LinkRevoked
from tests.kit.clock import START
from tests.kit.people import administrator, drafted, meet, published

KEY = ticket_key("a secret of this installation")
CLAIM = TicketClaim(registration_id=12, event_id=5, number=3)


async def sees(person: Person, event_id: int) -> bool:
    try:
        await queries.get_event_card(event_id, person)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize(
    ("kind", "seen_by"),
    [
        ("draft", {"organizer", "administrator"}),
        ("public", {"organizer", "administrator", "guest", "participant", "stranger"}),
        ("private", {"organizer", "administrator", "guest", "participant"}),
        ("private after revoke", {"organizer", "administrator", "participant"}),
    ],
)
async def test_who_sees_an_event(database: str, kind: str, seen_by: set[str]) -> None:
    organizer = await meet("Игорь")
    people = {
        "organizer": organizer,
        "administrator": await administrator(),
        "guest": await meet("Оля"),
        "participant": await meet("Паша"),
        "stranger": await meet("Маша"),
    }
    visibility = "public" if kind == "public" else "private"
    event = await drafted(organizer, visibility=visibility)
    if kind != "draft":
        async with transaction():
            await lifecycle.publish(organizer, event.id, now=START)
    if event.link_token:
        for name in ("guest", "participant"):
            async with transaction():
                await links.open_link(people[name].id, event.link_token)
    if kind.startswith("private"):
        async with transaction():
            await registration.register(people["participant"], event.id, {}, now=START)
    if kind.endswith("revoke"):
        async with transaction():
            new = await links.change_link(organizer, event.id, now=START)
        assert new != event.link_token and len(new) == links.TOKEN_LENGTH
    assert {name for name, person in people.items() if await sees(person, event.id)} == seen_by


async def test_an_old_link_says_that_it_is_revoked_and_the_new_one_opens(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, visibility="private")
    assert event.link_token is not None
    async with transaction():
        new = await links.change_link(igor, event.id, now=START)
    for dead in (event.link_token, "x" * 22, ""):
        with pytest.raises(LinkRevoked):
            async with transaction():
                await links.open_link(olya.id, dead)
    async with transaction():
        assert await links.open_link(olya.id, new) == event.id
    assert await sees(olya, event.id)


async def test_only_those_who_manage_it_read_the_link(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, visibility="private")
    async with transaction():
        await links.open_link(olya.id, event.link_token or "")
    assert (await queries.get_event_card(event.id, olya)).link_token is None
    assert (await queries.get_event_card(event.id, igor)).link_token == event.link_token


async def test_a_stranger_cannot_register_for_what_they_cannot_see(database: str) -> None:
    event = await published(await meet("Игорь"), visibility="private")
    olya = await meet("Оля")
    for event_id in (event.id, 999_999):
        with pytest.raises(NotFound):
            async with transaction():
                await registration.register(olya, event_id, {}, now=START)


def test_a_ticket_is_read_back() -> None:
    assert read_ticket(sign_ticket(CLAIM, KEY), KEY.public_key()) == CLAIM


@pytest.mark.parametrize("position", range(0, 96, 5))
def test_an_altered_ticket_is_refused(position: int) -> None:
    code = sign_ticket(CLAIM, KEY)
    position = min(position, len(code) - 1)
    for other in "0Az.-!é \x00":
        if code[position] != other:
            with pytest.raises(TicketForged):
                read_ticket(code[:position] + other + code[position + 1 :], KEY.public_key())


def test_forged_tickets_are_refused() -> None:
    code = sign_ticket(CLAIM, KEY)
    last = code[-1]
    twin = code[:-1] + chr(ord(last) + 1)
    strange = ["", ".", "F1.1.2.3.", "F1.12.5.3", f"{code}=", f"{code}\n", f" {code}", code.swapcase(), twin, "Ж" * 90]
    for text in [*strange, sign_ticket(CLAIM, ticket_key("another secret")), code.replace("F1.12.", "F1.13.")]:
        with pytest.raises(TicketForged):
            read_ticket(text, KEY.public_key())


def test_the_code_in_the_picture_is_short_enough_for_any_camera() -> None:
    longest = TicketClaim(2**52, 2**52, 100_000)
    link = ticket_link(sign_ticket(longest, KEY), "a_bot_with_the_longest_name_0bot")
    payload = link.partition("start=")[2].partition("#")[0]
    assert len(payload) <= 64 and len(link) <= 230
    assert qr_svg(link).startswith("<svg")


def test_every_cell_of_the_code_is_eight_by_eight_in_the_picture() -> None:
    link = ticket_link(sign_ticket(CLAIM, KEY), "forma_bot")
    cells = [[0] * 4 + list(row) + [0] * 4 for row in segno.make_qr(link, error="m", mask=3).matrix]
    cells = [[0] * len(cells[0])] * 4 + cells + [[0] * len(cells[0])] * 4
    picture = Image.open(io.BytesIO(qr_png(link)))
    assert picture.size == (8 * len(cells), 8 * len(cells))
    dark = [[not picture.getpixel((x, y)) for x in range(picture.width)] for y in range(picture.height)]
    assert dark == [[bool(cell) for cell in row for _ in range(8)] for row in cells for _ in range(8)]


@pytest.mark.parametrize("length", [1, 8, 20, 44, 45, 84, 119, 133, 152, 153, 181, 230, 400])
def test_each_code_is_cell_by_cell_what_the_library_draws(length: int) -> None:
    text = (f"https://t.me/forma_bot?start=t_12#{sign_ticket(CLAIM, KEY)}." * 3).ljust(length, "x")[-length:]
    drawn = segno.make_qr(text, error="m", mask=3, mode="byte").matrix
    assert matrix(text) == [bytes(48 + cell for cell in row) for row in drawn]


async def test_a_ticket_belongs_to_one_person_while_it_is_valid(database: str) -> None:
    event = await published(await meet("Игорь"))
    olya, pasha = await meet("Оля"), await meet("Паша")
    async with transaction():
        own = await registration.register(olya, event.id, {}, now=START)
    assert (await own_events.get_ticket(own.registration_id, olya.id)).number == 1
    for registration_id, person in ((own.registration_id, pasha), (999_999, olya)):
        with pytest.raises(NotFound):
            await own_events.get_ticket(registration_id, person.id)
    async with transaction():
        await leaving.leave(olya, event.id, now=START)
    with pytest.raises(NotFound):
        await own_events.get_ticket(own.registration_id, olya.id)


async def test_the_card_is_one_statement(database: str) -> None:
    igor = await meet("Игорь")
    event = await published(igor)
    said: list[str] = []
    async with transaction() as tx:
        with tx.sql.query_logger(lambda record: said.append(record.query)):
            await queries.get_event_card(event.id, igor)
    assert len(said) == 1


@pytest.mark.parametrize(
    ("zone", "starts_at", "local"),
    [
        ("Europe/Berlin", datetime(2027, 3, 28, 8, 0, tzinfo=UTC), "2027-03-28T10:00:00+02:00"),
        ("Europe/Berlin", datetime(2027, 3, 27, 9, 0, tzinfo=UTC), "2027-03-27T10:00:00+01:00"),
        ("Europe/Moscow", datetime(2027, 3, 28, 7, 0, tzinfo=UTC), "2027-03-28T10:00:00+03:00"),
    ],
)
async def test_the_calendar_file_says_the_hour_of_the_place(
    database: str, zone: str, starts_at: datetime, local: str
) -> None:
    igor = await meet("Игорь")
    title = "Забег; 5 км, «ночной»\nи ещё строка, длинная настолько, что её пришлось бы перенести на другую"
    event = await published(igor, title, zone=zone, starts_at=starts_at)
    card = await queries.get_event_card(event.id, igor)
    text = calendar_file(card, url="https://t.me/forma_bot?startapp=e_1", now=START)
    calendar = Calendar.from_ical(text)
    entry: Any
    [entry] = calendar.walk("VEVENT")
    assert entry["DTSTART"].dt == starts_at and entry["DTSTART"].dt.isoformat() == local
    assert entry["DTEND"].dt - entry["DTSTART"].dt == timedelta(hours=3)
    assert str(entry["SUMMARY"]) == title
    assert [str(part["TZID"]) for part in calendar.walk("VTIMEZONE")] == [zone]
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    async with transaction():
        await lifecycle.cancel(igor, event.id, "Гроза", now=START)
    card = await queries.get_event_card(event.id, igor)
    [entry] = Calendar.from_ical(calendar_file(card, url="https://t.me", now=START)).walk("VEVENT")
    assert entry["STATUS"] == "CANCELLED"
