"""The Bot API door: any HTTP form of a call → the method's schema → its handler → an answer that passed the schema."""

from __future__ import annotations

import asyncio
import inspect
import json
import time
from collections.abc import AsyncGenerator
from functools import cache
from typing import Any, get_args

import aiogram.methods
from aiogram.methods.base import TelegramMethod
from aiogram.types import InputFile
from aiohttp import web
from pydantic import BaseModel, TypeAdapter, ValidationError

from sandbox.telegram.call import Call, Handler, Upload
from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.faults import Fault
from sandbox.telegram.methods import HANDLERS
from sandbox.telegram.methods.refused import REFUSED
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World

Method = type[TelegramMethod[Any]]
METHODS: dict[str, Method] = {
    getattr(aiogram.methods, name).__api_method__.lower(): getattr(aiogram.methods, name)
    for name in aiogram.methods.__all__
    if name not in ("TelegramMethod", "Request", "Response")
}
ALL_HANDLERS: dict[str, Handler] = {name.lower(): handler for name, handler in (HANDLERS | REFUSED).items()}
QUIET = frozenset({"getupdates"})
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "video": "there is no video in the request",
    "voice": "there is no voice in the request",
    "media": "there is no media in the request",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "url": "bad webhook: URL is not specified",
    "rich_message": "rich message must be non-empty",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}


class Dropped(Exception):
    """The connection is to be closed without an answer."""


async def serve(world: World, request: web.Request) -> web.StreamResponse:
    """`/bot<token>/<method>`"""
    method = request.match_info["method"]
    if request.match_info["token"] != world.config.token:
        return _reply({"ok": False, "error_code": 401, "description": "Unauthorized"})
    try:
        raw, uploads = await read_fields(request)
    except web.HTTPRequestEntityTooLarge:
        return _reply({"ok": False, "error_code": 413, "description": "Request Entity Too Large"})
    try:
        return _reply(await perform(world, method, raw, uploads))
    except Dropped:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)


def _reply(reply: Fields) -> web.Response:
    status = 200 if reply["ok"] else int(reply["error_code"])
    response = web.json_response(reply, status=status)
    retry_after = reply.get("parameters", {}).get("retry_after")
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


async def read_fields(request: web.Request) -> tuple[Fields, dict[str, Upload]]:
    """Query string, form, JSON or multipart, all alike."""
    fields: Fields = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        try:
            body = await request.json() if request.can_read_body else {}
        except ValueError:
            body = {}
        fields |= body if isinstance(body, dict) else {}
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.file.read())
                fields[name] = f"attach://{name}"
            else:
                fields[name] = value
    return fields, uploads


async def perform(world: World, method: str, raw: Fields, uploads: dict[str, Upload]) -> Fields:
    """Runs one call and returns the envelope; raises Dropped when a fault says so."""
    begun = time.monotonic()
    reply: Fields = {"ok": False, "error_code": 500, "description": "the sandbox itself failed"}
    fault = world.faults.take(method, _chat_number(raw), named_only=method.lower() in QUIET)
    try:
        await _trouble(fault, "before")
        reply = await _answer(world, method, raw, uploads)
        await _trouble(fault, "after")
    except ApiError as error:
        reply = _refusal(error)
    except Dropped:
        reply = {"ok": False, "error_code": 0, "description": "connection dropped"}
        raise
    finally:
        if method.lower() not in QUIET:
            _log(world, method, raw, reply, begun)
    return reply


def _chat_number(raw: Fields) -> int | None:
    text = str(raw.get("chat_id", ""))
    return int(text) if text.lstrip("-").isdigit() else None


async def _trouble(fault: Fault | None, moment: str) -> None:
    if fault is None or fault.when != moment:
        return
    if fault.kind == "slow":
        await asyncio.sleep(fault.ms / 1000)
    elif fault.kind == "drop":
        raise Dropped
    elif (error := fault.error()) is not None:
        raise error


async def _answer(world: World, method: str, raw: Fields, uploads: dict[str, Upload]) -> Fields:
    handler = ALL_HANDLERS.get(method.lower())
    schema = METHODS.get(method.lower())
    if handler is None or schema is None:
        world.toast("unknown-method", name=method)
        raise ApiError(404, "Not Found: method not found")
    call = _checked_call(world, schema, raw, uploads)
    result = handler(call)
    if inspect.isawaitable(result):
        result = await result
    return {"ok": True, "result": _as_answer(schema, result)}


def _refusal(error: ApiError) -> Fields:
    reply: Fields = {"ok": False, "error_code": error.code, "description": error.description}
    return reply | ({"parameters": error.parameters} if error.parameters else {})


def _log(world: World, method: str, raw: Fields, reply: Fields, begun: float) -> None:
    ms = round((time.monotonic() - begun) * 1000)
    record = world.calls.add(world.clock.now().isoformat(), method, _readable(raw), reply, ms)
    world.hub.tell_drawers({"type": "call", "call": record})


def _readable(raw: Fields) -> Fields:
    return {name: _maybe_json(value) if isinstance(value, str) else value for name, value in raw.items()}


def _maybe_json(value: str) -> Any:
    if value[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _checked_call(world: World, schema: Method, raw: Fields, uploads: dict[str, Upload]) -> Call:
    known = {name: value for name, value in raw.items() if _counts(schema, name, value)}
    rich = known.pop("rich_message", None)
    decoded = {name: attached(_decoded(schema, name, value), uploads) for name, value in known.items()}
    markup = decoded.pop("reply_markup", None)
    if rich is not None:
        decoded["rich_message"] = {}
    try:
        checked = schema.model_validate(decoded)
    except ValidationError as problem:
        raise _schema_error(world, schema, problem) from problem
    fields = checked.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_unset=True, fallback=str)
    return Call(world, schema.__api_method__, fields, markup, uploads, rich)


class Attached(InputFile):
    """A file of the same request: `attach://name`, for the schema a file and for us its name."""

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.reference = reference

    def __str__(self) -> str:
        return self.reference

    async def read(self, bot: Any) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError
        yield b""


def attached(value: Any, uploads: dict[str, Upload]) -> Any:
    """The value with every reference to a file of the request as such, however deep it lies."""
    if isinstance(value, dict):
        return {name: attached(one, uploads) for name, one in value.items()}
    if isinstance(value, list):
        return [attached(one, uploads) for one in value]
    known = isinstance(value, str) and value.startswith("attach://") and value[9:] in uploads
    return Attached(value) if known else value


def _counts(schema: Method, name: str, value: Any) -> bool:
    """Unknown fields are ignored; an empty text means something only where a text must be given."""
    field = schema.model_fields.get(name)
    if field is None or value is None:
        return False
    return value != "" or (field.is_required() and _takes_text(schema, name))


def _schema_error(world: World, schema: Method, problem: ValidationError) -> ApiError:
    first = problem.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "?"
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return bad_request(MISSING.get(name, f'parameter "{name}" is required'))
    where = ".".join(map(str, first["loc"]))
    world.toast("schema-error", name=f"{schema.__api_method__}: {where}: {first['msg']}")
    return bad_request(f"can't parse {name}: {first['msg']}")


def _decoded(schema: Method, name: str, value: Any) -> Any:
    """Forms carry everything as text: JSON and numbers are read where the schema wants them."""
    if not isinstance(value, str) or _takes_text(schema, name):
        return value
    if name == "allowed_updates":
        return _asked_kinds(value)
    if value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError as problem:
            raise bad_request(f"can't parse {name} JSON object") from problem
    return int(value) if value.lstrip("-").isdigit() and name != "chat_id" else value


def _asked_kinds(text: str) -> list[Any] | None:
    """What cannot be read is as if it were left out: what was asked before stays."""
    try:
        kinds = json.loads(text)
    except ValueError:
        return None
    return kinds if isinstance(kinds, list) else None


@cache
def _takes_text(schema: Method, name: str) -> bool:
    annotation = schema.model_fields[name].annotation
    kinds = {annotation} if _is_container(annotation) else set(get_args(annotation)) or {annotation}
    plain = {kind for kind in kinds if kind is not type(None)}
    return str in plain and not any(_is_container(kind) for kind in plain) and int not in plain


def _is_container(kind: Any) -> bool:
    return getattr(kind, "__origin__", None) in (list, dict)


@cache
def _adapter(schema: Method) -> TypeAdapter[Any]:
    for model in _models_in(schema.__returning__):
        model.model_rebuild()
    return TypeAdapter(schema.__returning__)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _as_answer(schema: Method, result: Any) -> Any:
    """The answer passed through the Bot API's own types, so that drift shows here and not in the bot."""
    adapter = _adapter(schema)
    kept = adapter.dump_json(adapter.validate_python(result), by_alias=True, exclude_none=True, exclude_unset=True)
    return json.loads(kept)
