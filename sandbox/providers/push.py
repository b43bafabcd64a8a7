"""A push gateway: `{"token", "title", "body", "data"?: {…}, "ttl"?: seconds, "collapse_key"?, "callback_url"?}`.

A device that is gone answers 410 unregistered: its token is to be forgotten. Of messages with one `collapse_key` to one
device, only the newest waits to be shown.
"""

from __future__ import annotations

import json

from sandbox.providers.gateway import Gateway, Refused, text_of
from sandbox.telegram.records import Fields

LARGEST = 4096
LONGEST_TTL_S = 2_419_200


class PushGateway(Gateway):
    name = "push"
    title = "Push"
    statuses = ("delivered", "opened", "expired")

    def read(self, body: Fields) -> Fields:
        token, data, ttl = text_of(body, "token", 512), body.get("data", {}), body.get("ttl", LONGEST_TTL_S)
        if self.refused.get(token) == "unregistered":
            raise Refused(410, "unregistered", "This device is not there any more")
        if not isinstance(data, dict) or any(not isinstance(value, str) for value in data.values()):
            raise Refused(400, "invalid_request", "data is an object of texts")
        if isinstance(ttl, bool) or not isinstance(ttl, int) or not 0 <= ttl <= LONGEST_TTL_S:
            raise Refused(400, "invalid_request", f"ttl is 0 to {LONGEST_TTL_S} seconds")
        message: Fields = {
            "to": token,
            "title": text_of(body, "title", LARGEST),
            "body": text_of(body, "body", LARGEST, needed=False),
            "data": data,
            "ttl": ttl,
        }
        self._check_size(message)
        return message | self._collapsed(token, str(body.get("collapse_key", "")))

    def _check_size(self, message: Fields) -> None:
        if len(json.dumps([message["title"], message["body"], message["data"]], ensure_ascii=False).encode()) > LARGEST:
            raise Refused(413, "too_large", f"title, body and data are more than {LARGEST} bytes")

    def _collapsed(self, token: str, key: str) -> Fields:
        if not key:
            return {}
        for older in self.outbox():
            if older["to"] == token and older.get("collapse_key") == key and older["status"] == "accepted":
                older["status"] = "collapsed"
        return {"collapse_key": key}
