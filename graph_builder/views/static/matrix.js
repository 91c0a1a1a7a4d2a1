// Completeness: elements of a notice down, policies across, four values a cell.
(() => {
  const { data, state, word, el, policyName, say } = Alir;
  const SIGN = { stated: "✓", vague: "~", denied: "✗", "not-found": "·" };
  const inLanguage = (texts) => texts[state.lang] || texts.en || "";

  const cell = (element, number, [status, start, end, words]) => {
    const text = `${inLanguage(element.name)}, ${policyName(number)}: ${word(status)}`;
    const act = () => say(
      el("h2", {}, inLanguage(element.name)),
      el("p", { class: "note" }, `${policyName(number)} · ${word(status)}`),
      start >= 0 && status === "not-found" ? el("p", { class: "note" }, word("nearest")) : "",
      start >= 0 ? el("blockquote", { dir: "auto" }, words || word("no-words", { section: "", start, end })) : "",
      el("p", { class: "note" }, Object.values(element.law).join("; ")));
    return el("td", {}, el("button", { type: "button", class: `status ${status}`, title: text, "aria-label": text, onclick: act }, SIGN[status] || ""));
  };
  Alir.views.matrix = (box) => {
    if (!data.matrix || !data.matrix.rows.some((r) => r.length)) { box.replaceChildren(el("p", { class: "note" }, word("no-matrix"))); return; }
    const shown = data.policies.map((_, n) => n).filter((n) => data.matrix.rows[n].length && (!state.policy || String(n) === state.policy));
    const stated = (n) => data.matrix.rows[n].filter(([s]) => s === "stated").length;
    box.replaceChildren(
      el("div", { class: "legend" }, ...Object.keys(SIGN).map((s) => el("span", { class: "line" }, el("span", { class: `status ${s}`, "aria-hidden": "true" }, SIGN[s]), word(s)))),
      el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": word("matrix") }, el("table", { class: "matrix" },
        el("caption", { class: "visually-hidden" }, word("matrix-about")),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, word("element")), ...shown.map((n) =>
          el("th", { scope: "col" }, policyName(n), el("span", { class: "law" }, `${stated(n)} / ${data.matrix.elements.length}`))))),
        el("tbody", {}, ...data.matrix.elements.map((element, i) => el("tr", {},
          el("th", { scope: "row" }, inLanguage(element.name), el("span", { class: "law" }, Object.values(element.law).join("; "))),
          ...shown.map((n) => cell(element, n, data.matrix.rows[n][i]))))))));
  };
})();
