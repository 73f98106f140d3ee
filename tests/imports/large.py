"""Files of any size to import, made of one shape over and over."""

import csv
import json
from pathlib import Path
from typing import Any


def bods(file: Path, count: int, form: str) -> None:
    """Companies, each held by the one before it: one statement a line, or one array in one line with wide blanks."""
    before, between, after = ("[", "," + " " * 2_000, "]") if form == "array" else ("", "\n", "\n")
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            for said in (_company(number), _stake(number)):
                out.write(f"{between if out.tell() else before}{json.dumps(said)}")
        out.write(after)


def _company(number: int) -> dict[str, Any]:
    return {
        "statementId": f"c-{number}",
        "recordId": f"company-{number}",
        "recordType": "entity",
        "recordStatus": "new",
        "statementDate": f"20{20 + number % 5}-0{1 + number % 9}-11",
        "recordDetails": {"isComponent": False, "entityType": {"type": "registeredEntity"}, "name": f"Firm {number}"},
    }


def _stake(number: int) -> dict[str, Any]:
    return {
        "statementId": f"s-{number}",
        "recordId": f"stake-{number}",
        "recordType": "relationship",
        "recordStatus": "new",
        "statementDate": f"20{20 + number % 5}-0{1 + number % 9}-11",
        "recordDetails": {
            "isComponent": False,
            "subject": f"company-{number}",
            "interestedParty": f"company-{max(0, number - 1) if number else 1}",
            "interests": [{"type": "shareholding", "share": {"exact": 1 + number % 50}, "directOrIndirect": "direct"}],
        },
    }


def gleif_csv(file: Path, count: int, form: str) -> None:
    header = ["LEI", "Entity.LegalName", "Entity.LegalJurisdiction", "Entity.EntityStatus",
              "Registration.LastUpdateDate", "Registration.RegistrationStatus"]  # fmt: skip
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(header)
        for number in range(count):
            day = f"2026-{1 + number % 9:02}-{1 + number % 28:02}T00:00:00Z"
            rows.writerow([f"{number:018}00", f"Entity {number}", "GB", "ACTIVE", day, "ISSUED"])


def gleif_nt(file: Path, count: int, form: str) -> None:
    data, base = "http://rdf.gleif.org", "https://www.gleif.org/ontology"
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            lei = f"{number:018}00"
            out.write(
                f"<{data}/{lei}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{base}/L1/LegalEntity> .\n"
                f'<{data}/{lei}> <{base}/L1/hasLegalName> "Entity {number}" .\n'
            )
