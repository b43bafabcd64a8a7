"""What is typed and not sent waits for its author: one page's form, a week long, within bounds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.accounts.people import Person
from domain.forms import unsent
from domain.forms.unsent import MOST_CHARACTERS, Unsent, UnsentTooLong
from tests.kit import people
from tests.kit.clock import START

PAGE = "/events/17/question"


async def _keep(person: Person, page: str, text: str) -> None:
    await unsent.keep_unsent(person.id, page, Unsent("question", {"text": [text], "days": ["1", "2"]}), now=START)


async def test_it_waits_for_its_author_alone_until_it_is_sent(database: str) -> None:
    olya, igor = await people.meet("Оля"), await people.meet("Игорь")
    await _keep(olya, PAGE, "Можно с")
    await _keep(olya, PAGE, "Можно с собакой? 🐕")
    found = await unsent.find_unsent(olya.id, PAGE, now=START)
    assert found == Unsent("question", {"text": ["Можно с собакой? 🐕"], "days": ["1", "2"]})
    assert await unsent.find_unsent(igor.id, PAGE, now=START) is None
    assert await unsent.find_unsent(olya.id, "/events/18/question", now=START) is None
    await unsent.forget_unsent(olya.id, PAGE)
    assert await unsent.find_unsent(olya.id, PAGE, now=START) is None


async def test_the_last_page_written_in_counts_and_a_week_is_enough(database: str) -> None:
    olya = await people.meet("Оля")
    await _keep(olya, PAGE, "Раз")
    await _keep(olya, "/me/edit", "Два")
    assert await unsent.find_unsent(olya.id, PAGE, now=START) is None
    await unsent.forget_unsent(olya.id, PAGE)
    assert await unsent.find_unsent(olya.id, "/me/edit", now=START + timedelta(days=6)) is not None
    assert await unsent.find_unsent(olya.id, "/me/edit", now=START + timedelta(days=8)) is None


async def test_more_than_any_form_asks_for_is_refused(database: str) -> None:
    olya = await people.meet("Оля")
    for page, fields in (
        (PAGE, {"text": ["a" * (MOST_CHARACTERS + 1)]}),
        (PAGE, {f"f{n}": [""] for n in range(200)}),
        ("/" * 65, {"text": ["a"]}),
        ("", {"text": ["a"]}),
    ):
        with pytest.raises(UnsentTooLong):
            await unsent.keep_unsent(olya.id, page, Unsent("form", fields), now=START)
