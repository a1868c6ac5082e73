"""What this room tells the rooms above it, in the same transaction."""

from django.dispatch import Signal

# The owner of an address wants no more news there, or wants it again; the address is marked already.
# sender: ContactPoint; kwargs: point, wants_news (bool), at.
wish_changed = Signal()

# Nothing arrives at an address, which is marked already.
# sender: ContactPoint; kwargs: point, reason (Thai), at.
address_failed = Signal()
