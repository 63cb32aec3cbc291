"""What was done, remembered by a hash of what it was done with.

A stamp is written after its step and removed before it, so a step that was interrupted is taken
again. It lies inside what the step made: whoever deletes that deletes the stamp with it.
"""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


class SetUpError(Exception):
    """The set-up cannot go on; the message says what to do about it."""


def digest(paths: Iterable[Path], *words: str) -> str:
    """One hash of these words and files, by name and content. A missing file counts as empty."""
    total = hashlib.sha256(repr(words).encode())
    for path in sorted(paths):
        content = path.read_bytes() if path.is_file() else b""
        total.update(f"{path.relative_to(PROJECT)}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def once(stamp: Path, value: str, step: Callable[[], None]) -> bool:
    """Take the step unless the stamp says that it was taken with this very value. True if taken."""
    if stamp.is_file() and stamp.read_text() == value:
        return False
    stamp.unlink(missing_ok=True)
    step()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)
    return True
