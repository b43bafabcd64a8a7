"""Makes .venv and installs pinned, hashed requirements. Runs on the system's Python, so: standard library only.

python3 tools/environment.py requirements.txt
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

VENV = Path(".venv")
OLDEST = (3, 11)


def main(requirements: list[str]) -> None:
    if sys.version_info < OLDEST:
        here = sys.version.split()[0]
        sys.exit(f"Forma needs Python {OLDEST[0]}.{OLDEST[1]} or newer, this is {here}: make demo PYTHON=python3.11")
    if not (VENV / "bin" / "python").exists():
        make_venv()
    for path in requirements:
        install(path)


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            "This Python cannot make environments (it has no ensurepip): "
            f"install python{version}-venv (Debian, Ubuntu: apt install python{version}-venv) and try again."
        )
    print("Making the environment in .venv …", file=sys.stderr)
    venv.create(VENV, with_pip=True, clear=VENV.exists())


def install(requirements: str) -> None:
    print(f"Installing {requirements} (first start only) …", file=sys.stderr)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "-qq", "--require-hashes", "--no-deps"]
    quiet = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run([*pip, "-r", requirements], env=quiet, check=False)
    if done.returncode:
        sys.exit(f"The packages of {requirements} could not be installed: see the lines above (is there a network?).")


if __name__ == "__main__":
    main(sys.argv[1:])
