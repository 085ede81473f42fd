"""Recordings for tests, each container with notes in it that must not stay; all of them made here."""

import struct

NOTE = b"Canary Street 12"
HEAD = b"OpusHead" + bytes([1, 1]) + struct.pack("<HIhB", 312, 48000, 0, 0)
FRAME = b"\xf8\xff\xfe" * 20


def element(name: int, content: bytes) -> bytes:
    """Return one EBML element."""
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + (1 << 56 | len(content)).to_bytes(8, "big") + content


def webm(codec: bytes = b"A_OPUS", kind: int = 2, tracks: int = 1, *, live: bool = True) -> bytes:
    """Return a WebM recording as a browser makes one: of unknown length while `live`, with names and tags in it."""
    info = b"".join(
        element(name, content)
        for name, content in ((0x2AD7B1, b"\x0f\x42\x40"), (0x4D80, NOTE), (0x5741, NOTE), (0x7BA9, NOTE))
    )
    track = element(0xD7, b"\x01") + element(0x83, bytes([kind])) + element(0x86, codec) + element(0x63A2, HEAD)
    track += element(0x536E, NOTE) + element(0xE1, element(0xB5, struct.pack(">d", 48000)))
    cluster = element(0xE7, b"\0") + element(0xA3, b"\x81\0\0\x80" + FRAME)
    rest = element(0x1549A966, info) + element(0x1654AE6B, element(0xAE, track) * tracks)
    rest += b"\x1f\x43\xb6\x75\x01" + b"\xff" * 7 + cluster if live else element(0x1F43B675, cluster)
    rest += element(0x1254C367, element(0x7373, element(0x67C8, NOTE * 20)))
    head = element(0x1A45DFA3, element(0x4286, b"\x01") + element(0x4282, b"webm"))
    return head + (b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + rest if live else element(0x18538067, rest))


def page(number: int, content: bytes, first: int = 0) -> bytes:
    """Return one page of an Ogg stream; its checksum is not looked at here."""
    sizes = bytes([255] * (len(content) // 255) + [len(content) % 255])
    return struct.pack("<4sBBqIIIB", b"OggS", 0, first, 0, 7, number, 0, len(sizes)) + sizes + content


def ogg() -> bytes:
    """Return an Ogg recording with a comment."""
    comment = b"LOCATION=" + NOTE
    tags = b"OpusTags" + struct.pack("<I", len(NOTE)) + NOTE + struct.pack("<II", 1, len(comment)) + comment
    return page(0, HEAD, 2) + page(1, tags) + page(2, FRAME)


def box(name: bytes, content: bytes) -> bytes:
    """Return one MP4 box."""
    return struct.pack(">I4s", 8 + len(content), name) + content


def mp4(handler: bytes = b"soun", codec: bytes = b"mp4a") -> bytes:
    """Return an MP4 recording with a title, a place, dates and the name of its maker."""
    dated = bytes(4) + NOTE[:8] + bytes(12)
    table = box(
        b"stsd", bytes(4) + struct.pack(">I", 1) + box(codec, bytes(28) + box(b"esds", b"\x03") + box(b"udta", NOTE))
    )
    media = (
        box(b"mdhd", dated) + box(b"hdlr", bytes(8) + handler + bytes(12) + NOTE) + box(b"minf", box(b"stbl", table))
    )
    track = box(b"trak", box(b"tkhd", dated) + box(b"mdia", media) + box(b"udta", NOTE))
    film = box(b"moov", box(b"mvhd", dated) + track + box(b"udta", box(b"meta", NOTE)) + box(b"meta", NOTE))
    return box(b"ftyp", b"M4A \0\0\0\0M4A mp42") + film + box(b"uuid", NOTE) + box(b"mdat", FRAME)


def wav(seconds: float = 0.1, packed: int = 1) -> bytes:
    """Return a WAV recording of silence with a list of notes before and after its samples."""
    samples = bytes(int(seconds * 32_000))
    shape = struct.pack("<HHIIHH", packed, 1, 16_000, 32_000, 2, 16)
    notes = box_le(b"LIST", b"INFO" + box_le(b"IART", NOTE))
    held = b"WAVE" + box_le(b"fmt ", shape) + notes + box_le(b"data", samples) + notes
    return box_le(b"RIFF", held)


def box_le(name: bytes, content: bytes) -> bytes:
    """Return one RIFF chunk."""
    return struct.pack("<4sI", name, len(content)) + content


EVERY = {"audio/webm": webm(), "audio/ogg": ogg(), "audio/mp4": mp4(), "audio/wav": wav()}
