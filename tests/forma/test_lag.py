from __future__ import annotations

import asyncio
import time

import pytest

from forma import lag


async def test_a_held_loop_is_said(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """F67."""
    monkeypatch.setattr(lag, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(lag, "ALARM_S", 0.2)
    watching = asyncio.create_task(lag.watch_lag())
    await asyncio.sleep(0)
    time.sleep(0.3)  # noqa: ASYNC251 - that is the fault
    said = ""
    async with asyncio.timeout(60):
        while "the loop was held" not in said:
            await asyncio.sleep(0.02)
            said += "".join(capfd.readouterr())
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
