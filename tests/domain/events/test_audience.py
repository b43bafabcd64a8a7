"""EV-06: level and weight decide who may take part, are asked, remembered, copied, told, and rank apart."""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson
import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed
from domain.events import lifecycle
from domain.events.entry import audience, fitting, instead, registration, registration_form
from domain.events.entry.errors import (
    AgesTheWrongWay,
    AnswersIncomplete,
    RequirementsNotMet,
    TooHeavy,
    TooOld,
    TooYoung,
    WeightsUnclear,
    WrongLevel,
)
from domain.events.errors import MoveNotAllowed
from domain.events.finding import recommendations
from domain.events.making import copying, exported
from domain.events.models import Event
from domain.events.results import entering, rules
from domain.events.results.own import own_results
from domain.events.results.queries import Category, board_for, board_page, count_in
from domain.forms.form import JsonValue
from tests.kit.clock import START
from tests.kit.people import meet, published
from tests.kit.races import race

CLASSES = {"weights": [60, 70.5, None]}
SKILLED = {"levels": ["amateur", "professional"]}


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def join(event: Event, person: Person, **answers: JsonValue) -> str:
    return (await in_transaction(lambda: registration.register(person, event.id, answers, now=START))).status


async def test_the_organizer_says_it_as_one_form(igor: Person) -> None:
    event = await published(igor, requirements={"confirm": ["Здоров"]})
    said: dict[str, JsonValue] = {"min_age": 18, "gender": "any", "levels": ["professional", "amateur"]}
    said["weights"] = "до 60, до 70,5, свыше 70,5"
    await in_transaction(lambda: audience.set_audience(igor, event.id, said, now=START))
    event = await lifecycle.load(event.id, lock=False)
    assert event.requirements == {"confirm": ["Здоров"], "min_age": 18} | SKILLED | CLASSES
    told = audience.audience_answers(event, "до 60 кг, до 70,5 кг, свыше 70,5 кг")
    assert (told["levels"], told["weights"]) == (["amateur", "professional"], "до 60 кг, до 70,5 кг, свыше 70,5 кг")
    await in_transaction(lambda: audience.set_audience(igor, event.id, told, now=START))
    assert (await lifecycle.load(event.id, lock=False)).requirements == event.requirements, "said again it is the same"
    everybody: dict[str, JsonValue] = {"levels": ["beginner", "amateur", "professional"], "weights": " "}
    await in_transaction(lambda: audience.set_audience(igor, event.id, everybody, now=START))
    assert (await lifecycle.load(event.id, lock=False)).requirements == {"confirm": ["Здоров"]}


async def test_what_makes_no_sense_changes_nothing(igor: Person) -> None:
    event, olya = await published(igor), await meet("Оля")
    wrong: tuple[tuple[Person, dict[str, JsonValue], type[Exception]], ...] = (
        (igor, {"weights": "70, 60"}, WeightsUnclear),
        (igor, {"min_age": 40, "max_age": 18}, AgesTheWrongWay),
        (olya, {"levels": ["beginner"]}, NotAllowed),
    )
    for who, said, why in wrong:
        with pytest.raises(why):
            await in_transaction(partial(audience.set_audience, who, event.id, said, now=START))
    await in_transaction(lambda: lifecycle.start(igor, event.id, now=START))
    with pytest.raises(MoveNotAllowed):
        await in_transaction(lambda: audience.set_audience(igor, event.id, {"weights": "60"}, now=START))
    assert (await lifecycle.load(event.id, lock=False)).requirements == {}


async def test_who_is_just_of_the_age_or_the_weight_fits(igor: Person) -> None:
    event = await published(igor)
    said: dict[str, JsonValue] = {"min_age": 30, "max_age": 30, "weights": "до 70"}
    await in_transaction(lambda: audience.set_audience(igor, event.id, said, now=START))
    event = await lifecycle.load(event.id, lock=False)
    day = fitting.event_day(event)
    for age, why in ((29, TooYoung), (30, None), (31, TooOld)):
        found = fitting.misfit(event, "birth_date", f"{day.replace(year=day.year - age)}")
        assert found is None if why is None else isinstance(found, why), age
    assert fitting.misfit(event, "weight", 70) is None
    assert isinstance(fitting.misfit(event, "weight", 70.1), TooHeavy)


async def test_what_is_not_known_is_asked_and_offered_next_time(igor: Person) -> None:
    olya = await meet("Оля")
    first = await published(igor, requirements=SKILLED | CLASSES)
    form = await in_transaction(lambda: registration.prepare(olya, first.id, now=START))
    assert [field.key for field in form.fields] == ["level", "weight"]
    with pytest.raises(AnswersIncomplete):
        await join(first, olya, level="amateur")
    assert await join(first, olya, level="amateur", weight=63.5) == "confirmed"
    assert await registration_form.prefill(olya.id, form) == {"level": "amateur", "weight": 63.5}
    assert await forma_database.fetchval("SELECT level FROM profiles WHERE user_id = $1", olya.id) == "amateur"


@pytest.mark.parametrize(
    ("answers", "code", "kind"),
    [
        ({"level": "beginner", "weight": 55}, "level", WrongLevel),
        ({"level": "amateur", "weight": 71}, "weight", TooHeavy),
    ],
    ids=["level", "weight"],
)
async def test_who_does_not_fit_is_refused_by_that_answer_and_by_all_of_them(
    igor: Person, answers: dict[str, JsonValue], code: str, kind: type[Exception]
) -> None:
    olya = await meet("Оля")
    event = await published(igor, requirements=SKILLED | {"weights": [60, 70]})
    with pytest.raises(RequirementsNotMet) as refused:
        await join(event, olya, **answers)
    reasons = refused.value.params["reasons"]
    assert isinstance(reasons, list) and [one for one, _ in reasons] == [code]
    found = fitting.misfits(event, answers)
    assert list(found) == [code] and isinstance(found[code], kind)
    with pytest.raises(kind):
        await fitting.check_answer(event.id, code, answers[code])


async def test_what_is_known_is_said_at_once_with_two_that_fit(igor: Person) -> None:
    olya = await meet("Оля")
    where: dict[str, Any] = {"categories": ("running",)}
    await forma_database.execute(
        "UPDATE profiles SET level = 'beginner', remembered = '{\"weight\": 82}' WHERE user_id = $1", olya.id
    )
    event = await published(igor, "Для опытных", requirements=SKILLED, **where)
    light = await published(igor, "Для лёгких", requirements={"weights": [60, 70]}, **where)
    for title, asked in (
        ("Для новичков", {"levels": ["beginner"]}),
        ("До ста", {"weights": [70, 100]}),
        ("Для профи", {"levels": ["professional"]}),
        ("До восьмидесяти", {"weights": [80]}),
    ):
        await published(igor, title, requirements=asked, **where)
    refusal = await instead.known_misfit(olya, event)
    assert isinstance(refusal, WrongLevel) and refusal.params == {"level": "beginner", "levels": "amateur-professional"}
    assert {row.title for row in await instead.find_instead(olya, event, refusal, now=START)} == {
        "Для новичков",
        "До ста",
    }
    heavy = await instead.known_misfit(olya, light)
    assert isinstance(heavy, TooHeavy) and heavy.params == {"weight": 82, "most": 70}
    heavier = await instead.find_instead(olya, light, TooHeavy(weight=150, most=70), now=START)
    assert {row.title for row in heavier} == {"Для новичков"}, "what was just said counts before what is remembered"
    reasons = await recommendations.recommend(olya.id, now=START)
    assert "level" in [reason.code for one in reasons if one.row.title == "Для новичков" for reason in one.reasons]


async def test_copies_and_the_file_of_the_event_know_it(igor: Person) -> None:
    event = await published(igor, requirements=SKILLED | CLASSES)
    copy = await in_transaction(lambda: copying.clone_event(igor, event.id, now=START))
    assert copy.requirements == event.requirements
    told = orjson.loads(await exported.as_json(igor, event.id))["event"]
    assert told["requirements"] == SKILLED | CLASSES and told["scoring"]["measure"] == "time"


async def test_the_board_ranks_the_classes_apart(igor: Person) -> None:
    event_id = await race(igor, 6, requirements=CLASSES)
    await forma_database.execute(
        "UPDATE registrations SET answers = jsonb_build_object('weight', CASE WHEN number = 6 THEN '\"x\"'::jsonb "
        "ELSE to_jsonb(50 + number * 5) END) WHERE event_id = $1",
        event_id,
    )  # 55, 60, 65, 70, 75 and somebody of whom nobody knows

    async def enter() -> None:
        for number in range(1, 7):
            await entering.enter(igor, event_id, number, f"{30 - number}:00", now=START)

    await in_transaction(enter)
    card = await board_for(event_id, igor)
    assert card.weights == (0, 1, 2) and card.limits == (60, 70.5, None)
    numbers = []
    for weight in card.weights:
        category = card.read_code(card.code(Category(weight=weight)))
        assert category.weight == weight
        rows = await board_page(card, category, with_names=True)
        numbers.append([(row.place, row.number) for row in rows])
        assert await count_in(card, category) == len(rows)
    assert numbers == [[(1, 2), (2, 1)], [(1, 4), (2, 3)], [(1, 5)]]
    assert card.read_code("w7").is_all and card.read_code("w").is_all
    user = await forma_database.fetchval("SELECT user_id FROM results WHERE total = $1", 27 * 60_000)
    own = (await own_results(user, [event_id]))[event_id]
    assert (own.place, own.in_category) == (4, 1)
    await in_transaction(lambda: entering.disqualify(igor, event_id, 5, "срезал", now=START))
    last = await forma_database.fetchval("SELECT max(id) FROM result_changes")
    assert await count_in(card, Category(weight=2)) == 0
    await in_transaction(lambda: entering.take_back(igor, last, now=START))
    assert await count_in(card, Category(weight=2)) == 1
    answers: dict[str, JsonValue] = {"measure": "time", "stages": 1, "by_sex": False, "ages": ""}
    await in_transaction(lambda: rules.set_scoring(igor, event_id, answers, now=START))
    assert (await board_for(event_id, igor)).weights == (0, 1, 2), "other rules leave the classes"
