"""Mini-app launch addresses with initData signed as Telegram signs it."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import quote, urlencode

from sandbox.telegram.pressing import chat_instance
from sandbox.telegram.records import Chat, Fields, Person
from sandbox.telegram.world import OpenQuery, World

LIGHT = {
    "bg_color": "#ffffff",
    "secondary_bg_color": "#f4f4f5",
    "text_color": "#000000",
    "hint_color": "#707579",
    "link_color": "#3390ec",
    "button_color": "#3390ec",
    "button_text_color": "#ffffff",
    "header_bg_color": "#ffffff",
    "bottom_bar_bg_color": "#ffffff",
    "accent_text_color": "#3390ec",
    "section_bg_color": "#ffffff",
    "section_header_text_color": "#707579",
    "section_separator_color": "#e4e4e4",
    "subtitle_text_color": "#707579",
    "destructive_text_color": "#e53935",
}
DARK = LIGHT | {
    "bg_color": "#212121",
    "secondary_bg_color": "#0f0f0f",
    "text_color": "#ffffff",
    "hint_color": "#aaaaaa",
    "link_color": "#8774e1",
    "button_color": "#8774e1",
    "header_bg_color": "#212121",
    "bottom_bar_bg_color": "#212121",
    "accent_text_color": "#8774e1",
    "section_bg_color": "#212121",
    "section_header_text_color": "#aaaaaa",
    "section_separator_color": "#303030",
    "subtitle_text_color": "#aaaaaa",
    "destructive_text_color": "#ff595a",
}
VERSION = "9.1"


def sign(fields: dict[str, str], token: str) -> str:
    """hex HMAC-SHA256 over the sorted `key=value` lines, as core.telegram.org/bots/webapps says."""
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()


def signed_query(fields: dict[str, str], token: str) -> str:
    return urlencode({**fields, "hash": sign(fields, token)}, quote_via=quote)


def init_data(
    world: World,
    person: Person,
    *,
    start_param: str | None = None,
    chat: Chat | None = None,
    query: bool = True,
    join_query: str | None = None,
) -> str:
    """auth_date is real time: the product checks its age by its own watch, whatever the world's clock says."""
    fields = {"user": compact(_user(world, person)), "auth_date": str(int(time.time())), "signature": "c2FuZGJveA"}
    if query:
        opened = OpenQuery(world.next_id("wa"), "webapp", person.id, chat.id if chat else person.id)
        world.queries[opened.id] = opened
        fields["query_id"] = opened.id
    if start_param:
        place = chat or world.private_chat(person)
        kind = "sender" if place.type == "private" else place.type
        fields |= {"start_param": start_param, "chat_type": kind, "chat_instance": chat_instance(world, place.id)}
    if join_query:
        fields["chat_join_request_query_id"] = join_query
    return signed_query(fields, world.config.token)


def _user(world: World, person: Person) -> Fields:
    shown = {name: value for name, value in world.user(person.id).items() if name != "is_bot"}
    allows = world.private_chat(person).started or person.write_access
    return shown | ({"allows_write_to_pm": True} if allows else {})


def compact(value: Fields) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def launch_url(
    url: str, data: str, theme: str, start_param: str | None, version: str = VERSION, platform: str = "weba"
) -> str:
    base, _, fragment = url.partition("#")
    if start_param:
        base += ("&" if "?" in base else "?") + urlencode({"tgWebAppStartParam": start_param})
    palette = DARK if theme == "dark" else LIGHT
    params = {
        "tgWebAppData": data,
        "tgWebAppVersion": version,
        "tgWebAppPlatform": platform,
        "tgWebAppThemeParams": compact(dict(palette)),
        "tgWebAppBotInline": "1",
    }
    joint = ("&" if "=" in fragment or "?" in fragment else "?") if fragment else ""
    return f"{base}#{fragment}{joint}{urlencode(params, quote_via=quote)}"
