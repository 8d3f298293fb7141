"""Who gets what from the addresses of papers and of what proves them."""

from tests.house import makers
from tests.house.matrix import (
    EVIDENCE,
    EVIDENCE_READ,
    MISSING,
    MISUSE,
    MISUSE_READS,
    MISUSE_TOLD,
    NO_VERB,
    OWN_PAPERS,
    OWNER_ONLY,
    OWNERS,
    TEAM,
    YES,
    Cells,
    Row,
    everybody,
    only,
    signed_in,
)


def papers_at(prefix: str, see: Cells, hand_in: Cells, **make) -> dict[str, Row]:
    """The addresses of one desk: some show, some ask, some act."""
    name = f"{prefix}certification"
    shows, no_get = signed_in(NO_VERB), signed_in(NO_VERB)
    return {
        f"{name}s": Row(get=see, post=shows, make=make["desk"]),
        f"{name}-kinds": Row(get=hand_in, post=shows, make=make["desk"]),
        f"{name}-begin": Row(get=hand_in, post=hand_in, make=make["kind"]),
        name: Row(get=see, post=shows, make=make["paper"]()),
        f"{name}-edit": Row(get=hand_in, post=hand_in, make=make["paper"]()),
        f"{name}-renew": Row(get=hand_in, post=hand_in, make=make["renewal"]),
        f"{name}-submit": Row(get=no_get, post=hand_in, make=make["paper"]()),
        f"{name}-withdraw": Row(get=hand_in, post=hand_in, make=make["paper"]()),
        f"{name}-upload": Row(
            get=no_get, post=hand_in, make=make["paper"](slot="licence")
        ),
        f"{name}-remove": Row(get=no_get, post=hand_in, make=make["paper"](key=NO_KEY)),
    }


NO_KEY = "00000000-0000-4000-8000-000000000008"


ROWS: dict[str, Row] = {
    **papers_at(
        "workspace:",
        EVIDENCE,
        OWNERS,
        desk=makers.of_team,
        kind=makers.kind_to_hand_in,
        paper=makers.paper_handed_in,
        renewal=makers.paper_to_renew,
    ),
    **papers_at(
        "practitioner-own-",
        OWN_PAPERS,
        OWN_PAPERS,
        desk=makers.own_practice_there,
        kind=makers.own_kind_to_hand_in,
        paper=makers.own_paper_handed_in,
        renewal=makers.own_paper_handed_in(renews=True),
    ),
    "evidence:file": Row(
        get=EVIDENCE | dict.fromkeys(("reviewer", "second_reviewer"), YES),
        post=EVIDENCE_READ,
        make=makers.evidence_of_team(frozen=True),
    ),
    "evidence:file (draft)": Row(
        get=EVIDENCE, post=EVIDENCE_READ, make=makers.evidence_of_team(frozen=False)
    ),
    "evidence:page": Row(
        get=EVIDENCE | dict.fromkeys(("reviewer", "second_reviewer"), YES),
        post=EVIDENCE_READ,
        make=makers.evidence_of_team(frozen=True, page=1),
    ),
    "evidence:page (of none)": Row(
        get=signed_in(MISSING),
        post=EVIDENCE_READ,
        make=makers.evidence_of_team(frozen=True, page=2),
    ),
    "statement": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.public_paper
    ),
    "statement-key": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.key_that_signs
    ),
    "statement-keys": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "verification:find": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "verification:keys": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "verification:page": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.public_paper
    ),
    "verification:page (nobody's)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=lambda person: {"code": "8K2M-4T7Q-WXX9"},
    ),
    "verification:badge": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.public_paper
    ),
    "verification:report": Row(
        get=everybody(YES),
        post=everybody(YES),
        make=makers.public_paper,
        data=MISUSE_TOLD,
    ),
    "misuse_reports:index": Row(get=MISUSE, post=MISUSE_READS),
    "misuse_reports:index_results": Row(get=MISUSE, post=MISUSE_READS),
    "misuse_reports:report": Row(
        get=MISUSE,
        post=MISUSE,
        make=makers.misuse_reported,
        data={"note": "Taken down."},
    ),
    "workspace:certification-share": Row(
        get=only(*TEAM, others=MISSING),
        post=signed_in(NO_VERB),
        make=makers.paper_of_team,
    ),
    "workspace:certification-poster": Row(
        get=only(*TEAM, others=MISSING),
        post=signed_in(NO_VERB),
        make=makers.paper_of_team,
    ),
    "workspace:certification-poster-pdf": Row(
        get=only(*TEAM, others=MISSING),
        post=signed_in(NO_VERB),
        make=makers.paper_of_team,
    ),
    "workspace:decisions": Row(
        get=only(*TEAM, others=MISSING),
        post=signed_in(NO_VERB),
        make=makers.without_number(makers.decision_of_team),
    ),
    "workspace:decision-reply": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.decision_of_team,
        data={"text": "We have sent every log."},
    ),
    "workspace:decision-appeal": Row(
        get=OWNER_ONLY,
        post=OWNER_ONLY,
        make=makers.decision_of_team,
        data={"text": "We have sent every log."},
    ),
    "practitioner-own-decisions": Row(
        get=only("practitioner", others=MISSING),
        post=signed_in(NO_VERB),
        make=makers.without_number(makers.own_decision),
    ),
    **{
        f"practitioner-own-decision-{answer}": Row(
            get=only("practitioner", others=MISSING),
            post=only("practitioner", others=MISSING),
            make=makers.own_decision,
            data={"text": "We have sent every log."},
        )
        for answer in ("reply", "appeal")
    },
}
