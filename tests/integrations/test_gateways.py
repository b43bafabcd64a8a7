"""At the border: every foreign answer becomes one of our errors, files travel, headers cannot be forged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from domain.notifications import ports
from domain.notifications.ports import Call, InputBytes, Mail
from integrations.mail.smtp import SmtpGateway
from integrations.telegram.gateway import TelegramGateway
from tests.integrations.telegram_server import TOKEN, TelegramServer, refusal, telegram_server

HELLO = Call("sendMessage", {"chat_id": 5, "text": "Привет"})


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with telegram_server() as server:
        yield server


@pytest.fixture
async def gateway(server: TelegramServer) -> AsyncIterator[TelegramGateway]:
    gateway = TelegramGateway(TOKEN, api=server.url)
    yield gateway
    await gateway.close()


async def test_a_call_goes_out_as_it_is_and_its_result_comes_back(
    server: TelegramServer, gateway: TelegramGateway
) -> None:
    result = await gateway.call(HELLO)
    assert server.heard[0].params == {"chat_id": 5, "text": "Привет"}
    assert isinstance(result, dict) and result["message_id"] == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(403, "Forbidden: bot was blocked by the user"), ports.Blocked),
        (refusal(429, "Too Many Requests", retry_after=7), ports.RetryLater),
        (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1005), ports.Migrated),
        (refusal(400, "Bad Request: chat not found"), ports.Rejected),
        (refusal(404, "Not Found: method not found"), ports.Rejected),
        (refusal(409, "Conflict: terminated by other getUpdates request"), ports.Conflict),
        (refusal(401, "Unauthorized"), ports.Unreachable),
        (refusal(500, "Internal Server Error"), ports.Unreachable),
        (web.Response(status=502, text="<html>Bad Gateway"), ports.Unreachable),
        (web.Response(status=504, text="<html>Gateway Timeout"), ports.Unsure),
        (web.Response(status=200, text="<html>hotel wifi"), ports.Unsure),
        (web.Response(status=413, text="<html>too big"), ports.Rejected),
    ],
)
async def test_answers_become_our_errors(
    server: TelegramServer, gateway: TelegramGateway, answer: web.Response, error: type[Exception]
) -> None:
    server.answer = lambda method, params: answer
    with pytest.raises(error) as caught:
        await gateway.call(HELLO)
    assert type(caught.value) is error
    assert TOKEN.partition(":")[2] not in str(caught.value)
    if isinstance(caught.value, ports.RetryLater):
        assert caught.value.seconds == 7


async def test_nobody_there_is_not_the_same_as_no_answer(server: TelegramServer, free_port: int) -> None:
    nobody = TelegramGateway(TOKEN, api=f"http://127.0.0.1:{free_port}")
    with pytest.raises(ports.Unreachable):
        await nobody.call(HELLO)
    await nobody.close()
    slow = TelegramGateway(TOKEN, api=server.url)
    await slow.call(HELLO)  # it is connected: who is late while one connects is not there
    with pytest.raises(ports.Unsure):
        await slow.ask("getUpdates", {}, timeout_s=0.05)
    await slow.close()


async def test_files_from_memory_and_from_disk(
    server: TelegramServer, gateway: TelegramGateway, tmp_path: Path
) -> None:
    path = tmp_path / "план.ics"
    path.write_bytes(b"BEGIN:VCALENDAR")
    ticket = InputBytes("ticket.png", b"\x89PNG")
    media = [{"type": "photo", "media": ticket}, {"type": "document", "media": {"$file": str(path)}}]
    await gateway.call(Call("sendMediaGroup", {"chat_id": 5, "media": media}))
    (heard,) = server.heard
    assert heard.params == {
        "chat_id": "5",
        "media": '[{"type":"photo","media":"attach://file0"},{"type":"document","media":"attach://file1"}]',
    }
    assert heard.files == {"file0": b"\x89PNG", "file1": b"BEGIN:VCALENDAR"}


async def test_a_file_is_fetched(gateway: TelegramGateway) -> None:
    assert await gateway.download("abc") == b"<gpx/>"


class LetterBox:
    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        parsed: Any = BytesParser(policy=default).parsebytes(content)
        self.letters.append(parsed)
        self.recipients.append(list(envelope.rcpt_tos))
        return self.answer


@pytest.fixture
def box(free_port: int) -> Any:
    box = LetterBox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port, ready_timeout=60)
    controller.start()
    yield box, SmtpGateway("127.0.0.1", free_port, sender="forma@example.org")
    controller.stop()


async def test_a_letter_arrives_with_both_parts_and_its_own_id(box: tuple[LetterBox, SmtpGateway]) -> None:
    letters, smtp = box
    picture = ("билет.png", "image/png", b"\x89PNG")
    await smtp.send("olya@example.org", Mail("Билет", "текст", "<p>текст</p>", (picture,)), message_key="17")
    (letter,) = letters.letters
    assert (letter["Subject"], letter["To"]) == ("Билет", "olya@example.org")
    assert letter["Message-ID"] == "<forma-17@example.org>"
    assert letter.get_body(("plain",)).get_content().strip() == "текст"  # type: ignore[union-attr]  # it was just sent
    assert [part.get_filename() for part in letter.iter_attachments()] == ["билет.png"]


@pytest.mark.parametrize(
    "to", ["a@b.org\r\nBcc: all@b.org", "a@b.org, c@d.org", "a@b.org;c@d.org", "", "nobody", "a b@c.org", "<a@b.org>"]
)
async def test_no_second_recipient_can_be_smuggled_in(box: tuple[LetterBox, SmtpGateway], to: str) -> None:
    letters, smtp = box
    with pytest.raises(ports.Rejected):
        await smtp.send(to, Mail("Тема", "текст"), message_key="1")
    assert letters.letters == []


async def test_a_subject_is_one_line(box: tuple[LetterBox, SmtpGateway]) -> None:
    letters, smtp = box
    await smtp.send("olya@example.org", Mail("Забег\r\nBcc: all@example.org", "текст"), message_key="1")
    assert letters.letters[0]["Subject"] == "Забег Bcc: all@example.org"
    assert letters.recipients == [["olya@example.org"]]


@pytest.mark.parametrize(
    ("answer", "error"), [("550 no such box", ports.Rejected), ("451 try again later", ports.Unreachable)]
)
async def test_refusals_for_good_and_for_now(
    box: tuple[LetterBox, SmtpGateway], answer: str, error: type[Exception]
) -> None:
    letters, smtp = box
    letters.answer = answer
    with pytest.raises(error):
        await smtp.send("olya@example.org", Mail("Тема", "текст"), message_key="1")


async def test_no_mail_server_is_an_outage(free_port: int) -> None:
    with pytest.raises(ports.Unreachable):
        await asyncio.wait_for(
            SmtpGateway("127.0.0.1", free_port, sender="f@example.org").send(
                "o@example.org", Mail("a", "b"), message_key="1"
            ),
            10,
        )
