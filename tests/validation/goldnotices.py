"""The annotated policies as policy graphs, with the elements that the plain export leaves out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox

from graph_builder.namespaces import PREFIXES
from graph_builder.validation.dataset import PolicyGraph, policies

GOLD = "https://w3id.org/alir/gold/"


def gold_policies(shared: Path, folder: Path) -> dict[str, PolicyGraph]:
    """Return the gold graph by policy name, versions of one policy together."""
    target = folder / "gold.trig"
    script = shared / "eval" / "gold_to_trig.py"
    subprocess.run([sys.executable, str(script), str(shared / "gold"), str(target)], check=True)
    store = ox.Store()
    store.load(path=str(target), format=ox.RdfFormat.TRIG)
    prefixes = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
    for file in sorted((shared / "gold").glob("*.json")):
        version = f"{GOLD}{file.stem}"
        lines = "\n".join(_more(version, json.loads(file.read_text(encoding="utf-8"))))
        store.update(f"{prefixes} INSERT DATA {{ GRAPH <{version}> {{ {lines} }} }}")
    return {p.policy.removeprefix(f"{GOLD}policy/"): p for p in policies(store)}


def _more(version: str, gold: dict) -> list[str]:
    work = version.replace(GOLD, f"{GOLD}policy/").removesuffix(".en").removesuffix(".id")
    lines = [f"<{work}> dct:hasVersion <{version}> ."]
    for number, retention in enumerate(gold["retention"], 1):
        node = f"<{version}#retention-{number}>"
        lines += [f"{node} alir:concerns {data} ." for data in retention["data"]]
    for number, (concept, more) in enumerate(_provisions(gold), 1):
        node = f"<{version}#provision-{number}>"
        lines.append(f"<{version}> alir:hasProvision {node} .")
        lines.append(f"{node} a alir:Provision ; alir:concept alir:{concept} {more} .")
    return lines


def _provisions(gold: dict) -> list[tuple[str, str]]:
    age, change = gold["children"].get("age"), gold["change_notice"]
    timing = "alir:BeforeChange" if change.get("prior") else "alir:NoNotice"
    found = [
        (gold["children"].get("stated"), "ChildrenProvision", age and f"; alir:ageThreshold {age}"),
        (change.get("stated"), "ChangeNotice", f"; alir:timing {timing}"),
        (gold["breach_notice"], "BreachNotice", ""),
        (gold["automated_decisions"], "AutomatedDecisionProvision", ""),
        (gold["complaint_authority"], "ComplaintAuthority", ""),
        (gold["security"], "SecurityProvision", ""),
        (gold["dpo"], "DataProtectionContact", ""),
    ]
    return [(concept, more or "") for stated, concept, more in found if stated]
