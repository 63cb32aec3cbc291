"""Services of the practice LMS out of order for a while, by its own page of switches."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page


@contextmanager
def outage(page: Page, lms: str, school: str, **faults: str) -> Iterator[None]:
    """Each service with its fault, until the block ends."""
    address = f"{lms}/{school}/faults"
    for service, fault in faults.items():
        assert page.request.post(address, form={"service": service, "fault": fault}).ok
    try:
        yield
    finally:
        for service in faults:
            page.request.post(address, form={"service": service, "fault": ""})
