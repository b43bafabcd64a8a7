"""The world on disk: one JSON snapshot, replaced whole, at most once in a short while."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from sandbox.telegram.records import Records
from sandbox.telegram.world import World

NAME = "world.json"
PAUSE_S = 1.0


def load(folder: Path | None) -> Records:
    if folder is None or not (folder / NAME).exists():
        return Records()
    return Records.model_validate_json((folder / NAME).read_bytes())


def save(world: World, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{NAME}.new"
    fresh.write_text(world.records.model_dump_json(), encoding="utf-8")
    os.replace(fresh, folder / NAME)


async def keep_saving(world: World, folder: Path) -> None:
    saved: tuple[int, int, int] | None = None
    while True:
        state = (world.changes, world.records.last_update_id, len(world.records.queue))
        if state != saved:
            save(world, folder)
            saved = state
        await asyncio.sleep(PAUSE_S)
