"""Every model of aiogram can still be built when its building was put off."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import lazy_aiogram
import aiogram.methods, aiogram.types
from aiogram.types import Update
assert not Update.__pydantic_complete__, "building was not put off"
said = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "hi"}}
assert Update.model_validate(said).message.text == "hi"
assert not aiogram.methods.base.Response[aiogram.types.ChatFullInfo].model_validate({"ok": False}).ok
for module in (aiogram.types, aiogram.methods):
    for name in module.__all__:
        model = getattr(module, name)
        if hasattr(model, "model_rebuild"):
            model.model_rebuild()
            assert model.__pydantic_complete__, name
"""


def test_nothing_is_built_before_it_is_needed_and_everything_can_be() -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
