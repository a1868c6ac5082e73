"""Take in one mail from standard input, as a mail server hands it over: `mail_deliver < message.eml`."""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.utils import timezone

from prasan.delivery.actions.take_mail import take_mail
from prasan.delivery.inbound.kinds import LARGEST_MB
from prasan.news.actions.mailed import story_of
from prasan.ui.commands import HouseCommand, print_json
from prasan.ui.refusal import Refused

_NOT_TAKEN = "รับจดหมายฉบับนี้ไม่สำเร็จ จดหมายยังไม่ถูกเก็บ ส่งเข้ามาใหม่ภายหลัง"


class Command(HouseCommand):
    help = "รับจดหมายหนึ่งฉบับจาก standard input"

    def handle(self, *args: Any, **options: Any) -> None:
        logging.disable(logging.ERROR)  # whoever hands mails over reads a sentence, not a traceback
        data = sys.stdin.buffer.read(LARGEST_MB * 1024 * 1024 + 1)
        try:
            mail = take_mail(data, at=timezone.now())
        except Refused as refused:
            self._refuse(str(refused))
        except Exception as error:
            self._refuse(f"{_NOT_TAKEN} ({type(error).__name__})")
        else:
            print_json({"receipt": mail.receipt, "kind": mail.kind, "story": story_of(mail)})
        finally:
            logging.disable(logging.NOTSET)

    def _refuse(self, why: str) -> None:
        """Nothing was kept: whoever hands it over must not forget it."""
        self.stderr.write(why)
        print_json({"receipt": None, "kind": "unreadable", "story": None, "refused": why})
        sys.exit(1)
