"""Files: kept in memory, or in the state directory when there is one; known by file_id."""

from __future__ import annotations

import hashlib
import io
import mimetypes
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.records import Fields, Records

MOST_IN_PHOTO = 10 * 1024 * 1024
FOLDERS = {
    "photo": "photos",
    "video": "videos",
    "voice": "voice",
    "video_note": "video_notes",
    "animation": "animations",
    "audio": "music",
    "sticker": "stickers",
    "document": "documents",
}
PHOTO_SIDES = (90, 320, 800, 1280)


class FileStore:
    def __init__(self, records: Records, folder: Path | None) -> None:
        self._records = records
        self._folder = folder
        self._content: dict[str, bytes] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def add(self, kind: str, content: bytes, name: str | None = None) -> Fields:
        """The same bytes give the same file_unique_id; `file_path` grows by one each time."""
        unique = hashlib.sha256(content).hexdigest()[:16]
        number = len(self._records.files) + 1
        mime = self.mime_of(kind, name)
        suffix = Path(name).suffix if name else mimetypes.guess_extension(mime) or ""
        entry = {
            "file_id": f"{_PREFIX.get(kind, 'BQAC')}{number:06d}-{unique}",
            "file_unique_id": f"AQ{unique[:14]}",
            "file_size": len(content),
            "file_path": f"{FOLDERS.get(kind, 'documents')}/file_{number}{suffix}",
            "name": name,
            "mime": mime,
            "kind": kind,
        }
        self._records.files[str(entry["file_id"])] = entry
        self._keep(str(entry["file_id"]), content)
        return entry

    @staticmethod
    def mime_of(kind: str, name: str | None) -> str:
        mime = _mime_by_name(name) or _DEFAULT_MIME.get(kind, "application/octet-stream")
        return mime.replace("video/", "audio/") if kind in ("voice", "audio") else mime

    def _keep(self, file_id: str, content: bytes) -> None:
        if self._folder is not None:
            (self._folder / file_id).write_bytes(content)
        else:
            self._content[file_id] = content

    def get(self, file_id: str) -> Fields | None:
        return self._records.files.get(file_id)

    def content(self, file_id: str) -> bytes:
        if self._folder is not None:
            return (self._folder / file_id).read_bytes()
        return self._content[file_id]

    def by_path(self, path: str) -> Fields | None:
        return next((entry for entry in self._records.files.values() if entry["file_path"] == path), None)

    def photo(self, content: bytes, name: str | None) -> list[Fields]:
        """Two to four sizes, smallest first, as PhotoSize."""
        if len(content) > MOST_IN_PHOTO:
            raise ApiError(413, "Request Entity Too Large")
        image = _opened(content)
        sides = [side for side in PHOTO_SIDES if side < max(image.size)][-3:] or [90]
        sizes = [self._thumbnail(image, side) for side in sides]
        entry = self.add("photo", content, name or "photo.jpg")
        sizes = [*sizes, _photo_size(entry, *image.size)]
        for size in sizes:
            self._records.files[size["file_id"]]["sizes"] = sizes
        return sizes

    def _thumbnail(self, image: Image.Image, side: int) -> Fields:
        small = image.copy()
        small.thumbnail((side, side))
        out = io.BytesIO()
        small.convert("RGB").save(out, "JPEG", quality=80)
        return _photo_size(self.add("photo", out.getvalue(), "photo.jpg"), *small.size)


_DEFAULT_MIME = {
    "photo": "image/jpeg",
    "video": "video/mp4",
    "voice": "audio/ogg",
    "video_note": "video/mp4",
    "animation": "video/mp4",
    "audio": "audio/mpeg",
    "sticker": "image/webp",
}
# The table of the operating system may lack these.
_MIME = {".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg", ".webp": "image/webp", ".m4a": "audio/mp4"}
_MIME |= {".webm": "video/webm", ".tgs": "application/x-tgsticker", ".gpx": "application/gpx+xml"}
_PREFIX = {
    "photo": "AgAC",
    "video": "BAAC",
    "voice": "AwAC",
    "video_note": "DQAC",
    "animation": "CgAC",
    "audio": "CQAC",
    "sticker": "CAAC",
}


def _mime_by_name(name: str | None) -> str | None:
    suffix = Path(name or "").suffix.lower()
    return _MIME.get(suffix) or mimetypes.guess_type(name or "")[0]


def _opened(content: bytes) -> Image.Image:
    try:
        image: Image.Image = Image.open(io.BytesIO(content))
        image.load()
    except (UnidentifiedImageError, OSError) as problem:
        raise bad_request("IMAGE_PROCESS_FAILED") from problem
    width, height = image.size
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return image


def _photo_size(entry: Fields, width: int, height: int) -> Fields:
    entry["size"] = [width, height]
    return {
        "file_id": entry["file_id"],
        "file_unique_id": entry["file_unique_id"],
        "width": width,
        "height": height,
        "file_size": entry["file_size"],
    }
