"""Reading inbound mail (manual 7.4): `read(bytes) -> Mail`. Plain Python: no database, no settings.

The bytes decide what the text is; nothing raises; a mail takes at most some seconds.
`python -m prasan.delivery.mail parse PATH… --json` is the same from a command line.
"""

from prasan.delivery.mail.headers import Address
from prasan.delivery.mail.message import Attachment, Bounced, Kind, Mail
from prasan.delivery.mail.reading import read

__all__ = ["Address", "Attachment", "Bounced", "Kind", "Mail", "read"]
