"""Accounts elsewhere, by which a stranger could find a child."""

import re
from collections.abc import Iterator

_NAME = r"[\w.%-]{2,60}"
_LINK = re.compile(
    r"\b(?:"
    rf"(?:instagram|threads|x|twitter|facebook|fb|twitch|pinterest|vsco|vk|ask)\.(?:com|net|tv"
    rf"|co|me)/@?"
    rf"(?!(?:p|reel|reels|explore|tv|watch|search|hashtag|intent|share|home|about|help"
    rf"|policies)\b){_NAME}"
    rf"|(?:tiktok|youtube|threads)\.(?:com|net)/@{_NAME}"
    rf"|youtube\.com/(?:c|user|channel)/{_NAME}"
    rf"|snapchat\.com/(?:add|@?{_NAME})(?:/{_NAME})?"
    rf"|discord\.gg/{_NAME}|discord(?:app)?\.com/(?:invite|users)/{_NAME}"
    rf"|roblox\.com/(?:[a-z]{{2}}/)?users/[0-9]{{1,15}}"
    rf"|linkedin\.com/in/{_NAME}|reddit\.com/u(?:ser)?/{_NAME}|scratch\.mit\.edu/users/{_NAME}"
    rf"|(?:t|wa|telegram)\.me/{_NAME}|steamcommunity\.com/(?:id|profiles)/{_NAME}"
    r")",
    re.I,
)
_SERVICE = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|discord|roblox|fortnite|minecraft|xbox|psn|steam"
    r"|whatsapp|telegram|facebook|twitter|youtube|twitch|kik|skype)"
)
# My insta is …; add me on snap: …
_SAID = re.compile(
    rf"\b{_SERVICE}(?: (?:name|user|username|handle|account|tag|id|channel)){{0,2}}"
    r" ?(?:is|:|=|-|@)[ :@]{0,3}(?P<name>[\w.]{3,40})",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w.@/%+-])@(?P<name>[\w.]{3,40})")
_ODD = re.compile(r"[^\W\d]+(?:[_\d]|\.\w)|\d+[^\W\d]")


def profiles(text: str) -> Iterator[tuple[int, int]]:
    """Give where accounts stand: links to them, and names of a kind that no word has."""
    for found in _LINK.finditer(text):
        yield found.span()
    for pattern in (_SAID, _HANDLE):
        for found in pattern.finditer(text):
            name = found["name"].rstrip(".")
            if _ODD.match(name) or "@" in found[0][: -len(found["name"])][1:]:
                yield found.start(), found.start("name") + len(name)
