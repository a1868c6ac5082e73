"""What this room tells the rooms above it, in the same transaction."""

from django.dispatch import Signal

# The owner of an address wants no more news there, or wants it again; the address is marked already.
# sender: ContactPoint; kwargs: point, wants_news (bool), at.
wish_changed = Signal()

# Nothing arrives at an address, which is marked already.
# sender: ContactPoint; kwargs: point, reason (Thai), at.
address_failed = Signal()

# A mail is about to be taken in, or called something else, and the transaction of that has not begun: what
# takes long is done now. A receiver lays what it made on `tray`, under the name of its room, and finds it
# there again with the signal that follows. It may not raise for what is wrong with the mail.
# sender: InboundMail; kwargs: mail (the row as it will be, not saved), read (mail.Mail), is_open (bool),
# tray (dict[str, object]).
mail_foreseen = Signal()

# A mail came in from people, is kept and sorted. Where `is_open`, nothing but its content could tell what it
# is; a receiver that knows better calls `sort_mail.call_it`.
# sender: InboundMail; kwargs: mail (the row), read (mail.Mail), is_open (bool), at, tray (as above).
mail_received = Signal()

# A person called a mail something else. A receiver may raise `Refused`: then nothing happened. What becomes
# news was foreseen as above; otherwise `read` is None and the tray empty.
# sender: InboundMail; kwargs: mail, before (MailKind), by, at, read, tray.
mail_sorted = Signal()
