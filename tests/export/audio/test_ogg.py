"""Ogg pages: packets survive a round trip, and checksums are correct."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.export.audio.ogg import PageReader, PageWriter

sizes = st.integers(0, 600) | st.sampled_from([65_024, 65_025, 65_026, 70_000])


@settings(deadline=None, max_examples=50)
@given(st.lists(sizes, max_size=12), st.integers(100, 5000))
def test_packets_survive_a_round_trip(sizes: list[int], chunk: int) -> None:
    sent = [bytes((number,)) * size for number, size in enumerate(sizes)]
    file = io.BytesIO()
    writer = PageWriter(file)
    for position, packet in enumerate(sent):
        writer.put(packet, position)
    writer.end_page(last=True)
    data, reader = file.getvalue(), PageReader()
    got: list[bytes] = []
    for at in range(0, len(data), chunk):
        got += reader.packets(data[at : at + chunk])
    assert got == sent


def crc_bit_by_bit(page: bytes) -> int:
    """Return Ogg's CRC-32, computed as RFC 3533 describes it."""
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1) ^ (0x104C11DB7 if crc & 0x80000000 else 0)
    return crc


def test_the_checksum_follows_the_specification() -> None:
    file = io.BytesIO()
    writer = PageWriter(file, serial=7)
    writer.put(b"a packet", 960)
    writer.end_page(last=True)
    page = file.getvalue()
    assert int.from_bytes(page[22:26], "little") == crc_bit_by_bit(page[:22] + bytes(4) + page[26:])
    assert page[:5] == b"OggS\0"
    assert page[5] == 2 | 4


def test_a_page_on_which_no_packet_ends_has_no_position() -> None:
    file = io.BytesIO()
    writer = PageWriter(file)
    writer.put(bytes(255 * 255 + 10), 960)
    writer.end_page(last=True)
    first, second = file.getvalue().split(b"OggS")[1:]
    assert (first[2:10], second[2:10]) == (b"\xff" * 8, (960).to_bytes(8, "little"))
    assert (first[1], second[1]) == (2, 1 | 4)
