"""What a recording is, decided on its bytes; and the stored copy, which tells no place."""

from __future__ import annotations

import io
import struct
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prasan.files import kinds
from prasan.news.recordings.containers import Found, examine, make_safe
from prasan.news.recordings.tests.made import box, film, mp4, tone, track
from prasan.ui.refusal import Refused

PLACE = b"+12.6814+101.2816/"
FILM, SOUND = track(b"vide", b"avc1"), track(b"soun", b"mp4a")


def safe(data: bytes) -> bytes:
    file = io.BytesIO(data)
    make_safe(file, len(data))
    return file.getvalue()


def found(data: bytes) -> Found:
    return examine(io.BytesIO(data), len(data))


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        found(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "content_type", "is_film"),
    [
        (film("film.mp4"), kinds.MP4, True),
        (film("film.webm"), kinds.WEBM, True),
        (tone(), kinds.WAV, False),
        (mp4(SOUND, brand=b"M4A "), kinds.M4A, False),
        (mp4(SOUND), kinds.M4A, False),
        (mp4(FILM, SOUND, brand=b"qt  "), kinds.MP4, True),
        (b"ID3\x04\0\0\0\0\0\x05hello\xff\xfb\x90\0" + bytes(300), kinds.MP3, False),
        (b"OggS" + bytes(24) + b"OpusHead" + bytes(200), kinds.OGG, False),
    ],
)
def test_it_is_what_its_bytes_are(data, content_type, is_film):
    assert (found(data).content_type, found(data).is_film) == (content_type, is_film)


def test_it_says_how_long_it_lasts():
    assert found(film("film.mp4")).seconds == pytest.approx(4, abs=0.1)
    assert found(film("film.webm")).seconds == pytest.approx(4, abs=0.1)
    assert found(tone(2)).seconds == pytest.approx(2)


@pytest.mark.parametrize("coding", [b"hvc1", b"hev1"])
def test_a_film_in_hevc_is_refused_with_what_to_do(coding):
    said = refusal(mp4(track(b"vide", coding), SOUND, brand=b"qt  "))
    assert "HEVC" in said
    assert "เข้ากันได้มากที่สุด" in said


def test_a_coding_that_no_browser_plays_is_called_by_its_name():
    assert "Apple Lossless" in refusal(mp4(track(b"soun", b"alac"), brand=b"M4A "))


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"<html><script>", b"\xff\xd8\xff\xe0" + bytes(90), b""])
def test_what_is_no_recording_is_refused_by_kind(data):
    assert "ไม่ใช่เสียงหรือวิดีโอ" in refusal(data)


@pytest.mark.parametrize(
    "extra",
    [
        box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7) + PLACE)),
        box(b"udta", box(b"loci", bytes(6), PLACE)),
        box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709"), box(b"ilst", PLACE)),
        box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), b"<exif:GPSLatitude>", PLACE),
        box(b"udta", b"\xff\xff\xff\xff\xa9xyz", PLACE),
        box(b"free", PLACE),
    ],
)
def test_a_place_is_blanked_wherever_a_camera_writes_it(extra):
    data = mp4(FILM, track(b"soun", b"mp4a", extra), moov=extra, after=extra + box(b"mdat", b"frames"))
    after = safe(data)
    assert PLACE not in after
    assert b"GPSLatitude" not in after
    assert len(after) == len(data)
    assert after.index(b"frames") == data.index(b"frames")


def phone(coding: bytes = b"avc1", at: int = 0) -> bytes:
    """A MOV as an iPhone writes it: `wide` and the frames, then moov with the place in udta, in meta as the
    QuickTime file format has it (no version, keys beside ilst) and as a timed track `mebx` of its own."""
    xyz = box(
        b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE), box(b"\xa9mak", b"Apple")
    )
    names = [b"com.apple.quicktime.location.ISO6709", b"com.apple.quicktime.make"]
    keys = box(b"keys", struct.pack(">II", 0, len(names)), *(box(b"mdta", name) for name in names))
    values = [
        box(struct.pack(">I", nth), box(b"data", struct.pack(">II", 1, 0), value))
        for nth, value in enumerate([PLACE, b"Apple"], 1)
    ]
    meta = box(b"meta", box(b"hdlr", bytes(8), b"mdta", bytes(13)), keys, box(b"ilst", *values))
    tables = box(b"stsz", bytes(4), struct.pack(">II", len(PLACE), 1))
    tables += box(b"stsc", bytes(4), struct.pack(">I", 1), struct.pack(">III", 1, 1, 1))
    tables += box(b"stco", bytes(4), struct.pack(">II", 1, at))
    moov = box(
        b"moov",
        box(b"mvhd", bytes(12), struct.pack(">II", 600, 1800), bytes(80)),
        track(b"vide", coding, box(b"tapt", box(b"clef", bytes(12)))),
        track(b"soun", b"mp4a"),
        track(b"meta", b"mebx", tables=tables),
        xyz,
        meta,
    )
    head = box(b"ftyp", b"qt  ", bytes(4), b"qt  ") + box(b"wide")
    return head + box(b"mdat", b"frames", PLACE) + moov


def test_what_a_phone_writes_of_the_place_is_gone_and_its_film_is_left():
    data = phone()
    data = phone(at=data.index(PLACE))
    assert data.count(PLACE) == 3, "in udta, in meta, in the frames"
    after = safe(data)
    for told in (PLACE, b"ISO6709", b"Apple", b"\xa9xyz", b"mebx"):
        assert told not in after
    assert after.index(b"frames") == data.index(b"frames")
    assert (b"avc1" in after, b"mp4a" in after, len(after)) == (True, True, len(data))
    assert found(after) == Found(kinds.MP4, True, 3.0)


@pytest.mark.parametrize("coding", [b"hvc1", b"hev1", b"dvh1"])
def test_a_phone_that_films_in_hevc_is_told_which_setting_to_change(coding):
    said = refusal(phone(coding))
    assert "HEVC" in said or "Dolby Vision" in said
    assert "เข้ากันได้มากที่สุด" in said


def test_a_track_of_places_is_blanked_with_its_samples():
    head = len(box(b"ftyp", b"isom", bytes(4)))

    def told(at: int) -> bytes:
        tables = box(b"stsz", bytes(4), struct.pack(">III", 0, 2, 9), struct.pack(">I", 9))
        tables += box(b"stsc", bytes(4), struct.pack(">I", 1), struct.pack(">III", 1, 2, 1))
        return tables + box(b"stco", bytes(4), struct.pack(">II", 1, at))

    moov = mp4(FILM, track(b"meta", b"gpmd", tables=told(0)))
    at = len(moov) + 8
    data = mp4(FILM, track(b"meta", b"gpmd", tables=told(at))) + box(b"mdat", PLACE, b"frames")
    after = safe(data)
    assert PLACE not in after
    assert after.endswith(b"frames")
    assert b"gpmd" not in after[head:]


def test_a_real_film_plays_on_byte_by_byte_where_its_frames_are():
    data = film("film.mp4")
    at = data.index(b"mdat")
    assert safe(data)[at:] == data[at:]


@pytest.mark.parametrize("is_open", [True, False])
def test_tags_of_a_webm_become_nothing(is_open):
    data = film("film.webm")
    if is_open:  # as a browser writes it while it still records
        at = data.index(b"\x18\x53\x80\x67") + 4
        data = data[:at] + b"\x01" + b"\xff" * 7 + data[at + 9 - data[at].bit_length() :]
    tags = bytes.fromhex("1254c367") + bytes([0x80 | len(PLACE)]) + PLACE
    after = safe(data + tags)
    assert PLACE not in after
    frames = data.rindex(b"\x1f\x43\xb6\x75")
    assert after[frames : len(data)] == data[frames:]
    assert after[len(data)] == 0xEC


def test_tags_of_a_wav_and_of_an_mp3_become_nothing():
    wav = tone() + b"LIST" + struct.pack("<I", len(PLACE)) + PLACE
    mp3 = b"ID3\x04\0\0\0\0\0" + bytes([len(PLACE)]) + PLACE + b"\xff\xfb\x90\0" + bytes(300) + b"TAG" + PLACE
    assert PLACE not in safe(wav)
    assert PLACE not in safe(mp3 + bytes(125 - len(PLACE)))


def test_an_ogg_that_names_a_place_is_refused():
    assert "ตำแหน่ง" in refusal(
        b"OggS" + bytes(24) + b"OpusHead" + b"OpusTags GEO_LOCATION=12.68;101.28" + bytes(9)
    )


@pytest.mark.parametrize(
    "data",
    [
        mp4(FILM)[:-3],
        box(b"ftyp", b"isom") + struct.pack(">I", 7) + b"moov",
        box(b"ftyp", b"isom") + struct.pack(">IQ", 1, 2**63).replace(b"\0\0\0\1", b"\0\0\0\1moov", 1),
        box(b"ftyp", b"isom") + box(b"mdat", b"frames"),
        mp4(box(b"trak", box(b"mdia"))),
        mp4(FILM) + box(b"free") * 250_000,
        film("film.webm")[:300],
        b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + b"\x00" * 80,
        b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff" + bytes(40),
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(50),
    ],
)
def test_a_broken_one_is_refused(data):
    with pytest.raises(Refused):
        safe(data)


SEEDS = st.sampled_from([film("film.mp4"), film("film.webm")[:2000], tone(), mp4(FILM, SOUND)])


@settings(max_examples=150, deadline=2000)
@given(
    SEEDS, st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=12), st.integers(0, 3000)
)
def test_a_spoilt_one_is_refused_or_left_safe(seed, changes, cut):
    data = bytearray(seed[: max(12, len(seed) - cut)])
    for at, byte in changes:
        data[at % len(data)] = byte
    with suppress(Refused):
        assert len(safe(bytes(data))) == len(data)


@settings(max_examples=100, deadline=2000)
@given(st.recursive(st.binary(max_size=20), lambda inner: st.builds(
    lambda kind, parts: box(kind, *parts),
    st.sampled_from([b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"meta", b"moof"]),
    st.lists(inner, max_size=4),
), max_leaves=30))  # fmt: skip
def test_boxes_in_boxes_never_hold_it_up(nested):
    with suppress(Refused):
        safe(box(b"ftyp", b"isom", bytes(4)) + nested)
