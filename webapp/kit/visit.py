"""One request of a known person: what a page handler needs, and the answers it can give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

from domain.accounts.people import Person
from domain.accounts.sessions import Viewer
from locales import Translator, translator
from webapp.kit import pages
from webapp.kit.context import WebContext
from webapp.kit.keys import CONTEXT

if TYPE_CHECKING:
    from multidict import MultiDictProxy

    FormData = MultiDictProxy[str | bytes | bytearray | web.FileField]


WORTH_PACKING = 800
"""Letters; less fits in one packet as it is."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`now` is domain time; `form` is what was posted; `facts` were gathered before the transaction."""

    request: web.Request
    viewer: Viewer
    now: datetime
    form: FormData | None = None
    facts: object = None

    @property
    def person(self) -> Person:
        return self.viewer.person

    @property
    def t(self) -> Translator:
        return translator(self.person.language)

    @property
    def context(self) -> WebContext:
        return self.request.app[CONTEXT]

    def id(self, name: str) -> int:
        return int(self.request.match_info[name])

    def query(self, name: str) -> str:
        """Empty if it is not there; without the one character that PostgreSQL does not take."""
        return self.request.query.get(name, "").replace("\0", "")

    def said(self, name: str) -> str:
        """A posted text field; empty if it is not there."""
        value = self.form.get(name, "") if self.form else ""
        return value.strip() if isinstance(value, str) else ""

    def html(self, template: str, values: Mapping[str, Any]) -> str:
        return pages.render(self.request.app, template, self.person, self.now, values)

    def page(self, template: str, *, status: int = 200, toast: str = "", **values: Any) -> web.Response:
        """A fragment that takes the place of the page shown now; `toast` is said above it."""
        response = fragment(self.html(template, values), status=status)
        if toast:
            response.headers["Forma-Toast"] = quote(toast)
        return response

    def go(self, path: str, *, toast: str = "", replace: bool = True) -> web.Response:
        """The person continues on another page; `replace`: going back does not lead here again."""
        response = fragment("", status=200)
        response.headers["Forma-Go"] = path
        response.headers["Forma-Go-Mode"] = "replace" if replace else "push"
        if toast:
            response.headers["Forma-Toast"] = quote(toast)
        return response


def fragment(html: str, *, status: int = 200) -> web.Response:
    headers = {"Cache-Control": "no-store", "Vary": "Authorization, Accept-Encoding"}
    response = web.Response(text=html, status=status, content_type="text/html", headers=headers)
    if len(html) > WORTH_PACKING:
        response.enable_compression()
    return response
