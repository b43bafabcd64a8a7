"""A person's name as SQL reads it from the profile `p`."""

from __future__ import annotations

FULL_NAME = "trim(p.first_name || ' ' || p.last_name)"
SHORT_NAME = "coalesce(nullif(p.first_name, ''), p.nickname, '')"
"""What others in a group call them."""
