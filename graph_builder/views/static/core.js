// What the views share: names and taxonomy of concepts, drawing, choosing.
(() => {
  const { data, state, set, word, el, labelled } = Alir;
  const SLOTS = ["operation", "data", "source", "origin", "purpose", "recipient", "basis"];

  const name = (curie) => {
    if (!curie) return word("unstated");
    const known = data.concepts[curie];
    return known ? known.n[state.lang === "id" ? 1 : 0] : curie;
  };
  const svg = (tag, attributes = {}, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value != null) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };
  // Elements that act like buttons but cannot be one (bands, boxes of a drawing).
  const pressable = (act) => ({
    tabindex: 0, role: "button", onclick: act,
    onkeydown: (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); act(e); } },
  });

  const above = new Map();
  const ancestors = (curie) => {
    if (!above.has(curie)) {
      const found = new Set([curie]);
      above.set(curie, found);
      for (const up of (data.concepts[curie] || { up: [] }).up) for (const one of ancestors(up)) found.add(one);
    }
    return above.get(curie);
  };
  // The chain of first parents from the top down to the concept itself.
  const chain = (curie) => {
    const path = [];
    for (let at = curie; at && !path.includes(at); at = (data.concepts[at] || { up: [] }).up[0]) path.unshift(at);
    return path;
  };
  // How a statement is meant: a denial within a qualifier is no clear denial, and never drawn as one.
  const manner = (s) => s.polarity === "denied" && s.modality === "qualified" ? "denied-qualified" : s.polarity;
  const policyName = (number) => {
    const p = data.policies[number];
    return `${p.name} (${p.lang})`;
  };
  const option = (value, text, chosen) => el("option", { value, selected: value === chosen }, text);
  const select = (key, options, chosen) =>
    labelled(key, el("select", { "data-key": key, onchange: (e) => set({ [key]: e.target.value }) },
      ...options.map(([value, text]) => option(String(value), text, String(chosen)))));
  const numbers = (kept) => kept.map((s) => data.statements.indexOf(s));

  Object.assign(Alir, { SLOTS, name, svg, pressable, ancestors, chain, manner, policyName, select, numbers, views: {} });
})();
