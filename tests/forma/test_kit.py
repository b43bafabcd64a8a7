from __future__ import annotations

import asyncpg
import pytest
import redis.asyncio

from domain import database as db


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_has_a_database_of_its_own(turn: int, database: str) -> None:
    await db.execute("CREATE TABLE left_behind (turn int)")
    await db.execute("INSERT INTO left_behind VALUES ($1)", turn)
    assert await db.fetchval("SELECT count(*) FROM left_behind") == 1


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_has_an_empty_valkey(turn: int, redis_url: str) -> None:
    async with redis.asyncio.from_url(redis_url) as client:
        assert await client.set("place", turn, nx=True)


async def test_russian_words_have_letters(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert await connection.fetchval("SELECT similarity('марафон', 'марофон')") > 0.3
    assert await connection.fetchval("SELECT lower('ПРИВЕТ')") == "привет"
    assert await connection.fetchval("SELECT to_tsvector('russian', 'Забеги') @@ to_tsquery('russian', 'забег')")
    await connection.close()
