"""A channel is a folder; whoever adds one edits nothing else."""

import textwrap

import pytest

from prasan.delivery import channels
from prasan.delivery.actions import write
from prasan.delivery.channels.registry import channel, every_channel


def test_each_folder_is_a_channel():
    assert {"email", "handover"} <= set(every_channel())


def test_a_new_folder_is_a_new_channel(tmp_path, monkeypatch, point, now):
    (tmp_path / "owl").mkdir()
    (tmp_path / "owl" / "__init__.py").write_text(
        textwrap.dedent(
            """
            from prasan.delivery.channels import Channel
            CHANNEL = Channel(name="owl", label="นกฮูก", kind="email", no_address="ไม่มีรัง")
            """
        ),
        encoding="utf-8",
    )
    monkeypatch.setattr(channels, "__path__", [*channels.__path__, str(tmp_path)])
    assert every_channel()["owl"].label == "นกฮูก"
    made = write(key="p", to=point, purpose="news", subject="ก", body="ข", at=now, channel="owl")
    assert (made.channel, made.state) == ("owl", "waiting")


def test_a_name_without_a_folder_is_none():
    with pytest.raises(LookupError):
        channel("carrier")
