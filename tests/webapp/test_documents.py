"""EV-20, EV-25 in the mini-app: a document handed in on a page, the queue of who checks it, my documents."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import expect

from domain import database
from domain.accounts.people import Person
from domain.events.admission import reviewers
from tests.kit.clock import FakeClock
from tests.kit.papers import SECRET_WORDS, pdf, photo
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp, visit
from tests.webapp.world import IGOR, OLYA, Opened, published
from webapp.kit.sign_in import real_now

CERTIFICATE: dict[str, Any] = {
    "key": "cert",
    "kind": "document",
    "label": "Медицинская справка",
    "prefill": "medical_certificate",
    "dated": True,
    "checked": True,
}
LATE, SOON = "2099-05-31", "2026-12-02"


async def send(who: Opened, data: bytes, name: str = "spravka.pdf") -> aiohttp.ClientResponse:
    form = aiohttp.FormData()
    form.add_field("document", data, filename=name, content_type="application/pdf")
    return await who.client.post("/documents", data=form, headers=who.headers)


async def sent(who: Opened, data: bytes | None = None) -> str:
    answer = await send(who, data or pdf())
    assert answer.status == 200, await answer.text()
    return str((await answer.json())["id"])


async def asked(cast: Cast, clock: FakeClock, **more: Any) -> int:
    return await published(cast.igor, clock.now(), questions=[CERTIFICATE], **more)


async def heard(person: Person, kind: str) -> int:
    count: int = await database.fetchval(
        "SELECT count(*) FROM outbox WHERE user_id = $1 AND kind = $2", person.id, kind
    )
    return count


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ a program", "нужны JPEG, PNG, WebP или PDF"),
        (pdf(b"/Encrypt 9 0 R"), "закрыт паролем"),
        (pdf(b"/OpenAction << /S /JavaScript >>"), "скрипты"),
    ],
)
async def test_what_is_no_document_is_refused_in_words(olya: Opened, data: bytes, words: str) -> None:
    answer = await send(olya, data)
    assert answer.status == 422 and words in await answer.text()


async def test_it_is_sealed_handed_in_checked_and_offered_again(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, paul: Opened, tmp_path: Path
) -> None:
    event_id = await asked(cast, clock)
    form = f"/events/{event_id}/form"
    assert "Храним зашифрованным" in await olya.see(form)
    paper_id = await sent(olya)
    (lying,) = (tmp_path / "documents").iterdir()
    assert SECRET_WORDS not in lying.read_bytes()
    assert (await paul.post(form, cert=paper_id, cert_until=LATE)).status == 422, "another one's document"
    for junk in ("x", "1/junk", "-1", "9" * 40):
        assert (await olya.post(form, cert=junk, cert_until=LATE)).status == 422
    early = await olya.post(form, cert=paper_id, cert_until=SOON)
    assert early.status == 422 and "Документ действует до 02.12.2026" in await early.text()
    assert (await olya.post(form, cert=f"{paper_id}/2098-01-01")).status == 422, "nobody vouches for that date"
    done = await olya.post(form, cert=paper_id, cert_until=LATE)
    assert done.headers["Forma-Go"] == f"/events/{event_id}"
    assert "Заявка на проверке" in await olya.see(f"/events/{event_id}")

    queue = f"/org/events/{event_id}/applications"
    (path,) = set(re.findall(rf"{queue}/\d+", await igor.see(queue)))
    assert "Медицинская справка" in await igor.see(path)
    for stranger in (olya, paul):
        assert (await stranger.get(queue)).status == (await stranger.get(path)).status == 404
        assert (await stranger.post(f"{path}/documents", document=paper_id)).status == 404
    assert (await igor.post(f"{path}/documents", document=paper_id)).status == 200
    assert (await igor.post(f"{path}/documents", document="999")).status == 404
    assert await heard(cast.igor, "application-document") == 1
    mine = await olya.see(f"/me/documents/{paper_id}")
    assert "Игорь Соколов" in mine and "Забег в парке" in mine
    assert (await igor.get(f"/me/documents/{paper_id}")).status == 404
    assert (await igor.post(f"{path}/accepting")).headers["Forma-Go"] == queue
    assert "Вы участвуете" in await olya.see(f"/events/{event_id}")

    second = await asked(cast, clock, title="Другой забег")
    page = await olya.see(f"/events/{second}/form")
    assert f'value="{paper_id}/{LATE}"' in page and "файл, действует до 31 мая 2099" in page
    again = await olya.post(f"/events/{second}/form", cert=f"{paper_id}/{LATE}")
    assert again.headers["Forma-Go"] == f"/events/{second}", "one tap: its date is known"


async def test_a_file_that_nobody_checks_makes_no_application_and_stands_on_the_participants_page(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    plain = {"key": "poster", "kind": "document", "label": "Афиша"}
    event_id = await published(cast.igor, clock.now(), questions=[plain])
    done = await olya.post(f"/events/{event_id}/form", poster=await sent(olya, photo()))
    assert done.headers["Forma-Go"] == f"/events/{event_id}" and "Вы участвуете" in await olya.see(
        f"/events/{event_id}"
    )
    person = f"/org/events/{event_id}/people/1"
    assert "Афиша" in await igor.see(person)
    assert (await igor.post(f"{person}/documents", document="1")).status == 200
    assert (await olya.post(f"{person}/documents", document="1")).status == 404
    assert await heard(cast.igor, "application-document") == 1


async def test_who_comes_second_reads_who_was_first(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, paul: Opened
) -> None:
    event_id = await published(cast.igor, clock.now(), by_hand=True)
    async with database.transaction():
        token = await reviewers.invitation(cast.igor, event_id)
        await reviewers.join(cast.paul, token, now=clock.now())
    await olya.post(f"/events/{event_id}/registration")
    queue = f"/org/events/{event_id}/applications"
    (path,) = set(re.findall(rf"{queue}/\d+", await paul.see(queue)))
    assert (await igor.post(f"{path}/declining", reason=" ")).status == 422, "a reason is needed"
    assert (await paul.post(f"{path}/declining", reason="Too late")).status == 200
    late = await igor.post(f"{path}/accepting")
    assert late.status == 200 and "Отклонено · Paul" in await late.text()
    assert "Новых заявок нет" in await igor.see(queue)
    assert await heard(cast.olya, "application-declined") == 1


async def test_a_question_is_asked_after_acceptance_where_somebody_accepts(
    cast: Cast, clock: FakeClock, igor: Opened
) -> None:
    shirt = {"key": "shirt", "kind": "text", "label": "Футболка"}
    event_id = await published(cast.igor, clock.now(), by_hand=True, questions=[shirt])
    page = f"/org/events/{event_id}/asking"
    assert "Спросить после одобрения" in await igor.see(page)
    assert "после одобрения" in await (await igor.post(f"{page}/later", key="shirt", later="true")).text()
    plain = await published(cast.igor, clock.now(), questions=[shirt])
    assert "после одобрения" not in await igor.see(f"/org/events/{plain}/asking")


async def test_my_documents_are_kept_and_deleted_by_me(igor: Opened, olya: Opened, tmp_path: Path) -> None:
    assert "Документов пока нет" in await olya.see("/me/documents")
    path = f"/me/documents/{await sent(olya, photo())}"
    assert "Хранить дальше" in await olya.see(path)
    assert "Храним, пока вы не удалите" in await (await olya.post(f"{path}/keeping", kept="true")).text()
    assert "Удалим" in await (await olya.post(f"{path}/keeping", kept="false")).text()
    for deed in ("showing", "keeping", "deleting"):
        assert (await igor.post(f"{path}/{deed}")).status == 404
    assert (await olya.post(f"{path}/showing")).status == 200
    assert (await olya.post(f"{path}/deleting")).headers["Forma-Go"] == "/me/documents"
    assert (await olya.get(path)).status == 404 and list((tmp_path / "documents").iterdir()) == []


@pytest.mark.browser
async def test_a_certificate_is_chosen_on_the_page_and_looked_at_by_the_organizer(cast: Cast, phone: PickUp) -> None:
    event_id = await published(cast.igor, real_now(), questions=[CERTIFICATE], place="Парк", capacity=20)
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{event_id}/form")
    until = frame.get_by_label("Действует до")
    await expect(until).to_be_hidden()
    await hand.shot("document-asked")
    paper = {"name": "spravka.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    await frame.locator("input[type=file]").set_input_files(paper)  # type: ignore[arg-type]  # a file in memory
    await expect(frame.get_by_text("spravka.pdf")).to_be_visible()
    await expect(until).to_be_visible()
    await until.fill(LATE)
    await hand.shot("document-chosen")
    await frame.evaluate("document.querySelector('#answers').requestSubmit()")
    await expect(frame.get_by_text("Заявка на проверке")).to_be_visible()
    await hand.shot("application-sent")
    second = await published(cast.igor, real_now(), title="Второй", questions=[CERTIFICATE], place="Парк")
    await visit(frame, f"/events/{second}/form")
    await expect(frame.get_by_text("файл, действует до 31 мая 2099")).to_be_visible()
    await expect(frame.get_by_label("Действует до")).to_be_hidden()
    await hand.shot("document-again")
    await visit(frame, "/me/documents")
    await hand.shot("documents")
    await visit(frame, "/me/documents/1")
    await hand.shot("document")
    other = await phone()
    frame = await other.open(IGOR, f"/org/events/{event_id}", dark=True)
    await other.shot("panel-with-applications")
    await visit(frame, f"/org/events/{event_id}/applications")
    await other.shot("applications")
    await frame.get_by_text("Оля Белова").click()
    await frame.get_by_text("Посмотреть: пришлём в чат").click()
    await expect(frame.get_by_text("Отправили в ваш чат с ботом")).to_be_visible()
    await other.shot("application")
    await visit(frame, f"/org/events/{event_id}/asking")
    await other.shot("asking")
    assert hand.troubles == other.troubles == []
