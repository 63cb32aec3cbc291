"""The virtual environment and what pip, or uv where there is one, puts into it."""

import shutil
import subprocess
import sys

from scripts.stamps import PROJECT, SetUpError, digest, once

VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
READY = STAMPS / "ready"


def make_environment() -> None:
    """Make .venv, or make it anew where its Python is gone, too old, or was never finished."""
    if _works():
        return
    print("Making .venv ...", flush=True)
    if shutil.which("uv"):
        command = ["uv", "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]
    else:
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, check=False).returncode:
        raise SetUpError(
            "Python could not make a virtual environment. Its venv module may be missing: on "
            "Debian and Ubuntu it is in the package python3-venv."
        )
    _say_ready()


def install_packages(*locks: str) -> None:
    """Install what the locks pin, every file checked against its hash. Raises SetUpError."""
    paths = [PROJECT / lock for lock in locks]
    stamp = STAMPS / paths[-1].stem
    once(stamp, digest(paths), lambda: _install(*locks))


def _works() -> bool:
    """Whether .venv was finished, and its Python still starts (the system's may have moved)."""
    if not READY.exists() or not PYTHON.exists():
        return False
    question = "import sys; sys.exit(sys.version_info < (3, 11))"
    answer = subprocess.run([PYTHON, "-ISc", question], check=False, capture_output=True)
    return answer.returncode == 0


def _say_ready() -> None:
    STAMPS.mkdir(exist_ok=True)
    READY.touch()


def _install(*locks: str) -> None:
    """Run pip. One that was killed half-way leaves .venv not ready, so that it is made anew:
    pip itself would take a package that was half copied for an installed one.
    """
    print(f"Installing {' and '.join(locks)} ...", flush=True)
    READY.unlink()
    done = subprocess.run(_command(*locks), check=False)
    _say_ready()
    if done.returncode:
        raise SetUpError(
            "the packages could not be installed; the lines above say why. Without the internet, "
            "point pip at a mirror (PIP_INDEX_URL) or at a folder of wheels (PIP_FIND_LINKS)."
        )


def _command(*locks: str) -> list[str]:
    if shutil.which("uv"):
        command = ["uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "-qq", "--no-input"]
        command += ["--disable-pip-version-check"]
    for lock in locks:
        command += ["-r", str(PROJECT / lock)]
    return [*command, "--require-hashes"]
