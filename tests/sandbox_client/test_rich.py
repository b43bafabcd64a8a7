"""Rich messages under the eyes of a person: every block has its look, and what can be pressed answers."""

from __future__ import annotations

from typing import Any

import aiohttp
from playwright.async_api import expect

from tests.sandbox_client.conftest import TOASTS_STAY, TOKEN, Stage
from tests.sandbox_client.test_signs import picture

REPORT = """# Итоги забега
Темп $v = \\frac{s}{t}$, [к призам](#призы), ||секрет||[^1].

| Место | Кто |
|------:|:----|
| 1 | **Оля** |

- [x] Номер
- [ ] Фонарик

<details><summary>Как считали</summary>

Складывали три времени, <a name="призы"></a>призы там же.

<tg-button-row><tg-button type="callback_data" data="go" style="success">Участвую</tg-button></tg-button-row>

</details>

[^1]: Сноска.
"""


async def api(stage: Stage, method: str, **fields: Any) -> Any:
    olya = next(one["id"] for one in (await stage.state())["personas"] if one["key"] == "olya")
    async with stage.http.post(f"{stage.origin}/bot{TOKEN}/{method}", json={"chat_id": olya, **fields}) as response:
        answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]


async def sent_photo(stage: Stage) -> str:
    olya = next(one["id"] for one in (await stage.state())["personas"] if one["key"] == "olya")
    form = aiohttp.FormData({"chat_id": str(olya)})
    form.add_field("photo", picture(), filename="a.png")
    async with stage.http.post(f"{stage.origin}/bot{TOKEN}/sendPhoto", data=form) as response:
        return str((await response.json())["result"]["photo"][-1]["file_id"])


async def test_a_report_is_read_unfolded_and_pressed(stage: Stage) -> None:
    page = await stage.started(width=390, height=800)
    sent = await api(stage, "sendRichMessage", rich_message={"markdown": REPORT})
    rich = page.locator(f".msg[data-id='{sent['message_id']}'] .rich")
    await expect(rich.get_by_role("heading", name="Итоги забега", level=1)).to_be_visible()
    await expect(rich.locator("math mfrac")).to_have_count(1)
    await expect(rich.get_by_role("cell", name="Оля")).to_be_visible()
    await expect(rich.get_by_role("img", name="Не сделано")).to_have_count(1)
    await rich.locator(".spoiler").click()
    await expect(rich.locator(".spoiler")).to_have_class("spoiler open")

    button = rich.get_by_role("button", name="Участвую")
    await expect(button).to_be_hidden()
    await rich.get_by_role("link", name="к призам").click()
    await page.evaluate(TOASTS_STAY)
    await button.click()
    await expect(page.locator(".toast").last).to_have_text("Готово")
    await expect(button).to_be_visible()

    wide = await page.evaluate(
        "document.querySelector('.scroll').scrollWidth <= document.querySelector('.scroll').clientWidth"
    )
    assert wide, "nothing sticks out of a telephone"
    await api(
        stage,
        "editMessageText",
        message_id=sent["message_id"],
        rich_message={"blocks": [{"type": "paragraph", "text": "Протокол закрыт"}]},
    )
    await expect(rich).to_have_text("Протокол закрыт")


async def test_slides_are_stepped_and_opened_together(stage: Stage) -> None:
    page = await stage.started()
    block = {"type": "photo", "photo": {"type": "photo", "media": await sent_photo(stage)}}
    slides = {"type": "slideshow", "blocks": [block] * 3, "caption": {"text": "Со старта"}}
    long = {"type": "paragraph", "text": "Слово. " * 900}
    await api(stage, "sendRichMessage", rich_message={"blocks": [slides, long]})
    show = page.locator(".slideshow")
    await expect(show.get_by_role("status")).to_have_text("1 из 3")
    await show.get_by_role("button", name="Следующее").click()
    await expect(show.get_by_role("status")).to_have_text("2 из 3")
    await show.get_by_role("button", name="Фото").nth(1).click()
    viewer = page.get_by_role("dialog", name="Просмотр")
    await expect(viewer).to_contain_text("2 из 3")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Показать целиком").click()
    await expect(page.locator(".rich-fold")).to_have_count(0)

    thinking = {"blocks": [{"type": "thinking", "text": "Считаю круги"}]}
    await api(stage, "sendRichMessageDraft", draft_id=3, rich_message=thinking)
    await expect(page.locator(".draft-message")).to_contain_text("Считаю круги")
    await api(stage, "sendRichMessage", rich_message={"html": "<p>Кругов: <b>12</b></p>"})
    await expect(page.locator(".draft-message")).to_have_count(0)
    await expect(page.locator(".chat-row", has_text="Кругов: 12")).to_have_count(1)
