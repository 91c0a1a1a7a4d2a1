// Network: drawings laid out in Python (pyvis is their model), shown with vis-network, physics off.
(() => {
  const { data, state, word, name, el, policyName, select, show } = Alir;
  const css = (variable) => getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
  const GROUPS = { statement: "--statement", policy: "--policy", data: "--data", source: "--source", origin: "--source", purpose: "--purpose", recipient: "--recipient", basis: "--basis" };
  const COLOURS = { denied: "--denied", "denied-qualified": "--vague" };
  const DASHES = { denied: [7, 5], "denied-qualified": [2, 3, 7, 3] };
  const LINE = 24;
  let live = null;

  const legend = (groups) => el("div", { class: "legend", role: "note", "aria-label": word("legend") },
    ...groups.map((g) => el("span", { class: `chip ${g}` }, word(g))),
    el("span", { class: "line" }, el("i", {}), word("affirmed")),
    el("span", { class: "line" }, el("i", { class: "denied" }), word("denied")),
    el("span", { class: "line" }, el("i", { class: "denied-qualified" }), word("denied-qualified")),
    el("span", { class: "line" }, el("i", { class: "inferred" }), word("inferred")),
    el("span", { class: "chip unstated" }, word("unstated")));

  const caption = (node) => node.group === "statement" ? "" : node.group === "policy" ? policyName(node.policy) : name(node.concept);
  // A long name is broken into lines rather than cut; network.py leaves room for them.
  const lines = (text) => text.split(" ").reduce((found, w) => {
    const last = found.at(-1);
    return last && (last + " " + w).length <= LINE ? [...found.slice(0, -1), `${last} ${w}`] : [...found, w];
  }, []).join("\n");
  const inferred = (edge) => edge.statements.every((n) => {
    const found = data.statements[n].mentions.filter((m) => (edge.from + edge.to).includes(m[1]));
    return found.length && found.every((m) => m[4] === "inferred");
  });
  const styled = (node) => {
    const colour = css(GROUPS[node.group]);
    const boxed = node.shape === "box" || node.shape === "ellipse";
    return { id: node.id, x: node.x, y: node.y, shape: node.shape, label: lines(caption(node)), title: caption(node),
      size: node.group === "statement" ? 7 : 15, scaling: { label: { enabled: false, drawThreshold: 2 } }, borderWidth: boxed ? 1.5 : 1,
      color: { background: boxed ? css("--paper") : colour, border: colour, highlight: { background: css("--accent-soft"), border: css("--accent") } },
      font: { color: css("--ink"), size: 19, face: "system-ui, sans-serif", strokeWidth: boxed ? 0 : 3, strokeColor: css("--paper") } };
  };
  const drawn = (edge, n) => ({ id: n, from: edge.from, to: edge.to, arrows: { to: { enabled: true, scaleFactor: 0.45 } },
    width: Math.min(6, 1 + Math.log2(edge.statements.length)), smooth: false,
    dashes: DASHES[edge.polarity] || (inferred(edge) ? [2, 4] : false),
    color: { color: css(COLOURS[edge.polarity] || "--statement"), opacity: 0.6, highlight: css("--accent") } });

  const draw = (canvas, nodes, edges, act) => {
    if (live) live.destroy();
    live = new vis.Network(canvas, { nodes: nodes.map(styled), edges: edges.map(drawn) },
      { physics: false, interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, navigationButtons: false, hideEdgesOnDrag: nodes.length > 200 } });
    live.on("click", (at) => act(at.nodes[0], at.edges[0]));
    // Once drawn, the extent of the labels is known, too.
    live.once("afterDrawing", () => live.fit({ animation: false }));
    canvas.dataset.drawn = String(nodes.length);
    return live;
  };

  Alir.views.network = (box, kept) => {
    const chosen = state.policy || "all";
    const drawing = data.networks[chosen] || data.networks.all;
    const wanted = new Set(Alir.numbers(kept));
    const edges = drawing.edges.filter((e) => e.statements.some((n) => wanted.has(n)));
    const linked = new Set(edges.flatMap((e) => [e.from, e.to]));
    const nodes = drawing.nodes.filter((n) => linked.has(n.id));
    const byId = new Map(nodes.map((n) => [n.id, n]));
    const canvas = el("div", { class: "canvas", role: "img", "aria-label": `${word("network")}: ${nodes.length}` });
    const statementsOf = (id) => [...new Set(edges.filter((e) => e.from === id || e.to === id).flatMap((e) => e.statements))].filter((n) => wanted.has(n));
    const title = (node) => () => caption(node) || policyName(data.statements[node.statements[0]].p);
    const open = (id, edge) => {
      if (id) show(title(byId.get(id)), statementsOf(id).map((n) => data.statements[n]), false);
      else if (edge != null) {
        const e = edges[edge];
        show(() => [e.from, e.to].map((x) => caption(byId.get(x))).filter(Boolean).join(" → "), e.statements.filter((n) => wanted.has(n)).map((n) => data.statements[n]), false);
      }
    };
    const find = el("input", { type: "search", list: "nodes", onchange: (e) => {
      const hit = nodes.find((n) => caption(n).toLowerCase().includes(e.target.value.toLowerCase()) && caption(n));
      if (hit) { live.selectNodes([hit.id]); live.focus(hit.id, { scale: 1.1, animation: false }); open(hit.id); }
    } });
    const groups = [...new Set(nodes.map((n) => n.group))];
    box.replaceChildren(
      el("div", { class: "options" },
        select("policy", [["", word("all-policies")], ...data.policies.map((_, n) => [n, policyName(n)])], state.policy || ""),
        el("label", {}, word("find-node"), find),
        el("datalist", { id: "nodes" }, ...[...new Set(nodes.map(caption).filter(Boolean))].sort().map((v) => el("option", { value: v }))),
        el("button", { type: "button", onclick: () => live.fit({ animation: false }) }, word("fit"))),
      drawing.total > drawing.nodes.length ? el("p", { class: "note" }, word("showing", { n: drawing.nodes.length, m: drawing.total })) : "",
      nodes.length ? canvas : el("p", { class: "note" }, word("none")),
      legend(groups),
      el("details", {}, el("summary", {}, word("as-table")), el("ul", {}, ...nodes.filter((n) => caption(n)).map((n) =>
        el("li", {}, el("button", { type: "button", class: "link", onclick: () => open(n.id) }, `${word(n.group)}: ${caption(n)}`), ` (${statementsOf(n.id).length})`)))));
    if (nodes.length) draw(canvas, nodes, edges, open);
  };
  Object.assign(Alir, { legend, drawNetwork: draw, css });
})();
