"""EV-35: what stands on a diploma, and what its code is worth when something was corrected, revoked or forged."""

from __future__ import annotations

import dataclasses

import pytest

from bot.events import diplomas as faces
from bot.kit.calls import CallMaker
from bot.kit.signing import ButtonSigner
from bot.kit.turn import BotApp
from domain import database as forma_database
from domain.accounts.people import Person, get_person
from domain.errors import NotAllowed
from domain.events.awards import diplomas, paper
from domain.events.awards.diploma_codes import diploma_key
from domain.events.awards.errors import DiplomaForged, DiplomaNotYet, NameUnprintable, NoDiploma
from domain.events.entry.tickets import ticket_key
from domain.events.results import entering, final
from domain.lettering.letters import drawable
from locales import Lang, translator
from tests.kit.clock import START
from tests.kit.pdf import text_of
from tests.kit.people import meet, meet_many
from tests.kit.races import race
from tests.kit.tournaments import begun

TICKETS = ticket_key("a secret of the tests")
KEY = diploma_key(TICKETS)
APP_URL = "https://forma.example.org"


def _app(app_url: str = APP_URL) -> BotApp:
    calls = CallMaker(ButtonSigner(b"x" * 32), "forma_bot", app_url)
    return BotApp(calls, None, TICKETS, frozenset())  # type: ignore[arg-type]  # nobody is spoken to


async def _over(igor: Person, runners: int = 3) -> int:
    """Number 1 came in first, and so on; approved."""
    event_id = await race(igor, runners, title="Осенние 5 км", distance_m=5000)
    for number in range(1, runners + 1):
        async with forma_database.transaction():
            await entering.enter(igor, event_id, number, f"2{number}:43", now=START)
    async with forma_database.transaction():
        await final.announce(igor, event_id, now=START)
    return event_id


async def _runner(event_id: int, number: int) -> Person:
    return await get_person(
        await forma_database.fetchval(
            "SELECT user_id FROM registrations WHERE event_id = $1 AND number = $2", event_id, number
        )
    )


async def _printed(person: Person, event_id: int, lang: Lang = "ru") -> list[str]:
    found = await diplomas.own_diploma(person, event_id)
    return text_of(paper.draw(faces.wording(found, _app(), translator(lang)))).splitlines()


async def test_a_finishers_name_place_and_time_stand_on_it(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _over(igor)
    runner = await _runner(event_id, 2)
    async with forma_database.transaction():
        await diplomas.set_rule(igor, event_id, signature="Главный судья\n Соколов", now=START)
    said = await _printed(runner, event_id)
    for words in (runner.name, "за второе место в событии", "Осенние 5 км", "2 место из 3", "22:43", "5 км", "2"):
        assert words in said, words
    assert "Игорь" in said and "Главный судья Соколов" in said
    assert any("Сокольники" in one and "2026" in one for one in said)
    english = await _printed(runner, event_id, "en")
    assert "DIPLOMA" in english and "Place 2 of 3" in english and "for second place in" in english


async def test_its_code_leads_to_what_is_true_now(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _over(igor)
    runner = await _runner(event_id, 2)
    code = (await diplomas.own_diploma(runner, event_id)).code(KEY)
    found = await diplomas.check(f" {code.upper()} ", KEY)
    assert (found.same, found.diploma.place, found.diploma.state) == (True, 2, "valid")
    async with forma_database.transaction():
        await final.reopen(igor, event_id, now=START)
    assert (await diplomas.check(code, KEY)).diploma.state == "preliminary"
    with pytest.raises(DiplomaNotYet):
        await diplomas.own_diploma(runner, event_id)
    async with forma_database.transaction():
        await entering.enter(igor, event_id, 3, "20:00", now=START)
        await final.announce(igor, event_id, now=START)
    found = await diplomas.check(code, KEY)
    assert (found.same, found.diploma.place) == (False, 3), "the page says the third place, whatever is on the paper"
    async with forma_database.transaction():
        await final.reopen(igor, event_id, now=START)
        await entering.disqualify(igor, event_id, 2, "срезал круг", now=START)
        await final.announce(igor, event_id, now=START)
    found = await diplomas.check(code, KEY)
    assert (found.same, found.diploma.state) == (False, "revoked")
    with pytest.raises(NoDiploma):
        await diplomas.own_diploma(runner, event_id)


async def test_a_forged_or_altered_code_is_none_of_ours(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _over(igor)
    runner, other = await _runner(event_id, 1), await _runner(event_id, 2)
    code = (await diplomas.own_diploma(runner, event_id)).code(KEY)
    theirs = (await diplomas.own_diploma(other, event_id)).code(KEY)
    number, stamp, signature = code.split("-")
    twisted = signature[:-1] + ("a" if signature[-1] != "a" else "b")
    for said in (
        f"{number}-{stamp}-{twisted}",
        f"{theirs.split('-')[0]}-{stamp}-{signature}",
        f"{number}-{theirs.split('-')[1]}-{signature}",
        f"0{code}",
        f"{number}-{stamp}",
        "",
        "\0",
        "9" * 4000,
        "٣-aaaaaaaa-aaaaaaaaaaaaaaaa",
    ):
        with pytest.raises(DiplomaForged):
            await diplomas.check(said, KEY)
    with pytest.raises(DiplomaForged):
        await diplomas.check(code, diploma_key(ticket_key("another secret")))


async def test_the_name_is_the_persons_own_or_the_one_they_asked_for(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _over(igor)
    runner = await _runner(event_id, 1)
    code = (await diplomas.own_diploma(runner, event_id)).code(KEY)
    async with forma_database.transaction():
        await diplomas.set_name(runner, event_id, "Ольга\u202e  Белова 🏃‍♀️")
    assert "Ольга Белова" in await _printed(runner, event_id)
    assert not (await diplomas.check(code, KEY)).same, "the paper with the other name is told apart"
    for unfit in ("محمد", "🏃‍♀️", "\u200b"):
        with pytest.raises(NameUnprintable):
            async with forma_database.transaction():
                await diplomas.set_name(runner, event_id, unfit)
    with pytest.raises(NoDiploma):
        await diplomas.set_name(await meet("Маша"), event_id, "Маша")


HOSTILE = {
    "emoji": ("🏃‍♂️ Ян 🏅", "Ян"),
    "right to left": ("محمد بن سلمان", "участник № 1"),
    "chinese": ("王小明", "участник № 1"),
    "markup": ("<b>(Ян) \\ %PDF</b> & Co", "<b>(Ян) \\ %PDF</b> & Co"),
    "accents": ("Zoë Łukaszewicz-Ñuñez", "Zoë Łukaszewicz-Ñuñez"),
    "controls": ("Я\x00н\n\tБ", "Ян Б"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_any_name_leaves_a_readable_paper(case: str) -> None:
    name, printed = HOSTILE[case]
    assert printed in text_of(paper.draw(_wording(name=name))).splitlines()


def test_four_thousand_letters_stay_within_the_paper() -> None:
    long = "Имя-Отчество " * 320
    said = text_of(paper.draw(_wording(name=long, title=long, where=long, organizer=long, signature=long)))
    names = [line for line in said.splitlines() if "Имя-Отчество" in line]
    assert any(line.endswith("…") for line in names) and all(len(line) < 100 for line in names)
    assert "Щ" * 20 in text_of(paper.draw(_wording(name="Щ" * 4000)))


def _wording(**known: object) -> paper.Wording:
    usual = paper.Wording(
        heading="Диплом",
        given_to="награждается",
        name="Ольга Белова",
        nameless="участник № 1",
        for_what="за финиш в событии",
        title="Забег",
        where="7 декабря 2026, Сокольники",
        place=12,
        place_words="12 место из 87",
        facts=[("результат", "21:43")],
        organizer="Игорь",
        signature="",
        check="Наведите камеру",
        code="1-aaaaaaaa-aaaaaaaaaaaaaaaa",
        url=f"{APP_URL}/d/1-aaaaaaaa-aaaaaaaaaaaaaaaa",
    )
    return dataclasses.replace(usual, **known)  # type: ignore[arg-type]  # of several types


def test_what_the_typeface_lacks_is_left_out() -> None:
    assert drawable("  Ян 🏃 и Öğe  ") == "Ян и Öğe"
    assert drawable("🏃‍♀️") == ""


async def test_an_organizer_switches_diplomas_off(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event_id = await _over(igor)
    runner = await _runner(event_id, 1)
    with pytest.raises(NotAllowed):
        async with forma_database.transaction():
            await diplomas.set_rule(olya, event_id, is_off=True, now=START)
    async with forma_database.transaction():
        await diplomas.set_rule(igor, event_id, is_off=True, now=START)
    with pytest.raises(NoDiploma):
        await diplomas.ask(runner, event_id)
    async with forma_database.transaction():
        await diplomas.set_rule(igor, event_id, is_off=False, now=START)
        await diplomas.ask(runner, event_id)
        await diplomas.ask(runner, event_id)
    waiting = await forma_database.fetch("SELECT payload FROM pgqueuer WHERE entrypoint = $1", diplomas.JOB)
    assert len(waiting) == 1, "asked for twice, it is one"


async def test_nothing_is_made_ahead(database: str) -> None:
    igor = await meet("Игорь")
    await _over(igor, 5)
    assert await forma_database.fetchval("SELECT count(*) FROM pgqueuer WHERE entrypoint = $1", diplomas.JOB) == 0


async def test_who_took_no_part_or_did_not_finish_has_none(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event_id = await race(igor, 2)
    async with forma_database.transaction():
        await entering.enter(igor, event_id, 1, "21:43", now=START)
        await entering.enter(igor, event_id, 2, "сошёл", now=START)
    with pytest.raises(DiplomaNotYet):
        await diplomas.own_diploma(await _runner(event_id, 1), event_id)
    async with forma_database.transaction():
        await final.announce(igor, event_id, now=START)
    for person in (olya, await _runner(event_id, 2)):
        with pytest.raises(NoDiploma):
            await diplomas.own_diploma(person, event_id)


async def test_players_of_a_tournament_have_one_with_or_without_a_place(database: str) -> None:
    igor = await meet("Игорь")
    cup = await begun(igor, await meet_many(4), bronze=True)
    with pytest.raises(DiplomaNotYet):
        await diplomas.own_diploma(cup.players[0], cup.event_id)
    for key, winner in (("W1.1", 1), ("W1.2", 2), ("B1.1", 3), ("W2.1", 1)):
        await cup.won(key, winner)
    assert "за первое место в турнире" in await _printed(cup.players[0], cup.event_id)
    assert "Участник турнира" in await _printed(cup.players[3], cup.event_id)


def test_without_pages_of_our_own_the_code_leads_to_the_bot() -> None:
    assert faces.check_link("1-aa-bb", _app("")) == "https://t.me/forma_bot?start=v_1-aa-bb"
    assert faces.check_link("1-aa-bb", _app()) == f"{APP_URL}/d/1-aa-bb"


def test_the_longest_title_and_signature_that_may_be_given_are_printed_whole() -> None:
    title = "Большой осенний благотворительный полумарафон «Золотое кольцо Подмосковья» памяти Героев и ветеранов"
    signature = f"Главный судья соревнований всероссийской категории {'Константин' * 3} {'Заславский' * 3}"
    printed = " ".join(text_of(paper.draw(_wording(title=title, signature=signature))).splitlines())
    assert title in printed and signature in printed
