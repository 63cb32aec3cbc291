"""The practice LMS: its schools, and the web application that serves them."""

from __future__ import annotations

from flask import Flask

from practice_lms.config import LmsConfig, SchoolConfig
from practice_lms.hints import Hints
from practice_lms.keys import KeyRing
from practice_lms.memory import Memory
from practice_lms.roster import flavour_of
from practice_lms.school import FLAVOURS, School
from practice_lms.site import Site
from practice_lms.tools import ToolHttp, ToolKeys
from practice_lms.views import init_views


class PracticeLms:
    """`app` is the WSGI application; everything else is for tests and commands."""

    def __init__(self, config: LmsConfig) -> None:
        self.config = config
        self.site = Site(config.base_url, config.tool_url, config.custom_parameters)
        self.hints = Hints()
        self.tool_http = ToolHttp()
        self.tool_keys = ToolKeys(self.tool_http)
        rings: dict[str, KeyRing] = {}
        self.schools = [self._school(school, rings) for school in config.schools]
        self.memories = {s.slug: Memory(config.state_dir, s.slug) for s in self.schools}
        for school in self.schools:
            self.memories[school.slug].restore(school)
        self.app = Flask("practice_lms")
        init_views(self)

    def _school(self, config: SchoolConfig, rings: dict[str, KeyRing]) -> School:
        issuer = config.issuer_slug or config.slug
        if issuer not in rings:
            ahead = FLAVOURS[flavour_of(config.cast or config.slug)].KEYS_AHEAD
            state_dir = self.config.state_dir
            path = state_dir / f"{issuer}-keys.json" if state_dir else None
            rings[issuer] = KeyRing(path, ahead)
        return School(config, self.site, rings[issuer])

    def save(self) -> None:
        """Keep what has changed, for when the LMS is started again."""
        for school in self.schools:
            self.memories[school.slug].save(school)

    def reset(self) -> None:
        """All schools as they are on the first day: for tests that share an LMS."""
        for school in self.schools:
            school.reset()

    def school(self, slug: str) -> School:
        """Raises KeyError for an unknown school."""
        for school in self.schools:
            if school.slug == slug:
                return school
        raise KeyError(slug)

    def schools_of(self, issuer_slug: str) -> list[School]:
        """The schools that share an issuer; empty where nobody has it."""
        return [school for school in self.schools if school.issuer_slug == issuer_slug]

    @property
    def registrations(self) -> dict[str, list[dict[str, object]]]:
        """What `platforms import` of the tool reads."""
        return {"platforms": [school.registration for school in self.schools]}


def create_lms(config: LmsConfig | None = None) -> PracticeLms:
    """A practice LMS, not yet served (see `serving.serve`)."""
    return PracticeLms(config or LmsConfig())
