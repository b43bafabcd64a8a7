"""Message files as functions, compiled once and kept as Python keeps its own modules.

Compiling all of them takes a processor for seconds, at every start of every process; reading what is kept does not.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import marshal
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any, TypeAlias

import fluent_compiler.compiler
from fluent_compiler.resource import FtlResource

Say: TypeAlias = Callable[[Mapping[str, object], list[Exception]], str]
"""From variables to the sentence; what is wrong with them joins the list."""
_Compiled: TypeAlias = tuple[CodeType, dict[str, str]]
"""The functions, and the name of each by its key."""
_compiler: Any = fluent_compiler.compiler  # it publishes no types
_Resource: Any = FtlResource
_MADE_BY = importlib.util.MAGIC_NUMBER + importlib.metadata.version("fluent-compiler").encode()


class BadWords(Exception):
    """A message file is broken, or a message was asked for without a variable that it needs."""


def messages_of(lang: str, file: Path) -> dict[str, Say]:
    """By key; an attribute's is `message.attribute`. Raises BadWords."""
    text = file.read_bytes()
    stamp = hashlib.sha256(b"\0".join((_MADE_BY, lang.encode(), text))).digest()
    kept = Path(importlib.util.cache_from_source(str(file))).with_suffix(".words")
    compiled = _read(kept, stamp)
    if compiled is None:
        compiled = _compile(lang, file, text.decode())
        if not sys.dont_write_bytecode:
            _write(kept, stamp + marshal.dumps(compiled))
    code, names = compiled
    known = dict(_surroundings(lang))
    exec(code, known)
    return {key: known[name] for key, name in names.items()}


def _compile(lang: str, file: Path, text: str) -> _Compiled:
    made = _compiler.compile_messages(lang, [_Resource.from_string(text)], use_isolating=False)
    if made.errors:
        raise BadWords(f"{file.name} in {lang}: " + "; ".join(f"{key}: {error}" for key, error in made.errors))
    names = {key: function.__name__ for key, function in made.message_functions.items()}
    return compile(made.module_ast, str(file), "exec", dont_inherit=True), names


@cache
def _surroundings(lang: str) -> dict[str, Any]:
    """What the functions of a language find around them."""
    made = _compiler.compile_messages(lang, [_Resource.from_string("none = none")], use_isolating=False)
    known: dict[str, Any] = made.message_functions["none"].__globals__
    return known


def _read(kept: Path, stamp: bytes) -> _Compiled | None:
    """What was compiled of the same words in the same way."""
    with suppress(OSError, EOFError, ValueError, TypeError):
        found = kept.read_bytes()
        if found.startswith(stamp):
            compiled: _Compiled = marshal.loads(found[len(stamp) :])
            return compiled
    return None


def _write(kept: Path, content: bytes) -> None:
    """Whole or not at all; where nothing may be written, each start compiles."""
    written = kept.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        written.write_bytes(content)
        written.replace(kept)
