from __future__ import annotations

from playwright.async_api import expect

from tests.sandbox_client.conftest import TOASTS_STAY, Stage


async def test_a_newcomer_presses_start_and_the_bot_answers(stage: Stage) -> None:
    page = await stage.look()
    await expect(page.locator(".hint-card")).to_contain_text("Добро пожаловать")
    await page.get_by_role("button", name="НАЧАТЬ", exact=True).click()
    await expect(page.locator(".msg.out .words")).to_have_text("/start")
    await expect(page.locator(".words b").first).to_have_text("Форма")
    await expect(page.get_by_role("button", name="НАЧАТЬ", exact=True)).to_have_count(0)
    await expect(page.get_by_placeholder("Спросите о забеге")).to_be_visible()


async def test_a_press_spins_then_shows_the_toast_and_the_edited_message(stage: Stage) -> None:
    page = await stage.started()
    await page.evaluate(TOASTS_STAY)
    await page.click("[data-press$='/join']")
    await expect(page.locator(".toast")).to_have_text("Вы записаны!")
    card = page.locator(".msg").filter(has=page.locator("[data-press$='/join']"))
    await expect(card.locator(".words")).to_have_text("Вы записаны, номер 1024")
    await expect(card.locator(".meta")).to_contain_text("изменено")
    await expect(page.locator(".key.busy")).to_have_count(0)


async def test_an_alert_waits_for_its_ok(stage: Stage) -> None:
    page = await stage.started()
    await page.click("[data-press$='/alert']")
    await expect(page.get_by_role("dialog")).to_contain_text("Пакет выдают в пятницу")
    await page.get_by_role("button", name="OK").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_press_without_an_answer_leaves_a_red_mark(stage: Stage) -> None:
    page = await stage.started()
    # The page would wait fifteen seconds for the bot; the rule is what it shows when that is over.
    await page.route(
        "**/sim/press", lambda route: route.continue_(post_data={**route.request.post_data_json, "timeout": 0.2})
    )
    await page.click("[data-press$='/silent']")
    await expect(page.locator("[data-press$='/silent']")).to_have_class("key unanswered")
    await expect(page.locator(".toast.error")).to_contain_text("Бот не ответил")


async def test_reply_keyboard_sends_text_and_contact(stage: Stage) -> None:
    page = await stage.started()
    await page.locator(".reply-keys .key", has_text="События").click()
    await expect(page.locator(".msg.out .words").last).to_have_text("События")
    await page.locator(".reply-keys .key", has_text="Мой номер").click()
    await page.get_by_role("button", name="Поделиться").click()
    await expect(page.locator(".msg .words", has_text="Номер получен: +7")).to_be_visible()


async def test_a_message_is_replied_to_edited_reacted_to_and_deleted(stage: Stage) -> None:
    page = await stage.started()
    line = page.get_by_role("textbox", name="Сообщение")
    await line.fill("Хочу на забег")
    await line.press("Enter")
    mine = page.locator(".msg.out .bubble", has_text="Хочу на забег")
    await expect(mine.locator(".icon-check")).to_be_visible()
    await mine.click(button="right")
    await page.get_by_role("button", name="Отреагировать 🔥").click()
    await expect(mine.locator(".reaction")).to_have_text("🔥1")
    await mine.click(button="right")
    await page.get_by_role("menuitem", name="Изменить").click()
    await line.fill("Хочу на два забега")
    await line.press("Enter")
    mine = page.locator(".msg.out .bubble", has_text="Хочу на два забега")
    await expect(mine.locator(".meta")).to_contain_text("изменено")
    await mine.click(button="right")
    await page.get_by_role("menuitem", name="Удалить").click()
    await page.get_by_role("dialog").get_by_role("button", name="Удалить").click()
    await expect(mine).to_have_count(0)


async def test_commands_and_words_are_pressed(stage: Stage) -> None:
    page = await stage.started()
    await page.get_by_role("textbox", name="Сообщение").fill("/st")
    await page.get_by_role("option", name="/start").click()
    await expect(page.locator(".msg.out .words", has_text="/start")).to_have_count(2)
    await page.locator(".words a", has_text="/help").first.click()
    await expect(page.locator(".msg.out .words").last).to_have_text("/help")


async def test_hundreds_of_messages_load_upwards_and_keep_the_place(stage: Stage) -> None:
    page = await stage.started()
    await page.get_by_role("textbox", name="Сообщение").fill("/many")
    await page.keyboard.press("Enter")
    await expect(page.locator(".words", has_text="Сообщение 120")).to_be_visible()
    await page.reload()
    await expect(page.locator(".words", has_text="Сообщение 120")).to_be_in_viewport()
    assert await page.locator(".msg").count() <= 50
    await page.locator(".scroll").hover()
    await page.mouse.wheel(0, -100_000)
    await expect(page.locator(".words", has_text="Сообщение 60")).to_have_count(1)
    await stage.bot_says("olya", "Ещё одно")
    await expect(page.locator(".to-bottom")).to_have_text("1 новое")
    await page.locator(".to-bottom").click()
    await expect(page.locator(".words", has_text="Ещё одно")).to_be_in_viewport()


async def test_blocking_the_bot_shuts_the_line_until_unblocked(stage: Stage) -> None:
    page = await stage.started()
    await stage.sim("block", as_="olya", blocked=True)
    await page.reload()
    await page.get_by_role("button", name="РАЗБЛОКИРОВАТЬ").click()
    await expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()
