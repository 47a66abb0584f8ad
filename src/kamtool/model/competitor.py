"""A rival, or the customer's choice to buy nothing (``status_quo``)."""

from kamtool.model.base import Ids, Section, Share, Text, Texts


class Competitor(Section):
    """What a rival offers, where it is strong and weak, and who stands with it."""

    name: Text | None = None
    offer: Text | None = None
    share: Share | None = None
    strengths: Texts = ()
    weaknesses: Texts = ()
    allies: Ids = ()
    note: Text | None = None
