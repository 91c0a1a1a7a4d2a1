// Validate: give a policy, watch how far it is, read the report beside the text it is about.
// The number of an examination stands in the address, so that a report can be opened again for an hour.
(() => {
  const { data, state, set, word, el, link, pieces } = Alir;
  const PAUSE = 300;
  const MEGABYTE = 1000000;
  const STYLES = { html: "HTML", json: "JSON", sarif: "SARIF", markdown: "Markdown" };
  const SIGNS = { stated: "✓", vague: "~", denied: "✗", "not-found": "–" };
  const boxes = Object.fromEntries(["form", "progress", "report"].map((id) => [id, document.getElementById(id)]));
  const given = { text: "", name: "", url: "", file: null, law: "all" };
  let check = null;
  let problem = "";
  let loaded = "";

  const ask = async (address, options = {}) => {
    const answer = await fetch(address, options);
    if (!answer.ok) { const failure = new Error((await answer.text()).trim()); failure.status = answer.status; throw failure; }
    return answer.status === 204 ? null : answer.json();
  };
  const complain = (failure) => { problem = failure.message || word("no-answer"); draw(); };

  // ---- giving a policy
  const way = () => state.way || "text";
  const start = async (force) => {
    const query = { law: given.law, ...(force ? { force: "yes" } : {}) };
    let body = null;
    if (way() === "address") query.url = given.url.trim();
    else if (way() === "file") { query.name = given.file ? given.file.name : ""; body = given.file; }
    else { query.name = `${(given.name.trim() || "policy").replace(/[\\/:]/g, " ").replace(/^[-.\s]+/, "")}.txt`; body = given.text.trim() ? new Blob([given.text]) : null; }
    if (way() === "address" ? !query.url : !body) { problem = word("nothing-given"); draw(); return; }
    if (body && body.size > data.most) { problem = word("too-large", { n: data.most / MEGABYTE }); draw(); return; }
    problem = "";
    try { set({ id: (await ask(`/api/validations?${new URLSearchParams(query)}`, { method: "POST", body })).id }); } catch (failure) { complain(failure); }
  };
  const bound = (key, tag, attributes = {}) => { const made = el(tag, { ...attributes, oninput: () => { given[key] = made.value; } }); made.value = given[key]; return made; };
  const giving = {
    text: () => [el("label", {}, word("policy-name"), bound("name", "input", { type: "text", maxlength: 100 })), el("label", {}, word("policy-text"), bound("text", "textarea", { dir: "auto", spellcheck: "false" }))],
    file: () => [el("label", {}, word("policy-file", { endings: data.suffixes.join(" "), n: data.most / MEGABYTE }), el("input", { type: "file", accept: data.suffixes.join(","), onchange: (e) => { given.file = e.target.files[0] || null; } }))],
    address: () => [el("label", {}, word("policy-address"), bound("url", "input", { type: "url", placeholder: "https://", maxlength: 2000 }))],
  };
  const form = () => el("form", { class: "give", onsubmit: (e) => { e.preventDefault(); start(false); } },
    el("p", { class: "about" }, word("validate-about")),
    el("fieldset", { class: "ways" }, el("legend", {}, word("how")), ...Object.keys(giving).map((key) =>
      el("label", {}, el("input", { type: "radio", name: "way", value: key, checked: way() === key, "data-key": `way-${key}`, onchange: () => { problem = ""; set({ way: key === "text" ? "" : key }); } }), word(`by-${key}`)))),
    ...giving[way()](),
    el("div", { class: "row" }, el("label", {}, word("law"), lawChoice()), el("button", { type: "submit", class: "main" }, word("validate-now"))));
  const lawChoice = () => {
    const made = el("select", { onchange: () => { given.law = made.value; } }, ...[...data.laws].reverse().map((law) => el("option", { value: law, selected: law === given.law }, word(`law-${law}`))));
    return made;
  };

  // ---- watching it
  const stages = () => {
    const fetched = check.stages.filter((s) => s !== "fetch" || /^https?:/.test(check.name));
    const at = fetched.indexOf(check.stage);
    return el("ol", { class: "stages" }, ...fetched.map((stage, i) => el("li", { class: i < at ? "done" : i === at ? "now" : null, "aria-current": i === at ? "step" : null }, word(`stage-${stage}`))));
  };
  const watch = async (id) => {
    while (state.id === id) {
      try { check = await ask(`/api/validations/${encodeURIComponent(id)}`); } catch (failure) {
        check = null;
        if (failure.status === 404) { problem = word("forgotten"); set({ id: "" }, true); } else complain(failure);
        return;
      }
      draw();
      if (check.state !== "working") return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  };

  // ---- the report
  const report = () => check.reports[Math.min(Number(state.version || 0), check.reports.length - 1)];
  const jump = (key) => {
    const target = boxes.report.querySelector(`.text [data-marks~="${key}"]`);
    for (const x of boxes.report.querySelectorAll(".target, .chosen")) x.classList.remove("target", "chosen");
    for (const x of boxes.report.querySelectorAll(`.text [data-marks~="${key}"]`)) x.classList.add("target");
    const card = boxes.report.querySelector(`[data-card="${key}"]`);
    if (card) card.classList.add("chosen");
    if (target) target.scrollIntoView({ block: "center" });
    return card;
  };
  const marksOf = (found) => [
    ...found.requirements.flatMap((r) => r.place ? [{ ...r.place, key: `e-${r.element}`, kind: r.status, said: r.name[state.lang] }] : []),
    ...found.findings.flatMap((f, i) => [f.place, f.counterpart, f.place ? null : f.nearest].filter(Boolean).map((p) => ({ ...p, key: `f-${i}`, kind: `${f.severity}${f.place ? "" : " nearest"}`, said: f.message[state.lang] }))),
  ];
  const textOf = (found) => {
    const letters = Array.from(check.texts[found.version] || "");
    const box = el("div", { class: "text", lang: found.language, dir: "auto" });
    for (const piece of pieces(letters.length, marksOf(found).filter((m) => m.end > m.start))) {
      const words = letters.slice(piece.start, piece.end).join("");
      if (!piece.marks.length) { box.append(words); continue; }
      const last = piece.marks.at(-1);
      box.append(el("mark", { class: [...new Set(piece.marks.flatMap((m) => m.kind.split(" ")))].join(" "), "data-marks": piece.marks.map((m) => m.key).join(" "), title: [...new Set(piece.marks.map((m) => m.said))].join("\n"),
        onclick: () => { const card = jump(last.key); if (card) card.scrollIntoView({ block: "center" }); } }, words));
    }
    return box;
  };
  const lawLine = (laws) => Object.entries(laws).map(([law, article]) => `${law.toUpperCase()}: ${article}`).join(" · ");
  const finding = (f, i) => el("article", { class: "finding", "data-card": `f-${i}` },
    el("p", {}, el("span", { class: `tag ${f.severity}` }, word(f.severity)), " ", f.message[state.lang]),
    f.law[state.lang] ? el("p", { class: "law" }, f.law[state.lang]) : "",
    f.place && f.place.quote ? el("blockquote", { dir: "auto" }, f.place.quote) : "",
    f.suggestion[state.lang] ? el("p", {}, `${word("suggestion")}: ${f.suggestion[state.lang]}`) : "",
    f.place || f.nearest ? el("button", { type: "button", class: "link", onclick: () => jump(`f-${i}`) }, [word(f.place ? "show-place" : "show-nearest"), (f.place || f.nearest).line ? `(${word("place-line-plain", { line: (f.place || f.nearest).line })})` : ""].join(" ")) : "");
  const element = (r) => el("li", { "data-card": `e-${r.element}` },
    el("span", { class: `status ${r.status}`, role: "img", "aria-label": word(r.status), title: word(r.status) }, SIGNS[r.status]),
    r.place ? el("button", { type: "button", class: "link", onclick: () => jump(`e-${r.element}`) }, r.name[state.lang]) : el("span", {}, r.name[state.lang]),
    el("span", { class: "law" }, lawLine(r.law)));
  let stored = "";
  const actions = () => {
    const base = `/api/validations/${encodeURIComponent(state.id)}`;
    const saves = Object.entries(STYLES).map(([style, name]) => el("a", { class: "button", download: "", href: `${base}/${state.lang === "id" ? "id." : ""}${style}` }, name));
    const store = data.write
      ? el("button", { type: "button", disabled: stored === state.id, onclick: async () => { try { await ask(`${base}/store`, { method: "POST" }); stored = state.id; problem = ""; draw(); } catch (failure) { complain(failure); } } }, word(stored === state.id ? "added" : "add-to-store"))
      : el("span", { class: "note" }, word("read-only"));
    return el("div", { class: "actions" }, el("span", { class: "note" }, word("save-as")), ...saves,
      el("a", { class: "button", href: link(`${base}/view`) }, word("views-of-it")), store,
      el("button", { type: "button", onclick: async () => { await ask(base, { method: "DELETE" }).catch(() => null); check = null; set({ id: "" }); } }, word("forget")),
      el("a", { class: "button", href: link("/validate") , onclick: (e) => { e.preventDefault(); check = null; set({ id: "", version: "" }); } }, word("another")));
  };
  const full = () => {
    const found = report();
    const counts = Object.entries(found.counts).map(([severity, n]) => el("span", { class: `tag ${severity}` }, word(`n-${severity}`, { n })));
    const versions = check.reports.length > 1 ? [el("label", {}, word("version"), " ", el("select", { "data-key": "version", onchange: (e) => set({ version: e.target.value }) },
      ...check.reports.map((r, i) => el("option", { value: String(i), selected: r === found }, `${r.title || r.source} (${r.language})`))))] : [];
    return [el("h2", { dir: "auto" }, found.title || check.name), el("p", { class: "note", dir: "auto" }, [check.name, found.language, word("n-statements", { n: check.statements[found.version] })].join(" · ")),
      ...versions, el("div", { class: "counts" }, ...counts), actions(),
      el("div", { class: "pair" },
        el("div", {}, el("h2", {}, word("findings")), ...(found.findings.length ? found.findings.map(finding) : [el("p", { class: "note" }, word("no-findings"))]),
          el("h2", {}, word("elements")), el("ul", { class: "elements" }, ...found.requirements.map(element))),
        el("div", { tabindex: 0, role: "region", "aria-label": word("the-text") }, textOf(found)))];
  };

  const draw = () => {
    Alir.dress();
    if (state.id && state.id !== loaded) { loaded = state.id; check = null; watch(state.id); }
    if (!state.id) { loaded = ""; check = null; }
    const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : "";
    const failed = check && check.state === "failed";
    document.getElementById("summary").textContent = "";
    boxes.form.replaceChildren(...(state.id && !failed ? [] : [form()]));
    boxes.progress.replaceChildren(
      check && check.state === "working" ? stages() : "",
      failed ? el("div", { class: "problem", role: "alert" }, el("strong", {}, word("failed")), "\n", check.error) : "",
      failed && check.error.startsWith("E-NOT-A-POLICY") ? el("button", { type: "button", onclick: () => start(true) }, word("validate-anyway")) : "",
      problem ? el("p", { class: "problem", role: "alert" }, problem) : "");
    boxes.report.replaceChildren(...(check && check.state === "done" ? full() : []));
    const again = focused && document.querySelector(`[data-key="${focused}"]`);
    if (again) again.focus();
    document.documentElement.dataset.ready = check ? check.state : "form";
  };
  Alir.start(draw);
})();
