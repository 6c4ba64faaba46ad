/** Stands in for the rules: enough of them to drive the page. */
export async function openRules(base) {
  const data = await (await fetch(new URL("add/rules.json", base))).json();
  const ids = Object.fromEntries(Object.entries(data.vocabularies).map(([name, entries]) => [name, entries.map(({ id }) => id)]));
  const error = (rule, path, message, hint) => ({ rule, severity: "error", path, message, hint });
  return {
    data,
    check({ record }) {
      const found = [];
      if (!record.title) found.push(error("missing-field", ["title"], "title is missing", "Write the title"));
      if (!record.categories) found.push(error("missing-field", ["categories"], "categories is missing", "Choose one"));
      if (!record.arxiv && !(record.venue && record.year)) found.push(error("no-venue", [], "There is no venue and no arXiv id", "Write venue and year"));
      if (/<|\{\{|[\u202a-\u202e\u200b\u0000-\u001f]/.test(record.title ?? "")) found.push(error("text-markup", ["title"], "The title holds markup", "Leave it out"));
      return found;
    },
    id(record, taken) {
      const words = (record.short ?? (record.title ?? "").split(" ").slice(0, 3).join(" ")).toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 55) || "paper";
      const id = `${words}-${record.year ?? 2026}`;
      return taken(id) ? id.replace(/-(\d+)$/, "-again-$1") : id;
    },
    venue: (text) => data.vocabularies.venues.find(({ id, short, aliases }) => [id, short, ...aliases].some((name) => name.toLowerCase() === text.toLowerCase()))?.id ?? null,
    tags: (title) => data.vocabularies.tags.filter(({ name }) => title.toLowerCase().includes(name.toLowerCase())).map(({ id }) => id),
    ids,
  };
}
