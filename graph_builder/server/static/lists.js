// What stands beside the statement under review: the list of all of them, which tells what became of
// decisions after the text or the reading changed, and the comparison with another reviewer.
(() => {
  const { word, el, labelled } = Alir;
  const SHOWN = {
    all: () => true,
    open: (i) => i.open,
    decided: (i) => i.decision,
    changed: (i) => i.decision && i.decision.fate !== "kept",
    "not-decided": (i) => !i.decision,
  };
  let shown = "all";
  let found = null;
  let failed = "";

  const cells = (tag, values) => values.map((v) => el(tag, tag === "th" ? { scope: "col" } : {}, v));
  const table = (columns, rows) => el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": columns.join(", ") },
    el("table", {}, el("thead", {}, el("tr", {}, ...cells("th", columns))), el("tbody", {}, ...rows)));
  const state = (item) => {
    if (!item.decision) return word("state-new");
    const fate = item.decision.fate === "kept" ? "" : ` · ${word(`fate-${item.decision.fate}`)}`;
    return `${word(`did-${item.decision.verdict}`)}, ${item.decision.reviewer}${fate}`;
  };

  // `jump` shows the item of a number.
  const statements = (items, nameOf, jump) => {
    const choice = el("select", { id: "which", onchange: () => { shown = choice.value; Alir.redraw(); } }, ...Object.keys(SHOWN).map((key) => el("option", { value: key, selected: key === shown }, `${word(`show-${key}`)} (${items.filter(SHOWN[key]).length})`)));
    const rows = items.map((item, i) => [item, i]).filter(([item]) => SHOWN[shown](item)).map(([item, i]) => el("tr", {},
      el("td", {}, state(item)),
      el("td", {}, el("button", { type: "button", class: "link", dir: "auto", lang: item.language, onclick: () => jump(i) }, item.clause)),
      el("td", {}, Object.values(item.values).flat().map(nameOf).join("; "))));
    return [labelled("show", choice), table([word("state"), word("sentence"), word("values")], rows)];
  };

  const share = (value) => (value === null ? "–" : value.toFixed(2));
  const report = (nameOf) => {
    const named = (text) => text.split("; ").map((v) => (v.includes(":") ? nameOf(v) : v)).join("; ");
    const field = (key) => (key === "verdict" ? word("verdict") : key === "polarity" || key === "modality" ? word(key) : word(`field-${key}`));
    return [
      table([word("field"), word("pairs"), word("equal"), "κ", word("overlap")], found.fields.map((f) => el("tr", {}, ...cells("td", [field(f.field), f.pairs, share(f.equal), share(f.kappa), share(f.overlap)])))),
      el("p", { class: "note" }, word("only-one", { mine: found.only_first.length, other: found.only_second.length })),
      found.disagreements.length ? table([word("field"), word("mine"), word("other-one"), word("sentence")], found.disagreements.map((d) => el("tr", {}, ...cells("td", [field(d.field), named(d.first), named(d.second), d.quote])))) : el("p", {}, word("no-disagreement"))];
  };
  // `send` gives a text to the server and returns what it answers.
  const comparison = (send, nameOf) => {
    const file = el("input", { type: "file", id: "other", accept: ".toml", onchange: async () => {
      try { found = await send(await file.files[0].text()); failed = ""; } catch (failure) { found = null; failed = failure.message; }
      Alir.redraw();
    } });
    return [labelled("other-file", file), failed ? el("p", { class: "problem", role: "alert" }, failed) : "", ...(found ? report(nameOf) : [])];
  };
  const forget = () => { found = null; failed = ""; };
  Object.assign(Alir, { lists: { statements, comparison, forget } });
})();
