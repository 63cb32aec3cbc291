"""Where somebody lives: English, German, Dutch, French, Spanish, Portuguese and Italian addresses.

Accents are gone when these are read. In small letters English needs more to go by, since a number
and a street stand in many a sentence: "there are 5 cars on the road".
"""

import re
from collections.abc import Iterator

_NUMBER = (
    r"(?<![\w.,$/-])(?:(?:unit|apt|apartment|flat|suite|shop|lot|level|no)\.? ?)?"
    r"\d{1,5}[a-z]?(?: ?[/,-] ?\d{1,5}[a-z]?)?,?[ ]{1,3}"
)
_SURE = r"street|road|avenue|boulevard|crescent|highway|esplanade|terrace|cul-de-sac|st|rd|ave"
r"|blvd|cres|hwy|tce|esp"
_UNSURE = (
    r"drive|dr|lane|ln|court|ct|place|pl|way|close|cl|parade|pde|circuit|cct|grove|gr|square|sq"
    r"|gardens"
    r"|gdns|walk|rise|row|hill|view|mews|parkway|pkwy|circle|cir|trail|alley|quay|loop|green"
    r"|park|bay"
)
_WORD = r"[^\W\d_][\w'.-]{0,30}"
_FUNCTION = (
    r"(?!(?:a|an|the|of|on|in|at|to|my|your|his|her|our|their|this|that|these|those|and|or|for"
    r"|from|with"
    r"|is|are|was|were|down|up|along|across|by|into|per|more|other|percent|people|children|kids"
    r"|cars|times"
    r"|miles|metres|meters|minutes|hours|days|years|points|points|km|m|new|different|big|busy"
    r"|long)\b)"
)
_ENGLISH = re.compile(
    rf"(?P<number>{_NUMBER})(?P<words>(?:{_FUNCTION}{_WORD}[ ]{{1,3}}){{1,3}}?)"
    rf"(?:(?P<sure>{_SURE})|(?P<unsure>{_UNSURE}))\b",
    re.I,
)
_LIVES = re.compile(
    r"\b(?:live|lives|living|address(?: is)?|house(?: is)?|home(?: is)?|at|is|to)[ :,]{1,3}\Z", re.I
)
_ENDS = re.compile(r"[ ]{0,3}(?:[,;!?\n)]|\Z|\.(?:\s|\Z))")

_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND"
    "|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
)
_OTHERS = [
    re.compile(pattern)
    for pattern in (
        r"(?i:\b(?:(?:g\.?)?p\.? ?o\.?|private|locked) ?(?:box|bag)[ ]{1,2}(?:no\.? ?)?\d{1,6})",
        r"(?i:\b(?:rmb|rsd)[ ]\d{1,5}\b)",
        r"\b(?:NSW|VIC|Vic|QLD|Qld|TAS|Tas|ACT|NT|SA|WA)[, ]{1,2}\d{4}\b(?![ ]?%)",
        rf"(?<=[a-z,])[ ]{{1,2}}(?:{_STATES})[ ]{{1,2}}\d{{5}}(?:-\d{{4}})?\b",
        r"\b[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[ABD-HJLNP-UW-Z]{2}\b",
        r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\b",
        r"\b(?:[A-Z][\w.-]{1,30}[ ]){0,2}[^\W\d_][\w-]{1,30}(?:stra(?:ss|ß)e"
        r"|str\.)[ ]{1,2}\d{1,4}[a-z]?\b",
        r"\b(?:[A-Z][\w.-]{1,30}[ -]){1,2}(?:Stra(?:ss|ß)e|Str\.|Allee|Platz|Weg|Gasse|Damm"
        r"|Ufer)[ ]{1,2}\d{1,4}[a-z]?\b",
        r"\b[A-Z][\w-]{1,30}(?:weg|platz|allee|gasse|damm|ufer|straat|laan|plein|gracht"
        r"|kade)[ ]{1,2}\d{1,4}[a-z]?\b",
        r"\b\d{1,4}(?:[ ]?(?:bis|ter|[A-Da-d]))?,?[ ](?i:rue|impasse)[ ](?:(?:de|du|des|la|le"
        r"|les)[ ]){0,2}"
        r"(?:[dl]')?\w[\w'-]{1,30}(?:[ -][A-Z][\w'-]{1,30}){0,2}",
        r"\b\d{1,4}(?:[ ]?(?:bis|ter|[A-Da-d]))?,?[ ](?i:avenue|av\.|boulevard|bd|place|chemin"
        r"|allee|quai|route)"
        r"[ ](?:(?:de|du|des|la|le|les)[ ]){1,2}(?:[dl]')?\w{2,30}(?:[ -]\w{2,30})?",
        r"\b(?:Calle|C/|Avda\.?|Avenida|Av\.|Plaza|Paseo|Camino|Carrer|Rua|Travessa|Via|Viale"
        r"|Piazza|Corso)"
        r"[ ]{0,2}(?:(?:de|del|da|do|dos|la|las|los|el|dei|della)[ ]){0,2}[A-Z][\w'-]{1,30}"
        r"(?:[ ](?:de |del |la )?[A-Z][\w'-]{1,30}){0,2},?[ ](?:n[.o]{0,2}[ ]?)?\d{1,4}\b",
    )
]


def street_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Give where addresses stand."""
    for found in _ENGLISH.finditer(text):
        if _is_meant(text, found):
            yield found.span()
    for pattern in _OTHERS:
        for found in pattern.finditer(text):
            yield found.end() - len(found[0].lstrip()), found.end()


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether an English address is one: with capitals, or where an address is to be expected."""
    words = found["words"].split()
    kind = found["sure"] or found["unsure"]
    if all(word[0].isupper() for word in words) and kind[0].isupper():
        return True
    if not found["sure"] or len(words) > 2:
        return False
    return bool(_LIVES.search(text[max(0, found.start() - 20) : found.start()])) or bool(
        words[0][0].isupper() or _ENDS.match(text, found.end())
    )
