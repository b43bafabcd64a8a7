"""What a person is told when an embedded server cannot start."""

from __future__ import annotations


class EmbeddedError(Exception):
    """One sentence that says what is wrong and what to do."""


class AlreadyRunning(EmbeddedError):
    """Another process runs the servers of this data directory."""
