"""The Telegram face."""

import lazy_aiogram  # noqa: F401 - before anything here imports aiogram
