// Reader: the policy's text with its evidence shaded and its mentions marked by role.
// Offsets count code points, JavaScript counts UTF-16 units: the text is taken apart once.
(() => {
  const { pieces, data, state, word, name, el, policyName, select, show, quote } = Alir;
  const taken = new Map();
  const letters = (number) => {
    if (!taken.has(number)) taken.set(number, Array.from(data.policies[number].text));
    return taken.get(number);
  };
  const marksOf = (statements) => {
    const marks = [];
    for (const s of statements) {
      for (const row of s.ev) marks.push({ kind: "ev", start: data.evidence[row][1], end: data.evidence[row][2], s });
      for (const [slot, concept, start, end, origin] of s.mentions) if (end > start) marks.push({ kind: "mention", slot, concept, start, end, origin, s });
    }
    return marks;
  };
  const full = (number, statements, target) => {
    const text = letters(number);
    const box = el("div", { class: "text", lang: data.policies[number].lang, dir: "auto" });
    for (const piece of pieces(text.length, marksOf(statements))) {
      const words = text.slice(piece.start, piece.end).join("");
      const mentions = piece.marks.filter((m) => m.kind === "mention");
      const found = [...new Set(piece.marks.map((m) => m.s))];
      if (!found.length) { box.append(words); continue; }
      const inner = mentions.sort((a, b) => (a.end - a.start) - (b.end - b.start))[0];
      const aimed = target && found.includes(target);
      const shared = { "data-statements": found.map((s) => data.statements.indexOf(s)).join(" "), onclick: () => show(() => policyName(number), found, false) };
      box.append(inner
        ? el("mark", { class: `${inner.slot} ${inner.origin}${aimed ? " aimed" : ""}`, title: mentions.map((m) => `${word(m.slot)}: ${name(m.concept)}`).join("\n"), ...shared }, words)
        : el("span", { class: `ev ${found.some((s) => s.polarity === "denied") ? "denied" : ""}${aimed ? " aimed" : ""}`, ...shared }, words));
    }
    return box;
  };
  const excerpts = (number, statements) => {
    const rows = new Map();
    for (const s of statements) for (const row of s.ev) rows.set(row, [...(rows.get(row) || []), s]);
    const sorted = [...rows].sort((a, b) => data.evidence[a[0]][1] - data.evidence[b[0]][1]);
    const box = el("div", { class: "text", lang: data.policies[number].lang });
    let section = "";
    for (const [row, found] of sorted) {
      const now = found[0].section.join(" › ");
      if (now && now !== section) box.append(el("h3", { dir: "auto" }, now));
      section = now || section;
      const block = quote(row, found[0].section, found[0].polarity);
      block.dataset.statements = found.map((s) => data.statements.indexOf(s)).join(" ");
      block.append(el("div", {}, el("button", { type: "button", class: "link", onclick: () => show(() => policyName(number), found) }, word("n-statements", { n: found.length }))));
      box.append(block);
    }
    return box;
  };
  const aim = (box) => {
    const target = data.statements[Number(state.at)];
    if (!state.at || !target) return;
    const hits = [...box.querySelectorAll("[data-statements]")].filter((x) => x.dataset.statements.split(" ").includes(state.at));
    hits.forEach((x) => x.classList.add("target"));
    if (hits[0]) hits[0].scrollIntoView({ block: "center" });
    show(() => policyName(target.p), [target], false);
  };

  Alir.views.reader = (box, kept) => {
    const number = Math.min(Number(state.read || state.policy || 0) || 0, data.policies.length - 1);
    if (number < 0) { box.replaceChildren(el("p", { class: "note" }, word("none"))); return; }
    const policy = data.policies[number];
    const target = data.statements[Number(state.at)];
    const statements = kept.filter((s) => s.p === number);
    const facts = [policy.title, policy.valid && word("valid", { date: policy.valid }), word("coverage", { n: Math.round(policy.coverage * 100) }), policy.source];
    box.replaceChildren(
      el("div", { class: "options" }, select("read", data.policies.map((_, n) => [n, policyName(n)]), number)),
      el("p", { class: "note", dir: "auto" }, facts.filter(Boolean).join(" · ")),
      el("div", { class: "legend" }, ...["operation", "data", "source", "purpose", "recipient", "basis"].map((g) => el("span", { class: `chip ${g}` }, word(g)))),
      policy.text ? "" : el("p", { class: "note" }, word("no-text")),
      policy.text ? full(number, statements, target) : excerpts(number, statements));
    aim(box);
  };
})();
