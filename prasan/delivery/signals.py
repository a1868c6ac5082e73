"""What this room tells the rooms above it, in the same transaction."""

from django.dispatch import Signal

# Nothing arrives at an address, which is marked already.
# sender: ContactPoint; kwargs: point, reason (Thai), at.
address_failed = Signal()
