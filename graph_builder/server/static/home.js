// Home: a box for questions that proposes what can be asked, the answer with its proofs, the policies.
// 1. What is typed is compared with patterns filled with names of the graph; the best eight are shown.
// 2. The question stands in the address; asking changes the address, the address brings the answer.
// 3. Policies are listed at once; how complete each is comes one by one as it is judged.
(() => {
  const { state, set, word, el, link } = Alir;
  const MOST = { proposals: 8, rows: 12, policies: 50 };
  const form = document.getElementById("ask");
  const answerBox = document.getElementById("answer");
  const policyBox = document.getElementById("policies");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slugOf = (iri) => iri.includes("/policy/") ? iri.split("#")[0].split("/").at(-3) : "";
  const json = async (address) => {
    const answer = await fetch(address);
    const text = await answer.text();
    if (!answer.ok) throw new Error(text.trim());
    return JSON.parse(text);
  };

  // ---- proposals
  let proposals = null;
  const hits = (name, typed) => { const words = fold(name).split(/\s+/); return typed.filter((t) => words.some((w) => w.startsWith(t))).length; };
  const fillings = (pattern, names, typed) => {
    const slots = [...pattern.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
    let filled = [pattern];
    for (const slot of slots) {
      const known = names[slot] || [];
      const asked = known.map((n) => [hits(n, typed), n]).filter(([h]) => h).sort((a, b) => b[0] - a[0] || a[1].length - b[1].length).slice(0, 4).map(([, n]) => n);
      const usual = slot === "other" ? known.slice(1, 2) : known.slice(0, 1);
      filled = filled.flatMap((text) => (asked.length ? asked : usual).map((n) => text.replace(`{${slot}}`, () => n)));
    }
    return filled;
  };
  const propose = (text) => {
    if (!proposals) return [];
    const typed = fold(text).split(/\s+/).filter(Boolean);
    const languages = state.lang === "id" ? ["id", "en"] : ["en", "id"];
    const found = languages.flatMap((language, order) => proposals[language].patterns.flatMap((pattern, rank) =>
      fillings(pattern, proposals[language].names, typed).map((said) => ({ said, language, score: hits(said, typed), order, rank }))));
    const least = Math.max(typed.length ? 1 : 0, typed.length - 1);
    const seen = new Set();
    return found.filter((f) => f.score >= least && (typed.length || !f.order) && !seen.has(f.said) && seen.add(f.said))
      .sort((a, b) => b.score - a.score || a.order - b.order || a.rank - b.rank || a.said.length - b.said.length).slice(0, MOST.proposals);
  };

  // ---- the box: a combobox with a list (WAI-ARIA 1.2)
  const list = el("ul", { id: "proposals", role: "listbox", hidden: true });
  const field = el("input", { type: "search", id: "question", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "proposals", spellcheck: "false" });
  let chosen = -1;
  const close = () => { list.hidden = true; chosen = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
  const mark = (at) => {
    const items = [...list.children];
    chosen = items.length ? (at + items.length) % items.length : -1;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    if (chosen >= 0) { field.setAttribute("aria-activedescendant", items[chosen].id); items[chosen].scrollIntoView({ block: "nearest" }); }
  };
  const open = () => {
    const found = propose(field.value);
    list.replaceChildren(...found.map(({ said, language }, i) => el("li", { id: `proposal-${i}`, role: "option", "aria-selected": "false", lang: language,
      onmousedown: (e) => { e.preventDefault(); ask(said); } }, said)));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    chosen = -1;
  };
  const ask = (said) => { field.value = said; close(); set({ q: said.trim() }); };
  field.addEventListener("input", open);
  field.addEventListener("focus", () => { if (!field.value) open(); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      if (list.hidden) open();
      mark(chosen + (e.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
    } else if (e.key === "Escape") close();
    else if (e.key === "Enter" && chosen >= 0) { e.preventDefault(); ask(list.children[chosen].textContent); }
  });
  const askedFor = el("label", { for: "question" });
  const button = el("button", { type: "submit", class: "main" });
  const chips = el("div", { class: "examples" });
  form.append(askedFor, el("div", { class: "box" }, field, button, list), chips);
  form.addEventListener("submit", (e) => { e.preventDefault(); if (field.value.trim()) ask(field.value); });

  // ---- the answer
  const place = (proof) => proof.line ? word("place-line", { file: proof.source, line: proof.line }) : word("place-offset", { file: proof.source, start: proof.start, end: proof.end });
  const proof = (p, names) => el("figure", { class: "proof" },
    el("blockquote", { dir: "auto" }, p.quote || word("no-words", { section: p.section, start: p.start, end: p.end })),
    el("figcaption", {}, [names.get(p.policy) || slugOf(p.policy), p.section, place(p)].filter(Boolean).join(" › "), " ",
      el("a", { href: link(`/view/${encodeURIComponent(slugOf(p.policy))}`, { statement: p.practice }) }, word("read-in-place"))));
  const table = (found) => {
    const columns = Object.entries(found.columns).filter(([key]) => found.rows.some((row) => row[key]));
    const seen = new Set();
    const rows = found.rows.filter((row) => { const key = JSON.stringify(columns.map(([k]) => row[k])); return !seen.has(key) && seen.add(key); });
    const cell = (row, key) => row[key] ? el("td", { class: key === "certainty" ? `certainty ${row[key].value}` : null, dir: "auto" }, key === "policy"
      ? el("a", { href: link(`/view/${encodeURIComponent(slugOf(row[key].value))}`) }, row[key].name) : row[key].name) : el("td", {});
    const line = (row) => el("tr", {}, ...columns.map(([key]) => cell(row, key)));
    const body = el("tbody", {}, ...rows.slice(0, MOST.rows).map(line));
    const more = el("button", { type: "button", hidden: rows.length <= MOST.rows, onclick: () => { body.append(...rows.slice(MOST.rows).map(line)); more.remove(); } }, `${word("more")} (${rows.length - MOST.rows})`);
    return [el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": word("rows") },
      el("table", {}, el("thead", {}, el("tr", {}, ...columns.map(([, label]) => el("th", { scope: "col" }, label)))), body)), more];
  };
  const show = (found) => {
    const shown = new Set();
    const proofs = found.evidence.filter((p) => { const key = `${p.policy} ${p.start} ${p.end}`; return !shown.has(key) && shown.add(key); });
    const names = new Map([...found.verdicts.map((v) => [v.policy, v.name]), ...found.rows.filter((r) => r.policy).map((r) => [r.policy.value, r.policy.name])]);
    const proven = new Set(found.evidence.map((p) => p.practice)).size;
    answerBox.replaceChildren(
      el("p", { class: "sentence", lang: found.language }, found.answer),
      ...(found.rows.length ? [el("h2", {}, word("rows")), ...table(found), found.truncated ? el("p", { class: "note" }, word("some-rows")) : ""] : []),
      ...(proofs.length ? [el("h2", {}, word("sentences")), ...proofs.map((p) => proof(p, names)), proven >= 10 ? el("p", { class: "note" }, word("first-proofs", { n: proven })) : ""] : []),
      el("details", {}, el("summary", {}, `${word("the-query")}: ${found.query}`),
        el("pre", { tabindex: 0 }, found.sparql), el("p", {}, el("a", { href: link("/query", { query: found.sparql }) }, word("open-query")))));
  };
  let asked = "";
  const answer = async () => {
    const wanted = state.q ? `${state.lang} ${state.q}` : "";
    if (wanted === asked) return;
    asked = wanted;
    if (!wanted) { answerBox.replaceChildren(); return; }
    answerBox.replaceChildren(el("p", { class: "note" }, word("asking")));
    try {
      const found = await json(`/api/ask?${new URLSearchParams({ q: state.q, lang: state.lang })}`);
      if (wanted === asked) show(found);
    } catch (problem) {
      if (wanted === asked) answerBox.replaceChildren(el("p", { class: "problem", role: "alert" }, problem.message || word("no-answer")));
    }
    document.documentElement.dataset.answered = state.q;
  };

  // ---- the policies
  let policies = null;
  let limit = MOST.policies;
  const judged = new Map();
  const bars = new Map();
  const bar = (iri) => {
    const counts = judged.get(iri);
    const box = bars.get(iri);
    if (!counts || !box) return;
    const n = (key) => counts[key] || 0;
    const said = word("completeness-said", { stated: n("stated"), vague: n("vague"), denied: n("denied"), missing: n("not-found"), all: counts.all });
    const parts = ["stated", "vague", "denied", "not-found"].filter(n).map((key) => { const part = el("i", { class: key }); part.style.flexGrow = n(key); return part; });
    box.replaceChildren(el("span", { class: "bar", role: "img", "aria-label": said, title: said }, ...parts), el("span", { class: "note" }, `${n("stated")} / ${counts.all}`));
  };
  let judging = false;
  const judge = async () => {
    if (judging) return;
    judging = true;
    for (;;) {
      const next = policies.find((p) => bars.has(p.iri) && !judged.has(p.iri));
      if (!next) break;
      try {
        const found = await json(`/api/completeness?policy=${encodeURIComponent(next.policy)}`);
        for (const [iri, counts] of Object.entries(found.versions)) { judged.set(iri, { ...counts, all: found.elements }); bar(iri); }
      } catch { /* the row stays without a bar; the page of its views tells why */ }
      if (!judged.has(next.iri)) judged.set(next.iri, null);
    }
    judging = false;
  };
  const policyRow = (p) => {
    const where = `/view/${encodeURIComponent(p.policy)}`;
    const cell = el("td", { class: "completeness" });
    bars.set(p.iri, cell);
    const views = ["table", "sankey", "network", "reader", "matrix"].map((view) => el("a", { href: link(where, { view: view === "table" ? "" : view }) }, word(view)));
    return el("tr", {}, el("th", { scope: "row", dir: "auto" }, el("a", { href: link(where) }, p.name || p.source || p.policy)), el("td", {}, p.language),
      el("td", { class: "source", dir: "auto" }, p.source), cell, el("td", { class: "links" }, ...views.flatMap((a) => [a, " "])));
  };
  const drawPolicies = () => {
    if (!policies) return;
    bars.clear();
    const wanted = fold(state.find || "");
    const kept = policies.filter((p) => fold([p.name, p.policy, p.source].join(" ")).includes(wanted));
    const body = el("tbody", {}, ...kept.slice(0, limit).map(policyRow));
    const find = el("input", { type: "search", value: state.find || "", "data-key": "find", oninput: (e) => set({ find: e.target.value }, true) });
    const focused = document.activeElement && document.activeElement.dataset.key === "find";
    policyBox.replaceChildren(
      el("div", { class: "head" }, el("h2", {}, `${word("policies-here")} (${policies.length})`), el("a", { href: link("/view") }, word("all-views"))),
      ...(policies.length > 8 ? [Alir.labelled("find-policy", find)] : []),
      policies.length ? el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": word("policies-here") }, el("table", { class: "policies" }, el("thead", {}, el("tr", {},
        ...["policy", "language-short", "source", "completeness", "look"].map((k) => el("th", { scope: "col" }, word(k))))), body)) : el("p", { class: "note" }, word("no-policies")),
      el("button", { type: "button", hidden: kept.length <= limit, onclick: () => { limit += MOST.policies; drawPolicies(); } }, word("more")));
    if (focused) { find.focus(); find.setSelectionRange(find.value.length, find.value.length); }
    for (const iri of bars.keys()) bar(iri);
    judge();
  };

  const draw = () => {
    Alir.dress();
    askedFor.textContent = word("question");
    field.placeholder = word("question-hint");
    button.textContent = word("ask-now");
    list.setAttribute("aria-label", word("proposals"));
    if (document.activeElement !== field) field.value = state.q || "";
    chips.replaceChildren(...(state.q ? [] : propose("").slice(0, 6)).map(({ said, language }) => el("button", { type: "button", class: "example", lang: language, onclick: () => ask(said) }, said)));
    answer();
    drawPolicies();
    document.documentElement.dataset.ready = "home";
  };
  const load = async () => {
    try {
      policies = await json("/api/policies");
      document.getElementById("summary").textContent = word("n-policies", { n: policies.length });
      drawPolicies();
      proposals = await json("/api/suggestions");
    } catch (problem) {
      policyBox.replaceChildren(el("p", { class: "problem", role: "alert" }, problem.message || word("no-answer")));
    }
    draw();
  };
  Alir.start(draw);
  load();
})();
