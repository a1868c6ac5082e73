"""What this room tells the rooms above it, in the same transaction."""

from django.dispatch import Signal

# A mail about an account is to be sent. sender: User; kwargs: address, subject, body.
account_mail = Signal()
