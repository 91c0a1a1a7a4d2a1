// A field with values that are chosen by name: chips, and a box that proposes while one types.
// The keys are those of the WAI-ARIA combobox pattern; Backspace in an empty box takes the last value away.
(() => {
  const { state, word, el } = Alir;
  const MOST = 12;
  const plain = (text) => text.normalize("NFKD").toLowerCase();

  // What fits a text: names that begin with it, then words in names, then other words for it.
  const proposals = (options, text) => {
    const asked = plain(text.trim());
    if (!asked) return [];
    const rank = (o) => {
      const names = [plain(o.en), plain(o.id)];
      if (names.some((n) => n.startsWith(asked))) return 0;
      if (names.some((n) => n.includes(asked))) return 1;
      return o.words.some((w) => plain(w).includes(asked)) ? 2 : 3;
    };
    return options.map((o) => [rank(o), o]).filter(([r]) => r < 3).sort((a, b) => a[0] - b[0]).slice(0, MOST).map(([, o]) => o);
  };

  // `name` of a field, its `values` (changed in place), the `options`, `nameOf` a value.
  const picker = (field, values, options, nameOf) => {
    const id = `pick-${field}`;
    let found = [];
    let at = -1;
    const box = el("input", { type: "text", id, role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list` });
    const list = el("ul", { id: `${id}-list`, role: "listbox", class: "proposed", hidden: true, "aria-label": word(`field-${field}`) });
    const chips = el("span", { class: "chips" });
    const drawChips = () => chips.replaceChildren(...values.map((value, i) => el("button", { type: "button", class: "chip", "aria-label": word("take-away", { name: nameOf(value) }), onclick: () => { values.splice(i, 1); drawChips(); box.focus(); } }, nameOf(value), el("span", { "aria-hidden": "true" }, " ×"))));
    const drawList = () => {
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(!!found.length));
      list.replaceChildren(...found.map((o, i) => el("li", { id: `${id}-${i}`, role: "option", "aria-selected": String(i === at), onmousedown: (e) => { e.preventDefault(); choose(o); } }, o[state.lang], " ", el("small", {}, state.lang === "en" ? o.id : o.en))));
      if (at >= 0 && found.length) { box.setAttribute("aria-activedescendant", `${id}-${at}`); list.children[at].scrollIntoView({ block: "nearest" }); } else box.removeAttribute("aria-activedescendant");
    };
    const close = () => { found = []; at = -1; drawList(); };
    const choose = (o) => { if (!values.includes(o.curie)) values.push(o.curie); box.value = ""; close(); drawChips(); };
    const KEYS = {
      ArrowDown: () => { at = found.length ? (at + 1) % found.length : -1; drawList(); return found.length > 0; },
      ArrowUp: () => { at = found.length ? (at - 1 + found.length) % found.length : -1; drawList(); return found.length > 0; },
      Enter: () => { if (!found.length) return false; choose(found[Math.max(at, 0)]); return true; },
      Escape: () => { if (!found.length && !box.value) return false; box.value = ""; close(); return true; },
      Backspace: () => { if (box.value || !values.length) return false; values.pop(); drawChips(); return true; },
    };
    box.addEventListener("input", () => { found = proposals(options, box.value); at = found.length ? 0 : -1; drawList(); });
    box.addEventListener("keydown", (e) => { if (!e.ctrlKey && !e.metaKey && KEYS[e.key] && KEYS[e.key]()) { e.preventDefault(); e.stopPropagation(); } });
    box.addEventListener("blur", close);
    drawChips();
    return el("div", { class: `pick ${field}` }, el("label", { for: id }, word(`field-${field}`)), el("div", { class: "picked" }, chips, el("span", { class: "into" }, box, list)));
  };
  Object.assign(Alir, { picker });
})();
