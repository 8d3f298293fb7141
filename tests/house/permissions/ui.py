"""Who gets what from the addresses of components and the icon."""

from tests.house.matrix import NO_VERB, YES, Row, everybody

ROWS: dict[str, Row] = {
    "favicon": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "gallery": Row(get=everybody(YES), post=everybody(NO_VERB)),
}
