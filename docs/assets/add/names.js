/** What a text names: the id of a new record, the venue and the tags that are meant. */

const APOSTROPHES = /['’]/g;
const QUOTES = /['’‘]/g;
const AROUND = new Set(["ieee", "acm", "cvf", "proceedings", "proc", "of", "in", "the", "international"]);
const BEHIND = new Set(["conference", "conf", "journal"]);

/** The words of a title that carry meaning, as they stand in addresses. */
function titleWords(title, { words }, letters) {
  const slugs = letters.split(title.replace(QUOTES, "")).map((word) => letters.slug(word));
  return slugs.filter((word) => word && !words.includes(word));
}

/** Words and an end within the greatest length; whole words are left out, unless there is only one. */
function fitting(words, end, limit) {
  const room = limit - 1 - end.length;
  let kept = words;
  while (kept.length > 1 && kept.join("-").length > room) kept = kept.slice(0, -1);
  return `${kept.join("-").slice(0, room).replace(/^-+|-+$/g, "")}-${end}`;
}

/** The year of a paper's venue, or of its arXiv id; none, if it has neither. */
export function yearOf({ year, arxiv }) {
  const digits = /(?:^|\/)(\d\d)\d\d[\d.]*$/.exec(arxiv ?? "")?.[1];
  return year ?? (digits ? `${digits > "90" ? 19 : 20}${digits}` : null);
}

/** An id for a paper, as `paper_id` of hooks/catalog/importing/ids.py makes it; none without a year. */
export function paperId(record, taken, data, letters) {
  const year = yearOf(record);
  if (!year) return null;
  const isTaken = (id) => taken(id) || data.reserved.includes(id) || data.gone.includes(id) || Object.hasOwn(data.replaced, id);
  const words = titleWords(record.title ?? "", data, letters);
  const short = letters.slug((record.short ?? "").replace(APOSTROPHES, ""));
  const start = short ? [short] : words.slice(0, data.limits.words);
  if (!start.length) start.push("paper");
  const more = short ? words : words.slice(data.limits.words);
  for (let count = 0; count <= more.length; count++) {
    const id = fitting([...start, ...more.slice(0, count)], year, data.limits.id);
    if (!isTaken(id)) return id;
  }
  for (let number = 2; ; number++) {
    const id = fitting(start, `${number}-${year}`, data.limits.id);
    if (!isTaken(id)) return id;
  }
}

/** The venue that a text names, by the spellings of venues.yml: as it stands, or without what stands around it; else none. */
export function venueId(text, { spellings }, letters) {
  const outside = text.replace(/\([^()]*\)/g, " ");
  const inside = [...text.matchAll(/\(([^()]+)\)/g)].map(([, part]) => part);
  for (const form of [text, outside, ...inside].flatMap((part) => [...forms(letters.fold(part, " ").split(" "))])) {
    if (Object.hasOwn(spellings, form)) return spellings[form];
  }
  return null;
}

/** A name of a venue, folded, and what may be left of it: without publisher, year, `Proceedings of`. */
function* forms(words) {
  const undated = words.filter((word) => !/^(19|20)\d\d$/.test(word));
  const from = undated.findIndex((word) => !AROUND.has(word));
  const short = from < 0 ? [] : undated.slice(from);
  const workshop = short.findIndex((word) => /^workshops?$/.test(word));
  yield words.join(" ");
  yield undated.join(" ");
  if (workshop > 0) yield `${short.slice(0, workshop).join(" ")}w`;
  yield short.join(" ");
  if (BEHIND.has(short.at(-1))) yield short.slice(0, -1).join(" ");
  yield `ieee ${short.join(" ")}`;
  yield `acm ${short.join(" ")}`;
}

/** The tags whose name, id or other name stands in a title as words. */
export function tagsIn(title, { vocabularies }, letters) {
  const spaced = (text) => ` ${letters.fold(text, " ")} `;
  const folded = spaced(title);
  const stands = ({ id, name, aliases }) => [id, name, ...aliases].some((word) => spaced(word).length > 2 && folded.includes(spaced(word)));
  return vocabularies.tags.filter(stands).map(({ id }) => id);
}
