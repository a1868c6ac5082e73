"""What the register tells the rooms above it."""

from django.dispatch import Signal

# sender: Agency; kwargs: agency (its key). Sent when its public page is shown. Who listens answers a
# `ui.panels.Panel` for its side, or None.
agency_shown = Signal()
