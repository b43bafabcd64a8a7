from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.async_api import Frame, Page, expect

from tests.sandbox_client.conftest import TOASTS_STAY, TOKEN, Stage

SCRIPT = Path(__file__).parents[2] / "webapp" / "static" / "vendor" / "telegram-web-app.js"


async def opened(stage: Stage, **how: Any) -> tuple[Page, Frame]:
    page = await stage.started(**how)
    await page.get_by_role("button", name="Форма", exact=True).click()
    return page, await ready(page)


async def ready(page: Page) -> Frame:
    await page.wait_for_function("window.sandbox.app?.ready")
    return page.frames[-1]


async def say(frame: Frame, event: str, data: Any = "") -> None:
    await frame.evaluate("([type, data]) => say(type, data)", [event, data])


async def heard(frame: Frame, event: str) -> Any:
    """What the client answered last under that name."""
    found = await frame.wait_for_function("name => heard.findLast((one) => one.eventType === name)", arg=event)
    return (await found.json_value())["eventData"]


async def test_an_app_is_told_its_theme_viewport_and_safe_areas(stage: Stage) -> None:
    page, frame = await opened(stage)
    assert (await heard(frame, "theme_changed"))["theme_params"]["bg_color"] == "#ffffff"
    assert (await heard(frame, "viewport_changed"))["is_state_stable"] is True
    assert await heard(frame, "safe_area_changed") == {"top": 0, "bottom": 0, "left": 0, "right": 0}
    assert await frame.locator("#start").text_content() == "Оля "
    await page.get_by_role("button", name="Меню мини-приложения").click()
    await page.get_by_role("menuitem", name="Сменить тему").click()
    await frame.wait_for_function(
        "heard.findLast((one) => one.eventType === 'theme_changed').eventData.theme_params.bg_color === '#17212b'"
    )


async def test_buttons_below_and_above_the_page(stage: Stage) -> None:
    page, frame = await opened(stage)
    await say(frame, "web_app_setup_main_button", {"is_visible": True, "text": "Записаться", "color": "#3390ec"})
    await say(frame, "web_app_setup_secondary_button", {"is_visible": True, "text": "Позже", "position": "left"})
    await page.get_by_role("button", name="Записаться").last.click()
    await heard(frame, "main_button_pressed")
    await page.get_by_role("button", name="Позже").click()
    await heard(frame, "secondary_button_pressed")
    await say(
        frame, "web_app_setup_main_button", {"is_visible": True, "text": "Записаться", "is_progress_visible": True}
    )
    await expect(page.locator(".app-main")).to_be_disabled()
    await say(frame, "web_app_setup_main_button", {"is_visible": True, "text": " "})
    await expect(page.locator(".app-main")).to_be_hidden()
    await say(frame, "web_app_setup_back_button", {"is_visible": True})
    await page.locator(".app-sheet").get_by_role("button", name="Назад").click()
    await heard(frame, "back_button_pressed")
    assert await page.evaluate("sandbox.app !== null")


async def test_popup_answers_with_its_button_and_with_nothing_when_dismissed(stage: Stage) -> None:
    page, frame = await opened(stage)
    question = {
        "title": "Отменить?",
        "message": "Деньги вернутся",
        "buttons": [{"id": "yes", "type": "destructive", "text": "Да"}, {"id": "no", "type": "cancel"}],
    }
    await say(frame, "web_app_open_popup", question)
    await page.get_by_role("button", name="Да", exact=True).click()
    assert await heard(frame, "popup_closed") == {"button_id": "yes"}
    await frame.evaluate("heard.length = 0")
    await say(frame, "web_app_open_popup", question)
    await expect(page.locator("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    assert await heard(frame, "popup_closed") == {}


async def test_permissions_scanner_and_storages(stage: Stage) -> None:
    page, frame = await opened(stage)
    await say(frame, "web_app_request_phone")
    await page.get_by_role("button", name="Поделиться").click()
    assert await heard(frame, "phone_requested") == {"status": "sent"}
    await say(frame, "web_app_request_location")
    await page.get_by_role("button", name="Разрешить").click()
    assert (await heard(frame, "location_requested"))["available"] is True
    await say(frame, "web_app_open_scan_qr_popup", {"text": "Билет"})
    await page.get_by_role("button", name="RUN-2026").click()
    assert await heard(frame, "qr_text_received") == {"data": "RUN-2026"}
    await say(frame, "web_app_close_scan_qr_popup")
    await heard(frame, "scan_qr_popup_closed")
    await say(
        frame,
        "web_app_invoke_custom_method",
        {"req_id": "1", "method": "saveStorageValue", "params": {"key": "a", "value": "7"}},
    )
    assert await heard(frame, "custom_method_invoked") == {"req_id": "1", "result": True}
    await say(frame, "web_app_device_storage_save_key", {"req_id": "2", "key": "k", "value": "v"})
    await heard(frame, "device_storage_key_saved")
    await say(frame, "web_app_device_storage_get_key", {"req_id": "3", "key": "k"})
    assert await heard(frame, "device_storage_key_received") == {"req_id": "3", "value": "v"}
    await say(frame, "web_app_read_text_from_clipboard", {"req_id": "4"})
    assert await heard(frame, "clipboard_text_received") == {"req_id": "4", "data": None}


async def test_closing_asks_first_where_the_app_wished_so(stage: Stage) -> None:
    page, frame = await opened(stage, width=390, height=844)
    await say(frame, "web_app_expand")
    await say(frame, "web_app_setup_closing_behavior", {"need_confirmation": True})
    await page.wait_for_function("sandbox.app.confirm && sandbox.app.expanded")
    await page.locator(".app-leave").click()
    await page.get_by_role("dialog").get_by_role("button", name="Отмена").click()
    assert await page.evaluate("sandbox.app !== null")
    await say(frame, "web_app_close")
    await expect(page.locator(".app-sheet")).to_have_count(0)


async def test_deep_links_open_the_app_and_write_to_the_bot(stage: Stage) -> None:
    page = await stage.started()
    await page.locator(".words a", has_text="открыть").click()
    frame = await ready(page)
    assert await frame.locator("#start").text_content() == "Оля event_1"
    await say(frame, "web_app_open_tg_link", {"path_full": "/forma_bot?start=from_app"})
    await expect(page.locator(".msg.out .words").last).to_have_text("/start from_app")
    await expect(page.locator(".app-sheet")).to_have_count(0)


async def test_inline_query_goes_from_the_app_to_a_chosen_chat(stage: Stage) -> None:
    page, frame = await opened(stage)
    await say(frame, "web_app_switch_inline_query", {"query": "бег", "chat_types": ["users", "groups"]})
    await page.get_by_role("option", name="Forma").click()
    await expect(page.get_by_role("textbox", name="Сообщение")).to_have_value("@forma_bot бег")
    await expect(page.get_by_role("option", name="Ночной")).to_be_visible()


async def test_a_phone_in_full_screen_has_its_edges_and_a_home_screen(stage: Stage) -> None:
    page, frame = await opened(stage, width=390, height=844)
    await say(frame, "web_app_request_fullscreen")
    assert await heard(frame, "fullscreen_changed") == {"is_fullscreen": True}
    await frame.wait_for_function(
        "heard.findLast((one) => one.eventType === 'safe_area_changed').eventData.bottom === 34"
    )
    inner = "heard.findLast((one) => one.eventType === 'content_safe_area_changed').eventData"
    await frame.wait_for_function(f"() => {inner}.top === 46 && {inner}.bottom === 0")
    await say(frame, "web_app_request_fullscreen")
    assert await heard(frame, "fullscreen_failed") == {"error": "ALREADY_FULLSCREEN"}
    await say(frame, "web_app_exit_fullscreen")
    await frame.wait_for_function(
        "heard.findLast((one) => one.eventType === 'safe_area_changed').eventData.bottom === 0"
    )
    await say(frame, "web_app_check_home_screen")
    assert await heard(frame, "home_screen_checked") == {"status": "missed"}
    await page.get_by_role("button", name="Меню мини-приложения").click()
    await page.get_by_role("menuitem", name="На главный экран").click()
    await page.get_by_role("dialog").last.get_by_role("button", name="Добавить").click()
    await heard(frame, "home_screen_added")
    await say(frame, "web_app_start_gyroscope", {"refresh_rate": 100})
    assert await heard(frame, "gyroscope_failed") == {"error": "UNSUPPORTED"}
    await page.keyboard.press("Escape")
    await expect(page.locator(".app-sheet")).to_have_count(0)
    await expect(page.get_by_role("button", name="Форма", exact=True)).to_be_focused()


async def test_an_invoice_opened_by_the_app_is_paid(stage: Stage) -> None:
    page, frame = await opened(stage)
    body = {"title": "Взнос", "description": "Номер", "payload": "p", "currency": "RUB", "provider_token": "sandbox"}
    body["prices"] = [{"label": "Взнос", "amount": 50_000}]  # type: ignore[assignment]
    async with stage.http.post(f"{stage.origin}/bot{TOKEN}/createInvoiceLink", json=body) as response:
        slug = (await response.json())["result"].rsplit("/", 1)[1].removeprefix("$")
    await say(frame, "web_app_open_invoice", {"slug": slug})
    sheet = page.get_by_role("dialog", name="Оплата")
    await expect(sheet).to_contain_text("Заплатить 500,00 ₽")
    await page.keyboard.press("Escape")
    assert await heard(frame, "invoice_closed") == {"slug": slug, "status": "cancelled"}
    await say(frame, "web_app_open_invoice", {"slug": slug})
    await sheet.get_by_role("button", name="Заплатить").click()
    await frame.wait_for_function(
        "heard.findLast((one) => one.eventType === 'invoice_closed').eventData.status === 'paid'"
    )


async def test_quirks_of_real_clients_are_acted_out(stage: Stage) -> None:
    page = await stage.started()
    for quirk in ("Web K", "macOS", "Web A: сканера", "Всплывающие", "CloudStorage", "Полный экран"):
        if not await page.locator(".drawer").is_visible():
            await page.get_by_role("button", name="За кулисами").click()
            await page.get_by_role("tab", name="Причуды").click()
        await page.get_by_role("checkbox", name=quirk).check()
    assert "web-k-safe-area" in page.url
    await page.get_by_role("button", name="Форма", exact=True).click()
    frame = await ready(page)
    await say(frame, "web_app_open_popup", {"message": "Да?", "buttons": [{"id": "yes", "type": "ok"}]})
    assert await heard(frame, "popup_closed") == {}
    await page.evaluate(TOASTS_STAY)
    await say(frame, "web_app_open_scan_qr_popup", {})
    await expect(page.locator(".toast")).to_contain_text("не умеет сканировать")
    await say(frame, "web_app_invoke_custom_method", {"req_id": "1", "method": "getStorageKeys", "params": {}})
    assert "error" in await heard(frame, "custom_method_invoked")
    await say(frame, "web_app_request_fullscreen")
    await page.wait_for_function("sandbox.app.fullscreen")
    said = await frame.evaluate("heard.map((one) => one.eventType)")
    assert not {"theme_changed", "safe_area_changed", "content_safe_area_changed", "fullscreen_changed"} & set(said)


async def test_an_app_is_opened_once_more_as_on_a_slow_telephone(stage: Stage) -> None:
    page, frame = await opened(stage)
    assert "Telegram-Android" not in await frame.evaluate("navigator.userAgent")
    await page.get_by_role("button", name="Меню мини-приложения").click()
    await page.get_by_role("menuitem", name="Слабый телефон (LOW)").click()
    again = "direct => window.sandbox.app?.ready && !window.sandbox.app.url.startsWith(direct)"
    await page.wait_for_function(again, arg=frame.url.split("#")[0])
    frame = await ready(page)
    assert (await frame.evaluate("navigator.userAgent")).endswith("; LOW)")
    await frame.add_script_tag(path=SCRIPT)
    keep = "new Promise((done) => Telegram.WebApp.DeviceStorage.setItem('темп', '5:30', (_, ok) => done(ok)))"
    assert await frame.evaluate(keep) is True
    read = "new Promise((done) => Telegram.WebApp.DeviceStorage.getItem('темп', (_, value) => done(value)))"
    assert await frame.evaluate(read) == "5:30"
