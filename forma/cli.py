"""The commands. Each imports what it needs when it runs, so that `forma --help` is quick."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import importlib
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forma.embedded.errors import EmbeddedError
from forma.settings import Settings, SettingsError, read_settings, require_bot

if TYPE_CHECKING:
    import uvloop

STORY_MARK = "story-told"
KINDS = {
    "bot": "receive updates, work the lanes, send to Telegram",
    "web": "serve the mini-app and the API",
    "scheduler": "look at what is due; send mail",
    "work": "do long jobs",
}


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 well, 1 something failed, 2 a setting is wrong."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.command(arguments))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="forma", description="A sports platform that lives in Telegram.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")

    def command(name: str, words: str, does: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(command=does)
        return made

    demo = command("demo", "everything on this machine, with a sandbox instead of Telegram", _demo)
    demo.add_argument("--fresh", action="store_true", help="forget the data of earlier demos")
    demo.add_argument(
        "--port", type=int, default=8081, help="the sandbox's port; the mini-app takes the next one (8081)"
    )
    run = command("run", "all processes in one, with PostgreSQL and Valkey if none are set", _run)
    run.add_argument("--story", action="store_true", help="tell the demo story at the first start")
    for kind, words in KINDS.items():
        command(kind, words, partial(_process, {kind}))
    command("migrate", "bring the database to the newest schema", partial(_once, "migrate"))
    command("seed", "tell the demo story into the database", partial(_once, "seed"))
    backup = command("backup", "everything that must not be lost, in one new file", _back_up)
    backup.add_argument("file", type=Path, help="such as forma-2026-11-25.tar")
    restore = command("restore", "a backup, into an empty database and data directory", _restore)
    restore.add_argument("file", type=Path)
    simulate = command("simulate", "a big day against the real product, held to its promises", _simulate)
    days = simulate.add_subparsers(title="days", required=True, metavar="day")
    raceday = days.add_parser("raceday", help="a race that many run and many look at, its boards counted twice")
    raceday.add_argument("--runners", type=int, default=2000, help="how many share where they are (2000)")
    raceday.add_argument("--spectators", type=int, default=500, help="how many hold the live page open (500)")
    raceday.add_argument("--distance", type=int, default=5000, metavar="METRES", help="of the race (5000)")
    raceday.add_argument("--every", type=int, default=20, metavar="SECONDS", help="between two points of one (20)")
    raceday.add_argument("--speed", type=float, default=10.0, help="seconds of the race in one of the wall's (10)")
    raceday.add_argument("--through-telegram", action="store_true", help="points come as updates, through the lanes")
    doctor = command("doctor", "what is configured, reachable, wrong, and the remedy", _doctor)
    doctor.add_argument("--load", action="store_true", help="how a running Forma keeps up, instead")
    doctor.add_argument("--json", action="store_true", help="for programs")
    return parser


def _demo(arguments: argparse.Namespace) -> int:
    from forma.demo import demo

    return demo(fresh=arguments.fresh, port=arguments.port)


def _run(arguments: argparse.Namespace) -> int:
    settings = _settings_for_a_process()
    from forma.servers import servers

    with servers(settings, meanwhile=_import_processes) as ready:
        _import_processes()
        _finish(_start_all(ready, story=arguments.story))
    return 0


def _import_processes() -> None:
    """It takes as long as a database takes to start, so both are done at once; done again, it is nothing.

    What modules hold is never garbage: looking through it would be a tenth of the import, and a pause again and again.
    """
    gc.disable()
    importlib.import_module("forma.processes")
    gc.freeze()
    gc.enable()


async def _start_all(settings: Settings, *, story: bool) -> None:
    from forma import processes, runtime

    await runtime.migrate(settings)
    told = settings.data_dir / STORY_MARK
    if story and not told.exists():
        await runtime.seed(settings)
        told.touch()
    await processes.run_processes(settings, set(KINDS), ready=_say)


def _process(kinds: set[str], _arguments: argparse.Namespace) -> int:
    settings = _settings_for_a_process()
    from forma.servers import servers

    with servers(settings, join=True, meanwhile=_import_processes) as ready:
        _import_processes()
        from forma import processes

        _finish(processes.run_processes(ready, kinds, ready=_say))
    return 0


def _once(what: str, _arguments: argparse.Namespace) -> int:
    settings = _settings()
    from forma.servers import servers

    with servers(settings, join=True) as ready:
        from forma import runtime

        _finish(getattr(runtime, what)(ready))
    return 0


def _back_up(arguments: argparse.Namespace) -> int:
    """Also while Forma runs on the same data directory."""
    settings = _settings()
    from forma import backup
    from forma.servers import servers

    with servers(settings, join=True) as ready:
        print(backup.back_up(ready, arguments.file))
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    settings = _settings()
    from forma import backup
    from forma.servers import servers

    with servers(settings) as ready:
        print(backup.restore(ready, arguments.file))
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from forma.doctor import examine

    return examine(in_json=arguments.json, load=arguments.load)


def _simulate(arguments: argparse.Namespace) -> int:
    """On servers of its own, whatever is configured."""
    from forma.logs import configure_logs
    from forma.simulation.raceday import Plan, simulate

    signal.signal(signal.SIGTERM, _leave)
    configure_logs("error", "console")
    sizes = (arguments.runners, arguments.spectators, arguments.distance, arguments.every, arguments.speed)
    if min(sizes) <= 0:
        raise SettingsError("Runners, spectators, metres, seconds and speed are more than nothing.")
    return simulate(Plan(*sizes, through_telegram=arguments.through_telegram), lambda words: print(words, flush=True))


def _settings_for_a_process() -> Settings:
    settings = _settings()
    require_bot(settings)
    return settings


def _settings() -> Settings:
    from forma.logs import configure_logs

    signal.signal(signal.SIGTERM, _leave)
    settings = read_settings()
    configure_logs(settings.log_level, settings.log_shape)
    return settings


def _finish(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=_new_loop) as runner:
        runner.run(work)


def _new_loop() -> uvloop.Loop:
    import uvloop

    return uvloop.new_event_loop()


def _leave(_signal: int, _frame: object) -> None:
    """SIGTERM before or after the event loop's own handling: leave through every `finally`."""
    raise SystemExit(0)


def _say(words: str) -> None:
    """Where nothing more can be written, we run all the same."""
    with contextlib.suppress(OSError):
        print(words, file=sys.stderr, flush=True)
