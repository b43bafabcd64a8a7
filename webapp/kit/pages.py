"""Templates: one environment, escaping always on, words from locales."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from aiohttp import web

from domain.accounts.people import Person
from locales import Translator, translator
from webapp.kit import assets, keys, looks, pictures, shapes
from webapp.kit.context import WebContext

TEMPLATES = Path(__file__).parent.parent / "templates"


def environment(built: assets.Assets, context: WebContext) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        asset=built.url, words=translator, colour_of=looks.colour_of, initials=looks.initials, share=looks.share
    )
    made.globals.update(picture=partial(pictures.path, context), preview=partial(pictures.preview_path, context))
    made.globals.update(date_block=looks.date_block, money=looks.money, gauge=looks.gauge)
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

    known = {"t": t, "now": now, "when": when, "context": app[keys.CONTEXT]}
    return app[keys.TEMPLATES].get_template(template).render(known | dict(values))
