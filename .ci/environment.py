"""Make a virtual environment for this clone with everything installed, and only CPU builds.

    python .ci/environment.py [--venv DIR] [EXTRA ...]

Used by the Makefile and by continuous integration. Needs Python 3.10 and its standard library.
A second run with nothing new to do takes a moment.

PyTorch's default wheels for Linux bring several gigabytes of CUDA libraries that qabot has no use for.
So pip is first asked what the pinned torch would bring here; if that holds CUDA libraries, uv fetches
the CPU build instead (it knows where those live), else pip goes on as it is set up.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMP = "qabot-environment.json"
PIP = "pip>=24.1"  # from here on a dry run reads metadata and downloads no wheels
UV = "uv>=0.7.12"  # from here on --torch-backend is a settled option


class SetupError(Exception):
    """What to tell the person in front of the screen."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where it goes (.venv)")
    parser.add_argument("extras", nargs="*", metavar="EXTRA", help="extras to install, such as test or dev")
    arguments = parser.parse_args()
    try:
        prepare(arguments.venv.absolute(), set(arguments.extras))
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130
    return 0


def prepare(venv: Path, extras: set[str]) -> None:
    """Bring the environment up to date, or see that it is."""
    if sys.version_info < (3, 10):  # noqa: UP036 - an older Python gets this far, and a clear word
        raise SetupError(f"qabot needs Python 3.10 or newer; this is {sys.version.split()[0]}.")
    done = read_stamp(venv)
    home = {"root": str(ROOT), "python": sys.version}
    if done.get("digest") == digest() and done.items() >= home.items() and extras <= set(done["extras"]):
        print(f"Environment is ready: {venv}")
        return
    extras |= set(done.get("extras", ()))
    python = executable(venv)

    step(1, f"Virtual environment in {venv}")
    if not done.items() >= home.items():
        # Another Python or another folder: its scripts point to what is no longer there.
        make_venv(venv)
    # Without a digest yet: a run that is stopped goes on here, and does not pass for a finished one.
    write_stamp(venv, {**home, "extras": sorted(extras)})
    run(python, "-m", "pip", "install", "--quiet", "--upgrade", PIP)

    requirement = torch_requirement()
    step(2, f"{requirement}, CPU build")
    install_torch(python, requirement)

    step(3, "qabot" + (f" with {', '.join(sorted(extras))}" if extras else ""))
    target = f"{ROOT}[{','.join(sorted(extras))}]" if extras else str(ROOT)
    run(python, "-m", "pip", "install", "--editable", target)

    write_stamp(venv, {**home, "extras": sorted(extras), "digest": digest()})
    step(4, f"Ready: {venv}")


def step(number: int, text: str) -> None:
    print(f"\n[{number}/4] {text}", flush=True)


def digest() -> str:
    """Changes when what has to be installed may have changed."""
    content = (ROOT / "pyproject.toml").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(content).hexdigest()


def read_stamp(venv: Path) -> dict:
    """What the last run left behind; empty if there was none or its Python is gone."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if executable(venv).exists() and "extras" in stamp else {}


def write_stamp(venv: Path, stamp: dict) -> None:
    (venv / STAMP).write_text(json.dumps(stamp), encoding="utf-8")


def executable(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv(venv: Path) -> None:
    if venv.exists():
        if any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists():
            raise SetupError(f"{venv} exists and is no virtual environment. Move it away.")
        shutil.rmtree(venv)
    made = subprocess.run([sys.executable, "-m", "venv", str(venv)], check=False)
    if made.returncode:
        version = "{}.{}".format(*sys.version_info)
        raise SetupError(
            f"{sys.executable} could not make a virtual environment.\n"
            f"On Debian and Ubuntu: sudo apt install python{version}-venv, then run this again."
        )


def torch_requirement() -> str:
    """``torch==X`` as pyproject.toml pins it: the one place where the version stands."""
    found = re.search(r'"(torch==[^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if found is None:
        raise SetupError("pyproject.toml pins no torch.")
    return found.group(1)


def install_torch(python: Path, requirement: str) -> None:
    installed = "from importlib.metadata import version; print(version('torch'))"
    present = subprocess.run([python, "-c", installed], check=False, capture_output=True, text=True)
    if present.stdout.strip().partition("+")[0] == requirement.partition("==")[2]:
        print(f"There already: torch {present.stdout.strip()}")
        return
    heavy = sorted(name for name in would_bring(python, requirement) if name.startswith(("nvidia-", "cuda-")))
    if heavy:
        print(f"The default build brings {', '.join(heavy[:3])} and more: fetching the CPU build instead.")
        run(python, "-m", "pip", "install", "--quiet", UV)
        run(python, "-m", "uv", "pip", "install", "--python", python, "--torch-backend=cpu", requirement)
    else:
        run(python, "-m", "pip", "install", requirement)


def would_bring(python: Path, requirement: str) -> list[str]:
    """Names of the distributions that ``pip install requirement`` would install."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        run(python, "-m", "pip", "install", "--quiet", "--dry-run", "--report", report, requirement)
        items = json.loads(report.read_text(encoding="utf-8"))["install"]
    return [item["metadata"]["name"].lower().replace("_", "-") for item in items]


def run(*command: str | Path) -> None:
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUNBUFFERED": "1"}
    result = subprocess.run([str(part) for part in command], check=False, env=environment)
    if result.returncode:
        words = " ".join(str(part) for part in command[1:])
        raise SetupError(f"This failed (exit code {result.returncode}): python {words}")


if __name__ == "__main__":
    sys.exit(main())
