"""An SMS gateway: `{"to": "+79000000001", "from": "Forma", "text": "…", "callback_url"?, "reference"?}`.

The answer also says `segments`, what one pays for: 160 letters of GSM 03.38 or 70 of anything else, a little less in
each part of a longer one.
"""

from __future__ import annotations

import re

from sandbox.providers.gateway import Gateway, Refused, text_of
from sandbox.telegram.records import Fields

E164 = re.compile(r"\+[1-9]\d{6,14}")
SENDER = re.compile(r"[A-Za-z0-9 .-]{1,11}|\+?\d{3,15}")
LONGEST = 1530
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€")


class SmsGateway(Gateway):
    name = "sms"
    title = "SMS"
    statuses = ("delivered", "undelivered", "expired")

    def read(self, body: Fields) -> Fields:
        to, sender = text_of(body, "to", 20), text_of(body, "from", 16, needed=False)
        if not E164.fullmatch(to):
            raise Refused(422, "invalid_recipient", "to is a number like +79000000001")
        if sender and not SENDER.fullmatch(sender):
            raise Refused(422, "invalid_sender", "from is a number or at most 11 Latin letters and digits")
        text = text_of(body, "text", LONGEST)
        return {"to": to, "sender": sender, "text": text, "reference": str(body.get("reference", ""))}

    def extra(self, message: Fields) -> Fields:
        return {"segments": segments(str(message["text"]))}


def segments(text: str) -> int:
    if all(letter in GSM or letter in GSM_TWICE for letter in text):
        length, one, part = len(text) + sum(letter in GSM_TWICE for letter in text), 160, 153
    else:
        length, one, part = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= one else -(-length // part)
