"""Our css and js: read once, bundled, compressed, and served under names that change with their content."""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

STATIC = Path(__file__).parent.parent / "static"
BUNDLES = {
    "forma.css": ("css/tokens.css", "css/kit.css", "css/pages.css", "css/remains.css"),
    "forma.js": (
        "vendor/htmx.min.js",
        "vendor/hx-sse.min.js",
        "js/host.js",
        "js/requests.js",
        "js/pages.js",
        "js/forms.js",
        "js/connection.js",
        "js/keeping.js",
        "js/keyboard.js",
        "js/live.js",
        "js/launch.js",
    ),
    "door.js": ("js/door_tickets.js", "js/door_kept.js", "js/drawn.js", "js/door.js"),
    "timer.js": ("js/door_kept.js", "js/drawn.js", "js/timer.js"),
    "recorder.js": ("js/door_kept.js", "js/drawn.js", "js/recorder_counting.js", "js/recorder.js"),
    "signatures.js": ("vendor/nacl-fast.min.js",),
    "maps.js": ("vendor/leaflet.min.js", "js/maps.js"),
    "events_map.js": ("js/events_map.js",),
    "bracket.js": ("js/bracket.js",),
    "talk.js": ("js/talk.js",),
    "uploads.js": ("js/uploads.js",),
    "board.js": ("js/board.js",),
    "maps.css": ("vendor/leaflet.min.css", "css/maps.css"),
    "showroom.css": ("css/showroom.css",),
    "telegram.js": ("vendor/telegram-web-app.js",),
}
_TYPES = {".css": "text/css", ".js": "text/javascript"}
_INDENT = re.compile(rb"^[ \t]+", re.MULTILINE)
_COMMENT = re.compile(rb"^(?:/\*[^*]*\*/|//.*)\n| // [^\"`\n]*$", re.MULTILINE)
_BREAK = re.compile(rb"^((?:(?!//).)*[;{,])\n+", re.MULTILINE)
_FOREVER = "public, max-age=31536000, immutable"


class AssetsMissing(Exception):
    """The vendor scripts have not been built: `make assets`."""


@dataclass(frozen=True, slots=True)
class Asset:
    name: str
    content_type: str
    plain: bytes
    zipped: bytes


class Assets:
    """Every bundle by its hashed name."""

    def __init__(self) -> None:
        self._by_name: dict[str, Asset] = {}
        self._urls: dict[str, str] = {}
        for bundle, parts in BUNDLES.items():
            asset = _bundle(bundle, parts)
            self._by_name[asset.name] = asset
            self._urls[bundle] = f"/static/{asset.name}"

    def url(self, bundle: str) -> str:
        return self._urls[bundle]

    def get(self, bundle: str) -> Asset:
        return self._by_name[self._urls[bundle].removeprefix("/static/")]

    async def serve(self, request: web.Request) -> web.Response:
        asset = self._by_name.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
        body = asset.plain
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"], body = "gzip", asset.zipped
        return web.Response(body=body, headers=headers, content_type=asset.content_type, charset="utf-8")


def _bundle(name: str, parts: tuple[str, ...]) -> Asset:
    try:
        plain = b"\n".join(_slim(STATIC / part) for part in parts)
    except FileNotFoundError as error:
        raise AssetsMissing(f"{error.filename} is not there: run `make assets`") from error
    stem, suffix = name.rsplit(".", 1)
    hashed = f"{stem}.{hashlib.sha256(plain).hexdigest()[:12]}.{suffix}"
    return Asset(hashed, _TYPES[f".{suffix}"], plain, _zipped(plain))


def _slim(part: Path) -> bytes:
    """Without indentation, comments and needless ends of lines; what is minified already stays."""
    if ".min." in part.name:
        return part.read_bytes()
    return _BREAK.sub(rb"\1", _COMMENT.sub(b"", _INDENT.sub(b"", part.read_bytes())))


@functools.cache
def _zipped(plain: bytes) -> bytes:
    """As small as can be, which takes its time: once in a process."""
    return gzip.compress(plain, 9, mtime=0)
