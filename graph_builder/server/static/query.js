// SPARQL: the editor and result tables of YASGUI on the endpoint of this server, nothing else.
// 1. Nothing is looked up elsewhere: no prefix service, no vocabulary service, no storage in the browser.
// 2. Terms are completed from the vocabulary of this program (Ctrl-Space).
// 3. The query that was run stands in the address.
(() => {
  const { data, state, set, word, el } = Alir;
  const { Yasqe, Yasr } = Yasgui;
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const MOST = 60;
  const language = () => (state.lang === "id" ? "id" : "en");
  const note = document.getElementById("note");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const nameOf = new Map(data.terms.map(([curie, ...names]) => [curie, names.join(" · ")]));
  // Those that come with it ask services elsewhere (prefix.cc, LOV), and options of a list are merged.
  Yasqe.defaults.autocompleters = ["variables"];
  Yasqe.registerAutocompleter({
    name: "alir", persistenceId: null, bulk: false, autoShow: false,
    isValidCompletionPosition: () => true,
    preProcessToken: (yasqe, token) => ({ ...token, autocompletionString: token.string, from: { ch: token.start } }),
    postProcessSuggestion: (yasqe, token, suggested) => suggested,
    get: async (yasqe, token) => {
      const asked = fold((token && token.string) || "").trim();
      return data.terms.filter(([curie, ...names]) => fold([curie, ...names].join(" ")).includes(asked)).slice(0, MOST).map(([curie]) => curie);
    },
  }, true);

  // The table parses the text of every term as HTML to sort and filter by it; a text with markup is a text.
  const { getColumns } = Yasr.plugins.table.prototype;
  Yasr.plugins.table.prototype.getColumns = function columns() {
    return getColumns.call(this).map((column) => ({
      ...column,
      render: (term, kind, ...more) => (term && term.value !== undefined && kind !== "display" ? escaped(term.value) : column.render(term, kind, ...more)),
    }));
  };

  const example = () => data.examples.find((x) => x.name === state.example) || data.examples[0];
  const yasqe = new Yasqe(document.getElementById("editor"), {
    value: "",
    persistenceId: null, prefixCcApi: null, createShareableLink: null, consumeShareLink: null,
    showQueryButton: true, resizeable: true, editorHeight: "340px", viewportMargin: Infinity,
    requestConfig: { endpoint: `${location.origin}/sparql`, method: "POST", headers: {} },
  });
  const yasr = new Yasr(document.getElementById("results"), { persistenceId: null, prefixes: data.prefixes });
  yasqe.on("query", () => { note.textContent = word("running"); });
  yasqe.on("queryResponse", (_editor, response, duration) => {
    const cut = response && response.headers && response.headers.get && response.headers.get("x-alir-truncated");
    note.textContent = [word("took", { n: Math.round(duration) }), cut ? word("truncated", { n: cut.split("=")[1] }) : ""].filter(Boolean).join(" · ");
    yasr.setResponse(response, duration);
    dress();
  });
  const run = () => { set({ query: yasqe.getValue() === example().text ? "" : yasqe.getValue() }); yasqe.query().catch(() => { /* the table shows what was wrong */ }); };

  // The library gives its controls neither names nor types that a screen reader could tell.
  const dress = () => {
    const area = document.querySelector(".CodeMirror textarea");
    if (area) area.setAttribute("aria-label", word("query-text"));
    const button = document.querySelector(".yasqe_queryButton");
    if (button) { button.setAttribute("aria-label", word("run")); button.title = word("run"); }
    for (const x of document.querySelectorAll("#results input, #results select, #results textarea")) if (!x.labels || !x.labels.length) x.setAttribute("aria-label", x.placeholder || word("results"));
    for (const x of document.querySelectorAll(".CodeMirror-scroll, #results")) { x.tabIndex = 0; x.setAttribute("role", "region"); x.setAttribute("aria-label", word(x.id || "query-text")); }
  };
  new MutationObserver(dress).observe(document.getElementById("results"), { childList: true, subtree: true });

  // A folder of queries that has no words yet goes by its name.
  const heading = (theme) => data.words[`theme-${theme}`] ? word(`theme-${theme}`) : theme;
  const themes = () => {
    const found = new Map();
    const asked = fold(state.find || "");
    for (const x of data.examples) {
      if (!fold([x.name, x.en, x.id, x.description, ...x.keywords].join(" ")).includes(asked)) continue;
      found.set(x.theme, [...(found.get(x.theme) || []), x]);
    }
    return [...found];
  };
  const choose = (x) => { yasqe.setValue(x.text); set({ example: x.name, query: "" }); run(); };
  const find = el("input", { type: "search", oninput: () => set({ find: find.value }, true) });
  const drawExamples = () => {
    if (find.value !== (state.find || "")) find.value = state.find || "";
    document.getElementById("list").replaceChildren(...themes().map(([theme, queries]) => el("section", {}, el("h3", {}, heading(theme)),
      el("ul", {}, ...queries.map((x) => el("li", {}, el("button", { type: "button", class: "link", title: x.description, "aria-current": !state.query && x === example() ? "true" : null, onclick: () => choose(x) }, x[language()])))))));
  };
  const label = el("label", {}, el("span", {}), find);
  document.getElementById("examples").append(el("h2", {}), label, el("div", { id: "list" }));

  let shown = null;
  const draw = () => {
    Alir.dress();
    document.getElementById("summary").textContent = word("n-queries", { n: data.examples.length });
    document.getElementById("about").textContent = word("query-about");
    document.querySelector("#examples h2").textContent = word("examples");
    label.firstChild.textContent = word("find-query");
    drawExamples();
    const wanted = state.query || example().text;
    if (shown !== wanted && yasqe.getValue() !== wanted) yasqe.setValue(wanted);
    shown = wanted;
    dress();
    document.documentElement.dataset.ready = "query";
  };
  document.querySelector(".yasqe_queryButton").addEventListener("click", (e) => { e.stopImmediatePropagation(); e.preventDefault(); run(); }, true);
  yasqe.setOption("extraKeys", { ...yasqe.getOption("extraKeys"), "Ctrl-Enter": run, "Cmd-Enter": run, Tab: false, "Shift-Tab": false });
  Alir.start(draw);
})();
