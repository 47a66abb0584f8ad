"""报备: which dealer registered this customer, and how far the dealer has come (deck 7)."""

from kamtool.model.base import Date, Id, Section, Text
from kamtool.model.values import RegistrationProgress


class Registration(Section):
    """One registration; the customer's written choice goes before progress, progress before the date."""

    dealer: Text
    date: Date | None = None
    valid_until: Date | None = None
    opportunity: Id | None = None
    customer_choice: Text | None = None
    progress: RegistrationProgress | None = None
