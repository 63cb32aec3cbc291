"""Read what people typed: values kept as typed, and a sentence for each thing that is wrong."""

import secrets
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _

from app import richtext
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
    return request.form.get(name) == "1"


def number(name: str, default: int = 0) -> int:
    """A whole number of a form or query, or the default where it is none."""
    text = request.values.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
