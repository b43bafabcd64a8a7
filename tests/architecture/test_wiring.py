"""Nothing leads nowhere: every key has its sentence, every button its handler, every kind its renderer (X-14)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.table import build_routes, renderers
from locales import LANGUAGES, Lang, all_keys
from scheduler import events, payments

ROOT = Path(__file__).parents[2]
FACES = ("bot", "webapp", "domain", "scheduler", "locales")
TEMPLATE_KEY = re.compile(r"""\bt\(\s*["']([a-z0-9-]+)["']""")
SAID_TO = {"notify", "notify_all", "tell_chat"}


def _sources(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _calls(*rooms: str) -> Iterator[tuple[Path, str, ast.Call]]:
    for path, tree in _sources(*rooms):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield path, name, node


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _beginning(node: ast.expr) -> str | None:
    """The constant head of an f-string."""
    if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
        return str(node.values[0].value)
    return None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_that_is_asked_for_has_a_sentence(lang: Lang) -> None:
    keys = set(all_keys(lang))
    missing = []
    for path, name, call in _calls(*FACES):
        if name != "t" or not call.args:
            continue
        key, head = _text(call.args[0]), _beginning(call.args[0])
        if key is not None and key not in keys:
            missing.append(f"{path.relative_to(ROOT)}: {key}")
        if head and not any(one.startswith(head) for one in keys):
            missing.append(f"{path.relative_to(ROOT)}: {head}…")
    for template in (ROOT / "webapp").rglob("*.html"):
        asked = TEMPLATE_KEY.findall(template.read_text(encoding="utf-8"))
        missing += [f"{template.relative_to(ROOT)}: {key}" for key in asked if not _is_said(key, keys)]
    assert missing == []


def _is_said(key: str, keys: set[str]) -> bool:
    """`t("event-kind-" ~ kind)` asks for a beginning."""
    return any(one.startswith(key) for one in keys) if key.endswith("-") else key in keys


def test_every_refusal_has_a_sentence() -> None:
    import domain.errors
    from domain.errors import Refusal

    for path, _ in _sources("domain"):
        if path.name == "errors.py" and path.parent.name != "domain":
            __import__(".".join(path.relative_to(ROOT).with_suffix("").parts))
    pending, codes = [domain.errors.Refusal], set()
    while pending:
        kind: type[Refusal] = pending.pop()
        pending += kind.__subclasses__()
        codes.add(kind.code)
    for lang in LANGUAGES:
        assert codes - set(all_keys(lang)) == set()


def test_every_button_has_a_handler() -> None:
    presses = build_routes().presses
    dead = []
    for path, name, call in _calls("bot"):
        if name not in ("Press", "page_turns") or len(call.args) < 2:
            continue
        action, head = _text(call.args[1]), _beginning(call.args[1])
        if action is not None and action not in presses:
            dead.append(f"{path.name}: {action}")
        if head and not any(one.startswith(head) for one in presses):
            dead.append(f"{path.name}: {head}…")
    assert dead == []


def test_every_kind_that_is_said_has_words() -> None:
    tables = renderers()
    known = tables["screens"].keys() | tables["calls"].keys()
    mute = []
    for path, name, call in _calls("domain", "bot", "webapp"):
        if name in SAID_TO and len(call.args) > 1:
            kind = _text(call.args[1])
            if kind is not None and kind not in known:
                mute.append(f"{path.relative_to(ROOT)}: {kind}")
    assert mute == []


def test_everything_on_the_agenda_has_somebody_who_does_it() -> None:
    undone = []
    for path, name, call in _calls("domain"):
        if name == "plan" and isinstance(call.func, ast.Attribute) and _is_agenda(call.func.value):
            kind = _text(call.args[0])
            if kind is not None and kind not in {**events.AGENDA, **payments.AGENDA}:
                undone.append(f"{path.relative_to(ROOT)}: {kind}")
    assert undone == []


def _is_agenda(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "agenda"


def test_use_cases_open_no_transaction() -> None:
    """Doors do: the lanes, the agenda, deliveries, jobs, pages."""
    doors = {"domain/database.py", "domain/inbox", "domain/agenda", "domain/notifications", "domain/files"}
    doors |= {f"domain/payments/{name}.py" for name in ("checkouts", "sending", "reconciliation")}
    opened = []
    for path, name, _ in _calls("domain"):
        place = str(path.relative_to(ROOT))
        if name in ("transaction", "in_transaction") and not any(place.startswith(door) for door in doors):
            opened.append(place)
    assert opened == []
