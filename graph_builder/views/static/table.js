// Flow table: one row a statement, sorted, in steps of a hundred; the same rows as CSV.
(() => {
  const { data, state, SLOTS, set, word, name, el, manner, policyName, chips, missing, tag, show, download } = Alir;
  const STEP = 100;
  const COLUMNS = ["policy", "polarity", ...SLOTS, "condition"];
  let shown = COLUMNS;
  let limit = STEP;
  let last = "";

  const conditions = (s) => [...s.condition, ...s.exception].map((c) => c.concept ? name(c.concept) : data.evidence[c.ev][3]).filter(Boolean);
  const text = {
    policy: (s) => policyName(s.p),
    polarity: (s) => `${word(s.polarity)} · ${word(s.modality)}`,
    condition: (s) => conditions(s).join("; "),
  };
  for (const slot of SLOTS) text[slot] = (s) => s[slot].map(name).join("; ");

  const cells = {
    policy: (s) => el("button", { type: "button", class: "row-open" }, policyName(s.p)),
    polarity: (s) => el("span", {}, tag(manner(s)), " ", s.modality === "definite" || manner(s) === "denied-qualified" ? "" : el("span", { class: "tag soft" }, word(s.modality))),
    condition: (s) => el("div", { class: "chips", dir: "auto" }, ...conditions(s).slice(0, 3).map((c) => el("span", { class: "chip" }, c.length > 90 ? c.slice(0, 88) + "…" : c))),
  };
  for (const slot of SLOTS) cells[slot] = (s) => s[slot].length ? chips(slot, s[slot], 5) : missing();

  const sorted = (kept) => {
    const [key, way] = (state.sort || "").split(".");
    if (!text[key]) return kept;
    const order = new Intl.Collator(state.lang).compare;
    return [...kept].sort((a, b) => (way === "down" ? -1 : 1) * order(text[key](a), text[key](b)));
  };
  const heading = (key) => {
    const [by, way] = (state.sort || "").split(".");
    const now = by === key ? (way === "down" ? "descending" : "ascending") : "none";
    const next = by === key && way !== "down" ? `${key}.down` : key;
    return el("th", { scope: "col", "aria-sort": now }, el("button", { type: "button", onclick: () => set({ sort: next }) }, word(key)));
  };
  const row = (statement) => {
    const made = el("tr", { class: "row", onclick: () => {
      for (const other of made.parentNode.querySelectorAll(".chosen")) other.classList.remove("chosen");
      made.classList.add("chosen");
      show(() => policyName(statement.p), [statement]);
    } }, ...shown.map((key) => el("td", {}, cells[key](statement))));
    return made;
  };
  const quoted = (value) => {
    const safe = /^[=@+\-\t]/.test(value) ? "'" + value : value;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const csv = (kept) => {
    const head = [...COLUMNS, "evidence", "section", "statement"];
    const lines = kept.map((s) => [...COLUMNS.map((k) => text[k](s)), s.ev.map((e) => data.evidence[e][3]).join(" … "), s.section.join(" > "), s.id]);
    return [head, ...lines].map((line) => line.map(quoted).join(",")).join("\n") + "\n";
  };

  Alir.views.table = (box, kept) => {
    const now = JSON.stringify([state.q, state.policy, state.polarity, state.sort, ...SLOTS.map((s) => state[s])]);
    if (now !== last) limit = STEP;
    last = now;
    const rows = sorted(kept);
    // A column in which nothing is stated says so once, above the table, and takes no room in it.
    const silent = SLOTS.filter((slot) => rows.length && !rows.some((s) => s[slot].length));
    shown = COLUMNS.filter((key) => !silent.includes(key));
    const body = el("tbody", {}, ...rows.slice(0, limit).map(row));
    const more = el("button", { type: "button", onclick: () => {
      body.append(...rows.slice(limit, limit + STEP).map(row));
      limit += STEP;
      more.hidden = limit >= rows.length;
    } }, word("more"));
    more.hidden = limit >= rows.length;
    box.replaceChildren(
      el("div", { class: "options" }, el("button", { type: "button", onclick: () => download("flows.csv", "text/csv", csv(rows)) }, word("csv"))),
      silent.length ? el("p", { class: "note" }, word("silent", { columns: silent.map((slot) => word(slot)).join(", ") })) : "",
      rows.length
        ? el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": word("table") },
          el("table", {}, el("caption", { class: "visually-hidden" }, word("table-about")),
            el("thead", {}, el("tr", {}, ...shown.map(heading))), body))
        : el("p", { class: "note" }, word("none")),
      more);
  };
})();
