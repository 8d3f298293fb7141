"""What a clinic sees of its client, in the words everybody reads."""

from django.utils.translation import gettext_lazy as _

SEES = (
    _("Your name, your e-mail address and your time zone"),
    _("Your treatments at this clinic: each session, its ink and its healing plan"),
    _("What you said last of your health, so that it can ask you anew"),
    _("What you report to it, and photos only if you allow them"),
    _("Which of your consents hold, so that it keeps to them"),
)
NEVER_SEES = (
    _(
        "Which other clinics treat you, and what you do there, unless you show it a "
        "treatment"
    ),
    _("Your password, where you sign in, and what you read on this site"),
    _(
        "Anything but your name and the days, once you end the link or take the "
        "consent to care back"
    ),
)

# Of one treatment that another clinic made, once its person shows it.
SHOWN = (
    _("Which clinic made it, what was done and on which days, and who held the needle"),
    _("Each ink with its batch, its label and what laboratories found"),
    _("The last healing plan of it, and how many days of each step you ticked"),
    _("That the last session was only a few days ago, before it begins another one"),
)
SHOWN_NEVER = (
    _("Your other treatments there, and other clinics you go to"),
    _("What the other clinic wrote about your health, and its reasons for anything"),
    _("Why you skipped a step, and what you reported"),
    _(
        "Anything of it once you hide it, end the link or take the consent to care "
        "back; what the clinic wrote into its own sessions meanwhile stays there"
    ),
)

# Of the person they help.
HELPER_SEES = (
    _("The name, and the name of the clinic of the last session"),
    _("Today and the running plan: what is due on each day, and why"),
    _("What was ticked, what was skipped and for which reason"),
)
HELPER_NEVER_SEES = (
    _("The ink passport, sessions, earlier plans, health answers, reports and photos"),
    _("Consents, sharing, the account and its data; they can change none of it"),
    _("Anything at all, once either of the two ends it"),
)
