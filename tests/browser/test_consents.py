"""Consents in the LMS's frame: ticked, brought as a file, taken back; and as a child reads them."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.support.framed import enter, to_class_page
from tests.support.looking import check

pytestmark = pytest.mark.browser


def box(frame: Frame, purpose: str, name: str):
    return frame.get_by_role("checkbox", name=re.compile(rf"^{purpose} ?: {re.escape(name)}$"))


def open_table(page: Page, lms: str) -> Frame:
    """The way of a teacher: the class's page, and its link."""
    frame = enter(page, lms, "marama")
    to_class_page(frame)
    frame.get_by_role("link", name="Consents").click()
    expect(frame.get_by_role("heading", level=1, name="Consents")).to_be_visible()
    return frame


def clear(frame: Frame) -> None:
    """Take back what an earlier run gave: tests share the class."""
    given = frame.locator("input[name=given]:checked")
    if given.count():
        while given.count():
            given.first.uncheck()
        frame.get_by_role("button", name="Save", exact=True).click()
        frame.get_by_role("button", name="Change").click()
        expect(frame.get_by_role("heading", name="It is done")).to_be_visible()
        frame.get_by_role("main").get_by_role("link", name="Back to the consents").click()
        expect(frame.locator("#sheet")).to_be_visible()


def test_from_a_tick_to_a_withdrawal(page: Page, live_lms: str, tmp_path: Path) -> None:
    for child in ("s501", "s502", "s503"):
        student = enter(page, live_lms, child)
        name = student.locator(".bar__name").inner_text()
    frame = open_table(page, live_lms)
    clear(frame)
    for purpose in ("Writing", "Partner classes"):
        tick = box(frame, purpose, name)
        tick.focus()
        tick.press("Space")
        expect(tick).to_be_checked()
    check(page, frame, "consents")
    frame.get_by_label("Note on where").fill("Signed form of 3 March")
    frame.get_by_role("button", name="Save", exact=True).click()
    expect(frame.get_by_label("Note on where")).to_have_value("")
    expect(box(frame, "Writing", name)).to_be_checked()
    frame.get_by_text("What each of them means").click()
    check(page, frame, "consents-explained")

    frame.get_by_role("button", name="Everybody said no").click()
    expect(frame.locator("#purpose[aria-invalid=true]")).to_be_visible()
    check(page, frame, "consents-errors")
    frame.get_by_label("What it is about").select_option(label="Writing")
    frame.get_by_role("button", name="Everybody said no").click()
    expect(frame.get_by_role("heading", name="What this means")).to_be_visible()
    check(page, frame, "consents-withdrawal")
    frame.get_by_role("button", name="Change").click()
    expect(frame.get_by_role("heading", name="It is done")).to_be_visible()
    check(page, frame, "consents-done")

    frame.get_by_role("link", name="Consents", exact=True).click()
    frame.get_by_role("link", name="Consents as a file").click()
    expect(frame.get_by_role("heading", name="Bring it back")).to_be_visible()
    with page.expect_download() as saving:
        frame.get_by_role("button", name="Save as CSV").click()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    frame.get_by_role("button", name="See what it would change").click()
    expect(frame.locator("#source[aria-invalid=true]")).to_be_visible()
    check(page, frame, "consents-file-errors")
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    lines = [
        ",".join(rows[0]),
        *(f"{row['id']},,,yes,,maybe,," for row in rows),
        ",Nobody,,yes,,,,",
    ]
    file.write_text("\n".join(lines), "utf-16")
    frame.get_by_label("A CSV file").set_input_files(file)
    frame.get_by_role("button", name="See what it would change").click()
    expect(frame.get_by_role("heading", name="can’t be taken")).to_be_visible()
    check(page, frame, "consents-file-proposal")
    frame.get_by_role("button", name="Change").click()
    expect(frame.get_by_role("heading", name="It is done")).to_be_visible()
    frame.get_by_role("main").get_by_role("link", name="Back to the consents").click()
    expect(box(frame, "Writing", name)).to_be_checked()

    frame.get_by_role("link", name=name).click()
    expect(frame.get_by_role("heading", name="What was said for")).to_be_visible()
    check(page, frame, "consents-history")

    student = enter(page, live_lms, "s503")
    to_class_page(student)
    student.get_by_role("link", name="What others may see of you").click()
    expect(student.get_by_text("May other classes read what you write?")).to_be_visible()
    check(page, student, "consents-own")


@pytest.mark.parametrize("another", [("phone", "light")], indirect=True)
def test_at_320_pixels(page: Page, live_lms: str) -> None:
    enter(page, live_lms, "s501")
    page.set_viewport_size({"width": 320, "height": 640})
    check(page, open_table(page, live_lms), "consents-narrow")
