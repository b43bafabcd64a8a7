"""The demo's way back to the beginning; the sandbox calls it. Never served beside the real Telegram."""

from __future__ import annotations

from aiohttp import web

from domain import database
from domain.files.vault import Vault
from forma.clock import Clock
from forma.story.telling import tell_story

PATH = "/demo/reset"
_ONLY_ADDED_TO = ("audit_entries", "ledger")
_KEPT = ("event_categories", "tortoise_migrations")


def reset_routes(clock: Clock, vault: Vault) -> list[web.RouteDef]:
    async def reset(request: web.Request) -> web.Response:
        """`{"story": "demo" | "empty"}`, declared as JSON: a page of another origin cannot send that unasked."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        story = (await request.json()).get("story", "demo")
        await forget_everything()
        if story == "demo":
            await tell_story(now=clock.now(), vault=vault)
        return web.json_response({"ok": True})

    return [web.post(PATH, reset)]


async def forget_everything() -> None:
    """Empty every table but those that migrations fill."""
    async with database.transaction():
        rows = await database.fetch(
            "SELECT format('%I', tablename) AS name FROM pg_tables "
            "WHERE schemaname = 'public' AND tablename <> ALL($1::text[])",
            list(_KEPT),
        )
        names = ", ".join(row["name"] for row in rows)
        for table in _ONLY_ADDED_TO:
            await database.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        await database.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        for table in _ONLY_ADDED_TO:
            await database.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
