"""Where pages keep what is being typed, so that a swipe, a call or a reload loses nothing."""

from __future__ import annotations

from aiohttp import web

from domain.forms import unsent
from domain.forms.unsent import Unsent
from webapp.kit.visit import Visit


async def find(visit: Visit) -> web.Response:
    found = await unsent.find_unsent(visit.viewer.id, visit.query("page"), now=visit.now)
    said = {"form": found.form, "fields": found.fields} if found else {}
    return web.json_response(said, headers={"Cache-Control": "no-store"})


async def keep(visit: Visit) -> web.Response:
    """The form as it stands; empty: it is not needed any more."""
    page, fields = visit.query("page"), _typed(visit)
    if fields:
        await unsent.keep_unsent(visit.viewer.id, page, Unsent(visit.query("form"), fields), now=visit.now)
    else:
        await unsent.forget_unsent(visit.viewer.id, page)
    return web.Response(status=204)


def _typed(visit: Visit) -> dict[str, list[str]]:
    """Of a form with several ticks of one name, all of them."""
    form = visit.form
    return {name: [one for one in form.getall(name) if isinstance(one, str)] for name in form} if form else {}
