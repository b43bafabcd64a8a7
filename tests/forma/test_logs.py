from __future__ import annotations

from forma.logs import without_secrets


def test_peoples_words_stay_out() -> None:
    line = without_secrets(None, "info", {"event": "message-in", "text": "у меня болит колено", "user": 17})
    assert line == {"event": "message-in", "text": "…", "user": 17}


def test_a_bot_token_stays_out_wherever_it_hides() -> None:
    line = without_secrets(None, "error", {"exception": "POST https://api.example/bot123456:AAF-secret_9/getMe"})
    assert "secret" not in line["exception"]
