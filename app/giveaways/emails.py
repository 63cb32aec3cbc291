"""E-mail addresses, also where their signs are written as words."""

import re
from collections.abc import Iterator

_LOCAL = re.compile(r"[\w.+%'-]{0,63}\w\Z")
_AT = re.compile(
    r"[ ]?@[ ]?|[ ]?[\[({<][ ]?(?:at|@|arroba)[ ]?[\])}>][ ]?|[ ](?:at|arroba)[ ]", re.I
)
_DOT = r"(?:[ ]?[\[({<][ ]?(?:dot|\.)[ ]?[\])}>][ ]?|[ ](?:dot|punto|punkt|point)[ ])"
_LABEL = r"[^\W_](?:[\w-]{0,62})"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{1,6}}")
_SPOKEN_HOST = re.compile(rf"{_LABEL}(?:(?:\.|{_DOT}){_LABEL}){{1,6}}", re.I)
_PROVIDER = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|proton(?:mail)?"
    r"|gmx|"
    r"bigpond|optusnet|xtra|web|mail|yandex|zoho)\b(?:\.[a-z]{2,3}){0,2}",
    re.I,
)
_USUAL_END = re.compile(
    r".*\.(?:com|org|net|edu|gov|io|co|au|nz|uk|us|ca|de|fr|es|nl|ie|eu)\Z", re.S
)


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Give where addresses stand."""
    for sign in _AT.finditer(text):
        local = _LOCAL.search(text[max(0, sign.start() - 64) : sign.start()])
        end = _end_of_host(text, sign)
        if local and end:
            yield sign.start() - len(local[0]), end


def _end_of_host(text: str, sign: re.Match[str]) -> int:
    """Where the host after the sign ends; 0 where none is meant."""
    is_tight = sign[0] == "@"
    is_word = sign[0].strip().isalpha()
    provider = _PROVIDER.match(text, sign.end())
    host = _SPOKEN_HOST.match(text, sign.end())
    if host and (is_tight or not is_word or _is_spoken(host[0])):
        is_usual = is_tight or _is_spoken(host[0]) or _USUAL_END.match(host[0])
        if is_usual:
            return host.end()
    if provider and (not is_word or "." in provider[0]):
        return provider.end()
    return 0


def _is_spoken(host: str) -> bool:
    """Whether a dot of the host is written as a word."""
    return not _HOST.fullmatch(host)
