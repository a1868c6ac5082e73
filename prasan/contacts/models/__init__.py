"""The one address book of the house."""

from prasan.contacts.models.contact import Contact, ContactPoint

__all__ = ["Contact", "ContactPoint"]
