"""Every word and button that leads to payments."""

from __future__ import annotations

from bot.kit.routes import Route
from bot.payments import history, receiving, returning

COMMANDS = {"payments": Route(history.payments, for_blocked=True)}
PRESSES = {
    "pay.list": Route(history.payments, for_blocked=True),
    "pay.slip": Route(history.slip, for_blocked=True),
} | returning.PRESSES
SERVICES = {
    "successful_payment": Route(receiving.received, for_blocked=True),
    "refunded_payment": Route(receiving.refunded, for_blocked=True),
}
SCREENS = returning.SCREENS
