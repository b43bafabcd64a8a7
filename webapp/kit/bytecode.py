"""Templates as bytecode, compiled once and kept as Python keeps its own modules.

Compiling all of them takes a processor for seconds, at every start of every process that shows pages.
"""

from __future__ import annotations

import hashlib
import importlib.util
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket


class KeptBytecode(jinja2.FileSystemBytecodeCache):
    """Of the templates in a directory. `made_by`: whatever else than its words decides what a template becomes."""

    def __init__(self, templates: Path, made_by: bytes) -> None:
        how = hashlib.sha256(jinja2.__version__.encode() + made_by).hexdigest()[:16]
        directory = Path(importlib.util.cache_from_source(str(templates / "any.html"))).parent
        super().__init__(str(directory), f"{how}-%s.template")
        self._known: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
            return
        with suppress(OSError, EOFError, pickle.PickleError):  # a disk may have kept only a part of it
            super().load_bytecode(bucket)
        self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._remember(bucket)
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # where nothing may be written, each start compiles
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key] = (bucket.checksum, bucket.code)
