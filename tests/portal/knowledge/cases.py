"""Reports for the tests: every answer that a question can take, and what is more."""

from hypothesis import strategies as st

from portal.knowledge import course
from portal.knowledge.symptoms import CATALOGUE, Kind

DAYS = (*range(45), 60, 89, 90, 180, 365, 1000, 4000)
RISKS = tuple(CATALOGUE.item("risk").values)
TEMPERATURES = (36.0, 36.6, 37.2, 37.5, 37.9, 38.0, 38.5, 39.0, 40.0, 41.5)

# Answers from good to bad. Low temperatures are left out: a temperature is the one
# answer that is dangerous at both ends.
LADDERS = {"temp": TEMPERATURES}
for _item in CATALOGUE.items.values():
    if _item.key in LADDERS or _item.kind in (Kind.TICKS, Kind.TEXT):
        continue
    if _item.kind in (Kind.SCALE, Kind.NUMBER):
        LADDERS[_item.key] = tuple(range(_item.lowest, _item.highest + 1))
    elif _item.kind is Kind.YES_NO:
        LADDERS[_item.key] = (False, True)
    elif _item.ordered:
        LADDERS[_item.key] = _item.values
TICKS = tuple(key for key, i in CATALOGUE.items.items() if i.kind is Kind.TICKS)

days = st.sampled_from(DAYS)
risks = st.frozensets(st.sampled_from(RISKS), max_size=3)


def ticked(key):
    """Any set of ticks of a question, as a list."""
    return st.lists(
        st.sampled_from(CATALOGUE.item(key).values), unique=True, max_size=3
    )


answers = st.fixed_dictionaries(
    {},
    optional={key: st.sampled_from(steps) for key, steps in LADDERS.items()}
    | {"colour": st.sampled_from(CATALOGUE.item("colour").values)}
    | {key: ticked(key) for key in TICKS},
)
reports = st.builds(
    lambda told, skin: skin | told,
    answers,
    st.sampled_from([{"redness_extent": 0}, {"itch_nrs": 1}, {"tightness": 0}]),
)


@st.composite
def made_worse(draw, base):
    """The same report with one more symptom, a higher grade or one more yes."""
    key = draw(st.sampled_from((*LADDERS, *TICKS, "colour")))
    worse = dict(base)
    if key in TICKS:
        more = draw(st.sampled_from(CATALOGUE.item(key).values))
        worse[key] = [*dict.fromkeys([*base.get(key, ()), more])]
    elif key == "colour":
        if base.get("colour", "as_expected") == "as_expected":
            worse[key] = draw(st.sampled_from(CATALOGUE.item("colour").values))
    else:
        steps = LADDERS[key]
        first = steps.index(base[key]) if key in base else 0
        worse[key] = draw(st.sampled_from(steps[first:]))
    return worse


def at_the_edge(day):
    """Every sign at the highest answer that the course still calls ordinary."""
    told = {key: course.highest_expected(key, day=day) for key in course.CHARTED}
    signs = {"temp": 37.4, "blisters_sores": False, "eye_face": "no"}
    rest = {"rash_elsewhere": "no", "shivery": False, "red_flags": [], "trend": "same"}
    words = {}
    for key in course.COURSE.expected:
        ordinary = course.expected_values(key, day=day)
        ticks = CATALOGUE.item(key).kind is Kind.TICKS
        words[key] = list(ordinary) if ticks else ordinary[-1]
    return told | signs | rest | words
