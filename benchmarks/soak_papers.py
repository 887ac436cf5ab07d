"""A folder of many papers for the soak: made motions and letters, copies of the samples, and some hostile files."""

from __future__ import annotations

import io
import os
import random
import shutil
import zipfile
from pathlib import Path

TOWNS = ("Voorbeeldstad", "Zandwijk", "Oudebrug", "Kleiwerd", "Meerhoven")
PARTIES = ("Lijst Noord", "Dorpsbelang", "CDA", "VVD", "D66", "SP")
MATTERS = (
    "speeltuinen",
    "fietspaden",
    "bomen",
    "de bibliotheek",
    "het zwembad",
    "lantaarns",
    "de markt",
    "het dorpshuis",
)
MOTION = """Motie {number}

Gemeente {town}

Onderwerp: {matter}

De raad van de gemeente {town}, in vergadering bijeen op {day},

Constaterende dat:
- {matter} aandacht vragen;

Verzoekt het college:
{wishes}

en gaat over tot de orde van de dag.

{party}
A. de Boer
"""
LETTER = """Gemeente {town}

Aan de gemeenteraad

Datum: {day}
Ons kenmerk: Z{number}
Onderwerp: {matter}

Geachte raad,

{sentences}

Met vriendelijke groet,

het college van burgemeester en wethouders
"""
WISHES = ("te onderzoeken of", "binnen een jaar te zorgen dat", "de raad voor de zomer te melden of")


def fill(folder: Path, count: int, samples: Path, seed: int, hostile: float = 0.01) -> int:
    """Write `count` files in sub-folders of a hundred; one seed gives one folder. Returns how many are hostile."""
    chance = random.Random(seed)
    kept = sorted(file for file in samples.iterdir() if file.suffix in (".txt", ".html", ".docx", ".odt", ".eml"))
    bad = 0
    for number in range(count):
        below = folder / f"{number // 100:03d}"
        below.mkdir(parents=True, exist_ok=True)
        if chance.random() < hostile:
            _hostile(below, number, chance)
            bad += 1
        elif chance.random() < 0.02:
            sample = chance.choice(kept)
            shutil.copyfile(sample, below / f"{number:06d}-{sample.name}")
        else:
            (below / f"{number:06d}.txt").write_text(_paper(number, chance), "utf-8")
    return bad


def _paper(number: int, chance: random.Random) -> str:
    town, matter = chance.choice(TOWNS), chance.choice(MATTERS)
    day = f"{chance.randint(1, 28)} maart {chance.randint(2012, 2025)}"
    if chance.random() < 0.5:
        wishes = "\n".join(f"- {chance.choice(WISHES)} {matter} beter kunnen;" for _ in range(chance.randint(1, 4)))
        return MOTION.format(
            number=number, town=town, matter=matter, day=day, wishes=wishes, party=chance.choice(PARTIES)
        )
    sentences = " ".join(f"Wij melden u over {chance.choice(MATTERS)} stand {n}." for n in range(chance.randint(2, 40)))
    return LETTER.format(number=number, town=town, matter=matter, day=day, sentences=sentences)


def _hostile(folder: Path, number: int, chance: random.Random) -> None:
    way = chance.randrange(9)
    name = f"{number:06d}"
    if way == 0:
        (folder / f"{name}-leeg.pdf").write_bytes(b"")
    elif way == 1:
        (folder / f"{name}-afgebroken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    elif way == 2:
        (folder / f"{name}-ruis.docx").write_bytes(chance.randbytes(20_000))
    elif way == 3:
        (folder / f"{name}-bom.docx").write_bytes(_bomb())
    elif way == 4:
        (folder / f"{name}-diep.html").write_text("<div>" * 50_000 + "diep", "utf-8")
    elif way == 5:
        (folder / f"{name}-lang.txt").write_text("a" * 2_000_000, "utf-8")
    elif way == 6:
        (folder / f"{name}-nergens.txt").symlink_to("nergens")
    elif way == 7:
        os.mkfifo(folder / f"{name}-pijp.txt")
    else:
        (folder / f"{name}-\x1b[31mrood\x07.txt").write_text("Een naam met stuurtekens.\n", "utf-8")


def _bomb() -> bytes:
    """A Word file of some kilobytes that unpacks to 64 megabytes of no XML."""
    out = io.BytesIO()
    zeros = b"0" * (1024 * 1024)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(64):
                member.write(zeros)
    return out.getvalue()
