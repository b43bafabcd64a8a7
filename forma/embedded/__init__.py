"""PostgreSQL and Valkey out of pip wheels, for those who run no servers of their own."""

from __future__ import annotations

from forma.embedded.errors import AlreadyRunning, EmbeddedError
from forma.embedded.postgres import embedded_postgres
from forma.embedded.valkey import embedded_valkey

__all__ = ["AlreadyRunning", "EmbeddedError", "embedded_postgres", "embedded_valkey"]
