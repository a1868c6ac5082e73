"""One verb each: atomic, audited, refused with a reason."""
