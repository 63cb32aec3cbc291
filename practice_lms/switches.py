"""Which services of a school are out of order at the moment, and how."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

LONGEST_WAIT_SECONDS = 60.0
USUAL_WAIT_SECONDS = 20.0


@dataclass(frozen=True)
class Switch:
    """A fault that is on. `seconds` is how long a slow one takes; `times` None means until off."""

    fault: str
    seconds: float = USUAL_WAIT_SECONDS
    times: int | None = None
    off: threading.Event = field(default_factory=threading.Event, compare=False)

    def wait(self, seconds: float) -> None:
        """Wait, or until the switch is turned off."""
        self.off.wait(seconds)


class Switches:
    """One school's switches, by service. Whoever waits for a slow answer is let go by `clear`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._on: dict[str, Switch] = {}
        self._offs: dict[str, threading.Event] = {}

    @property
    def on(self) -> dict[str, Switch]:
        return dict(self._on)

    def set(
        self,
        service: str,
        fault: str,
        *,
        seconds: float = USUAL_WAIT_SECONDS,
        times: int | None = None,
    ) -> None:
        """Raises KeyError for a service or a fault that there is not."""
        from practice_lms.faults.services import SERVICE_FAULTS

        name = SERVICE_FAULTS[service][fault].name
        with self._lock:
            self._turn_off(service)
            is_bounded = 0 <= seconds <= LONGEST_WAIT_SECONDS
            switch = Switch(name, seconds if is_bounded else LONGEST_WAIT_SECONDS, times)
            self._on[service], self._offs[service] = switch, switch.off

    def clear(self, service: str | None = None) -> None:
        """Put one service in order again, or all; slow answers come at once."""
        with self._lock:
            for name in [service] if service else list(self._offs):
                self._turn_off(name)

    def take(self, service: str) -> Switch | None:
        """The switch that this request meets, counted."""
        with self._lock:
            switch = self._on.get(service)
            if switch and switch.times is not None:
                if switch.times <= 1:
                    del self._on[service]
                else:
                    self._on[service] = replace(switch, times=switch.times - 1)
            return switch

    def _turn_off(self, service: str) -> None:
        """Also for those who met the switch when it was on for the last time."""
        self._on.pop(service, None)
        if service in self._offs:
            self._offs.pop(service).set()
