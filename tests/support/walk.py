"""Every page there is, as each member of the cast sees it.

The discussion that is walked through has something in every state. A route with a parameter that
stands in nobody's list here fails the tests that walk: add an example of the new noun to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from app.extensions import db
from app.models import (
    Collaboration,
    Context,
    Deployment,
    Membership,
    Purpose,
    Space,
    Team,
    TeamMember,
    now,
)
from app.services import parting
from tests.support.cast import PEOPLE, Campus, Page, Visitor, come_in, post_ids
from tests.support.gradebook import member_of, set_terms
from tests.support.together import Party, agree, party, set_rule

IN_BOTH = (
    "collaboration_id",
    "version",
    "class_invitation_id",
    "review_id",
    "parting_id",
    "flag_id",
    "prompt_flag_id",
    "team_id",
)
"""What is named by addresses of a class that are not of the shared space."""

TOO_LONG = "ω " * 40_000
TITLES = ("Νέφη", "Βροχή", "Άνεμος", "Πάγος")
"""In Greek, so that no test takes somebody's words for the tool's own."""

WRONG_TERMS = {
    "points": "x",
    "opens_at": "x",
    "due_at": "2027-03-08T15:30",
    "closes_at": "2027-03-01T15:30",
    "time_zone": "x",
}

OPTIONAL_QUERIES = {
    "topics.show": ("view=flat", "view=flat&page=2", "view=threaded&from=26"),
    "revisions.show": ("before=2",),
    "contexts.show_roster": ("after=1",),
    "collaborations.show_health": ("after=1",),
    "consents.show": ("after=1",),
    "consents.show_history": ("before=2",),
    "contexts.show_teams": ("after=1",),
    "rotation.show": ("before=1",),
    "teams.show_all": ("after=1",),
    "teams.preview_balance": ("by=teams&number=2&seed=7", "by=size&number=1&seed=7"),
    "scores.show": ("after=1",),
    "scores.show_one": ("before=20",),
    "console.show_events": ("school=1", "before=3"),
    "console.show_launches": ("code=opened", "before=1"),
    "console.show_services": ("state=worked", "state=waiting", "after=1"),
}


@dataclass
class Walk:
    """A furnished class: who is in it, and one example of each thing that a URL names."""

    app: Flask
    teacher: Visitor
    student: Visitor
    mentor: Visitor
    empty_handed: Visitor
    """A teacher in a discussion where nobody has written."""
    principal: Visitor
    """An administrator of the school."""
    operator: Visitor
    """Who runs the installation."""
    partner: Visitor
    """A teacher of another school, whose class works with this one."""
    stranger: Visitor
    """A student of that class."""
    values: dict[str, Any]
    shared: dict[str, Any]
    """The same, of the space in which both classes meet, as the teacher reaches it."""
    topics: dict[str, str]
    """Paths of the topics: open, locked, pinned, deleted."""
    answered: str
    """The path of a deep link that has its answer."""
    posts: dict[int, int]
    """Ids of the open topic's posts by number: 1 opening, 2 edited, 3 deleted, 4 locked."""

    def rules(self, method: str) -> list[Rule]:
        """The routes that take a method."""
        return [
            rule
            for rule in self.app.url_map.iter_rules()
            if rule.endpoint != "static" and method in (rule.methods or ())
        ]

    def path(self, rule: Rule, values: dict[str, Any] | None = None) -> str:
        """A path of the route, with the examples in it."""
        values = values or self.values
        lacking = rule.arguments - values.keys()
        assert not lacking, f"{rule}: add an example of {lacking} to tests/support/walk.py"
        built = rule.build({name: values[name] for name in rule.arguments})
        assert built, rule
        return built[1]

    def readable(self) -> Iterator[tuple[str, Page]]:
        """Every page that can be got, by a line that says who asks for what."""
        yield "the first page of a launch", self.student.first  # type: ignore[misc]
        for who in ("teacher", "student", "mentor", "empty_handed", "principal", "operator"):
            for path in self.paths():
                yield f"{who} GET {path}", getattr(self, who).get(path)
        for who in ("teacher", "student", "partner", "stranger"):
            for path in self.shared_paths():
                yield f"{who} GET {path}", getattr(self, who).get(path)

    def refused(self) -> Iterator[tuple[str, Page]]:
        """Every page that answers what can't be taken."""
        yield from self.refused_forms()
        yield from self.errors()

    def paths(self) -> Iterator[str]:
        """Every GET route with its examples, and the topics in their other states."""
        for rule in self.rules("GET"):
            yield self.path(rule)
            for query in OPTIONAL_QUERIES.get(rule.endpoint, ()):
                yield f"{self.path(rule)}?{query}"
        yield from (*self.topics.values(), f"{self.answered}/answer")
        for number in (3, 4):
            for page in ("edit", "deletion", "revisions", "replies/new"):
                yield f"/posts/{self.posts[number]}/{page}"

    def shared_paths(self) -> Iterator[str]:
        """Every GET route with examples of where two classes meet, in each class's own address."""
        for rule in self.rules("GET"):
            own = self.path(rule, self.shared)
            yield own
            if "context_id" in rule.arguments:
                yield self.path(rule, {**self.shared, "context_id": self.shared["partner_id"]})

    def refused_forms(self) -> Iterator[tuple[str, Page]]:
        """What a person sees whose form can't be taken."""
        edited, deleted = self.posts[2], self.posts[3]
        locked = post_ids(self.teacher.get(self.topics["locked"]))[1]
        new_topic = f"{self.student.place}/topics"
        forms = [
            (self.teacher, self.teacher.place, {"title": "", "source": TOO_LONG}),
            (self.student, new_topic, {}),
            (self.teacher, self.picker, {"picked": "new", "title": "", **WRONG_TERMS}),
            (self.student, new_topic, {"title": "ω" * 130, "source": "- " * 99}),
            (self.student, f"/posts/{edited}/replies", {"source": TOO_LONG}),
            (self.student, f"/posts/{deleted}/replies", {"source": "ναι"}),
            (self.student, f"/posts/{locked}/replies", {"source": "ναι"}),
            (self.student, f"/posts/{edited}", {"source": "", "version": "2"}),
            (self.student, f"/posts/{edited}", {"source": "όχι", "version": "1"}),
            (self.student, f"/posts/{deleted}", {"source": "όχι", "version": "1"}),
            (self.student, self.topics["open"], {"title": ""}),
            (self.teacher, self.scores, {"points": "11", "comment": TOO_LONG}),
            (self.teacher, f"{self.scores}/confirmation", {"points": "8"}),
            (self.teacher, f"{self.scores}/deletion", {}),
            (self.teacher, self.collaborations, {"aims": "ω" * 5_000, "ends_on": "x"}),
            (self.teacher, f"/activities/{self.shared['activity_id']}/rotation", {}),
            (self.teacher, f"{self.collaborations}/entrance", {"code": "ω"}),
            (self.teacher, self.teams, {"title": ""}),
            (self.teacher, f"{self.teams}/{self.shared['team_id']}", {"title": "ω" * 130}),
            (self.teacher, f"{self.teams}/groups", {}),
            (self.teacher, f"{self.teams}/balance", {"by": "teams", "number": "1", "seed": "7"}),
            (self.partner, self.partner_teams, {"by": "size", "number": "0"}),
            (self.teacher, f"{self.teams}/discussions", {"source": TOO_LONG}),
            (self.partner, self.partner_charters, {"title": ""}),
            (self.teacher, f"{self.collaborations.removesuffix('collaborations')}timetable", {}),
            (self.teacher, self.consents, {"note": "ω" * 300}),
            (self.teacher, f"{self.consents}/csv", {"source": "ω"}),
            (self.teacher, f"{self.consents}/csv", {"source": TOO_LONG * 3}),
            (self.teacher, f"{self.consents}/proposals", {"is_given": "1"}),
            (self.teacher, f"{self.consents}/proposals/{self.proposal}/confirmation", {}),
            (self.teacher, self.consents, self.late_consents),
            (self.principal, self.assignment, {}),
            (self.operator, self.assignment, {"csrf_token": self.operator_token()}),
            (self.operator, "/console/registrations", {"csrf_token": self.operator_token()}),
        ]
        for visitor, path, form in forms:
            page = visitor.post(path, **form)
            assert page.status in (403, 409, 422), (path, form, page.status)
            yield f"POST {path} refused with {page.status}", page

    @property
    def picker(self) -> str:
        return f"/deep-links/{self.values['request_id']}"

    @property
    def collaborations(self) -> str:
        return f"/contexts/{self.shared['context_id']}/collaborations"

    @property
    def partner_charters(self) -> str:
        number = self.shared["collaboration_id"]
        return f"/contexts/{self.shared['partner_id']}/collaborations/{number}/charters"

    @property
    def teams(self) -> str:
        return f"{self.collaborations}/{self.shared['collaboration_id']}/teams"

    @property
    def partner_teams(self) -> str:
        return f"{self.partner_charters.removesuffix('charters')}teams/balance/preview"

    @property
    def scores(self) -> str:
        return f"{self.teacher.place}/scores/{self.values['member_id']}"

    @property
    def consents(self) -> str:
        return f"/contexts/{self.values['context_id']}/consents"

    @property
    def proposal(self) -> int:
        return int(self.values["proposal_id"])

    @property
    def late_consents(self) -> dict[str, Any]:
        """A table that was filled in while somebody else saved another."""
        member = self.values["member_id"]
        return {"shown": f"{member}-0-0-0-0-0-0", "given": f"{member}-library_display"}

    @property
    def assignment(self) -> str:
        return f"/console/deployments/{self.values['deployment_id']}/school"

    def operator_token(self) -> str:
        """What the operator's forms carry."""
        return self.operator.get("/console").value("csrf_token")

    def errors(self) -> Iterator[tuple[str, Page]]:
        """What a person sees who can't come in, or is lost."""
        stranger = Visitor(self.app.test_client(use_cookies=False))
        yield "no session", stranger.get(self.student.place)
        yield "no such page", self.student.get("/topics/99999")
        yield "wrong method", self.student.get("/topics/1/lock")
        yield "unknown platform", stranger.get("/lti/login", iss="x", login_hint="x")
        yield "no launch", stranger.post("/lti/launch")
        yield "a spent registration link", stranger.get("/lti/register", code="x")
        yield "a closed console", stranger.get("/console")


def furnish(app: Flask, campus: Campus) -> Walk:
    """Fill a class's discussion with something in every state."""
    visits = {
        who: campus.visit("wattle-park", who, "5b/rain") for who in ("marama", "s504", "leila")
    }
    teacher, student, mentor = visits.values()
    topics = {
        state: student.start_topic(title, "Τι είναι;")
        for state, title in zip(("open", "locked", "pinned", "deleted"), TITLES, strict=True)
    }
    teacher.post(f"{topics['locked']}/lock", is_locked="1")
    teacher.post(f"{topics['pinned']}/pin", is_pinned="1")
    teacher.post(f"{topics['deleted']}/deletion", is_deleted="1")
    posts = _talk(teacher, student, topics["open"])
    member_id = _grade(app, teacher, student)
    _team_up(app, member_id)
    values = {
        "space_id": int(student.space.rpartition("/")[2]),
        "activity_id": int(student.place.rpartition("/")[2]),
        "topic_id": int(topics["open"].rpartition("/")[2]),
        "post_id": posts[2],
        "number": 2,
        "request_id": int(_deep_link(campus).rpartition("/")[2]),
        "context_id": party(app, teacher).context_id,
        "member_id": member_id,
        "link_id": 1,
        "proposal_id": _proposal(app, teacher, member_id),
        **_registration(app),
    }
    shared = values | _share(app, campus, teacher, student)
    empty_handed = campus.visit("wattle-park", "priya", "5b/books")
    principal, operator = campus.visit(*PEOPLE["principal"]), come_in(app)
    return Walk(
        app,
        teacher,
        student,
        mentor,
        empty_handed,
        principal,
        operator,
        campus.visit("maple-street", "elena", "5-rivera/snow"),
        campus.visit("maple-street", "m501", "5-rivera/snow"),
        values | {name: shared[name] for name in IN_BOTH},
        shared,
        topics,
        _answered(app, campus),
        posts,
    )


def _share(app: Flask, campus: Campus, teacher: Visitor, student: Visitor) -> dict[str, Any]:
    """Two classes that meet: a topic of the student's there, and one of the partner's student."""
    greek = {"title": "Δύο ρυάκια", "aims": "Μαζί.", "norms": "Ναι.", "contact_rules": "Εδώ."}
    host = party(app, teacher)
    partner = party(app, campus.visit("maple-street", "elena", "5-rivera/snow"))
    path = host.draft(**greek)
    entered = partner.enter(host.invite(path)).location
    assert partner.sign(entered).status == 303
    space = teacher.get(path).links_to("/spaces/")[0]
    form = {"title": TITLES[1], "source": "Τι ζει εδώ;"}
    activity = teacher.post(f"{space}/activities", **form).location
    stranger = campus.visit("maple-street", "m501", "5-rivera/snow")
    agree(app, partner.teacher, stranger)
    held = stranger.post(f"{activity}/topics", title=TITLES[2], source="Β;").location
    assert held.startswith("/reviews/"), held
    for each in (host, partner):
        set_rule(each, space, "nothing")
    for who, words in ((student, "Τι;"), (stranger, "Α;")):
        answer = who.post(f"{activity}/topics", title=TITLES[0], source=words)
        assert answer.status == 303, answer.text
    _be_at_school(host, partner, path, entered)
    _take_turns(host, partner, activity)
    team_id = _meet_in_a_team(app, host, partner, path, entered, student, stranger)
    topic = "/".join(teacher.get(activity).links_to("/topics/")[-1].split("/")[:3])
    post_id = post_ids(student.get(topic))[1]
    flag_id = _flag(student, stranger, teacher, topic, host.context_id)
    return {
        "context_id": host.context_id,
        "partner_id": partner.context_id,
        "collaboration_id": int(path.rpartition("/")[2]),
        "version": 1,
        "class_invitation_id": 1,
        "parting_id": keep(app, int(path.rpartition("/")[2]), host.context_id),
        "flag_id": flag_id,
        "prompt_flag_id": _flag_prompt(student, stranger, activity, teacher, host.context_id),
        "team_id": team_id,
        "review_id": int(held.rpartition("/")[2]),
        "kind": "reply",
        "space_id": int(space.rpartition("/")[2]),
        "activity_id": int(activity.rpartition("/")[2]),
        "topic_id": int(topic.rpartition("/")[2]),
        "post_id": post_id,
        "place_id": post_id,
        "number": 1,
    }


def keep(app: Flask, collaboration_id: int, context_id: int) -> int:
    """The receipt of a class, as if it had left."""
    with app.app_context():
        collaboration = db.session.get_one(Collaboration, collaboration_id)
        kept = parting.keep(collaboration, db.session.get_one(Context, context_id))
        number = kept.id
        db.session.commit()
        return number


def _be_at_school(host: Party, partner: Party, path: str, entered: str) -> None:
    """Both say when they are at school, and ask each other to look at what waits."""
    hours = {"day": [*"01234"], "opens_at": "08:30", "closes_at": "15:00"}
    for each, zone in ((host, "Pacific/Auckland"), (partner, "America/Chicago")):
        timetable = f"/contexts/{each.context_id}/timetable"
        assert each.teacher.post(timetable, time_zone=zone, **hours).status == 303
    for each, other, at in ((host, partner, path), (partner, host, entered)):
        assert each.teacher.post(f"{at}/nudges", nudged=str(other.context_id)).status == 303


def _take_turns(host: Party, partner: Party, activity: str) -> None:
    """The host's class is featured: what was written has readers."""
    turns = {"turn_days": "7", "readers_count": "2", "time_zone": "UTC"}
    form = {"starts_on": f"{now():%Y-%m-%d}", "first": str(host.context_id), **turns}
    assert partner.teacher.post(f"{activity}/rotation", **form).status == 303


def _meet_in_a_team(
    app: Flask,
    host: Party,
    partner: Party,
    path: str,
    entered: str,
    student: Visitor,
    stranger: Visitor,
) -> int:
    """Both children in one, which has its discussion; each of them has written there."""
    form = {"title": TITLES[3], "submission_key": "a team of all"}
    team = host.teacher.post(f"{path}/teams", **form).location
    number = team.rpartition("/")[2]
    for each, at, child in ((host, path, student), (partner, entered, stranger)):
        member = member_of(app, child).id
        answer = each.teacher.post(f"{at}/teams/{number}/members", member=member, shown=member)
        assert answer.status == 303, answer.text
    assert host.teacher.post(f"{path}/teams/discussions", source="Τι;").status == 303
    discussion = host.teacher.get(team).links_to("/activities/")[0]
    for child in (student, stranger):
        form = {"title": TITLES[3], "source": "Ναι;", "submission_key": "for the team"}
        assert child.post(f"{discussion}/topics", **form).status == 303
    return int(number)


def _flag(
    student: Visitor, stranger: Visitor, teacher: Visitor, topic: str, context_id: int
) -> int:
    """Each child's reply, flagged by the other in words that name them; one is decided on."""
    opening = post_ids(teacher.get(topic))[1]
    for author, other in ((student, stranger), (stranger, student)):
        number = int(author.reply(opening, "Όχι!").location.rpartition("/")[2])
        reply = post_ids(teacher.get(topic))[number]
        assert other.first
        words = str(other.first.soup.select(".bar__name")[0].get_text())
        assert other.post(f"/posts/{reply}/flags", reason="unkind", words=words).status == 303
    queue = f"/contexts/{context_id}/reviews"
    first, second = teacher.get(queue).links_to(queue.replace("reviews", "flags/"))
    decided = {"version": "1", "is_hidden": "1", "note": "Ναι."}
    assert teacher.post(f"{second}/decision", **decided).status == 303
    return int(first.rpartition("/")[2])


def _flag_prompt(
    student: Visitor, stranger: Visitor, activity: str, teacher: Visitor, context_id: int
) -> int:
    """Each child asks staff to look at the words above an activity, in words that name them."""
    for who in (stranger, student):
        assert who.first
        words = str(who.first.soup.select(".bar__name")[0].get_text())
        answer = who.post(f"{activity}/flags", reason="unkind", words=words)
        assert answer.status == 303, answer.text  # also where it is hidden by then
    queue = f"/contexts/{context_id}/reviews"
    [path, _own] = teacher.get(queue).links_to(queue.replace("reviews", "flags/prompts/"))
    return int(path.rpartition("/")[2])


def _deep_link(campus: Campus) -> str:
    """The path of a deep link in whose picker the teacher has chosen something."""
    asked = campus.launch_from("/wattle-park/courses/5b/deep_linking?as=marama")
    dates = {"opens_at": "2027-03-01T08:00", "due_at": "2027-03-08T15:30"}
    form = {"picked": "new", "title": TITLES[0], "source": "Τι είναι;", "points": "20", **dates}
    assert asked.post(asked.place, **form).status == 303
    return asked.place


def _answered(app: Flask, campus: Campus) -> str:
    """The path of one that the teacher gave up."""
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    asked = campus.launch_from("/wattle-park/courses/5b/deep_linking?as=marama")
    assert asked.post(f"{asked.place}/cancellation").status == 303
    return asked.place


def _grade(app: Flask, teacher: Visitor, student: Visitor) -> int:
    """A student who is graded, and whom the teacher is about to grade again."""
    set_terms(app, teacher.place, points_possible=10.0)
    member_id = member_of(app, student).id
    path, form = f"{teacher.place}/scores/{member_id}", {"points": "7", "comment": "Καλά"}
    assert teacher.post(f"{path}/confirmation", **form).status == 303
    assert teacher.post(path, **form, seen_version="1").status == 303
    return member_id


def _proposal(app: Flask, teacher: Visitor, member_id: int) -> int:
    """What would change where all is withdrawn that the student's family had given."""
    path = f"/contexts/{party(app, teacher).context_id}/consents"
    shown = f"{member_id}-0-0-0-0-0-0"
    boxes = [f"{member_id}-{purpose}" for purpose in list(Purpose)[:5]]
    assert teacher.post(path, shown=shown, given=boxes, note="Έντυπο").status == 303
    page = teacher.get(path)
    fields = {"shown": [each["value"] for each in page.soup.select("input[name=shown]")]}
    answer = teacher.post(path, **fields, given=[])
    return int(answer.location.rpartition("/")[2])


def _team_up(app: Flask, member_id: int) -> None:
    """The student's team, in a set, and one that has neither a name nor anybody."""
    with app.app_context():
        context_id = db.session.get_one(Membership, member_id).context_id
        home = db.session.scalars(select(Space).where(Space.home_of_id == context_id)).one()
        place = {"space_id": home.id, "context_id": context_id}
        named = Team(**place, lti_id="α", name=TITLES[0], set_name=TITLES[1])
        db.session.add_all([named, Team(**place, lti_id="β", is_hidden=True)])
        db.session.flush()
        db.session.add(TeamMember(team_id=named.id, member_id=member_id))
        db.session.commit()


def _registration(app: Flask) -> dict[str, Any]:
    """The class's own, which comes first."""
    invited = app.test_cli_runner().invoke(args=["registrations", "invite", "--school", "Ωμέγα"])
    assert invited.exit_code == 0, invited.output
    with app.app_context():
        first = db.session.scalars(select(Deployment).order_by(Deployment.id)).first()
        assert first
        return {
            "platform_id": first.platform_id,
            "school_id": first.school_id,
            "deployment_id": first.id,
            "invitation_id": 1,
            "lms": "moodle",
        }


def _talk(teacher: Visitor, student: Visitor, topic: str) -> dict[int, int]:
    """More than a page of posts: the first few in every state, the last one unread."""
    opening = post_ids(teacher.get(topic))[1]
    for number in range(2, 28):
        student.reply(opening, f"**{number}** σταγόνες")
    posts = post_ids(student.get(f"{topic}?view=flat"))
    student.post(f"/posts/{posts[2]}", source="Άλλα λόγια", version="1")
    student.post(f"/posts/{posts[3]}/deletion", is_deleted="1")
    teacher.post(f"/posts/{posts[4]}/lock", is_locked="1")
    teacher.reply(posts[2], "Γιατί;")
    return posts
