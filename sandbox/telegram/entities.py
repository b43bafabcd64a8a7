"""Formatted text as Telegram keeps it: parse, trim, put in order, and find what marks itself (links, commands…)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.html_text import parse_html, utf16_len
from sandbox.telegram.links import checked_url
from sandbox.telegram.markdown_text import parse_markdown

Entity = dict[str, Any]
FindUser = Callable[[int], dict[str, Any] | None]

PARSERS = {"html": parse_html, "markdownv2": parse_markdown, "markdown": parse_markdown}
MERGED = ("bold", "italic", "underline", "strikethrough", "spoiler")
OPAQUE = frozenset({"code", "pre"})
HOLDS_LINK = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})
ORDER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", *MERGED)
DOMAINS = "com|ru|org|net|me|io|app|dev|info|run|рф|su|club|pro|online|site|store|eu|de|uk|us"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("url", re.compile(r"(?i)(?<![\w@])(?:https?|ftp|tg|ton)://[^\s<>\"'«»]+[^\s<>\"'«».,!?:;)\]]")),
    ("email", re.compile(r"(?i)(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)+[a-z]{2,}")),
    (
        "url",
        re.compile(rf"(?i)(?<![\w@./-])(?:[\w-]+\.)+(?:{DOMAINS})(?![\w-])(?:/[^\s<>\"'«»]*[^\s<>\"'«».,!?:;)\]])?"),
    ),
    ("mention", re.compile(r"(?<![\w/.@])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>@.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("hashtag", re.compile(r"(?<!\w)#(?!\d+\b)\w{1,256}")),
    ("cashtag", re.compile(r"(?<!\w)\$[A-Z]{1,8}(?!\w)")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d(?:[ ()-]{0,2}\d){9,13}(?!\d)")),
)


def formatted(
    text: str, mode: str | None, explicit: list[Entity] | None, find_user: FindUser
) -> tuple[str, list[Entity]]:
    """Explicit entities win over the parse mode; raises ApiError 400 for broken markup."""
    if explicit is not None or not mode:
        parsed, entities = text, _checked(explicit or [], text)
    else:
        parser = PARSERS.get(mode.lower())
        if parser is None:
            raise bad_request("unsupported parse_mode")
        parsed, entities = parser(text)
    entities = [known for entity in entities if (known := _with_user(entity, find_user)) is not None]
    parsed, entities = _trimmed(parsed.replace("\r", ""), _ordered(entities))
    return parsed, _ordered(entities + detected(parsed, entities))


def _checked(entities: list[Entity], text: str) -> list[Entity]:
    length = utf16_len(text)
    for entity in entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        if begin < 0 or entity["length"] < 0 or end > length:
            raise bad_request(
                f"entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {end}"
            )
    return [_clean(entity) for entity in entities if entity["length"] > 0 and entity["type"] not in _DETECTED_KINDS]


def _clean(entity: Entity) -> Entity:
    if entity["type"] == "text_link":
        url = checked_url(str(entity.get("url", "")))
        if url is None:
            raise bad_request(f"Wrong HTTP URL specified: {entity.get('url', '')}")
        return entity | {"url": url}
    if entity["type"] == "text_mention" and "user" in entity:
        return {
            "type": "text_mention",
            "offset": entity["offset"],
            "length": entity["length"],
            "user_id": entity["user"]["id"],
        }
    return dict(entity)


def _with_user(entity: Entity, find_user: FindUser) -> Entity | None:
    if "user_id" not in entity:
        return entity
    user = find_user(entity["user_id"])
    return None if user is None else {key: entity[key] for key in ("type", "offset", "length")} | {"user": user}


def _ordered(entities: list[Entity]) -> list[Entity]:
    kept = _merged(entities) + [entity for entity in entities if entity["type"] not in MERGED]
    code = [entity for entity in kept if entity["type"] in OPAQUE]
    kept = [entity for entity in kept if entity["type"] in OPAQUE or not any(_inside(entity, c) for c in code)]
    return sorted(kept, key=lambda e: (e["offset"], -e["length"], _rank(e["type"])))


def _rank(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _inside(entity: Entity, outer: Entity) -> bool:
    return bool(
        entity["offset"] < outer["offset"] + outer["length"] and outer["offset"] < entity["offset"] + entity["length"]
    )


def _merged(entities: list[Entity]) -> list[Entity]:
    """Touching or overlapping runs of one style become one."""
    result: list[Entity] = []
    for kind in MERGED:
        run: Entity | None = None
        for entity in sorted((e for e in entities if e["type"] == kind), key=lambda e: e["offset"]):
            if run is not None and entity["offset"] <= run["offset"] + run["length"]:
                run["length"] = max(run["length"], entity["offset"] + entity["length"] - run["offset"])
            else:
                run = dict(entity)
                result.append(run)
    return result


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """No white space at the end; at the beginning only what lies before the first entity goes."""
    text = text.rstrip()
    lead = utf16_len(text) - utf16_len(text.lstrip())
    if entities:
        lead = min(lead, entities[0]["offset"])
    text, length = text[lead:], utf16_len(text[lead:])
    shifted = [entity | {"offset": entity["offset"] - lead} for entity in entities]
    cut = [entity | {"length": min(entity["length"], length - entity["offset"])} for entity in shifted]
    return text, [entity for entity in cut if entity["length"] > 0]


_DETECTED_KINDS = frozenset(kind for kind, _ in PATTERNS)


def detected(text: str, entities: list[Entity]) -> list[Entity]:
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in HOLDS_LINK]
    found: list[Entity] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            begin, length = utf16_len(text[: match.start()]), utf16_len(match[0])
            if all(begin + length <= left or begin >= right for left, right in taken):
                taken.append((begin, begin + length))
                found.append({"type": kind, "offset": begin, "length": length})
    return found


def entity_text(text: str, entity: Entity) -> str:
    raw = text.encode("utf-16-le")
    return raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
