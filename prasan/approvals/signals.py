"""What this room tells the rooms above it, in the same transaction."""

from django.dispatch import Signal

# sender: Case; kwargs: case, decision. Sent when a case ends (approved, refused, withdrawn) or is returned.
case_decided = Signal()

# sender: Case; kwargs: case, keys (of the subject's items). The room of the subject answers {key: label}.
naming_items = Signal()
