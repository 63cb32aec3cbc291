"""Names that are words too, and how such a word shows that it is a name.

English first, and what is common in French, Spanish and German; in letters without accents.
"""

from enum import IntEnum


class Usage(IntEnum):
    """When a word counts as a name, from always to hardly ever."""

    NAME = 0
    """Always: it is no other word."""
    CAPITAL = 1
    """With a capital: Rose, and not rose."""
    OPENER = 2
    """A word that sentences begin with. With a capital and not as their first word, unless a
    person's verb follows: "Thanks Will", "Will said"; not "Will you come?"."""
    MONTH = 3
    """As OPENER, and not where a month would stand: "Thanks April"; not "in April", "April 4"."""
    COMPANY = 4
    """Only beside another part of the name, or after Mr and the like: not in "King Lear"."""


_OPENERS = """
art autumn bill bless can cash chance chase chuck clue dear don dream drew earnest faith frank
friday gift grant guy happy hope joy justice kind lance liberty love luck major mark miss monday
music nick pat patience peace peg pierce rich rob sage saturday save see sky snow spring storm sue
summer sunday sunny sunshine thursday truth tuesday wade wave wednesday will win winter
"""

_MONTHS = (
    "january february march april may june july august october november december jan juno avril mai"
)

_CAPITALS = """
ace aim aime al alba amber ange angel apple april arch archer ash asher aspen august bailey baker
banks barb basil bay bear beau bee bell bella belle berry bert beta birch bird bishop blade
blanche blaze bliss blossom blue bo bob bobby bolt bonny booker boomer boy brandy brave bravery
breeze brick brook brooke brooks buck bud buddy buster butch cal candy cannon carol carter cat
chad charity chelsea cherry chester china chip christian claire clay clemence cliff cloud clover
coal coby coco cocoa colt consuelo cooper coral crew cricket cruise cruz crystal cuba curry cutter
cy daisy dakota dale dandy dash dawn deacon dean desire destiny di diamond dick dill dixie dolly
dolores don dot dove duke dusty earl easter ed eden elder em ember ernst estrella eve even falcon
fawn fern field finch fisher fletcher flick flint flor flora florence forest fox franz free gale
garnet gem gene genesis georgia ginger glen glory gold golden grace gracia gray grey gun gus hale
harmony harp harper haven hawk hazel heath heather heaven heide heir herb heron holly honey hunt
hunter india indigo iris israel ivory ivy jack jade jam jasmine jasper jay jazz jean jersey jet
jewel jewels jo joker jolly jordan journey jules junior kale karma ken kenya kiss kit kitty lake
lane lark laurel lavender leaf lee legend lemon leon lex li light lil lily linda lion lock lotus
lu luna lux luz mac mace mango maple mar marble marina marine marshal mason mat matt maverick max
meadow mel melody mercy merry mick mike miles mint misty mo moon moss myrtle nan nat navy ned noel
nova oak ocean olive olivier onyx opal orchid oz pace page paige pansy paris parker pat patty paz
pearl pen penny pepper pet petal petunia phoenix pierre pilar pip piper plum poet polly pop poppy
porter posy precious prince princess promise prudence prune queen rain rainbow raven ray reed reef
reign reina remedios remedy rene reward rex rey rhythm rich ridge ring rio river robin rock rocky
rod roman rook rosa rosario rose rosemary rosy rowan royal ruby rue rusty sable saffron sail saint
sally salvador sam sandy santos scout season serenity shade shell shepherd sherry sienna silver
skip sky slate smith sol song sonny sparrow star steel stella sterling stone stormy story sugar
sunny swan sydney tabby tad tailor tanner tawny taylor teal ted temperance terry tiger tilly tim
timber toby tom trace trinity trip true tucker tulip turner ty unity van velvet venus vi victor
victoria victory vine viola violet virginia walker wally warren watt wells wesley west willow win
wish wolf wood woody wren wynn yarrow young zen zest
"""

_COMPANY = """
a ab am an and anderson any archer are as ash at baker ball banks barber barker barn baron bass
bates bauer bay be beach bean bear beard bell berger best better bin bird bishop black blake blanc
blanco blood blue bold bond book booker booth boucher bowl boyd brave bridges bright brook brooks
brown buck bull burn burns bush but butcher butler by cage cain camp campos can cannon care
carpenter carr carter casas case cash castle chambers chance chase church class clay cliff close
cloud coffee cold cole cook cool cooper corn costa court cox crane cross crow crown cruz curry da
dance dang daniels dark das date day de dean deep delgado den der des dice die do dollar dong dot
drake draper driver drum dry du duck dung dyer eagle early east easy el en er es et fair fan fang
farmer fast field finch fine first fischer fish fisher flood flores flower flowers floyd foot for
ford forest fowler fox francis freed freeman french fresh friend friends from frost full fuller
fung gao gardener gardner gates giles glass glover go gold golden good goose grade grand grant
graves gray great green grey gross grove guest had ham han hand hang happy hard hardy harp hart
harvest has hawk hay hayes he head heart heath heavy hedge her hey hill hills him hind his hobbs
holiday hong hood hook hope horn horne hot house how hue hunt hunter hyde i ice if iglesias il im
in irons is ist it its jay jewel jordan joy judge kang kerr key keys kidd kind king klein knight
koch kong la lake lam lamb lane lang large lark last late law le leaf leblanc lee lemon leon les
light lim lion little lock long lord los loud love low luck luna lung lush ma mai major man mann
many mar marks marsh martin mason may me means men mercer miles mill miller mills min moon moore
moreno moss mount must my nail neu new newman next nice night no noble noir north not now nur nut
oak of off oh ok old on one or other our out over own pa pace page palace palm pan pang paper
parent park parker parks parsons patch paz peace peacock pearl penny pepper perry petit pho pig
pike pin ping pitt plant play pond pool poole poor pope porter post potter pound powers prado
pratt price pride prince proud pun pupil put quick quiet quit ramos ran raven ray read ready red
reed rey reyes rice rich richter rider ring rios rivers roach road rock rocks roman root roots
rose roux roy rubio run rush sad safe sage sand sands santos sawyer say schmidt schneider school
sea second serrano sharp she sheep shepherd shoe short sick silver simple sing singer sit skinner
slate slow small smart smith snow so soft sommer son song speed spring stanley star stars steel
stein stone storm street strong student summer summers sun swan sweet swift tailor tall tan tang
taylor teacher teller temple test than that the their them then they third this thorn thu thy tidy
tiger tin tiny to ton tong too torres tower town tree trout tucker turner twist two un und
underwood une unknown up us user valley van vega vidal vine visitor vogel vu wade walker wall wan
wang warm was waters watts way we weak weaver webb weber weeks well wells went were west wet what
wheel wheeler when white who why wild win wing winter winters wir wise with wolf wood woods word
wright wu yard year yen yes york you young your yu
"""

_ALSO_FIRST = "lee jay ray rose jack mark hope joy love may rich will star luna leon"

_FIRST = {
    **dict.fromkeys(_CAPITALS.split(), Usage.CAPITAL),
    **dict.fromkeys(_OPENERS.split(), Usage.OPENER),
    **dict.fromkeys(_MONTHS.split(), Usage.MONTH),
}
_SHORT = frozenset(word for word in _COMPANY.split() if len(word) <= 4)
_LAST = frozenset(_COMPANY.split())
_NOT_SHORT = frozenset(_ALSO_FIRST.split())


def usage_of_first(word: str) -> Usage:
    """When a first name counts, by its letters."""
    if word in _FIRST:
        return _FIRST[word]
    if word in _SHORT - _NOT_SHORT:
        return Usage.COMPANY
    return Usage.CAPITAL if len(word) == 2 and word.isascii() else Usage.NAME


def usage_of_last(word: str) -> Usage:
    """When a family name counts, by its letters."""
    if word in _LAST or word in _FIRST:
        return Usage.COMPANY
    return Usage.CAPITAL if len(word) < 4 and word.isascii() else Usage.NAME
