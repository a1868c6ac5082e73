"""The e-mail channel against a real server, one that refuses, delays and dies when told to."""

import socket
import threading
from contextlib import suppress

import pytest
from aiosmtpd.controller import Controller

from prasan.delivery.channels import Outcome, Outgoing
from prasan.delivery.channels.email import EmailWay


class Handler:
    """Answers by the name before the @."""

    def __init__(self):
        self.mails = []
        self.peers = set()
        self.extensions = []

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        return [*responses[:-1], *(f"250-{name}" for name in self.extensions), responses[-1]]

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.peers.add(session.peer)
        answers = {"nobody": "550 no such user", "full": "452 mailbox full", "closing": "421 busy"}
        if refusal := answers.get(address.partition("@")[0]):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if envelope.rcpt_tos[0].startswith("spam"):
            return "554 we do not like it"
        if envelope.rcpt_tos[0].startswith("dies"):
            server.transport.abort()
        self.mails.append(envelope.content)
        return "250 queued"


@pytest.fixture
def server(settings):
    handler = Handler()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = probe.getsockname()
    controller = Controller(handler, hostname=settings.EMAIL_HOST, port=settings.EMAIL_PORT)
    controller.start()
    yield handler
    controller.stop()


def outgoing(to):
    return Outgoing(f"{to}@school.example", "เรื่อง", "เนื้อความ\n.จุดนำหน้า\n", f"<{to}@office.example>")


@pytest.mark.parametrize("extensions", [[], ["PIPELINING"]])
def test_it_hears_every_kind_of_answer_on_one_connection(server, extensions):
    server.extensions = extensions
    with EmailWay("สพป.ตัวอย่าง") as way:
        replies = {to: way.send(outgoing(to)) for to in ("nobody", "full", "spam", "fine", "dies", "after")}
    assert {to: reply.outcome for to, reply in replies.items()} == {
        "nobody": Outcome.ADDRESS_REFUSED,
        "full": Outcome.DELAYED,
        "spam": Outcome.MESSAGE_REFUSED,
        "fine": Outcome.ACCEPTED,
        "dies": Outcome.UNKNOWN,
        "after": Outcome.ACCEPTED,
    }
    assert replies["nobody"].code == "550"
    assert len(server.peers) == 2  # a second connection only after the lost one


def test_it_is_unreachable_when_nobody_listens(settings, server):
    settings.EMAIL_PORT = 1
    with EmailWay("สพป.ตัวอย่าง") as way:
        reply = way.send(outgoing("fine"))
    assert reply.outcome is Outcome.UNREACHABLE


def test_an_address_that_cannot_be_written_is_refused_here(server):
    message = Outgoing("ผู้รับ@school.example", "เรื่อง", "", "<1@office.example>")
    with EmailWay("สพป.ตัวอย่าง") as way:
        assert way.send(message).outcome is Outcome.ADDRESS_REFUSED


def test_a_server_that_closes_is_left_alone_for_a_while(server):
    with EmailWay("สพป.ตัวอย่าง") as way:
        reply = way.send(outgoing("closing"))
        assert (reply.outcome, reply.rests, reply.code) == (Outcome.DELAYED, True, "421")
        assert way.send(outgoing("fine")).outcome is Outcome.ACCEPTED


def test_a_connection_lost_between_two_mails_is_made_anew(server):
    with EmailWay("สพป.ตัวอย่าง") as way:
        way.send(outgoing("fine"))
        way._server.sock.shutdown(socket.SHUT_RDWR)
        assert way.send(outgoing("after")).outcome is Outcome.ACCEPTED
    assert len(server.mails) == 2


@pytest.fixture
def silent(settings):
    """A server that answers `lines` in turn and then says nothing more, nor closes."""
    settings.EMAIL_TIMEOUT = 0.3
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()

        def serve(lines):
            def talk():
                for _ in range(2):
                    with suppress(OSError), listening.accept()[0] as client, client.makefile("rb") as words:
                        for line in lines:
                            client.sendall(line + b"\r\n")
                            words.readline()
                        while words.readline():
                            pass

            threading.Thread(target=talk, daemon=True).start()

        yield serve


def test_a_server_that_hangs_before_the_text_is_a_delay(silent):
    silent([b"220 hello", b"250 fine", b"250 sender"])
    with EmailWay("สพป.ตัวอย่าง") as way:
        assert way.send(outgoing("fine")).outcome is Outcome.DELAYED


def test_a_server_that_hangs_after_the_text_leaves_it_unknown(silent):
    silent([b"220 hello", b"250 fine", b"250 sender", b"250 recipient", b"354 go on"])
    with EmailWay("สพป.ตัวอย่าง") as way:
        assert way.send(outgoing("fine")).outcome is Outcome.UNKNOWN
