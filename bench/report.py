"""The table, and whether the bar was met."""

from bench.scene import SIZES
from bench.subjects import Figures

LAUNCH_BAR = 0.015
RENDER_BAR = 3.0
GROWTH_BAR = 1.3
MEETING_BAR = 1.5


def print_table(name: str, figures: Figures) -> bool:
    """Print the figures of one database; True where every bar was met."""
    few, many = SIZES
    growth = figures.pages[many] / figures.pages[few]
    print(f"\n{name} (processor time, medians)")
    print(f"  launches a second, one core      {1 / figures.launch:8.0f}")
    verdicts = [
        _line("login, launch, first page", figures.launch, LAUNCH_BAR, "ms", 1000),
        _line("  of one new to the class", figures.newcomer, LAUNCH_BAR, "ms", 1000),
        _line(f"{many} posts beside {few}", growth, GROWTH_BAR, "times"),
    ]
    print(f"  floor: one RS256 check           {figures.check * 1000:8.2f} ms"
          f"   a launch is {figures.launch / figures.check:.0f} of them")  # fmt: skip
    for size in SIZES:
        ratio = figures.pages[size] / figures.renders[size]
        print(f"  25-post page of {size:>6} posts     {figures.pages[size] * 1000:8.2f} ms"
              f"   bare render {figures.renders[size] * 1000:.2f} ms")  # fmt: skip
        verdicts.append(_line("  page beside its bare render", ratio, RENDER_BAR, "times"))
        meeting, own = figures.meetings[size]
        verdicts.append(
            _line("  where classes meet beside it", meeting / own, MEETING_BAR, "times")
        )
    return all(verdicts)


def _line(what: str, value: float, bar: float, unit: str, scale: float = 1) -> bool:
    verdict = "met" if value <= bar else "MISSED"
    print(f"  {what:<32} {value * scale:8.2f} {unit:<5} bar {bar * scale:.1f}: {verdict}")
    return value <= bar
