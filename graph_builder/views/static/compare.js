// Compare: what two policies, versions or languages say, side by side, concept by concept.
(() => {
  const { data, state, set, word, name, el, policyName, select, show, SLOTS } = Alir;
  const BY = ["data", "recipient", "purpose", "basis", "flow", "operation", "source"];

  const keys = (statement, by) => by === "flow"
    ? statement.data.flatMap((d) => statement.recipient.map((r) => `${d} ${r}`))
    : statement[by];
  const label = (key) => key.split(" ").map(name).join(" → ");
  const gather = (kept, number, by) => {
    const found = new Map();
    for (const s of kept) if (s.p === number) for (const key of keys(s, by)) {
      const full = `${key}\u0001${Alir.manner(s)}`;
      found.set(full, [...(found.get(full) || []), s]);
    }
    return found;
  };
  const side = (title, statements) => el("td", { class: "side" }, statements.length
    ? el("button", { type: "button", class: "link", "aria-label": `${title}: ${word("n-statements", { n: statements.length })}`, onclick: () => show(() => title, statements) }, String(statements.length))
    : el("span", { class: "chip unstated" }, word("not-found")));

  Alir.views.compare = (box, kept) => {
    if (data.policies.length < 2) { box.replaceChildren(el("p", { class: "note" }, word("none"))); return; }
    const twin = data.policies.findIndex((p, n) => data.policies.some((o, m) => m > n && o.slug === p.slug));
    const left = Number(state.left ?? Math.max(0, twin));
    const right = Number(state.right ?? (twin >= 0 ? data.policies.findIndex((p, n) => n > twin && p.slug === data.policies[twin].slug) : 1));
    const by = BY.includes(state.by) ? state.by : "data";
    const sides = [gather(kept, left, by), gather(kept, right, by)];
    const kind = (key) => sides[0].has(key) ? (sides[1].has(key) ? "both" : "only-left") : "only-right";
    const all = [...new Set([...sides[0].keys(), ...sides[1].keys()])]
      .filter((key) => state.diff !== "yes" || kind(key) !== "both")
      .sort((a, b) => label(a.split("\u0001")[0]).localeCompare(label(b.split("\u0001")[0]), state.lang));
    const counts = ["only-left", "both", "only-right"].map((k) => `${word(k)} ${all.filter((key) => kind(key) === k).length}`);
    const policies = data.policies.map((_, n) => [n, policyName(n)]);
    box.replaceChildren(
      el("div", { class: "options" }, select("left", policies, left), select("right", policies, right),
        select("by", BY.map((k) => [k, word(k)]), by),
        el("label", { class: "check" }, el("input", { type: "checkbox", checked: state.diff === "yes", onchange: (e) => set({ diff: e.target.checked ? "yes" : "" }) }), word("differences"))),
      el("p", { class: "note", role: "status" }, counts.join(" · ")),
      all.length ? el("div", { class: "scroll" }, el("table", { class: "diff" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, word(by)), el("th", { scope: "col" }, policyName(left)), el("th", { scope: "col" }, word("polarity")), el("th", { scope: "col" }, policyName(right)))),
        el("tbody", {}, ...all.map((key) => {
          const [concept, polarity] = key.split("\u0001");
          const title = label(concept);
          return el("tr", { class: kind(key) }, el("th", { scope: "row" }, el("span", { class: `chip ${by}` }, title)),
            side(title, sides[0].get(key) || []), el("td", {}, Alir.tag(polarity)), side(title, sides[1].get(key) || []));
        })))) : el("p", { class: "note" }, word("none")));
  };
})();
