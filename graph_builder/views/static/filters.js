// The filters above all views: one select a column, in the order of the taxonomy, and free search.
(() => {
  const { data, state, SLOTS, set, word, name, el, ancestors, chain, policyName, labelled } = Alir;
  const box = document.getElementById("filters");
  const haystacks = new Map();

  // Everything of a statement that search looks through, in both languages.
  const haystack = (statement) => {
    if (!haystacks.has(statement)) {
      const words = SLOTS.flatMap((slot) => statement[slot].flatMap((c) => (data.concepts[c] || { n: [c] }).n));
      const quotes = statement.ev.map((e) => data.evidence[e][3]);
      const text = [policyName(statement.p), data.policies[statement.p].slug, ...words, ...quotes, ...statement.section];
      haystacks.set(statement, text.join("\n").toLowerCase());
    }
    return haystacks.get(statement);
  };
  const tests = {
    policy: (s, wanted) => String(s.p) === wanted,
    polarity: (s, wanted) => s.polarity === wanted,
    modality: (s, wanted) => s.modality === wanted,
    q: (s, wanted) => wanted.toLowerCase().split(/\s+/).every((w) => haystack(s).includes(w)),
  };
  for (const slot of SLOTS) {
    tests[slot] = (s, wanted) => wanted === "-" ? !s[slot].length : s[slot].some((c) => ancestors(c).has(wanted));
  }
  const keep = (except) => {
    const wanted = Object.entries(state).filter(([k, v]) => v && tests[k] && k !== except);
    return data.statements.filter((s) => wanted.every(([k, v]) => tests[k](s, v)));
  };

  // The concepts of a column with everything above them, narrower ones indented, with counts.
  const conceptOptions = (slot) => {
    const counts = new Map();
    let missing = 0;
    for (const s of keep(slot)) {
      const seen = new Set(s[slot].flatMap((c) => [...ancestors(c)]));
      for (const c of seen) counts.set(c, (counts.get(c) || 0) + 1);
      if (!seen.size) missing += 1;
    }
    if (state[slot] && state[slot] !== "-" && !counts.has(state[slot])) counts.set(state[slot], 0);
    const paths = [...counts.keys()].map((c) => ({ c, path: chain(c).map(name).join("\u0001"), depth: chain(c).length - 1 }));
    paths.sort((a, b) => a.path.localeCompare(b.path, state.lang));
    const listed = paths.map(({ c, depth }) => [c, "\u2003".repeat(depth) + `${name(c)} (${counts.get(c)})`]);
    return missing ? [["-", `${word("unstated")} (${missing})`], ...listed] : listed;
  };
  const field = (key, options) => labelled(key, el("select",
    { class: state[key] ? "on" : "", "data-filter": key, onchange: (e) => set({ [key]: e.target.value }) },
    el("option", { value: "" }, word("any")),
    ...options.map(([value, text]) => el("option", { value, selected: state[key] === value }, text))));

  // On a phone the columns would fill the screen before the view: they fold away.
  const narrow = window.matchMedia("(max-width: 600px)");
  let unfolded = false;
  const folded = (fields) => {
    const chosen = Object.keys(tests).filter((k) => k !== "q" && state[k]).length;
    return el("details", { class: "more", open: unfolded, ontoggle: (e) => { unfolded = e.target.open; } },
      el("summary", {}, chosen ? `${word("filters")} (${chosen})` : word("filters")), el("div", {}, ...fields));
  };
  narrow.addEventListener("change", () => set({}, true));

  let waiting = 0;
  const draw = () => {
    const focused = document.activeElement && document.activeElement.dataset.filter;
    const kept = keep();
    const searching = el("input", {
      type: "search", value: state.q || "", placeholder: word("search-hint"), "data-filter": "q",
      oninput: (e) => { clearTimeout(waiting); waiting = setTimeout(() => set({ q: e.target.value }), 180); },
    });
    const fields = [
      field("policy", data.policies.map((_, n) => [String(n), policyName(n)])),
      ...SLOTS.map((slot) => field(slot, conceptOptions(slot))),
      field("polarity", ["affirmed", "denied"].map((p) => [p, word(p)])),
    ];
    box.replaceChildren(
      labelled("search", searching),
      ...(narrow.matches ? [folded(fields)] : fields),
      el("button", { type: "button", onclick: () => set(Object.fromEntries(Object.keys(tests).map((k) => [k, ""]))) }, word("reset")),
      el("span", { class: "count", role: "status" }, word("shown", { n: kept.length, m: data.statements.length })),
    );
    const again = focused && box.querySelector(`[data-filter="${focused}"]`);
    if (again) {
      again.focus();
      if (focused === "q") again.setSelectionRange(again.value.length, again.value.length);
    }
    return kept;
  };
  Object.assign(Alir, { keep, drawFilters: draw });
})();
