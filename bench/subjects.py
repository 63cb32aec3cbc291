"""What is measured, each beside its floor in the same run. All times are processor seconds."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from flask import g, template_rendered
from flask.testing import FlaskClient

from bench.scene import BASE, SIZES, Scene
from practice_lms.visiting import Visit

ROUNDS = 60
PEOPLE, LAUNCHES = 25, 65
"""The people launch in turns: at first each is new to the class."""
PARTNERS = 10
"""Of the class with which they meet."""

Work = Callable[[], Any]


@dataclass(frozen=True)
class Figures:
    """Medians, in processor seconds."""

    launch: float
    newcomer: float
    check: float
    pages: dict[int, float]
    renders: dict[int, float]
    meetings: dict[int, tuple[float, float]]
    """A page where classes meet, and the class's own beside it."""


def measure(scene: Scene) -> Figures:
    """Launch, then read; every subject takes turns with its floor."""
    for number in range(1, PARTNERS + 1):
        _launch(scene, f"{scene.url}/wattle-park/courses/6g/activities/wetland?as=s6{number:02}")
    spent, token, place, id_token = _launches(scene)
    scene.fill(int(place.rpartition("/")[2]))
    client = scene.app.test_client(use_cookies=False)
    pages, renders, meetings = {}, {}, {}
    for size in SIZES:
        read, meeting = (
            _reader(client, f"/topics/{topics[size]}?from={size // 2}", token)
            for topics in (scene.topics, scene.meetings)
        )
        pages[size], renders[size] = _in_turns(read, _bare_render(scene, read))
        assert "Quiet Heron" in meeting()
        meetings[size] = _in_turns(meeting, read)
    key = load_pem_public_key(scene.lms.school("wattle-park").key.public_pem)
    newcomer, launch = median(spent[1:PEOPLE]), median(spent[PEOPLE:])
    check = _median(lambda: _check(id_token, key))
    return Figures(launch, newcomer, check, pages, renders, meetings)


def _launches(scene: Scene) -> tuple[list[float], str, str, str]:
    """Login, launch and first page: the tool's share alone, in order."""
    spent = []
    for number in range(LAUNCHES):
        person = f"s5{number % PEOPLE + 1:02}"
        where = f"{scene.url}/wattle-park/courses/5b/activities/rain?as={person}"
        seconds, page, id_token = _launch(scene, where)
        spent.append(seconds)
    return spent, _meta(page, "session"), _meta(page, "page"), id_token


def _launch(scene: Scene, where: str) -> tuple[float, str, str]:
    """One launch: its time, its page and what the LMS said."""
    visit = Visit(scene.lms.app.test_client(), scene.app.test_client(use_cookies=False))
    login = visit.initiate(where)
    start = time.process_time()
    answer = visit.log_in(login)
    to_login = time.process_time() - start
    form = visit.authorize(answer.headers["Location"])
    start = time.process_time()
    page = visit.launch(form)
    spent = to_login + time.process_time() - start
    assert page.status_code == 200, page.status
    return spent, page.text, form.fields["id_token"]


def _meta(html: str, name: str) -> str:
    return html.partition(f'name="courtyard-{name}" content="')[2].partition('"')[0]


def _check(id_token: str, key: Any) -> None:
    """The floor of a launch: proving one signature."""
    jwt.decode(id_token, key, algorithms=["RS256"], options={"verify_aud": False})


def _reader(client: FlaskClient, path: str, token: str) -> Work:
    headers = {"Authorization": f"Bearer {token}", "Sec-Fetch-Mode": "cors"}

    def read() -> str:
        answer = client.get(path, base_url=BASE, headers=headers)
        assert answer.status_code == 200, answer.status
        return answer.text

    return read


def _bare_render(scene: Scene, read: Work) -> Work:
    """The floor of a page: Jinja making the same HTML from what the view had ready."""
    seen: list[Any] = []

    def note(_app: Any, template: Any, context: dict[str, Any], **_more: Any) -> None:
        seen[:] = [template, dict(context), g.session]

    with template_rendered.connected_to(note, scene.app):
        read()
        read()
    template, context, session = seen

    def render() -> None:
        with scene.app.test_request_context("/", base_url=BASE):
            g.session = session
            template.render(context)

    return render


def _in_turns(one: Work, other: Work) -> tuple[float, float]:
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for work, times in zip((one, other), spent, strict=True):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
    return median(spent[0]), median(spent[1])


def _median(work: Work) -> float:
    return _in_turns(work, lambda: None)[0]
