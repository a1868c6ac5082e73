"""What was erased after a text was written is sent to nobody; its text is, and the row says so."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from prasan.contacts.actions import email_point_for
from prasan.delivery.actions import Letter, PostOffice, Text, write_many
from prasan.delivery.channels import Outcome, Reply
from prasan.delivery.models import Delivery
from prasan.files.actions import store
from prasan.files.kinds import PDF


class Recorded:
    """A way out that takes everything, and lets something happen after each."""

    def __init__(self, after=lambda: None):
        self.sent, self.after = [], after

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def send(self, message):
        self.sent.append([file.name for file in message.files])
        self.after()
        return Reply(Outcome.ACCEPTED, "", "250", "OK")


@pytest.fixture(autouse=True)
def own_files(tmp_path, settings):
    cache.clear()
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path


def paper(name):
    content = b"%PDF-1.4\n" + name.encode()
    return store(SimpleUploadedFile(name, content), by=None, limit_mb=1, allowed=frozenset({PDF}))


def written(now, *files, readers=1):
    text = Text("ข่าว", "เนื้อข่าว", files=tuple(file.pk for file in files))
    points = [email_point_for(f"นายสมมติ ที่{n}", f"r{n}@media.example") for n in range(readers)]
    write_many([Letter(f"k{n}", point, text) for n, point in enumerate(points)], purpose="news", at=now)


def sent(now, way):
    with PostOffice(ways={"email": way}) as office:
        office.send_due(now)
    return list(Delivery.objects.order_by("pk").values_list("state", "reason"))


def remove_bytes(file):
    file.file.storage.delete(file.file.name)


def forget(file):
    remove_bytes(file)
    file.file = ""
    file.save(update_fields=["file"])


@pytest.mark.parametrize("go", [remove_bytes, forget, lambda file: file.delete()])
def test_a_message_whose_file_is_gone_goes_as_text_and_says_so(db, now, go):
    one = paper("a.pdf")
    written(now, one)
    go(one)
    way = Recorded()
    reason = "ส่งข้อความอย่างเดียว ภาพหรือไฟล์ถูกลบจากระบบก่อนส่ง"
    assert sent(now, way) == [("accepted", reason)]
    assert way.sent == [[]]


def test_the_others_stay_with_it(db, now):
    kept, gone = paper("a.pdf"), paper("b.pdf")
    written(now, kept, gone)
    forget(gone)
    way = Recorded()
    assert sent(now, way) == [("accepted", "ส่งโดยไม่มีภาพหรือไฟล์ที่ถูกลบจากระบบก่อนส่ง")]
    assert way.sent == [["a.pdf"]]


def test_what_is_erased_while_a_worker_sends_is_in_none_of_the_rest(db, now):
    one = paper("a.pdf")
    written(now, one, readers=3)
    way = Recorded(after=lambda: forget(one))
    states = sent(now, way)
    assert way.sent == [["a.pdf"], [], []]
    assert [bool(reason) for _, reason in states] == [False, True, True]


def test_a_whole_message_has_nothing_to_say(db, now):
    written(now, paper("a.pdf"))
    assert sent(now, Recorded()) == [("accepted", "")]
