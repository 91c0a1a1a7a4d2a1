// Marks on a text, where they may overlap. Offsets count code points: take the text apart with Array.from.
(() => {
  // Cut the text at every place where a mark begins or ends; each piece knows what covers it.
  const pieces = (length, marks) => {
    const cuts = [...new Set([0, length, ...marks.flatMap((m) => [m.start, m.end])])].filter((c) => c >= 0 && c <= length).sort((a, b) => a - b);
    const opening = [...marks].sort((a, b) => a.start - b.start);
    const found = [];
    let open = [];
    let next = 0;
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const [start, end] = [cuts[i], cuts[i + 1]];
      while (next < opening.length && opening[next].start <= start) { open = [...open, opening[next]]; next += 1; }
      open = open.filter((m) => m.end > start);
      found.push({ start, end, marks: open });
    }
    return found;
  };
  Object.assign(Alir, { pieces });
})();
