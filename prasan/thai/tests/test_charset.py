from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.thai.charset import CharsetError, Decoded, decode
from prasan.thai.tests.strategies import names

TEXT = 'ชื่อหน่วยงาน;ที่อยู่;โทร.\r\n"โรงเรียนบ้านน้ำเป็น";อ.แกลง จ.ระยอง;๐๓๘\r\n'
BOM = "\ufeff"


@pytest.mark.parametrize(
    ("data", "encoding", "had_bom"),
    [
        (TEXT.encode("utf-8"), "utf-8", False),
        ((BOM + TEXT).encode("utf-8"), "utf-8", True),
        ((BOM + TEXT).encode("utf-16-le"), "utf-16", True),
        ((BOM + TEXT).encode("utf-16-be"), "utf-16", True),
        (TEXT.encode("utf-16-le"), "utf-16", False),
        (TEXT.encode("utf-16-be"), "utf-16", False),
        (TEXT.encode("tis-620"), "tis-620", False),
        (TEXT.encode("cp874"), "tis-620", False),
    ],
)
def test_it_decides_on_the_bytes(data: bytes, encoding: str, had_bom: bool) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.had_bom) == (TEXT, encoding, had_bom)
    assert decoded.text_sha256 == sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("mark", "€…‘’“”•–—\u00a0")
def test_a_byte_that_tis_620_lacks_makes_it_windows_874(mark: str) -> None:
    text = f"{TEXT}{mark}ก"
    decoded = decode(text.encode("cp874"))
    assert (decoded.text, decoded.encoding) == (text, "windows-874")


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        (b"a,b\r\n1,2\r\n", "a,b\r\n1,2\r\n", "utf-8"),
        ("name,no\n".encode("utf-16-le"), "name,no\n", "utf-16"),
        (b"\xef\xbb\xbf", "", "utf-8"),
        ("a\x1a".encode("cp874"), "a\x1a", "utf-8"),
        ("น้ํา".encode(), "น้ํา", "utf-8"),
    ],
)
def test_short_and_plain_text_is_kept_as_it_is(data: bytes, text: str, encoding: str) -> None:
    assert (decode(data).text, decode(data).encoding) == (text, encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x00\xff",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04\x14\x00\x06\x00",
        bytes(range(256)) * 4,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64,
        b"\xff\xfe\x00",
        b"\xff\xfe\x00\xd8\x00\xd8",
        b"\xff\xfe\x00\x00a\x00\x00\x00",
        b"\xef\xbb\xbf\xff",
        b"abc\x81\x82",
        "ก\x00ข".encode(),
        TEXT.encode()[:-3] + b"\xe0\xb8",
        TEXT.encode().replace(b"\xe0\xb8\x9a", b"\xe0\x9a", 1),
        b"\x01\x02\x03\x04\x05\x06",
    ],
)
def test_it_refuses_what_is_no_text(data: bytes) -> None:
    with pytest.raises(CharsetError) as refused:
        decode(data)
    assert "บันทึกใหม่" in refused.value.message_th


def test_cut_utf_8_is_not_taken_for_thai_bytes() -> None:
    """E0 B8 A0 are Thai characters in windows-874 too."""
    with pytest.raises(CharsetError, match="UTF-8 นี้ไม่สมบูรณ์"):
        decode("ภภภภ".encode() + b"\xe0\xb8")


@given(st.binary(max_size=200) | names.map(str.encode) | names.map(lambda name: name.encode("utf-16-le")))
def test_it_raises_nothing_but_its_own_error(data: bytes) -> None:
    try:
        decode(data).text_sha256  # noqa: B018 - the digest must be computable too
    except CharsetError as error:
        assert error.message_th  # noqa: PT017 - either outcome is fine, any other exception is not


@given(names, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp874"]))
def test_it_reads_back_what_was_written(name: str, codec: str) -> None:
    assert decode(name.encode(codec)).text == name


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
@pytest.mark.parametrize(
    "text",
    [
        "école", "à", "Zoë", "São Paulo", "Genève\nNeuchâtel", "25°C", "ÉCOLE PRIMAIRE, ÀLA, CÔTÉ",
        "L'été à la plage où l'on mange des crêpes, c'était déjà là-bas",
        "Müller Straße Größe über Öl", "¿Qué tal? ¡Sí! El niño pequeño", "Não é possível à noite; coração",
        "élève,âge,prénom\nJosé,12,René\n", "blåbærsyltetøj på brød",
    ],
)  # fmt: skip
def test_western_letters_are_not_taken_for_thai(text: str, codec: str) -> None:
    with pytest.raises(CharsetError):
        decode(text.encode(codec))


@pytest.mark.parametrize(
    "text",
    [
        "ก", "ที่", "ญ", "A,ก\n", "ป.1 น.ส.", "ฯลฯ", "๑๒๓", "ห้อง ก", "x=ก", "1ก", "ไฟล์.csv", "เเกลง", "วัน ที่ ๑",
        "ํานํ้า ดํา", "LINE:@abcไทย", "รหัส,ชื่อ\n21010001,โรงเรียนวัดเขา\n", "ครูA รุ่นV2", "฿100",
    ],
)  # fmt: skip
def test_thai_is_thai_however_short_or_badly_typed(text: str) -> None:
    assert decode(text.encode("tis-620")) == Decoded(text, "tis-620", had_bom=False)
    for codec in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(codec)).text == text
