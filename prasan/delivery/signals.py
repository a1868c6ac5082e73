"""What this room tells the rooms above it, in the same transaction."""

from django.dispatch import Signal

# The owner of an address wants no more news there, or wants it again; the address is marked already.
# sender: ContactPoint; kwargs: point, wants_news (bool), at.
wish_changed = Signal()

# Nothing arrives at an address, which is marked already.
# sender: ContactPoint; kwargs: point, reason (Thai), at.
address_failed = Signal()

# A mail came in from people, is kept and sorted. Where `is_open`, nothing but its content could tell what it
# is; a receiver that knows better calls `sort_mail.call_it`.
# sender: InboundMail; kwargs: mail (the row), read (mail.Mail), is_open (bool), at.
mail_received = Signal()

# A person called a mail something else. A receiver may raise `Refused`: then nothing happened.
# sender: InboundMail; kwargs: mail, before (MailKind), by, at.
mail_sorted = Signal()
