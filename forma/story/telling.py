"""The demo story, told through the product's own use-cases: people, events to come and past, a waiting list."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import database, reactions
from domain.accounts.onboarding import give_consent, save_answers
from domain.accounts.people import Person, TelegramPerson, get_person, meet
from domain.accounts.roles import appoint_first_administrators
from domain.events import lifecycle
from domain.events.admission import applications
from domain.events.entrance import checkers, gates
from domain.events.entry import registration
from domain.events.making import creation
from domain.events.making.creation import EventPlan
from domain.events.money import fees
from domain.files.document_fetching import keep_upload, prepare_upload
from domain.files.vault import Vault
from domain.forms.form import JsonValue
from domain.notifications import outbox
from domain.payments import methods, orders
from domain.payments.settlement import Incoming
from forma.story.club import tell_of_the_club
from forma.story.course import give_course
from forma.story.cup import play_cup
from forma.story.papers import certificate
from forma.story.programme import give_programme
from forma.story.results import tell_results

MOSCOW = "Europe/Moscow"
FIRST_ID = 7_100_000_001
IGOR, KATYA, ANYA = FIRST_ID + 2, FIRST_ID + 3, FIRST_ID + 5
RUNNERS = ("Марина", "Денис", "Тимур", "Лена", "Артём", "Соня", "Глеб", "Вера")
RUNNERS_FROM = FIRST_ID + 5_000
ANSWERS: dict[str, JsonValue] = {"mat": "no", "birth_date": "1992-05-01", "confirm_0": True}
"""What the story's runners answer, whatever the event asks."""


async def tell_story(*, now: datetime, vault: Vault) -> None:
    """Dates are relative to `now`; what people hand in is sealed in the vault."""
    igor = await _settle(TelegramPerson(IGOR, "Игорь", "Орлов", "igor_org", "ru"), ["running"], now=now)
    katya = await _settle(TelegramPerson(KATYA, "Катя", "Лебедева", "katya_coach", "ru"), ["yoga"], now=now)
    anya = await _settle(TelegramPerson(ANYA, "Аня", "Зимина", "anya_admin", "ru"), ["cycling"], now=now)
    async with database.transaction():
        await appoint_first_administrators([anya.telegram_id], now=now)
    runners = [
        await _settle(TelegramPerson(RUNNERS_FROM + i, name, "", None, "ru"), ["running"], now=now)
        for i, name in enumerate(RUNNERS)
    ]
    for organizer, plan, going in _events(igor, katya, now):
        await _hold(organizer, plan, runners[:going], now=now)
    await give_programme(igor, _ride(now).title, now=now)
    await _hold_with_papers(igor, runners[:3], vault, now=now)
    await give_course(igor, _run(now).title, now=now)
    await tell_results(igor, katya, runners, vault, now=now, zone=MOSCOW)
    await play_cup(igor, [*runners[:5], katya, anya, runners[5]], now=now)
    await tell_of_the_club(igor, katya, runners[0], anya, runners, now=now)
    await _open_door(igor, katya, now=now)


async def _settle(who: TelegramPerson, interests: list[JsonValue], *, now: datetime) -> Person:
    async with database.transaction():
        person = await meet(who, now=now, language="ru")
        await give_consent(person.id, now=now)
        await save_answers(person.id, {"interests": interests, "level": "amateur"}, now=now)
        return await get_person(person.id)


async def _hold(organizer: Person, plan: EventPlan, runners: list[Person], *, now: datetime) -> None:
    async with database.transaction():
        event = await creation.create_event(organizer, plan, now=now)
        await lifecycle.publish(organizer, event.id, now=now)
    ways = list(plan.ways)
    for index, runner in enumerate(runners):
        async with database.transaction():
            way = ways[index % len(ways)]
            taken = await registration.register(runner, event.id, ANSWERS, way=way, now=now)
            await _pay(taken.registration_id, now=now)
            await outbox.drop(prefix="event-")  # the story's people are not in any chat with us


async def _hold_with_papers(organizer: Person, runners: list[Person], vault: Vault, *, now: datetime) -> None:
    """A certificate is asked for: one has been let in, the others wait for a yes."""
    await _hold(organizer, _half(now), [], now=now)
    event_id = await database.fetchval("SELECT max(id) FROM events")
    for runner in runners:
        paper_id = await keep_upload(runner.id, await prepare_upload(certificate()), vault, now=now)
        until = (now + timedelta(days=180)).date().isoformat()
        async with database.transaction():
            answers: dict[str, JsonValue] = {"certificate": {"id": paper_id}, "certificate_until": until}
            await registration.register(runner, event_id, ANSWERS | answers, now=now)
    async with database.transaction():
        first, *_ = await applications.list_waiting(organizer, event_id)
        await applications.accept(organizer, first.id, now=now)
        await outbox.drop(prefix="event-")
        await database.execute("DELETE FROM outbox WHERE kind LIKE 'application-%'")  # nor is the organizer


async def _open_door(organizer: Person, checker: Person, *, now: datetime) -> None:
    """The organizer's nearest event has a gate, and somebody who helps there."""
    event_id = await database.fetchval(
        "SELECT id FROM events WHERE organizer_id = $1 AND starts_at > $2 ORDER BY starts_at LIMIT 1", organizer.id, now
    )
    async with database.transaction():
        await gates.add_gate(organizer, event_id, "", now=now)
        await checkers.add_checker(organizer, event_id, checker.id, now=now)
        await outbox.drop(prefix="event-")


async def _pay(registration_id: int, *, now: datetime) -> None:
    """The story's runners have paid long ago, from hand to hand."""
    order = await orders.order_for(fees.PURPOSE, registration_id)
    if order:
        paid = Incoming(methods.MANUAL, f"story:{order.id}", order.token, order.price, order.buyer_id)
        await reactions.charge_received(paid, now=now)


def _events(igor: Person, katya: Person, now: datetime) -> list[tuple[Person, EventPlan, int]]:
    return [
        (igor, _run(now), 6),
        (igor, _small(now), 5),
        (katya, _yoga(now), 4),
        (katya, _online(now), 3),
        (igor, _ride(now), 2),
        (igor, _ski(now), 0),
    ]


def _at(now: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    day = (now + timedelta(days=days)).astimezone(ZoneInfo(MOSCOW))
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _to_saturday(now: datetime) -> int:
    return (5 - now.astimezone(ZoneInfo(MOSCOW)).weekday()) % 7 or 7


def _run(now: datetime) -> EventPlan:
    start = _at(now, _to_saturday(now), 10)
    return EventPlan(
        title="Забег в Сокольниках, 5 км",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        zone=MOSCOW,
        kind="race",
        description="Ровный круг по парку, старт у главного входа. Есть раздевалка и чай, бежим в любую погоду.",
        place="Парк Сокольники, главный вход",
        latitude=55.7944,
        longitude=37.6765,
        capacity=50,
        distance_m=5000,
        categories=("running", "beginners"),
    )


def _half(now: datetime) -> EventPlan:
    return EventPlan(
        title="Осенний полумарафон",
        starts_at=_at(now, 12, 9),
        zone=MOSCOW,
        kind="marathon",
        description="Двадцать один километр по набережным. Нужна справка от врача: проверим и напишем каждому.",
        place="Лужники, Северный вход",
        latitude=55.7203,
        longitude=37.5540,
        capacity=30,
        distance_m=21_097,
        categories=("running",),
        questions=[
            {
                "key": "certificate",
                "kind": "document",
                "label": "Медицинская справка",
                "prefill": "medical_certificate",
                "dated": True,
                "checked": True,
            },
            {"key": "pace", "kind": "text", "label": "За сколько собираетесь пробежать?", "later": True},
        ],
    )


def _small(now: datetime) -> EventPlan:
    return EventPlan(
        title="Интервалы на стадионе",
        starts_at=_at(now, 2, 19, 30),
        zone=MOSCOW,
        kind="training",
        description="Десять раз по 400 метров в группе с пейсером. Мест мало: дорожки всего четыре.",
        place="Стадион «Авангард»",
        latitude=55.7527,
        longitude=37.7445,
        capacity=4,
        categories=("running",),
    )


def _yoga(now: datetime) -> EventPlan:
    return EventPlan(
        title="Йога для бегунов",
        starts_at=_at(now, 3, 8),
        zone=MOSCOW,
        kind="training",
        description="Час мягкой растяжки: бёдра, икры, спина. Коврики дадим.",
        place="Студия «Вдох», Покровка 17",
        latitude=55.7594,
        longitude=37.6459,
        format="hybrid",
        capacity=12,
        online_capacity=40,
        online_address="https://meet.example.org/yoga",
        fee_minor=50_000,
        fee_stars=250,
        payment="online" if methods.online() else "spot",
        refunds="most",
        categories=("yoga", "beginners"),
        questions=[
            {
                "key": "mat",
                "kind": "choice",
                "label": "Нужен ли вам коврик?",
                "choices": [{"key": "yes", "label": "Да, дайте"}, {"key": "no", "label": "Принесу свой"}],
            }
        ],
    )


def _online(now: datetime) -> EventPlan:
    return EventPlan(
        title="Утренняя зарядка онлайн",
        starts_at=_at(now, 1, 7, 15),
        zone=MOSCOW,
        kind="training",
        description="Пятнадцать минут, чтобы проснуться. Ничего не нужно, кроме места на полу.",
        format="online",
        categories=("strength", "beginners"),
    )


def _ride(now: datetime) -> EventPlan:
    return EventPlan(
        title="Велозаезд вокруг Москвы-реки",
        starts_at=_at(now, _to_saturday(now) + 1, 9),
        zone=MOSCOW,
        kind="ride",
        description="Сорок километров по набережным в разговорном темпе. Шлем обязателен.",
        place="Парк Горького, у фонтана",
        latitude=55.7298,
        longitude=37.6011,
        capacity=30,
        distance_m=40_000,
        categories=("cycling",),
        requirements={"min_age": 16, "confirm": ["У меня будет шлем"]},
    )


def _ski(now: datetime) -> EventPlan:
    return EventPlan(
        title="Лыжная гонка «Первый снег»",
        starts_at=_at(now, 20, 11),
        zone=MOSCOW,
        kind="race",
        description="Десять километров свободным стилем. Регистрация откроется за две недели.",
        place="Битцевский парк",
        latitude=55.6030,
        longitude=37.5559,
        capacity=120,
        distance_m=10_000,
        registration_opens_at=_at(now, 6, 12),
        categories=("skiing",),
    )
