"""Installs the official Python SDK, the newest and the last 0.x, each in a virtual environment of its own under node_modules/.cache.

test/sdk/python.test.ts runs with what stands there, and skips what does not. Needs Python 3.10 or newer and a package index.
"""

import pathlib
import shutil
import subprocess
import sys
import venv

VERSIONS = ("2.12.0", "0.125.0")
CACHE = pathlib.Path(__file__).resolve().parents[3] / "node_modules" / ".cache" / "python-sdk"


def start(version: str) -> "subprocess.Popen[bytes] | None":
    """The installation under way; None where it is done already."""
    place = CACHE / version
    if (place / "whole").exists():
        return None
    shutil.rmtree(place, ignore_errors=True)
    venv.create(place, with_pip=True)
    pip = [place / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    return subprocess.Popen([*pip, f"anthropic=={version}"])


def main() -> int:
    running = {version: start(version) for version in VERSIONS}
    failed = [version for version, install in running.items() if install and install.wait() != 0]
    for version in VERSIONS:
        if version in failed:
            print(f"anthropic {version} could not be installed", file=sys.stderr)
        else:
            (CACHE / version / "whole").touch()
            print(f"anthropic {version} is installed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
