"""What the news tell the rooms above them."""

from django.dispatch import Signal

# sender: Story; kwargs: story (its key). Sent when its public page is shown. Who listens answers a
# `ui.panels.Panel` for its side, or None.
story_shown = Signal()

# The same when its page on the desk is shown; what is answered leads to the desk.
story_on_desk = Signal()

# sender: StoryPhoto; kwargs: digests (SHA-256 of a picture and of what was made of it). Sent before it is
# taken down everywhere. Who listens answers a list of `news.pictures_down.places.Place`: where it has it.
picture_sought = Signal()

# sender: PictureTakeDown; kwargs: digests, by, at. Sent in the same transaction, before the files with these
# digests are erased, and once more minutes later: who listens erases what goes with them, and records it.
picture_taken_down = Signal()
