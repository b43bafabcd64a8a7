"""aiogram, imported in a fraction of its time: a model is built when it is first used, not at import.

On import aiogram rebuilds each of its 400 models, and each build walks everything that the model can contain:
seconds of CPU for types that are never used. Here the rebuilding is put off, with the same namespace, until a model
is needed.
Import this before aiogram; if aiogram is loaded already, nothing is done. See docs/decisions/004-lazy-aiogram.md.
"""

from __future__ import annotations

import sys
from typing import Any

from pydantic import BaseModel

_namespace: dict[str, Any] = {}


def _import_lazily() -> None:
    rebuild = BaseModel.model_rebuild.__func__  # type: ignore[attr-defined]  # a class method has its function

    def put_off(cls: type[BaseModel], /, *, _types_namespace: dict[str, Any] | None = None, **_: Any) -> None:
        _namespace.update(_types_namespace or {})

    def rebuild_now(cls: type[BaseModel], /, *, _types_namespace: dict[str, Any] | None = None, **options: Any) -> Any:
        options["_parent_namespace_depth"] = options.get("_parent_namespace_depth", 2) + 1
        return rebuild(cls, _types_namespace=_types_namespace or _namespace, **options)

    setattr(BaseModel, "model_rebuild", classmethod(put_off))  # noqa: B010 - mypy forbids assigning to a method
    try:
        from aiogram.methods.base import Response, TelegramMethod
        from aiogram.types.base import TelegramObject
    finally:
        setattr(BaseModel, "model_rebuild", classmethod(rebuild))  # noqa: B010 - as above
    for base in (TelegramObject, TelegramMethod, Response):
        setattr(base, "model_rebuild", classmethod(rebuild_now))  # noqa: B010 - as above


if "aiogram" not in sys.modules:
    _import_lazily()
