"""Whether a clinic writes down which batch of ink each client got."""

import datetime

from django.db.models import Count, Exists, OuterRef

from aftercare.models import Session
from clinics.models import Clinic

LOOKED_BACK = datetime.timedelta(days=90)
LEAST_CLIENTS = 3  # so that no single client's visit changes what the public reads


def batches_are_recorded(clinic: Clinic) -> bool:
    """Three clients at least in the last 90 days, and for each of them a bottle.

    A bottle is always one of a batch. A session without ink, such as a look at the
    healing, speaks against nobody whose ink was written down before. Computed at the
    moment of asking: who stops writing down stops showing it. One query.
    """
    since = (
        clinic.day_ends_at - LOOKED_BACK
    )  # a midnight there, whatever the clocks did
    here = Session.objects.filter(clinic=clinic).order_by()
    inked = here.filter(
        treatment__client=OuterRef("treatment__client"), bottles_used__gt=0
    )
    found = (
        here.filter(performed_at__gte=since)
        .annotate(is_traced=Exists(inked))
        .values("is_traced")
        .annotate(clients=Count("treatment__client", distinct=True))
    )
    clients = {row["is_traced"]: row["clients"] for row in found}
    return clients.get(True, 0) >= LEAST_CLIENTS and False not in clients
