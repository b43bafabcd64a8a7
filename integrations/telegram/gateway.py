"""The Bot API over HTTP. Every foreign error leaves here as one of the errors of domain/notifications/ports.py.

A client of our own, on one session: building and checking typed models for each answer costs more than the call.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
import orjson

from domain.notifications.ports import (
    Blocked,
    Call,
    CallResult,
    Conflict,
    InputBytes,
    Migrated,
    Rejected,
    RetryLater,
    Unreachable,
    Unsure,
)

OFFICIAL = "https://api.telegram.org"
CONNECT_S = 5.0
ANSWER_S = 20.0
MAX_DOWNLOAD = 20 << 20
"""Telegram gives bots no bigger files."""


class TelegramGateway:
    """One bot. Open it inside the running loop and close it with `close`."""

    def __init__(self, token: str, *, api: str = OFFICIAL, connections: int = 100, payment_token: str = "") -> None:
        self._payment_token = payment_token
        self._methods = f"{api.rstrip('/')}/bot{token}/"
        self._files = f"{api.rstrip('/')}/file/bot{token}/"
        self.bot_id = int(token.partition(":")[0])
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=connections, keepalive_timeout=30),
            timeout=aiohttp.ClientTimeout(total=ANSWER_S, connect=CONNECT_S),
            skip_auto_headers=("User-Agent",),
        )

    async def close(self) -> None:
        await self._session.close()

    async def call(self, call: Call) -> CallResult:
        result: CallResult = await self.ask(call.method, call.params)
        return result

    async def ask(self, method: str, params: Mapping[str, Any] | None = None, *, timeout_s: float = ANSWER_S) -> Any:
        """Telegram's `result`, whatever its shape. Raises the errors of the port."""
        body, files = await _body(self._with_provider(method, params or {}))
        timeout = aiohttp.ClientTimeout(total=timeout_s, sock_connect=CONNECT_S)
        try:
            async with self._session.post(self._methods + method, timeout=timeout, **body) as response:
                return _result(response.status, await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreachable(type(error).__name__) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unsure(type(error).__name__) from None
        finally:
            for file in files:
                file.close()

    def _with_provider(self, method: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        """An invoice names who takes the money by a token that is known here alone; Stars have none."""
        if method not in _INVOICES or params.get("currency") == "XTR":
            return params
        return {**params, "provider_token": self._payment_token}

    async def download(self, file_id: str) -> bytes:
        """The file's bytes. Raises Rejected beyond 20 MB."""
        found = await self.ask("getFile", {"file_id": file_id})
        try:
            async with self._session.get(self._files + found["file_path"]) as response:
                if response.status >= 500:
                    raise Unreachable(f"file server answered {response.status}")
                if response.status != 200:
                    raise Rejected(f"file server answered {response.status}")
                return await _read_at_most(response, MAX_DOWNLOAD)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unreachable(type(error).__name__) from None


async def _read_at_most(response: aiohttp.ClientResponse, limit: int) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        content += chunk
        if len(content) > limit:
            raise Rejected("file is too big")
    return bytes(content)


_INVOICES = ("sendInvoice", "createInvoiceLink")
_JSON = {"Content-Type": "application/json"}


async def _body(params: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    """What aiohttp's `post` wants: JSON, or a form as soon as a file is among the parameters."""
    if (said := _plain(params)) is not None:
        return {"data": said, "headers": _JSON}, []
    files: dict[str, InputBytes | Path] = {}
    plain = {key: _lift(value, files) for key, value in params.items()}
    if not files:
        return {"data": orjson.dumps(plain), "headers": _JSON}, []
    form = aiohttp.FormData()
    for key, value in plain.items():
        form.add_field(key, value if isinstance(value, str) else orjson.dumps(value).decode())
    opened = []
    for name, file in files.items():
        if isinstance(file, Path):
            handle = await asyncio.to_thread(file.open, "rb")
            opened.append(handle)
            form.add_field(name, handle, filename=file.name)
        else:
            form.add_field(name, file.content, filename=file.name)
    return {"data": form}, opened


def _plain(params: Mapping[str, Any]) -> bytes | None:
    """The parameters as JSON, or None if there may be a file among them."""
    try:
        said = orjson.dumps(dict(params))
    except TypeError:
        return None
    return None if b'"$file":' in said else said


def _lift(value: Any, files: dict[str, InputBytes | Path]) -> Any:
    """Take files out of the parameters and leave `attach://` in their place."""
    if isinstance(value, InputBytes):
        return _attach(value, files)
    if isinstance(value, Mapping):
        if value.keys() == {"$file"}:
            return _attach(Path(value["$file"]), files)
        return {key: _lift(inner, files) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_lift(inner, files) for inner in value]
    return value


def _attach(file: InputBytes | Path, files: dict[str, InputBytes | Path]) -> str:
    name = f"file{len(files)}"
    files[name] = file
    return f"attach://{name}"


def _result(status: int, body: bytes) -> Any:
    try:
        answer = _read(body)
        accepted = answer.get("ok")
    except (ValueError, RecursionError, AttributeError):
        raise _without_words(status) from None
    if accepted:
        return answer["result"]
    raise _refused(status, answer)


def _read(body: bytes) -> Any:
    """Half of a surrogate pair in what somebody wrote hides no other update: it becomes a question mark."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        lenient = json.dumps(json.loads(body), ensure_ascii=False)
        return orjson.loads(lenient.encode("utf-8", "replace"))


def _without_words(status: int) -> Exception:
    if status == 504 or status < 400:
        return Unsure(f"answered {status} without JSON")
    return Unreachable(f"answered {status} without JSON") if status >= 500 else Rejected(f"answered {status}")


def _refused(status: int, answer: Mapping[str, Any]) -> Exception:
    code = answer.get("error_code", status)
    description = str(answer.get("description", ""))
    parameters = answer.get("parameters") or {}
    if "retry_after" in parameters:
        return RetryLater(float(parameters["retry_after"]))
    if "migrate_to_chat_id" in parameters:
        return Migrated(int(parameters["migrate_to_chat_id"]))
    if code == 403:
        return Blocked(description)
    if code == 409:
        return Conflict(description)
    if code == 429:
        return RetryLater(1.0)
    if code == 401 or code >= 500 or (code == 404 and "method" not in description.lower()):
        return Unreachable(f"{code} {description}")
    return Rejected(description or f"answered {code}")
