"""EV-07, EV-19, EV-20: a certificate asked for at registration, sent in the chat, checked, used again in one tap."""

from __future__ import annotations

from typing import Any

from domain import database
from tests.kit.papers import bring, pdf, photo, send_paper
from tests.kit.town import Town

CERTIFICATE: dict[str, Any] = {
    "key": "q_cert",
    "kind": "document",
    "label": "Медицинская справка",
    "prefill": "medical_certificate",
    "dated": True,
    "checked": True,
}


async def asked_for_certificate(town: Town, *, event_id: int) -> None:
    await town.do("start", as_="olya", payload=f"r_{event_id}")
    assert "Медицинская справка" in await town.last("olya")
    assert "/docs" in await town.last("olya"), "who sees it and how long is said before it is sent"


async def applied(town: Town, *, until: str = "31.05.2027") -> int:
    """Olya has sent her certificate for Igor's event."""
    igor = await town.person("igor")
    await town.person("olya")
    await town.do("start", as_="igor")
    event_id = await town.event(igor, "Марафон", capacity=2, questions=[CERTIFICATE])
    await asked_for_certificate(town, event_id=event_id)
    await send_paper(town, "olya", pdf())
    assert "До какого числа" in await town.last("olya")
    await town.say("olya", until)
    return event_id


async def test_a_certificate_is_handed_in_checked_and_used_again_in_one_tap(town: Town) -> None:
    await applied(town)
    assert "Заявка на проверке" in await town.last("olya")
    await bring(town)
    card = (await town.seen("igor"))[-1]
    assert "Заявка: Оля" in card["text"] and "до 31 мая 2027" in card["text"]
    await town.press("igor", "Все заявки")
    await town.press("igor", "Оля Смирнова")
    pressed = await town.press("igor", "📎 Медицинская справка")
    assert "увидит" in pressed["text"]
    sent = [one.body for one in town.world.records.posts if "document" in one.body]
    assert len(sent) == 2, "hers to the bot, the bot's to the organizer"
    await town.press("igor", "Принять")
    assert any("Принято · Игорь" in line["text"] for line in await town.seen("igor"))
    said = " ".join(line["text"] for line in await town.seen("olya"))
    assert "Заявка принята!" in said and "Билет" in said

    second = await town.event(await town.person("igor"), "Полумарафон", questions=[CERTIFICATE])
    await asked_for_certificate(town, event_id=second)
    await town.press("olya", "Тот же документ: файл, действует до 31 мая 2027")
    assert "Заявка на проверке" in await town.last("olya"), "one tap, and nothing more is asked"
    assert await database.fetchval("SELECT count(*) FROM documents") == 1
    assert await database.fetchval("SELECT count(*) FROM document_uses") == 2


async def test_one_that_expires_before_the_event_is_refused_in_words(town: Town) -> None:
    event_id = await applied(town, until="через 2 дня")
    last = await town.last("olya")
    assert "Документ действует до" in last and "До какого числа" in last, "asked again, with the reason"
    assert not await database.fetchval("SELECT count(*) FROM registrations WHERE event_id = $1", event_id)


async def test_a_note_is_no_document(town: Town) -> None:
    igor = await town.person("igor")
    await town.person("olya")
    event_id = await town.event(igor, "Марафон", questions=[CERTIFICATE])
    await asked_for_certificate(town, event_id=event_id)
    await town.say("olya", "у меня есть справка")
    assert "пришлите фото или PDF" in await town.last("olya")
    await town.do("send", as_="olya", kind="document")
    assert "JPEG, PNG, WebP или PDF" in await town.last("olya"), "a text file"
    assert await database.fetchval("SELECT count(*) FROM documents") == 0


async def test_what_turns_out_to_be_no_document_is_asked_for_again(town: Town) -> None:
    await applied(town)
    document_id = await database.fetchval("SELECT id FROM documents")
    await replaced_by_another_file(town)
    last = (await town.seen("olya"))[-1]
    assert "файл не открылся" in last["text"]
    await town.press("olya", "Прислать другой файл")
    await send_paper(town, "olya", photo(), "photo.jpg", kind="photo")
    await bring(town)
    row = await database.fetchrow("SELECT * FROM documents")
    assert row
    assert (row["id"], row["state"], row["mime"]) == (document_id, "ready", "image/jpeg")
    assert await database.fetchval("SELECT document_id FROM document_uses") == document_id


async def replaced_by_another_file(town: Town) -> None:
    """What Telegram has under that name is not what it was said to be: a text."""
    await town.do("send", as_="igor", kind="document")
    posts = [one.body["document"]["file_id"] for one in town.world.records.posts if "document" in one.body]
    await database.execute("UPDATE documents SET telegram_file_id = $1", posts[-1])
    await bring(town)


async def test_her_documents_tell_who_looked_and_can_be_kept_or_deleted(town: Town) -> None:
    await applied(town)
    await bring(town)
    await town.say("olya", "/docs")
    assert "Медицинская справка" in await town.last("olya") and "Удалим" in await town.last("olya")
    await town.press("olya", "1. Медицинская справка")
    assert "Марафон" in await town.last("olya") and "Никто, кроме вас" in await town.last("olya")
    await town.press("igor", "📎 Медицинская справка")
    await town.press("olya", "Хранить до конца срока")
    last = await town.last("olya")
    assert "Игорь" in last and "Храним до конца срока: 31 мая 2027" in last
    await town.press("olya", "Показать")
    await town.say("olya", "/docs")
    await town.press("olya", "1. Медицинская справка")
    await town.press("olya", "Удалить")
    await town.press("olya", "Удалить")
    assert "Документов пока нет" in await town.last("olya")
    assert list((town.app.vault.directory / "documents").iterdir()) == []
    assert await database.fetchval("SELECT count(*) FROM document_readings") == 0


async def test_a_file_that_nobody_checks_is_looked_at_from_the_participants_sheet(town: Town) -> None:
    igor = await town.person("igor")
    await town.person("olya")
    await town.do("start", as_="igor")
    plain = {"key": "q_poster", "kind": "document", "label": "Афиша"}
    event_id = await town.event(igor, "Марафон", questions=[plain])
    await town.do("start", as_="olya", payload=f"r_{event_id}")
    await send_paper(town, "olya", photo(), "poster.jpg", kind="photo")
    assert "Билет" in " ".join(line["text"] for line in await town.seen("olya"))
    await bring(town)
    await town.say("igor", f"/panel {event_id}")
    for button in ("Список", "1. Оля Смирнова", "📎 Афиша"):
        await town.press("igor", button)
    (reading,) = await database.fetch("SELECT reader_id FROM document_readings")
    assert reading["reader_id"] == igor.id
