"""Read what people typed: values kept as typed, and a sentence for each thing that is wrong."""

import secrets
from dataclasses import dataclass, field

from flask import abort, request
from flask_babel import gettext as _

from app import richtext
from app.models.base import LARGEST_ID
from app.models.topic import TITLE_LENGTH
from app.models.wording import one_line
from app.richtext import RichText

KEY_LENGTH = 64


@dataclass
class Form:
    """One form: ``values`` go back into the fields, ``errors`` stand beside them."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, *names: str) -> "Form":
        """The named fields as typed; one that is missing is empty."""
        return cls({name: request.form.get(name, "") for name in names})

    @classmethod
    def blank(cls, **values: str) -> "Form":
        """A form to be filled in, with a new submission key."""
        return cls({"submission_key": secrets.token_urlsafe(16), **values})

    @property
    def is_valid(self) -> bool:
        """Whether nothing was found wrong so far."""
        return not self.errors

    @property
    def key(self) -> str:
        """The submission key; one that we can't have made is replaced."""
        key = self.values.get("submission_key", "")
        usable = 8 <= len(key) <= KEY_LENGTH and key.isascii() and key.isprintable()
        return key if usable else secrets.token_urlsafe(16)

    def renew(self) -> None:
        """Say that this form was sent before with other words, and let these be sent as well."""
        self.values["submission_key"] = secrets.token_urlsafe(16)
        self.errors["source"] = _(
            "Something else that you wrote here was posted already. "
            "These words were not: send them again to post them too."
        )

    def title(self) -> str:
        """The title as one line; notes an error where it is missing or too long."""
        title = one_line(self.values.get("title"))
        if not title:
            self.errors["title"] = _("Give it a title, so that others can find it.")
        elif len(title) > TITLE_LENGTH:
            self.errors["title"] = _(
                "The title has %(actual)d characters. Shorten it to %(limit)d at most.",
                actual=len(title),
                limit=TITLE_LENGTH,
            )
        return title

    def text(self, *, optional: bool = False) -> RichText | None:
        """The text, cleaned; notes an error and gives None where it can't be taken."""
        source = self.values.get("source", "")
        try:
            return richtext.render(source)
        except richtext.Empty:
            if not optional:
                self.errors["source"] = _("Write something first.")
        except richtext.Unacceptable as problem:
            self.errors["source"] = _(problem.message, **problem.values)
        return None


def is_on(name: str) -> bool:
    """A field that is "1" or "0": what is wanted, no toggle, so sending twice is harmless."""
    wanted = request.form.get(name)
    return wanted == "1" if wanted in ("0", "1") else abort(400)


def text(name: str) -> str:
    """A text of a form or query."""
    return request.values.get(name, "")


def number(name: str, default: int = 0) -> int:
    """A whole number of a form or query, or the default where it is none."""
    found = whole(request.values.get(name, ""))
    return default if found is None else found


def whole(text: str) -> int | None:
    """A whole number in digits; one too large for a database is LARGEST_ID, which nothing has.

    (Python itself refuses to read one of more than 4,300 digits.)
    """
    if not (text.isascii() and text.isdigit()):
        return None
    digits = text.lstrip("0")
    return min(int(digits or "0"), LARGEST_ID) if len(digits) < 20 else LARGEST_ID
