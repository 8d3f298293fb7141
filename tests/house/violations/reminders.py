"""How to break the constraints of reminders and devices."""

from tests.factories import reminders
from tests.house.violations.writing import one, person, twin

VIOLATIONS = {
    "late_tick_fate_is_known": lambda: one(
        reminders.LateTickFactory, user=person(), fate="lost"
    )(),
    "push_endpoint_is_encrypted": one(
        reminders.PushSubscriptionFactory, endpoint="http://push.example.com/1"
    ),
    "reminder_kind_is_known": one(reminders.ReminderFactory, kind="weather"),
    "one_reminder_per_person_day_and_kind": twin(
        reminders.ReminderFactory, "user", "on"
    ),
    "reminder_hours_are_on_a_clock": one(
        reminders.ReminderWishFactory, hour=24, quiet_from=8, quiet_until=8
    ),
    "reminder_comes_outside_the_quiet_hours": one(
        reminders.ReminderWishFactory, hour=22
    ),
}
