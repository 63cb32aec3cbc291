"""The practice LMS in a real browser, with a tool on another site in its frame."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from practice_lms import PracticeLms, create_lms
from practice_lms.serving import serve
from practice_lms.switches import Switches
from tests.practice_lms.listener import ListeningTool

pytestmark = pytest.mark.browser

AXE = Path("assets/node_modules/axe-core/axe.min.js")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RAIN = "wattle-park/courses/5b/activities/rain?as=s515"
SNOW = "maple-street/courses/5-rivera/activities/snow?as=dana"
PAGES = [
    "",
    "wattle-park/",
    "maple-street/",
    "wattle-park/courses/5b",
    "wattle-park/courses/5b/people",
    "maple-street/courses/6-chen/grades",
    "maple-street/courses/5-rivera/deep_linking?as=elena",
    "maple-street/faults",
    "wattle-park/tools",
    "wattle-park/courses/5b?as=marama",
    RAIN,
    SNOW,
    "nowhere/",
]

SEND = """([message, origin]) => new Promise((resolve) => {
  const take = (event) => resolve({...event.data, from: event.origin});
  addEventListener("message", take, {once: true});
  setTimeout(() => resolve(null), 400);
  parent.postMessage(message, origin);
})"""


class _Silent(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[PracticeLms, str]]:
    """The LMS on 127.0.0.1 and a listening tool on localhost: two sites."""
    lms = create_lms()
    server = make_server("localhost", 0, ListeningTool(lms).app, True, request_handler=_Silent)
    lms.site.tool_url = f"http://localhost:{server.port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    with serve(lms) as address:
        yield lms, address.url
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def url(served: tuple[PracticeLms, str]) -> str:
    return served[1]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def tool_frame(page: Page, address: str) -> Frame:
    """Open an activity; the tool's frame once the launch is through."""
    page.goto(address)
    expect(page.frame_locator("iframe.tool").get_by_text("Launched")).to_be_visible()
    frame = page.frame("tool")
    assert frame is not None
    return frame


def send(frame: Frame, url: str, message: Any) -> Any:
    """What the LMS's page answers to a message from the tool; None if it stays silent."""
    return frame.evaluate(SEND, [message, url])


@pytest.mark.parametrize("query", ["", "&sandbox=1"])
@pytest.mark.parametrize("path", [RAIN, SNOW])
def test_the_tool_opens_in_its_frame(page: Page, url: str, path: str, query: str) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    frame = tool_frame(page, f"{url}/{path}{query}")
    assert frame.url.endswith("/lti/launch")
    assert problems == []


def test_the_tool_opens_in_a_window(page: Page, url: str) -> None:
    page.goto(f"{url}/{RAIN}&window=1")
    page.wait_for_url("**/lti/launch")
    assert page.get_by_text("Launched").is_visible()


def test_without_scripts_buttons_lead_through(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/{RAIN}")
    page.get_by_role("button", name="Open the activity").click()
    frame = page.frame_locator("iframe.tool")
    frame.get_by_role("button", name="Continue").click()
    expect(frame.get_by_text("Launched")).to_be_visible()
    context.close()


def test_switching_people(page: Page, url: str) -> None:
    tool_frame(page, f"{url}/{RAIN}")
    page.get_by_label("You are").select_option("marama")
    page.get_by_role("button", name="Switch").click()
    expect(page.get_by_label("You are")).to_have_value("marama")


def test_capabilities(page: Page, url: str) -> None:
    frame = tool_frame(page, f"{url}/{SNOW}")
    answer = send(frame, url, {"subject": "lti.capabilities", "message_id": "1"})
    assert answer["subject"] == "lti.capabilities.response"
    assert answer["message_id"] == "1"
    assert answer["from"] == url
    assert {each["subject"] for each in answer["supported_messages"]} == {
        "lti.capabilities",
        "lti.put_data",
        "lti.get_data",
        "lti.frameResize",
    }


def test_what_is_put_can_be_got(page: Page, url: str) -> None:
    frame = tool_frame(page, f"{url}/{SNOW}")
    put = {"subject": "lti.put_data", "message_id": "1", "key": "state", "value": "secret"}
    get = {"subject": "lti.get_data", "message_id": "2", "key": "state"}
    assert send(frame, url, get)["value"] is None
    stored = send(frame, url, put)
    assert (stored["subject"], stored["key"]) == ("lti.put_data.response", "state")
    found = send(frame, url, get)
    assert (found["subject"], found["message_id"]) == ("lti.get_data.response", "2")
    assert found["value"] == "secret"
    send(frame, url, {**put, "value": ""})
    assert send(frame, url, get)["value"] is None


def test_messages_that_are_wrong(page: Page, url: str) -> None:
    frame = tool_frame(page, f"{url}/{SNOW}")
    no_key = send(frame, url, {"subject": "lti.get_data", "message_id": "1"})
    assert no_key["error"]["code"] == "bad_request"
    no_id = send(frame, url, {"subject": "lti.put_data", "key": "a", "value": "b"})
    assert no_id["error"]["code"] == "bad_request"
    big = {"subject": "lti.put_data", "message_id": "1", "key": "a", "value": "x" * 5000}
    assert send(frame, url, big)["error"]["code"] == "storage_exhaustion"
    unknown = send(frame, url, {"subject": "lti.unknown", "message_id": "1"})
    assert unknown["error"]["code"] == "unsupported_subject"
    for silent in ({"subject": "unknown"}, {"subject": "toString"}, "not json", 7, None):
        assert send(frame, url, silent) is None


PUT = {"subject": "lti.put_data", "message_id": "1", "key": "state", "value": "secret"}
GET = {"subject": "lti.get_data", "message_id": "2", "key": "state"}


@pytest.fixture
def storage(served: tuple[PracticeLms, str]) -> Iterator[Switches]:
    """Maple Street's switches, off again afterwards."""
    switches = served[0].school("maple-street").switches
    yield switches
    switches.clear()


@pytest.mark.parametrize(
    ("fault", "put", "value"),
    [
        ("silent", None, None),
        ("late", "secret", "secret"),
        ("forgetful", "secret", None),
        ("changed", "secret", "not secret"),
        ("no-capabilities", None, None),
        ("named-frame", None, None),
    ],
)
def test_faults_of_storage(
    page: Page, url: str, storage: Switches, fault: str, put: str | None, value: str | None
) -> None:
    storage.set("storage", fault, seconds=0.1)
    frame = tool_frame(page, f"{url}/{SNOW}")
    assert (send(frame, url, PUT) or {}).get("value") == put
    assert (send(frame, url, GET) or {}).get("value") == value


def test_storage_without_room(page: Page, url: str, storage: Switches) -> None:
    storage.set("storage", "full")
    frame = tool_frame(page, f"{url}/{SNOW}")
    assert send(frame, url, PUT)["error"]["code"] == "storage_exhaustion"


def test_answers_of_a_stranger(page: Page, url: str, storage: Switches) -> None:
    storage.set("storage", "wrong-origin")
    frame = tool_frame(page, f"{url}/{SNOW}")
    answer = send(frame, url, PUT)
    assert (answer["from"], answer["value"]) == ("null", "secret")


def test_answers_to_what_nobody_asked(page: Page, url: str, storage: Switches) -> None:
    storage.set("storage", "wrong-id")
    frame = tool_frame(page, f"{url}/{SNOW}")
    assert send(frame, url, PUT)["message_id"] == "not-1"


def test_a_frame_with_a_name_keeps_values(page: Page, url: str, storage: Switches) -> None:
    storage.set("storage", "named-frame")
    frame = tool_frame(page, f"{url}/{SNOW}")
    found = send(frame, url, {"subject": "lti.capabilities", "message_id": "1"})
    frames = {each["subject"]: each["frame"] for each in found["supported_messages"]}
    assert frames["lti.put_data"] == frames["lti.get_data"] == "platform_lti_storage"
    assert frames["lti.capabilities"] == "_parent"
    to_keeper = SEND.replace("parent.post", "parent.frames.platform_lti_storage.post")
    assert frame.evaluate(to_keeper, [PUT, url])["value"] == "secret"
    assert frame.evaluate(to_keeper, [GET, url])["value"] == "secret"


def test_the_tool_sets_its_height(page: Page, url: str) -> None:
    frame = tool_frame(page, f"{url}/{SNOW}")
    send(frame, url, {"subject": "lti.frameResize", "height": 1234})
    expect(page.locator("iframe.tool")).to_have_css("height", "1234px")
    send(frame, url, '{"subject": "lti.frameResize", "height": "900px"}')
    expect(page.locator("iframe.tool")).to_have_css("height", "900px")


def test_a_moodle_answers_no_messages(page: Page, url: str) -> None:
    frame = tool_frame(page, f"{url}/{RAIN}")
    assert send(frame, url, {"subject": "lti.capabilities", "message_id": "1"}) is None


@pytest.mark.parametrize("button", ["Open it here", "Open it in a window"])
def test_a_tool_says_that_it_is_registered(
    page: Page, served: tuple[PracticeLms, str], button: str
) -> None:
    lms, url = served
    page.goto(f"{url}/wattle-park/tools")
    page.get_by_label("Registration link").fill(f"{lms.site.tool_url}/register")
    page.get_by_role("button", name=button).click()
    if "window" in button:
        with page.expect_popup() as popup:
            page.get_by_role("button", name="Open the tool's page").click()
        popup.value.get_by_role("button", name="Done").click()
    else:
        page.frame_locator("iframe.tool").get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Tools", exact=True)).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_accessible_and_fit(browser: Browser, url: str, path: str, width: int) -> None:
    # Axe is injected, which the page's own policy rightly forbids.
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{url}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run(document, {iframes: false, runOnly: tags})", AXE_TAGS)
    assert [(each["id"], each["help"]) for each in found["violations"]] == []
    context.close()


def test_a_phone_sees_the_whole_frame(browser: Browser, url: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    tool_frame(page, f"{url}/{SNOW}")
    box = page.locator("iframe.tool").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 320)
    assert box["height"] >= 600
    context.close()
