"""Templates: one environment, escaping always on, words from locales."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any

import jinja2
from aiohttp import web
from jinja2.runtime import Macro
from markupsafe import Markup

from domain.accounts.people import Person
from locales import Translator, translator
from webapp.kit import assets, keys, looks, pictures, sayings, shapes
from webapp.kit.bytecode import KeptBytecode
from webapp.kit.context import WebContext

TEMPLATES = Path(__file__).parent.parent / "templates"


class _Context(jinja2.runtime.Context):
    """Jinja asks of whatever is called whether it wants to be given more: of macros and of ours it is known."""

    def call(self, called: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        kind: type[Any] = type(called)
        if kind is not Macro and kind not in _OURS:
            return super().call(called, *args, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return called(self.eval_ctx, *args, **named) if kind is Macro else called(*args, **named)


_OURS = (Translator, FunctionType, partial)


class _Environment(jinja2.Environment):
    context_class = _Context


_compiled = KeptBytecode(TEMPLATES, made_by=Path(__file__).read_bytes())
"""However many applications a process builds of them."""


def environment(built: assets.Assets, context: WebContext) -> jinja2.Environment:
    made = _Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled,
    )
    made.globals.update(
        asset=built.url, words=translator, colour_of=looks.colour_of, initials=looks.initials, share=looks.share
    )
    made.globals.update(picture=partial(pictures.path, context), preview=partial(pictures.preview_path, context))
    made.globals.update(ending_picture=partial(pictures.ending_path, context))
    made.globals.update(cover_of=partial(pictures.shown_path, context))
    made.globals.update(date_block=looks.date_block, gauge=looks.gauge, **sayings.SAYINGS)
    draw: Any = made.get_template("kit/bones.html").module
    made.globals.update(bones={shape: draw.bones(shape) for shape in shapes.SHAPES})
    return made


def render(app: web.Application, template: str, viewer: Person | None, now: datetime, values: Mapping[str, Any]) -> str:
    """A template for one person: `t`, `viewer`, `now`, `when` and `context` are always there."""
    t = translator(viewer.language) if viewer else translator("ru")
    return render_words(app, template, t, now, {"viewer": viewer, **values})


def render_words(app: web.Application, template: str, t: Translator, now: datetime, values: Mapping[str, Any]) -> str:
    """The same for everybody who reads that language."""

    def when(moment: datetime, zone: str) -> str:
        return t.when(moment, zone, now=now)

    def alike(part: Macro, shown: Hashable) -> Markup:
        """A part that says of its viewer nothing but language and zone, of what may be compared: made once."""
        name = (part.name, t.lang, getattr(values["viewer"], "zone", ""), shown)
        return app[keys.PIECES].get(name, lambda: Markup(part(shown)))

    known = {"t": t, "now": now, "when": when, "alike": alike, "context": app[keys.CONTEXT]}
    return app[keys.TEMPLATES].get_template(template).render(known | dict(values))
