// Puts the views together: draws the chosen one, follows the hash and the keys.
(() => {
  const { data, state, set, word } = Alir;
  const root = document.documentElement;
  const tabs = [...document.querySelectorAll("#tabs button")];

  const draw = () => {
    Alir.dress();
    document.getElementById("summary").textContent =
      `${word("n-policies", { n: data.policies.length })} · ${word("n-statements", { n: data.statements.length })}`;
    document.getElementById("about").textContent = `${word(`${state.view}-about`)} ${word("pick")}`;
    document.querySelector(".stage").dataset.view = state.view;
    for (const tab of tabs) {
      if (tab.dataset.view === state.view) {
        tab.setAttribute("aria-current", "page");
        const row = tab.parentElement;
        row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
      } else tab.removeAttribute("aria-current");
    }
    const kept = Alir.drawFilters();
    for (const view of document.querySelectorAll(".view")) {
      const name = view.id.slice("view-".length);
      view.hidden = name !== state.view;
      if (view.hidden) view.replaceChildren();
    }
    Alir.drawPanel();
    const box = document.getElementById("view-" + state.view);
    const focused = document.activeElement && box.contains(document.activeElement) && document.activeElement.dataset.key;
    Alir.views[state.view](box, kept);
    const again = focused && box.querySelector(`[data-key="${focused}"]`);
    if (again) again.focus();
    root.dataset.ready = state.view;
  };
  const keys = (e) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
    if (e.key === "Escape") Alir.clearPanel();
    else if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
    else if (e.key === "/") { e.preventDefault(); document.querySelector('[data-filter="q"]').focus(); }
    else if (/^[1-9]$/.test(e.key) && tabs[e.key - 1]) set({ view: tabs[e.key - 1].dataset.view });
  };

  for (const tab of tabs) tab.addEventListener("click", () => set({ view: tab.dataset.view, at: "" }));
  // An address may name a statement by its IRI: the reader shows it in the text.
  const named = () => {
    const at = state.statement ? data.statements.findIndex((s) => s.id === state.statement) : -1;
    if (at >= 0) set({ view: "reader", read: String(data.statements[at].p), at: String(at), statement: "" }, true);
  };
  document.addEventListener("keydown", keys);
  Alir.start(draw);
  named();
})();
