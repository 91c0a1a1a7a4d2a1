# ruff: noqa: T201 - it prints a table
"""How many decisions hold in another layout: ``python -m tests.curation.reanchoring``.

For every policy of ``../shared`` every statement is decided about (accepted, edited, rejected,
doubted in turn), then the policy is saved in two other layouts and as a web page, built again, and
the decisions are applied.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, versions
from graph_builder.curation import overlay
from graph_builder.curation.decisions import Content, Decision, Decisions, Signature, decide
from graph_builder.curation.statement import statements
from graph_builder.errors import DocumentError
from graph_builder.model import PolicyVersion, Verdict
from tests.curation.layouts import as_html, reformatted

POLICIES = Path(__file__).resolve().parents[3] / "shared" / "policies"
VERDICTS = (Verdict.ACCEPT, Verdict.EDIT, Verdict.REJECT, Verdict.UNSURE)
SIGNATURE = Signature("Sari", "2026-01-01T00:00:00Z", "measured")


def read(path: str, text: str) -> tuple[PolicyVersion, ...]:
    return versions(Input(path, text.encode()), Options(force=True))


def decided(found: tuple[PolicyVersion, ...]) -> Decisions:
    """Return a decision about every statement, verdicts in turn."""
    every = [(v, s) for v in found for s in statements(v)]
    return Decisions.of(
        _decision(VERDICTS[i % len(VERDICTS)], version, statement)
        for i, (version, statement) in enumerate(every)
    )


def _decision(verdict: Verdict, version: PolicyVersion, statement) -> Decision:
    says = Content.of(statement.practice, version.text) if verdict is Verdict.EDIT else None
    return decide(statement, version.text, verdict, SIGNATURE, says)


def main() -> int:
    if not POLICIES.is_dir():
        print("the reference policies are not there", file=sys.stderr)
        return 2
    whole: Counter[str] = Counter()
    unchanged: Counter[str] = Counter()
    paths = [p for p in sorted(POLICIES.glob("*/*")) if p.suffix in {".md", ".txt"}]
    for path in paths[:: int(sys.argv[1]) if len(sys.argv) > 1 else 1]:
        text = path.read_text(encoding="utf-8")
        try:
            before = read(path.name, text)
        except DocumentError as error:
            print(f"{path.name:<40} {error.code}")
            continue
        decisions = decided(before)
        unchanged.update(str(o.fate) for o in overlay.apply(before, decisions).outcomes)
        layouts = [(path.name, reformatted(text, seed)) for seed in (1, 2)]
        for name, layout in (*layouts, (f"{path.stem}.html", as_html(text))):
            after = read(name, layout)
            fates = Counter(str(o.fate) for o in overlay.apply(after, decisions).outcomes)
            whole += fates
            bad = fates["lost"] + fates["doubtful"]
            if bad:
                print(f"{path.name:<40} as {name}: {dict(fates)}")
    for name, counts in (("unchanged", unchanged), ("reformatted", whole)):
        held = counts.total() - counts["lost"] - counts["doubtful"]
        print(
            f"{name}: {held} of {counts.total()} hold ({held / counts.total():.2%}) {dict(counts)}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
