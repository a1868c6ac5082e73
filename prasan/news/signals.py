"""What the news tell the rooms above them."""

from django.dispatch import Signal

# sender: Story; kwargs: story (its key). Sent when its public page is shown. Who listens answers a
# `ui.panels.Panel` for its side, or None.
story_shown = Signal()

# The same when its page on the desk is shown; what is answered leads to the desk.
story_on_desk = Signal()
