/** Ids for texts: the id of a new record, and the ids of the venue and tags that a text mentions. */

const APOSTROPHES = /['’]/g;
const QUOTATION_MARKS = /['’‘]/g;
const VENUE_PREFIXES = new Set([
  "ieee",
  "acm",
  "cvf",
  "proceedings",
  "proc",
  "of",
  "in",
  "the",
  "international",
]);
const VENUE_SUFFIXES = new Set(["conference", "conf", "journal"]);

/** Return the slugs of a title's words, without articles, prepositions and auxiliaries. */
function titleWords(title, { stop_words: stopWords }, folding) {
  const slugs = folding.split(title.replace(QUOTATION_MARKS, "")).map((word) => folding.slug(word));
  return slugs.filter((word) => word && !stopWords.includes(word));
}

/** Join words and an ending within the maximum length: drop whole words, unless only one is left. */
function joinWithin(words, ending, limit) {
  const room = limit - 1 - ending.length;
  let count = words.length;
  while (count > 1 && words.slice(0, count).join("-").length > room) count--;
  const start = words.slice(0, count).join("-").slice(0, room);
  return `${start.replace(/^-+|-+$/g, "")}-${ending}`;
}

/** Return the year of a paper's venue, else of its arXiv ID, else null. */
export function yearOf({ year, arxiv }) {
  const digits = /(?:^|\/)(\d\d)\d\d[\d.]*$/.exec(arxiv ?? "")?.[1];
  return year ?? (digits ? `${digits > "90" ? 19 : 20}${digits}` : null);
}

/** Return the id of a new paper, as `make_paper_id` of hooks/catalog/records/ids.py; null without a year. */
export function paperId(record, isTaken, data, folding) {
  const year = yearOf(record);
  if (!year) return null;
  const isFree = (id) => !isTaken(id) && !isRetired(id, data);
  const words = titleWords(record.title ?? "", data, folding);
  const short = folding.slug((record.short ?? "").replace(APOSTROPHES, ""));
  const start = short ? [short] : words.slice(0, data.limits.title_words);
  if (!start.length) start.push("paper");
  const rest = short ? words : words.slice(data.limits.title_words);
  for (let count = 0; count <= rest.length; count++) {
    const id = joinWithin([...start, ...rest.slice(0, count)], year, data.limits.id);
    if (isFree(id)) return id;
  }
  for (let number = 2; ; number++) {
    const id = joinWithin(start, `${number}-${year}`, data.limits.id);
    if (isFree(id)) return id;
  }
}

const isRetired = (id, { reserved, gone, replaced }) =>
  reserved.includes(id) || gone.includes(id) || Object.hasOwn(replaced, id);

/** Return the id of the venue that a text mentions, by the spellings in venues.yml, or null. */
export function venueId(text, { spellings }, folding) {
  const outside = text.replace(/\([^()]*\)/g, " ");
  const inside = [...text.matchAll(/\(([^()]+)\)/g)].map(([, part]) => part);
  for (const part of [text, outside, ...inside]) {
    for (const form of venueForms(folding.fold(part, " ").split(" "))) {
      if (Object.hasOwn(spellings, form)) return spellings[form];
    }
  }
  return null;
}

/** Yield a folded venue name and its shorter forms: without publisher, year, `Proceedings of`. */
function* venueForms(words) {
  const undated = words.filter((word) => !/^(19|20)\d\d$/.test(word));
  const from = undated.findIndex((word) => !VENUE_PREFIXES.has(word));
  const short = from < 0 ? [] : undated.slice(from);
  const workshop = short.findIndex((word) => /^workshops?$/.test(word));
  yield words.join(" ");
  yield undated.join(" ");
  if (workshop > 0) yield `${short.slice(0, workshop).join(" ")}w`;
  yield short.join(" ");
  if (VENUE_SUFFIXES.has(short.at(-1))) yield short.slice(0, -1).join(" ");
  yield `ieee ${short.join(" ")}`;
  yield `acm ${short.join(" ")}`;
}

/** Return the ids of the tags whose name, id or alias a title contains as words. */
export function tagsIn(title, { vocabularies }, folding) {
  const pad = (text) => ` ${folding.fold(text, " ")} `;
  const paddedTitle = pad(title);
  const isMentioned = ({ id, name, aliases }) =>
    [id, name, ...aliases].map(pad).some((words) => words.length > 2 && paddedTitle.includes(words));
  return vocabularies.tags.filter(isMentioned).map(({ id }) => id);
}
