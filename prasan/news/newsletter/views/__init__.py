"""Views of the newsletter, the texts beside it and the journal."""
