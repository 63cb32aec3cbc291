"""The page of a Topic: which Posts it shows, what is unread, and the reply box."""

from dataclasses import dataclass, field

from flask import abort, render_template

from app.extensions import begin_write, db
from app.models import DraftKind, Membership, ReadMark, Topic, TopicView
from app.models.read_mark import Unread
from app.queries import posts
from app.queries.people import Rows
from app.queries.posts import PostRow
from app.services import drafting, reading
from app.views.forms import Form


@dataclass
class Page:
    """What a topic page shows. ``earlier`` and ``later`` are the paths of its neighbours."""

    rows: list[PostRow]
    earlier: str | None = None
    later: str | None = None
    number: int = 0
    count: int = 0
    target: int | None = None
    unread_count: int = 0
    first_unread: int | None = None
    unread_here: list[int] = field(default_factory=list)

    @property
    def is_first(self) -> bool:
        """Whether nothing comes before it."""
        return self.earlier is None


def flat(topic: Topic, number: int) -> Page:
    """Page ``number`` in order of time, or 404 where there is none."""
    count = posts.page_of(max(topic.last_number, 1))
    if not 1 <= number <= count:
        abort(404)
    path = f"/topics/{topic.id}?view=flat&page="
    return Page(
        _rows(posts.flat_page(topic.id, number)),
        number=number,
        count=count,
        earlier=f"{path}{number - 1}" if number > 1 else None,
        later=f"{path}{number + 1}" if number < count else None,
    )


def threaded(topic: Topic, start: int) -> Page:
    """The page in thread order from the Post ``start`` on, or 404 where there is none."""
    rows = _rows(posts.thread_page(topic.id, start))
    if not rows:
        abort(404)
    before = db.session.scalars(posts.numbers_before(topic.id, start)).all() if start > 1 else []
    path = f"/topics/{topic.id}?view=threaded&from="
    return Page(
        rows[: posts.PAGE],
        earlier=f"{path}{before[-1]}" if before else None,
        later=f"{path}{rows[posts.PAGE].number}" if len(rows) > posts.PAGE else None,
    )


def around(topic: Topic, number: int, view: TopicView) -> Page:
    """The page that shows one Post, or 404 where there is none."""
    if not 1 <= number <= topic.last_number:
        abort(404)
    if view is TopicView.FLAT:
        page = flat(topic, posts.page_of(number))
    else:
        page = threaded(topic, _a_little_before(topic, number))
    page.target = number
    return page


def _a_little_before(topic: Topic, number: int) -> int:
    before = db.session.scalars(posts.numbers_before(topic.id, number)).all()
    nearest = before[: posts.BEFORE_TARGET]
    return nearest[-1] if nearest else number


def _rows(query: Rows) -> list[PostRow]:
    return [PostRow.of(row) for row in db.session.execute(query)]


def render(topic: Topic, actor: Membership, page: Page, reply: Form | None = None) -> str:
    """The page, after which what it shows counts as read."""
    mark = reading.find(actor.id, topic.id)
    _note_unread(page, topic, mark)
    opening = _opening(topic, page)
    html = render_template(
        "topics/show.html",
        topic=topic,
        activity=topic.activity,
        actor=actor,
        page=page,
        view=actor.topic_view,
        opening=opening,
        form=reply or _reply_form(actor, opening),
    )
    _mark_read(actor.id, topic.id, page.unread_here)
    return html


def _note_unread(page: Page, topic: Topic, mark: ReadMark | None) -> None:
    standing = (row.number for row in page.rows if not (row.is_deleted or row.is_held))
    page.unread_here = reading.unread(mark, standing)
    read = mark.ranges if mark else ""
    unread = Unread.of(read=read, deleted=topic.deleted_numbers, last_number=topic.last_number)
    page.unread_count, page.first_unread = unread.count, unread.first


def _opening(topic: Topic, page: Page) -> PostRow:
    """The Post that a reply to the Topic answers: usually on the page already."""
    if page.rows[0].number == 1:
        return page.rows[0]
    query = posts.numbered(topic.id, 1)
    return PostRow.of(db.session.execute(query).one())


def _reply_form(actor: Membership, opening: PostRow) -> Form:
    draft = drafting.find(actor, DraftKind.REPLY, opening.id)
    return Form.blank(source=draft.source if draft else "")


def _mark_read(member_id: int, topic_id: int, numbers: list[int]) -> None:
    """A transaction of its own, after the page is made: most views of a page need none."""
    if numbers:
        begin_write()
        reading.mark(member_id, topic_id, numbers)
        db.session.commit()
