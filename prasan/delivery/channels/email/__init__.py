"""E-mail: how a message looks on the wire, and how it is handed to a server."""

from prasan.delivery.channels.email.smtp import EmailChannel, connect

__all__ = ["EmailChannel", "connect"]
