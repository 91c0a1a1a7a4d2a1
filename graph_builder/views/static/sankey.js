// Sankey: bands of statements from data over purposes to recipients.
// 1. Every statement gives a band part for each pair of neighbouring columns; where it names nothing,
//    the part ends in "not stated". Affirmed, denied and half denied parts never share a band.
// 2. Concepts are collapsed to the chosen level of the taxonomy; per column only the widest stay.
// 3. d3-sankey places them; a click lists the statements and lights up what else they say.
(() => {
  const { data, state, set, word, name, el, svg, pressable, chain, manner, policyName, select, show } = Alir;
  const COLUMNS = {
    "data-purpose-recipient": ["data", "purpose", "recipient"],
    "data-recipient": ["data", "recipient"],
    "policy-recipient": ["policy", "recipient"],
  };
  const STROKES = { denied: "var(--denied)", "denied-qualified": "var(--vague)" };
  const DASHES = { denied: "7 4", "denied-qualified": "2 4" };
  const WIDEST = 16;
  const REST = "+";
  const WIDE = 1120;
  const chosenLevel = () => Number(state.level || 2);

  const values = (statement, column) => {
    if (column === "policy") return ["p" + statement.p];
    const found = statement[column].map((c) => chain(c)[Math.min(chosenLevel(), chain(c).length - 1)]);
    return found.length ? [...new Set(found)] : [""];
  };
  const label = (column, value) => value === REST ? word("other") : column === "policy" ? policyName(Number(value.slice(1))) : name(value);

  const flows = (kept) => {
    const columns = COLUMNS[state.columns] || COLUMNS["data-purpose-recipient"];
    const weights = columns.map(() => new Map());
    const chosen = kept.map((s) => columns.map((column) => values(s, column)));
    chosen.forEach((row) => row.forEach((vs, i) => vs.forEach((v) => weights[i].set(v, (weights[i].get(v) || 0) + 1))));
    const stay = weights.map((w) => new Set([...w].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, WIDEST).map(([v]) => v)));
    const bands = new Map();
    kept.forEach((s, n) => {
      for (let i = 0; i + 1 < columns.length; i += 1) {
        const ends = [i, i + 1].map((j) => [...new Set(chosen[n][j].map((v) => stay[j].has(v) || v === "" ? v : REST))]);
        for (const from of ends[0]) for (const to of ends[1]) {
          const key = [i, from, to, manner(s)].join("\u0001");
          if (!bands.has(key)) bands.set(key, { i, from, to, polarity: manner(s), statements: [] });
          bands.get(key).statements.push(s);
        }
      }
    });
    return { columns, bands: [...bands.values()] };
  };
  const measure = (band) => state.width === "policies" ? new Set(band.statements.map((s) => s.p)).size : band.statements.length;
  const title = (columns, band) => `${label(columns[band.i], band.from)} → ${label(columns[band.i + 1], band.to)}`;

  const place = ({ columns, bands }) => {
    const names = new Map();
    const node = (i, v) => {
      const key = `${i}\u0001${v}`;
      if (!names.has(key)) names.set(key, { key, i, v, column: columns[i] });
      return key;
    };
    const links = bands.map((b) => ({ ...b, band: b, source: node(b.i, b.from), target: node(b.i + 1, b.to), value: measure(b) }));
    const nodes = [...names.values()];
    const most = Math.max(...columns.map((_, i) => nodes.filter((n) => n.i === i).length));
    const height = Math.max(300, most * 34 + 40);
    d3.sankey().nodeId((n) => n.key).nodeAlign((n) => n.i).nodeWidth(13).nodePadding(14).nodeSort(undefined)
      .extent([[225, 34], [WIDE - 225, height - 10]])({ nodes, links });
    return { nodes, links, height };
  };
  const short = (text) => text.length > 30 ? text.slice(0, 29) + "…" : text;

  const picture = (found) => {
    const { columns } = found;
    const { nodes, links, height } = place(found);
    const root = svg("svg", { class: "sankey", viewBox: `0 0 ${WIDE} ${height}`, role: "group", "aria-label": word("sankey") });
    const hatch = svg("pattern", { id: "hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("rect", { width: 5, height: 5, fill: "var(--lift)" }), svg("line", { y2: 5, stroke: "var(--soft)", "stroke-width": 2.4 }));
    root.append(svg("defs", {}, hatch));
    const path = d3.sankeyLinkHorizontal();
    const light = (statements) => {
      const wanted = new Set(statements);
      root.classList.add("lighting");
      for (const [band, shape] of shapes) shape.classList.toggle("lit", band.statements.some((s) => wanted.has(s)));
    };
    const shapes = links.map((link) => {
      const act = () => { light(link.band.statements); show(() => title(columns, link.band), link.band.statements); };
      const denied = link.polarity !== "affirmed";
      const shape = svg("path", {
        class: `band ${link.polarity}`, d: path(link), "stroke-width": Math.max(1.5, link.width),
        stroke: STROKES[link.polarity] || `var(--${link.source.column})`, "stroke-dasharray": DASHES[link.polarity] || null,
        "aria-label": `${title(columns, link.band)}, ${word(link.polarity)}, ${link.value}`, ...pressable(act),
      }, svg("title", {}, ""));
      shape.firstChild.textContent = `${title(columns, link.band)} · ${link.value}${denied ? " · " + word(link.polarity) : ""}`;
      return [link.band, shape];
    });
    root.append(...shapes.map(([, shape]) => shape));
    for (const n of nodes) {
      const first = n.i === 0;
      const all = [...new Set([...n.sourceLinks, ...n.targetLinks].flatMap((l) => l.band.statements))];
      const act = () => { light(all); show(() => label(n.column, n.v), all); };
      const box = svg("rect", { class: "box", x: n.x0, y: n.y0, width: n.x1 - n.x0, height: Math.max(2, n.y1 - n.y0), rx: 2,
        fill: n.v === "" ? "url(#hatch)" : `var(--${n.column})`, "aria-label": `${word(n.column)}: ${label(n.column, n.v)}, ${all.length}`, ...pressable(act) });
      const text = svg("text", { x: first ? n.x0 - 8 : n.x1 + 8, y: (n.y0 + n.y1) / 2, dy: ".35em", "text-anchor": first ? "end" : "start" });
      text.textContent = `${short(label(n.column, n.v))} ${all.length}`;
      if (!first && n.i < columns.length - 1) text.setAttribute("paint-order", "stroke"), text.setAttribute("stroke", "var(--paper)"), text.setAttribute("stroke-width", 3);
      root.append(box, text);
    }
    columns.forEach((column, i) => {
      const x = nodes.find((n) => n.i === i);
      const head = svg("text", { class: "head", x: i === 0 ? x.x0 - 8 : x.x1 + 8, y: 16, "text-anchor": i === 0 ? "end" : "start" });
      head.textContent = word(column);
      root.append(head);
    });
    root.addEventListener("click", (e) => { if (e.target === root) root.classList.remove("lighting"); });
    return root;
  };
  const fallback = ({ columns, bands }) => el("details", {}, el("summary", {}, word("as-table")),
    el("table", {}, el("thead", {}, el("tr", {}, ...["from", "to", "polarity", "count"].map((k) => el("th", { scope: "col" }, word(k))))),
      el("tbody", {}, ...[...bands].sort((a, b) => measure(b) - measure(a)).map((b) => el("tr", {},
        el("td", {}, label(columns[b.i], b.from)), el("td", {}, label(columns[b.i + 1], b.to)), el("td", {}, word(b.polarity)),
        el("td", {}, el("button", { type: "button", class: "link", onclick: () => show(() => title(columns, b), b.statements) }, String(measure(b)))))))));

  Alir.views.sankey = (box, kept) => {
    const shared = state.shared === "no" ? kept : kept.filter((s) => s.recipient.length);
    const found = flows(shared);
    const only = el("label", { class: "check" }, el("input", { type: "checkbox", checked: state.shared !== "no",
      onchange: (e) => set({ shared: e.target.checked ? "" : "no" }) }), word("only-shared"));
    box.replaceChildren(
      el("div", { class: "options" },
        select("columns", Object.keys(COLUMNS).map((k) => [k, word(k)]), state.columns || "data-purpose-recipient"),
        select("width", ["statements", "policies"].map((k) => [k, word(k)]), state.width || "statements"),
        select("level", [1, 2, 9].map((k) => [k, word(`level-${k}`)]), state.level || 2), only),
      found.bands.length ? el("div", { class: "scroll" }, picture(found)) : el("p", { class: "note" }, word("none")),
      Alir.legend(["data", "purpose", "recipient"]),
      found.bands.length ? fallback(found) : "");
  };
})();
