from __future__ import annotations

import pytest

from prasan.delivery.mail import read
from prasan.delivery.mail.tests.mails import html, mail, reply

ATTRIBUTIONS = [
    "On Tue, Nov 24, 2026 at 9:41 AM Somebody <s@office.example> wrote:",
    "เมื่อ วันอังคารที่ 24 พฤศจิกายน 2569 เวลา 09:41 นายสมมติ <s@office.example> เขียนว่า:",
    "ในวันที่ อ. 24 พ.ย. 2026 เวลา 09:41 นายสมมติ ตัวอย่าง <s@office.example>\nเขียนว่า:",
    "ในวันที่ 24 พ.ย. 2569 เวลา 09:41 น. สมมติ เขียน:",
    "วันที่ 24 พ.ย. 2569 เวลา 09:41 สมมติ <s@office.example> เขียนว่า:",
    "2026-11-24 9:41 GMT+07:00 สมมติ <s@office.example>:",
    "สมมติ เขียนว่า:",
    "Quoting สมมติ <s@office.example>:",
    "ใน 24/11/2569 9:41, สมมติ เขียน:",
    "เมื่อ อ., 24 พ.ย. 2026 ที่ 9:41, สมมติ<s@office.example> เขียนว่า:   เดิม",
    "สมมติ <s@office.example> เขียนเมื่อ 24 พ.ย. 2569 09:41:",
]
BLOCKS = [
    "จาก: สมมติ <s@office.example>\nส่ง: 24 พฤศจิกายน 2569 9:41\nถึง: ครู\nเรื่อง: ข่าว\n\nเดิม",
    "-----Original Message-----\nFrom: s\nSent: Tuesday, November 24, 2026 9:41 AM\nTo: a\nSubject: x\n\nold",
    "-----ข้อความเดิม-----\nเดิม",
    "ข้อความต้นฉบับ\nจาก: s <s@office.example>\nวันที่: 24/11/69 09:41\nถึง: a\nหัวเรื่อง: x\n\nเดิม",
    "________________________________\nFrom: S <s@office.example>\nSent: 24/11/2026 9:41\nTo: "
    "a\nSubject: x\n\nold",
    "*จาก:* S <s@office.example>\n*วันที่:* 24 พ.ย. 2569 เวลา 9:41\n*ถึง:* a\n*เรื่อง:* x\n\nold",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
@pytest.mark.parametrize("below", ["", "คำตอบล่าง"])
def test_an_attribution_and_its_quote_go_and_what_is_below_stays(attribution: str, below: str) -> None:
    got = read(reply(f"รับทราบ\n\n{attribution}\n> เดิมหนึ่ง\n> เดิมสอง\n\n{below}"))
    assert got.body == f"รับทราบ\n\n{below}".strip()


@pytest.mark.parametrize("attribution", ATTRIBUTIONS[:3])
def test_an_attribution_of_a_program_ends_the_text_without_marks_too(attribution: str) -> None:
    assert read(reply(f"รับทราบ\n\n{attribution}\n\nเดิมไม่มีเครื่องหมาย")).body == "รับทราบ"


@pytest.mark.parametrize("block", BLOCKS)
def test_a_copied_header_ends_the_text(block: str) -> None:
    assert read(reply(f"รับทราบ\n\n{block}", subject="ตอบ: ข่าว")).body == "รับทราบ"


def test_answers_between_quotes_stay() -> None:
    assert read(reply("> ถามหนึ่ง\nตอบหนึ่ง\n> ถามสอง\nตอบสอง")).body == "ตอบหนึ่ง\n\nตอบสอง"


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        (
            "Fwd: ข่าว",
            "ดู\n\n---------- Forwarded message ---------\nFrom: z <z@z.example>\n\nเนื้อหา\n> เดิม\n> สอง",
        ),
        ("ส่งต่อ: ข่าว", f"ดู\n\n{BLOCKS[0]}"),
        ("FW: ข่าว", f"ดู\n\n{BLOCKS[1]}"),
        ("ข่าว", "---------- ข้อความที่ส่งต่อ ----------\nเนื้อหา\n-- \nผู้เขียนเดิม"),
        ("ส่งข่าว", "จาก: โรงเรียนบ้านตัวอย่าง\nถึง: ผอ.\nเรื่อง: ส่งข่าว\nวันที่: 24 พ.ย. 2569\n\nข่าว"),
        ("ส่งข่าว", "เมื่อวันที่ 24 พฤศจิกายน 2569 เวลา 09.00 น. จัดกิจกรรมคัดลายมือและเขียน\nจบ"),
        ("ส่งข่าว", "ข่าว\nเมื่อวันที่ 24/11/2569 เวลา 09.00 น. นายสมมติ เขียนว่า:\nขอบคุณทุกท่าน"),
        ("ส่งข่าว", "กลอน เขียนว่า:\n> วรรคเดียว"),
        ("ส่งข่าว", "> วรรคหนึ่ง\n> วรรคสอง"),
        ("ส่งข่าว", "> 100 คน"),
        ("ส่งข่าว", "ข่าว\n--\nครูสมมติ"),
    ],
)
def test_what_is_no_quote_stays(subject: str, body: str) -> None:
    assert read(mail(body, subject=subject)).body == body


def test_a_standard_signature_goes() -> None:
    assert read(mail("ข่าว\n-- \nครูสมมติ\nโทร 038-000000")).body == "ข่าว"


@pytest.mark.parametrize(
    "quote",
    [
        '<div class="gmail_quote"><div class="gmail_attr">ในวันที่ อ. 24 พ.ย. 2026 เวลา 09:41 ส &lt;'
        '<a href="mailto:s@x.example">s@x.example</a>&gt; เขียนว่า:<br></div><blockquote '
        'class="gmail_quote">เดิม'
        "</blockquote></div>",
        '<div style="border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>From:</b> S '
        "&lt;s@x.example&gt;<br><b>Sent:"
        "</b> Tuesday, November 24, 2026 9:41 AM<br><b>To:</b> a<br><b>Subject:</b> x</p></div><p>old</p>",
        '<hr><div id="divRplyFwdMsg"><b>จาก:</b> S &lt;s@x.example&gt;<br><b>ส่ง:</b> 24 พฤศจิกายน '
        "2569 9:41<br>"
        "<b>ถึง:</b> a<br><b>เรื่อง:</b> x</div><div>old</div>",
        '<blockquote type="cite"><div>ในวันที่ 24 พ.ย. 2569 เวลา 09:41 ส '
        "เขียนว่า:</div><div>old</div></blockquote>",
    ],
)
def test_what_html_programs_quote_goes(quote: str) -> None:
    assert (
        read(html(f"<div>รับทราบ</div><br>{quote}", headers="In-Reply-To: <1@x.example>\n")).body == "รับทราบ"
    )


def test_what_apple_mail_forwards_stays() -> None:
    page = "<div>ดู</div><div>เริ่มต้นข้อความที่ส่งต่อ:</div><blockquote type=cite><div>เนื้อหา</div></blockquote>"
    assert read(html(page)).body == "ดู\nเริ่มต้นข้อความที่ส่งต่อ:\n\nเนื้อหา"


def test_an_indent_is_no_quote() -> None:
    assert (
        read(html("<div>ก<blockquote style='margin:0 0 0 40px'>เยื้อง</blockquote></div>")).body == "ก\n\nเยื้อง"
    )
