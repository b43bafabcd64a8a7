"""The door behind which pages keep what is being typed."""

from __future__ import annotations

from domain import database
from tests.webapp.world import Opened, WebClient

PAGE = {"page": "/events/1/question", "form": "question"}


async def _keep(who: Opened, **fields: object) -> int:
    answer = await who.client.post("/unsent", params=PAGE, headers=who.headers, data=fields)
    return answer.status


async def _kept(who: Opened) -> object:
    answer = await who.client.get("/unsent", params=PAGE, headers=who.headers)
    assert answer.headers["Cache-Control"] == "no-store"
    return await answer.json()


async def test_it_is_given_back_to_its_author_alone_and_forgotten_when_empty(olya: Opened, paul: Opened) -> None:
    assert await _kept(olya) == {}
    assert await _keep(olya, text="<b>Можно", days="1") == 204
    assert await _kept(olya) == {"form": "question", "fields": {"text": ["<b>Можно"], "days": ["1"]}}
    assert await _kept(paul) == {}
    assert await _keep(olya) == 204
    assert await _kept(olya) == {}


async def test_too_much_of_it_is_refused_and_nobody_comes_in_without_a_token(client: WebClient, olya: Opened) -> None:
    assert await _keep(olya, text="a" * 30_000) == 422
    assert await _kept(olya) == {}
    assert (await client.post("/unsent", params=PAGE, data={"text": "a"})).status == 401
    assert (await client.get("/unsent", params=PAGE)).status == 401
    assert await database.fetchval("SELECT count(*) FROM form_drafts") == 0
