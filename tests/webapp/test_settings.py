"""Settings and the profile: by pages."""

from __future__ import annotations

import re

from tests.webapp.conftest import Cast
from tests.webapp.world import Opened


async def test_settings_are_kept(olya: Opened) -> None:
    assert (await olya.post("/settings/notify", topic="events", channel="telegram")).status == 204
    switch = re.search(r'name="on"[^>]*checked[^>]*События: Telegram', await olya.see("/settings/notify"))
    assert switch is None
    assert "<select" not in await olya.see("/settings/notify")
    await olya.post("/settings/quiet", on="true")
    assert re.findall(r'value="(\d+)" selected', await olya.see("/settings/notify")) == ["23", "8"]
    same = await olya.post("/settings/quiet", **{"on": "true", "from": "8", "to": "8"})
    assert (same.status, "Выберите разные" in await same.text()) == (422, True)
    await olya.post("/settings/quiet", **{"on": "true", "from": "22", "to": "7"})
    assert re.findall(r'value="(\d+)" selected', await olya.see("/settings/notify")) == ["22", "7"]
    await olya.post("/settings/quiet", **{"from": "22", "to": "7"})
    assert "<select" not in await olya.see("/settings/notify")
    assert "Профиль закрыт" in await olya.see("/settings/privacy")
    await olya.post("/settings/privacy", part="profile", on="true")
    assert "Профиль закрыт" not in await olya.see("/settings/privacy")
    await olya.post("/settings/language", language="en")
    assert 'data-lang="en"' in await olya.see("/me")


async def test_the_profile_is_changed_by_the_same_form(cast: Cast, olya: Opened, paul: Opened) -> None:
    await paul.post("/me/edit", first_name="Paul", nickname="runner")
    answer = await olya.post("/me/edit", first_name="Ольга", nickname="runner", city="Казань")
    assert answer.status == 422 and 'id="error-nickname"' in await answer.text()
    assert (await olya.post("/me/edit", first_name="Ольга", nickname="olga", city="Казань")).headers[
        "Forma-Go"
    ] == "/me"
    assert "Казань" in await olya.see("/me")
