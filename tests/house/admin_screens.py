"""Who may open which part of the Wagtail admin, by the beginning of its address.

The longest beginning that fits counts; a screen that fits none fails. Screens of our
own in the admin have rows in the permission matrix.
"""

from tests.house.matrix import STAFF

ANY_STAFF = frozenset(STAFF)
NOBODY: frozenset[str] = frozenset()  # a matter of migrations and settings
WRITERS = frozenset({"editor", "admin"})
REVIEWERS = frozenset({"reviewer", "second_reviewer"})

SCREENS: dict[str, frozenset[str]] = {
    # Everybody with a key: the start, one's own settings, and the parts that other
    # screens are made of, each of which asks for the rights to what it shows.
    "^.*/$": ANY_STAFF,
    "account/": ANY_STAFF,
    "api/main/": ANY_STAFF,
    "block-preview/": ANY_STAFF,
    "bulk/": ANY_STAFF,
    "choose-": ANY_STAFF,
    "dismissibles/": ANY_STAFF,
    "documents/chooser/": ANY_STAFF,
    "editing-sessions/": ANY_STAFF,
    "embeds/chooser/": ANY_STAFF,
    "images/chooser/": ANY_STAFF,
    "login/": NOBODY,
    "logout/": ANY_STAFF,
    "password_reset/": NOBODY,
    "reports/site-history/": ANY_STAFF,
    "settings/": ANY_STAFF,
    "snippets/choose/": ANY_STAFF,
    "tag-autocomplete/": ANY_STAFF,
    "test404/": ANY_STAFF,
    "translation/": ANY_STAFF,
    "workflows/task_chooser/": ANY_STAFF,
    # Pages and what they are made of.
    "images/": WRITERS,
    "redirects/": WRITERS,
    "pages/": WRITERS,
    "reports/": WRITERS,
    "reports/locked/": frozenset({"admin"}),
    "snippets/": WRITERS,
    "snippets/content/contributor/": WRITERS,
    "snippets/content/contributor/add/": frozenset({"admin"}),
    "snippets/choose/content/contributor/create/": frozenset({"admin"}),
    # The catalogue of kinds of certification.
    "snippets/clinics/certificationtype/": REVIEWERS,
    "snippets/choose/clinics/certificationtype/": ANY_STAFF,
    # People.
    "users/": frozenset({"admin"}),
    # What is laid down in code, or not used.
    "collections/": NOBODY,
    "documents/": NOBODY,
    "documents/chooser/create/": NOBODY,
    "groups/": NOBODY,
    "locales/": NOBODY,
    "sites/": NOBODY,
    "workflows/": NOBODY,
}
# Answers that open nothing, whoever asks.
HARMLESS = {
    "sprite/": "the icons",
    "jsi18n/": "the words of the admin's own scripts",
    "pages/<int:page_id>/revisions/": "leads on to the history, which asks",
    "pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/": (
        "a question; the move itself is refused"
    ),
    "pages/workflow/confirm_cancellation/<int:page_id>/": (
        "a question; the cancelling itself is refused"
    ),
}
# Wagtail's own test of the error page: it raises on purpose.
RAISES = "failwhale/"


def allowed(pattern: str) -> frozenset[str]:
    """The roles that may open a screen. Raises LookupError for one nobody listed."""
    screen = pattern.removeprefix("^").removeprefix("cms/")
    if not screen:
        return ANY_STAFF
    fitting = [begin for begin in SCREENS if screen.startswith(begin)]
    if not fitting:
        raise LookupError(f"{pattern} is in no part of the admin that we know.")
    return SCREENS[max(fitting, key=len)]
