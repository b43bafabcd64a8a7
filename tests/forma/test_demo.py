from __future__ import annotations

import os
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from forma.demo import choose_ports, mark, product_environment, wipe
from forma.embedded import AlreadyRunning, place
from forma.settings import SettingsError
from forma.supervisor import ChildFailed, child, wait_until_ready, watch


def test_a_taken_port_is_said_and_another_is_used(free_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as somebody:
        somebody.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        somebody.bind(("127.0.0.1", free_port))
        somebody.listen()
        with ExitStack() as claims:
            ports = choose_ports(free_port, claims)
    assert ports.sandbox > free_port
    assert len({ports.sandbox, ports.product, ports.mail}) == 3
    assert f"Port {free_port} is taken by another program; the sandbox is on port {ports.sandbox} instead." in (
        capsys.readouterr().err
    )


def test_demos_of_the_same_second_share_no_port(free_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither has opened its ports when the other chooses."""
    with ExitStack() as first:
        one = choose_ports(free_port, first)
        with ExitStack() as second:
            other = choose_ports(free_port, second)
        assert {one.sandbox, one.product, one.mail}.isdisjoint({other.sandbox, other.product, other.mail})
        assert f"the sandbox's mail is on port {other.mail} instead." in capsys.readouterr().err
    with ExitStack() as third:
        assert choose_ports(free_port, third).sandbox == one.sandbox, (
            "a demo that has ended leaves its ports to the next"
        )


def test_fresh_deletes_a_demo(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "postgres").mkdir(parents=True)
    mark(data)
    wipe(data)
    assert not data.exists()


def test_fresh_leaves_what_is_not_a_demos(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(SettingsError, match="FORMA_DATA_DIR"):
        wipe(tmp_path)
    assert (tmp_path / "thesis.odt").exists()


def test_fresh_waits_for_the_end_of_a_running_one(tmp_path: Path) -> None:
    mark(tmp_path)
    with place.held(tmp_path, "postgres"), pytest.raises(AlreadyRunning):
        wipe(tmp_path)


def test_a_real_token_does_not_reach_the_demo(tmp_path: Path) -> None:
    mine = {"FORMA_BOT_TOKEN": "42:real", "FORMA_DATABASE_URL": "postgresql://real", "PATH": "/bin"}
    env = product_environment(mine, tmp_path)
    assert env["PATH"] == "/bin"
    assert env["FORMA_BOT_TOKEN"] == "1000001:SANDBOX"
    assert "FORMA_DATABASE_URL" not in env


def test_a_child_is_waited_for_and_stopped(tmp_path: Path, free_port: int) -> None:
    web = ["http.server", str(free_port), "--bind", "127.0.0.1"]
    with child("web", web, log=tmp_path / "web.log", health=f"http://127.0.0.1:{free_port}/", env=os.environ) as one:
        wait_until_ready([one])
        assert one.process.poll() is None
    assert one.process.poll() is not None


def test_a_child_that_fails_is_shown_with_its_last_words(tmp_path: Path) -> None:
    health = "http://127.0.0.1:1/"
    with (
        child("web", ["http.server", "not-a-port"], log=tmp_path / "web.log", health=health, env=os.environ) as one,
        pytest.raises(ChildFailed, match="not-a-port"),
    ):
        wait_until_ready([one])


def test_a_child_that_ends_later_ends_the_watch(tmp_path: Path, free_port: int) -> None:
    web = ["http.server", str(free_port), "--bind", "127.0.0.1"]
    with child("web", web, log=tmp_path / "web.log", health=f"http://127.0.0.1:{free_port}/", env=os.environ) as one:
        wait_until_ready([one])
        one.process.kill()
        with pytest.raises(ChildFailed, match="The web stopped"):
            watch([one])
