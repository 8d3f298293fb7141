"""The level of hygiene, for every set of papers that matters."""

from itertools import chain, combinations, product

import pytest

from portal.knowledge import datafile, hygiene
from portal.knowledge.datafile import DataError
from portal.knowledge.hygiene import Fact, Gap

LICENCE, POLICY = "LOCAL-PERMIT", "INS"
OF_CLINIC = (LICENCE, POLICY, "STER-VAL", "WASTE", "EN17169-CERT")
BATCHES = [Fact.BATCHES_RECORDED]
ALL = set(OF_CLINIC)


def subsets(things):
    sizes = range(len(things) + 1)
    return chain.from_iterable(combinations(things, size) for size in sizes)


def level(clinic, *practitioners, facts=()):
    rating = hygiene.rate(clinic=clinic, practitioners=practitioners, facts=facts)
    return rating.level


def missing(clinic, *practitioners, facts=()):
    taken = hygiene.rate(
        clinic=clinic, practitioners=practitioners, facts=facts
    ).missing
    return taken and (taken.step.level, [each.line.key for each in taken.unmet])


def by_hand(papers, trained, batches):
    """The rule once more, in the plainest words."""
    papers = set(papers)
    steps = [
        {LICENCE, POLICY} <= papers,
        {"STER-VAL", "WASTE"} <= papers,
        trained and batches,
        "EN17169-CERT" in papers,
    ]
    return next((n for n, met in enumerate(steps) if not met), len(steps))


@pytest.mark.parametrize(
    ("papers", "trained", "batches"),
    list(product(subsets(OF_CLINIC), [False, True], [False, True])),
)
def test_level_of_every_set_of_papers(papers, trained, batches):
    people = [{"IPC-L2"} if trained else {"QUAL"}]
    facts = BATCHES if batches else ()

    rating = hygiene.rate(clinic=papers, practitioners=people, facts=facts)

    assert rating.level == by_hand(papers, trained, batches)
    if rating.level == 4:
        assert rating.missing is None
    else:
        assert rating.missing.step.level == rating.level + 1
        assert rating.missing.unmet


def test_one_more_paper_never_lowers_the_level():
    kinds = (*OF_CLINIC, "REG-ENG", "APC-WAL", "SINGLE-USE")
    people = [({"LIC-WAL", "IPC-L2"},), (set(),), ()]
    for practitioners in people:
        for papers in subsets(kinds):
            before = level(papers, *practitioners, facts=BATCHES)
            for more in set(kinds) - set(papers):
                after = level((*papers, more), *practitioners, facts=BATCHES)
                assert after >= before, (papers, more)


@pytest.mark.parametrize(
    ("premises", "person"),
    [("REG-ENG", "REG-ENG-P"), ("REG-NI", "REG-NI-P"), ("APC-WAL", "LIC-WAL")],
)
def test_where_the_law_asks_the_person_each_practitioner_counts(premises, person):
    papers = {premises, POLICY}

    assert level(papers, {person}) == 1
    assert level(papers, {person}, {person}) == 1
    assert level(papers, {person}, set()) == 0
    assert level(papers, {"INS-P"}) == 0
    assert level(papers) == 0
    assert level({POLICY}, {person}) == 0
    assert missing(papers, set()) == (1, ["registered"])


def test_papers_of_two_countries_do_not_make_one():
    assert level({"REG-ENG", POLICY}, {"LIC-WAL"}) == 0
    assert level({"REG-ENG", "APC-WAL", POLICY}, {"LIC-WAL"}) == 1


@pytest.mark.parametrize("premises", ["LON-STL", "US-BODYART", "LOCAL-PERMIT"])
def test_elsewhere_the_premises_are_enough(premises):
    assert level({premises, POLICY}) == 1
    assert level({premises, POLICY}, set()) == 1


def test_insurance_is_the_clinics_or_that_of_each_practitioner():
    assert level({LICENCE}, {"INS-P"}, {"INS-P", "QUAL"}) == 1
    assert level({LICENCE}, {"INS-P"}, {"QUAL"}) == 0
    assert level({LICENCE}) == 0
    assert missing({LICENCE}, {"QUAL"}) == (1, ["insured"])


def test_single_use_stands_in_for_the_steriliser():
    assert level({LICENCE, POLICY, "SINGLE-USE", "WASTE"}) == 2
    assert missing({LICENCE, POLICY, "SPORE"}) == (2, ["sterile", "waste"])


def test_training_is_asked_of_each_practitioner_in_either_form():
    papers = {LICENCE, POLICY, "STER-VAL", "WASTE"}

    assert level(papers, {"IPC-L2"}, {"BBP"}, facts=BATCHES) == 3
    assert level(papers, {"IPC-L2"}, set(), facts=BATCHES) == 2
    assert level(papers, facts=BATCHES) == 2
    assert missing(papers, {"IPC-L2"}) == (3, ["batches"])


LICENSED = {POLICY, LICENCE}
CLEAN = LICENSED | {"STER-VAL", "WASTE"}


@pytest.mark.parametrize(
    ("clinic", "people", "facts", "gaps"),
    [
        # nothing: the premises first, as no way is begun
        ((), (), (), {"registered": Gap(clinic=True), "insured": Gap(clinic=True)}),
        ({POLICY}, (set(),), (), {"registered": Gap(clinic=True)}),
        ({LICENCE}, (set(),), (), {"insured": Gap(clinic=True)}),
        # either half of what England and Wales ask
        ({POLICY, "REG-ENG"}, (), (), {"registered": Gap(nobody=True)}),
        (
            {POLICY, "REG-ENG"},
            ({"REG-ENG-P"}, set()),
            (),
            {"registered": Gap(practitioners=(1,))},
        ),
        ({POLICY}, ({"LIC-WAL"},), (), {"registered": Gap(clinic=True)}),
        (
            {POLICY},
            (set(), {"LIC-WAL"}),
            (),
            {"registered": Gap(clinic=True, practitioners=(0,))},
        ),
        # papers of two countries: the premises say which is near
        (
            {POLICY, "REG-ENG"},
            ({"LIC-WAL"},),
            (),
            {"registered": Gap(practitioners=(0,))},
        ),
        # insured by people, one of them not yet
        (
            {LICENCE},
            ({"INS-P"}, set(), set()),
            (),
            {"insured": Gap(practitioners=(1, 2))},
        ),
        (LICENSED, (), (), {"sterile": Gap(clinic=True), "waste": Gap(clinic=True)}),
        (LICENSED | {"WASTE"}, (), (), {"sterile": Gap(clinic=True)}),
        (LICENSED | {"STER-VAL"}, (), (), {"waste": Gap(clinic=True)}),
        (CLEAN, (), BATCHES, {"trained": Gap(nobody=True)}),
        (CLEAN, ({"BBP"}, set()), BATCHES, {"trained": Gap(practitioners=(1,))}),
        (CLEAN, ({"BBP"},), (), {"batches": Gap(clinic=True)}),
        (CLEAN, ({"BBP"},), BATCHES, {"certified": Gap(clinic=True)}),
    ],
)
def test_exactly_what_is_missing_is_named(clinic, people, facts, gaps):
    rating = hygiene.rate(clinic=clinic, practitioners=people, facts=facts)

    assert {each.line.key: each.gap for each in rating.missing.unmet} == gaps


def test_a_higher_step_counts_only_on_the_lower_ones():
    rating = hygiene.rate(clinic={"EN17169-CERT"}, practitioners=[])

    assert rating.level == 0
    assert [taken.is_met for taken in rating.steps] == [False, False, False, True]
    assert not any(taken.is_reached for taken in rating.steps)


def test_nothing_shown_is_level_0_and_all_is_4():
    assert level(()) == 0
    assert missing(()) == (1, ["registered", "insured"])
    assert level(ALL, {"IPC-L2"}, facts=BATCHES) == 4
    assert missing(ALL, {"IPC-L2"}, facts=BATCHES) is None


def test_the_clinics_own_word_is_in_no_step():
    codes = {
        code
        for step in hygiene.STEPS
        for line in step.lines
        for way in line.ways
        for code in way.clinic | way.practitioners
    }

    assert "EN17169-SELF" not in codes
    assert "HEPB" not in codes


def test_what_no_paper_shows_says_what_it_takes():
    batches = hygiene.STEPS[2].lines[1]

    assert batches.fact == Fact.BATCHES_RECORDED
    assert "three clients" in batches.note.en
    assert "tres clientes" in batches.note.es


STEP = (
    "{{level: {level}, name: {{en: x, es: y}}, lines: [{{key: k, mark: D, sources: [D],"
    " asks: {{en: x, es: y}}, {rest}}}]}}"
)
SAID = "missing: {en: x, es: y}"


@pytest.mark.parametrize(
    ("level", "rest", "complaint"),
    [
        (2, f"fact: batches-recorded, {SAID}", "levels must be 1, 2, 3"),
        (1, "fact: batches-recorded", "'missing' goes with what is asked"),
        (1, f"ways: [{{practitioners: [BBP]}}], {SAID}", "'missing' goes with"),
        (1, f"ways: [{{clinic: [INS]}}], {SAID}, missing_of_people: null", "only with"),
        (1, "note: null", "either 'ways' or 'fact'"),
        (1, "fact: batches-recorded, ways: []", "either 'ways' or 'fact'"),
        (1, "fact: unheard-of", "allowed: batches-recorded"),
        (1, "ways: [{}]", "a way needs a paper"),
    ],
)
def test_a_slip_in_the_file_is_named(level, rest, complaint):
    step = STEP.format(level=level, rest=rest)
    file = datafile.parse(f"version: v\nsteps: [{step}]", file="h.yaml")

    with pytest.raises(DataError, match=complaint):
        hygiene.load(file)
