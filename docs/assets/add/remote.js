/** Files of proposed records, at a commit of any repository on GitHub. */

import { Unreadable, fetchText } from "./download.js";

const HOST = "https://raw.githubusercontent.com";
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/;
const COMMIT = /^[0-9a-f]{40}$/;
// Only the pattern of an id is checked here; the rules report one that is too long.
const PAPER_ID = /^(?=.{1,200}$)[a-z0-9]+(?:-[a-z0-9]+)*-((?:19|20)[0-9]{2})$/;
const DATASET_ID = /^datasets\/((?=.{1,200}$)[a-z0-9]+(?:-[a-z0-9]+)*)$/;
const MAX_FILES = 50;
const TIMEOUT_SECONDS = 15;

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
export const fetchFile = ({ repo, ref }, file, maxBytes) =>
  fetchText(`${HOST}/${repo}/${ref}/${file}`, {
    service: "GitHub",
    subject: "The file",
    missing: "GitHub has no such file at this commit, or the repository is private.",
    maxBytes,
    timeoutSeconds: TIMEOUT_SECONDS,
  });
