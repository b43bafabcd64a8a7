"""Mail over SMTP."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate

import aiosmtplib

from domain.notifications.ports import Mail, Rejected, Unreachable, Unsure

TIMEOUT_S = 20.0


class SmtpGateway:
    """`tls`: from the first byte (port 465); else STARTTLS is used when the server offers it."""

    def __init__(
        self,
        host: str,
        port: int = 25,
        *,
        sender: str,
        sender_name: str = "Forma",
        username: str | None = None,
        password: str | None = None,
        tls: bool = False,
    ) -> None:
        self._server = {"hostname": host, "port": port, "username": username, "password": password, "use_tls": tls}
        self._from = Address(sender_name, addr_spec=sender)

    async def send(self, to: str, mail: Mail, *, message_key: str) -> None:
        """The Message-ID is made from `message_key`: a repeat is the same message to a mail program."""
        message = self._message(to, mail, message_key)
        try:
            await aiosmtplib.send(message, timeout=TIMEOUT_S, **self._server)  # type: ignore[arg-type]  # **dict
        except (aiosmtplib.SMTPConnectError, aiosmtplib.SMTPAuthenticationError) as error:
            raise Unreachable(type(error).__name__) from None
        except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPResponseException) as error:
            raise _refused(error) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unsure(type(error).__name__) from None

    def _message(self, to: str, mail: Mail, message_key: str) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._from
        message["To"] = _address(to)
        message["Subject"] = " ".join(mail.subject.split())
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = f"<forma-{message_key}@{self._from.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        if mail.html is not None:
            message.add_alternative(mail.html, subtype="html")
        for name, media_type, content in mail.attachments:
            kind, _, subtype = media_type.partition("/")
            message.add_attachment(content, maintype=kind, subtype=subtype, filename=" ".join(name.split()))
        return message


def _address(to: str) -> Address:
    """One address and nothing else: no second recipient, no header, may be smuggled in."""
    try:
        if any(character in to for character in "\r\n,;"):
            raise ValueError("more than one address")
        return Address(addr_spec=to)
    except (ValueError, IndexError, AttributeError, MessageError) as error:
        raise Rejected("not an e-mail address") from error


def _refused(error: aiosmtplib.SMTPRecipientsRefused | aiosmtplib.SMTPResponseException) -> Exception:
    """4xx may pass another time; 5xx never will."""
    first = error.recipients[0] if isinstance(error, aiosmtplib.SMTPRecipientsRefused) else error
    if 400 <= first.code < 500:
        return Unreachable(f"SMTP {first.code}")
    return Rejected(f"SMTP {first.code}")
