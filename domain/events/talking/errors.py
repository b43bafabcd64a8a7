from __future__ import annotations

from domain.errors import Refusal


class FaqIsFull(Refusal):
    """Params: most."""

    code = "event-faq-is-full"
