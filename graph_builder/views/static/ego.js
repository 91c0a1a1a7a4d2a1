// Neighbours of one concept: it in the middle, its statements around it, their other concepts outside.
// A click on an outer concept unfolds its statements as well; a statement shows its sentence.
(() => {
  const { data, state, set, word, name, el, ancestors, manner, show } = Alir;
  const ROLES = ["data", "source", "origin", "purpose", "recipient", "basis"];
  const SHAPE = { data: "box", source: "triangle", origin: "triangle", purpose: "ellipse", recipient: "diamond", basis: "hexagon" };
  const MOST = 28;

  const choices = (kept) => {
    const counts = new Map();
    for (const s of kept) for (const role of ["recipient", "data"]) for (const c of s[role]) {
      const key = `${role}|${c}`;
      counts.set(key, (counts.get(key) || 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([key, n]) => [key, `${word(key.split("|")[0])}: ${name(key.split("|")[1])} (${n})`])
      .sort((a, b) => a[1].localeCompare(b[1], state.lang));
  };
  const about = (kept, key) => {
    const [role, concept] = key.split("|");
    return kept.filter((s) => s[role].some((c) => ancestors(c).has(concept)));
  };
  const arrange = (kept, centre, unfolded) => {
    const first = about(kept, centre).slice(0, MOST);
    const further = unfolded.flatMap((k) => about(kept, k).slice(0, 10)).filter((s) => !first.includes(s));
    const statements = [...new Set([...first, ...further])];
    const nodes = [{ id: centre, group: centre.split("|")[0], shape: SHAPE[centre.split("|")[0]], concept: centre.split("|")[1], x: 0, y: 0 }];
    const edges = [];
    const angles = new Map();
    statements.forEach((s, i) => {
      const angle = (2 * Math.PI * i) / statements.length - Math.PI / 2;
      const id = `s${data.statements.indexOf(s)}`;
      nodes.push({ id, group: "statement", shape: "dot", statements: [data.statements.indexOf(s)], x: Math.round(240 * Math.cos(angle)), y: Math.round(200 * Math.sin(angle)) });
      for (const role of ROLES) for (const c of s[role]) {
        const key = `${role}|${c}`;
        if (key === centre) continue;
        if (!angles.has(key)) angles.set(key, []);
        angles.get(key).push([Math.cos(angle), Math.sin(angle)]);
        edges.push({ from: id, to: key, polarity: manner(s), statements: [data.statements.indexOf(s)] });
      }
      if (first.includes(s)) edges.push({ from: centre, to: id, polarity: manner(s), statements: [data.statements.indexOf(s)] });
    });
    const outer = [...angles].map(([key, at]) => [key, Math.atan2(at.reduce((t, a) => t + a[1], 0), at.reduce((t, a) => t + a[0], 0))])
      .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
    outer.forEach(([key], i) => {
      const [role, concept] = key.split("|");
      const angle = (2 * Math.PI * i) / outer.length - Math.PI;
      const far = 1 + 0.28 * (i % 3);
      nodes.push({ id: key, group: role, shape: SHAPE[role], concept, x: Math.round(620 * far * Math.cos(angle)), y: Math.round(430 * far * Math.sin(angle)) });
    });
    return { nodes, edges, shown: first.length, all: about(kept, centre).length };
  };

  Alir.views.ego = (box, kept) => {
    const listed = choices(kept);
    if (!listed.length) { box.replaceChildren(el("p", { class: "note" }, word("none"))); return; }
    const known = new Set(listed.map(([k]) => k));
    const busiest = [...listed].sort((a, b) => Number(b[1].match(/\((\d+)\)$/)[1]) - Number(a[1].match(/\((\d+)\)$/)[1]));
    const usual = (busiest.find(([k]) => k.startsWith("recipient")) || busiest[0])[0];
    const centre = known.has(state.ego) ? state.ego : usual;
    const unfolded = (state.unfold || "").split(" ").filter(Boolean);
    const { nodes, edges, shown, all } = arrange(kept, centre, unfolded);
    const title = name(centre.split("|")[1]);
    const canvas = el("div", { class: "canvas", role: "img", "aria-label": `${word("ego")}: ${title}` });
    const open = (id, edge) => {
      const node = nodes.find((n) => n.id === id);
      if (node && node.group === "statement") show(() => Alir.policyName(data.statements[node.statements[0]].p), node.statements.map((n) => data.statements[n]), false);
      else if (node) {
        show(() => name(node.concept), about(kept, node.id), false);
        if (node.id !== centre && !unfolded.includes(node.id)) set({ ego: centre, unfold: [...unfolded, node.id].join(" ") });
      } else if (edge != null) show(() => title, edges[edge].statements.map((n) => data.statements[n]), false);
    };
    box.replaceChildren(
      el("div", { class: "options" }, el("label", {}, word("concept"), el("select", { "data-key": "ego", onchange: (e) => set({ ego: e.target.value, unfold: "" }) },
        ...listed.map(([k, t]) => el("option", { value: k, selected: k === centre }, t)))),
      el("span", { class: "note" }, word("shown", { n: shown, m: all }))),
      canvas, Alir.legend([...new Set(nodes.map((n) => n.group))]),
      el("details", {}, el("summary", {}, word("as-table")), ...about(kept, centre).slice(0, 60).map(Alir.card)));
    Alir.drawNetwork(canvas, nodes, edges, open);
  };
})();
