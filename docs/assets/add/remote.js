/** Records of a proposal, as they stand at a commit of somebody's repository on GitHub. */

const HOST = "https://raw.githubusercontent.com";
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/;
const COMMIT = /^[0-9a-f]{40}$/;
// Ids by their pattern; that they are short is for the rules to say, beside the record.
const PAPER = /^(?=.{1,200}$)[a-z0-9]+(?:-[a-z0-9]+)*-((?:19|20)[0-9]{2})$/;
const DATASET = /^datasets\/((?=.{1,200}$)[a-z0-9]+(?:-[a-z0-9]+)*)$/;
const MOST_FILES = 50;
const MOST_BYTES = 1_000_000; // as in hooks/catalog/documents/document.py
const PATIENCE = 15; // seconds

/** Thrown where there is nothing to show; the message says why, for the reader. */
export class Unreadable extends Error {}

/**
 * What an address asks for: `{repo, ref, records: [{id, kind, file}]}`; null, if it asks for nothing.
 *
 * Everything is checked before it is used. Throws `Unreadable`.
 */
export function asked(params) {
  const [repo, ref, files] = ["repo", "ref", "files"].map((name) => params.get(name) ?? "");
  if (!repo && !ref && !files) return null;
  if (!REPOSITORY.test(repo) || repo.includes("..") || /\/\.+$/.test(repo)) throw new Unreadable("The address names no repository: repo is to be owner/name.");
  if (!COMMIT.test(ref)) throw new Unreadable("The address names no commit: ref is to be its 40 digits.");
  const ids = [...new Set(files.split(","))];
  if (ids.length > MOST_FILES) throw new Unreadable(`The address names ${ids.length} records; at most ${MOST_FILES} are shown.`);
  return { repo, ref, records: ids.map(placed) };
}

/** A record by its id, and where it stands. */
function placed(id) {
  const [, year] = PAPER.exec(id) ?? [];
  if (year) return { id, kind: "paper", file: `data/papers/${year}/${id}.yml` };
  const [, dataset] = DATASET.exec(id) ?? [];
  if (dataset) return { id: dataset, kind: "dataset", file: `data/datasets/${dataset}.yml` };
  throw new Unreadable("The address names something that is no id: files are to be ids of papers, or datasets/ and an id, with commas.");
}

/** The text of a file at a commit. Throws `Unreadable`. */
export async function fetchText({ repo, ref }, file) {
  const signal = AbortSignal.timeout(PATIENCE * 1000);
  try {
    const reply = await fetch(`${HOST}/${repo}/${ref}/${file}`, { signal, credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
    if (!reply.ok) throw new Unreadable(refusal(reply.status));
    return decoded(await bytesOf(reply));
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(signal.aborted ? `GitHub did not answer within ${PATIENCE} seconds.` : "GitHub could not be reached.");
  }
}

function refusal(status) {
  if (status === 404) return "GitHub has no such file at this commit, or keeps it to its owner.";
  if (status === 403 || status === 429) return "GitHub has been asked too often from here. Wait a minute.";
  return `GitHub could not give the file: it answered ${status}.`;
}

async function bytesOf(reply) {
  const chunks = [];
  let size = 0;
  for (const reader = reply.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks).arrayBuffer();
    chunks.push(value);
    size += value.length;
    if (size <= MOST_BYTES) continue;
    reader.cancel();
    throw new Unreadable(`The file has more than ${MOST_BYTES.toLocaleString("en")} bytes. No record has that many.`);
  }
}

function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable("The file is not UTF-8 text.");
  }
}
