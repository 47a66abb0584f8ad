"""A document of the customer we hold, and by what right."""

from kamtool.model.base import Date, Section, Text
from kamtool.model.values import DocumentTag


class Document(Section):
    """Public, authorised by somebody, or internal; internal without authorisation must not be kept."""

    title: Text
    tag: DocumentTag
    date: Date | None = None
    authorised_by: Text | None = None
