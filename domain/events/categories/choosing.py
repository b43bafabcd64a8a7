"""The event form with the categories as they are now, called as its reader calls them."""

from __future__ import annotations

from dataclasses import replace

from domain.events.categories.managing import names
from domain.events.making.form import EVENT_FORM, SAID_LATER, USUAL
from domain.forms.form import Choice, Form


async def event_form(lang: str) -> Form:
    choices = tuple(Choice(one.slug, label=one.name(lang)) for one in await names())
    fields = (replace(one, choices=choices) if one.key == "categories" else one for one in EVENT_FORM.fields)
    return replace(EVENT_FORM, fields=tuple(fields))


async def wizard_form(lang: str) -> Form:
    """What the chat asks at once."""
    form = await event_form(lang)
    return replace(form, fields=tuple(field for field in form.fields if field.key not in SAID_LATER), usual=USUAL)
