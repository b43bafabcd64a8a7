"""Telegram and the rest of the world on localhost."""

import lazy_aiogram  # noqa: F401 - before anything here imports aiogram
