/** Files of proposed records, at a commit of any repository on GitHub. */

const HOST = "https://raw.githubusercontent.com";
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/;
const COMMIT = /^[0-9a-f]{40}$/;
// Only the pattern of an id is checked here; the rules report one that is too long.
const PAPER_ID = /^(?=.{1,200}$)[a-z0-9]+(?:-[a-z0-9]+)*-((?:19|20)[0-9]{2})$/;
const DATASET_ID = /^datasets\/((?=.{1,200}$)[a-z0-9]+(?:-[a-z0-9]+)*)$/;
const MAX_FILES = 50;
const TIMEOUT_SECONDS = 15;

/** A proposal or file that cannot be shown; the message is for the reader. */
export class Unreadable extends Error {}

/**
 * Parse the URL's parameters: `{repo, ref, records: [{id, kind, file}]}`; null if there are none.
 *
 * Everything is checked before use. Throws `Unreadable`.
 */
export function parseProposal(parameters) {
  const [repo, ref, files] = ["repo", "ref", "files"].map((name) => parameters.get(name) ?? "");
  if (!repo && !ref && !files) return null;
  if (!REPOSITORY.test(repo) || repo.includes("..") || /\/\.+$/.test(repo)) {
    throw new Unreadable("This link names no repository: repo must be owner/name.");
  }
  if (!COMMIT.test(ref)) {
    throw new Unreadable("This link names no commit: ref must be the 40 digits of its hash.");
  }
  const ids = [...new Set(files.split(","))];
  if (ids.length > MAX_FILES) {
    throw new Unreadable(`This link names ${ids.length} records, but at most ${MAX_FILES} can be shown.`);
  }
  return { repo, ref, records: ids.map(parseId) };
}

/** Return id, kind and file of a record. */
function parseId(text) {
  const [, year] = PAPER_ID.exec(text) ?? [];
  if (year) return { id: text, kind: "paper", file: `data/papers/${year}/${text}.yml` };
  const [, dataset] = DATASET_ID.exec(text) ?? [];
  if (dataset) return { id: dataset, kind: "dataset", file: `data/datasets/${dataset}.yml` };
  throw new Unreadable(
    "This link has an invalid ID: files must be IDs of papers, or datasets/ and an ID, separated by commas.",
  );
}

/** Fetch the text of a file of at most `maxBytes` at a commit. Throws `Unreadable`. */
export async function fetchText({ repo, ref }, file, maxBytes) {
  const signal = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);
  try {
    const response = await fetch(`${HOST}/${repo}/${ref}/${file}`, {
      signal,
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    if (!response.ok) throw new Unreadable(statusMessage(response.status));
    return decodeUtf8(await readBytes(response, maxBytes));
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const timeout = `GitHub did not answer within ${TIMEOUT_SECONDS} seconds.`;
    throw new Unreadable(signal.aborted ? timeout : "GitHub could not be reached.");
  }
}

function statusMessage(status) {
  if (status === 404) return "GitHub has no such file at this commit, or the repository is private.";
  if (status === 403 || status === 429) return "GitHub received too many requests from here. Wait a minute.";
  return `GitHub could not send the file: it answered with status ${status}.`;
}

async function readBytes(response, maxBytes) {
  const chunks = [];
  let size = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks).arrayBuffer();
    chunks.push(value);
    size += value.length;
    if (size <= maxBytes) continue;
    reader.cancel();
    throw new Unreadable(
      `The file has more than ${maxBytes.toLocaleString("en")} bytes, too many for a record.`,
    );
  }
}

function decodeUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable("The file is not UTF-8 text.");
  }
}
