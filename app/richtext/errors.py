"""Why a text cannot be kept. Each reason says what is wrong in a sentence to translate."""

from typing import ClassVar


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Mark a message for translation without translating it here, where there is no request."""
    return message


class Unacceptable(ValueError):
    """The author gets the text back with ``gettext(error.message) % error.values``.

    ``code`` is stable, for tests, logs and scripts. ``details`` holds what can be said about the
    case, ``values`` is the same under the name that a translator of ``message`` expects.
    """

    code: ClassVar[str] = "unacceptable"
    message: str = N_("This text cannot be posted.")

    def __init__(self, **details: str | int) -> None:
        self.details = details
        super().__init__(f"{self.code}: {details}")

    @property
    def values(self) -> dict[str, str | int]:
        """What ``message`` names, by name."""
        return self.details


class Empty(Unacceptable):
    """Nothing that a reader could see."""

    code = "empty"
    message = N_("There is nothing to post yet. Write something first.")


class TooLong(Unacceptable):
    """More characters than one post holds. ``limit`` and ``actual`` are characters."""

    code = "too_long"
    message = N_(
        "This text is too long: it has %(actual)s characters, and one post holds %(limit)s. "
        "You could split it into two posts."
    )

    def __init__(self, limit: int, actual: int) -> None:
        super().__init__(limit=limit, actual=actual)


class TooComplex(Unacceptable):
    """Within the length, yet more work than one post may be. ``what`` is a key of ``SENTENCES``."""

    code = "too_complex"
    SENTENCES: ClassVar[dict[str, str]] = {
        "lines": N_(
            "This text has too many lines: %(actual)s, and one post holds %(limit)s. "
            "You could split it into two posts."
        ),
        "marks": N_(
            "This text has too many list items and quotes: %(actual)s, "
            "and one post holds %(limit)s."
        ),
        "signs": N_(
            "This text has too many signs such as * _ : < or &: %(actual)s, "
            "and one post holds %(limit)s."
        ),
        "brackets": N_(
            "This text has too many [ brackets: %(actual)s, and one post holds %(limit)s."
        ),
        "links": N_("This text has too many links: %(actual)s, and one post holds %(limit)s."),
        "nesting": N_(
            "In this text too many lists, quotes or other signs stand inside each other. "
            "At most %(limit)s levels fit."
        ),
        "formatting": N_(
            "This text has too much formatting: %(actual)s parts, and one post holds %(limit)s. "
            "You could split it into two posts."
        ),
    }

    def __init__(self, what: str, limit: int, actual: int) -> None:
        self.message = self.SENTENCES[what]
        super().__init__(what=what, limit=limit, actual=actual)


class ShortenedLink(Unacceptable):
    """A link through a shortening service: nobody can see where it leads. ``host`` is ASCII."""

    code = "shortened_link"
    message = N_(
        "Links from %(host)s hide where they lead. Open the link yourself, "
        "then use the full address of the page that you see."
    )

    def __init__(self, host: str) -> None:
        super().__init__(host=host)
