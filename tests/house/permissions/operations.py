"""Who gets what from the addresses of health and stored pictures."""

from tests.house.matrix import MISSING, NO_VERB, YES, Row, everybody

ROWS: dict[str, Row] = {
    "operations:health-live": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:health-ready": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "operations:media-picture": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=lambda person: {"name": "original_images/secret.jpg"},
    ),
}
