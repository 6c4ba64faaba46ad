/** URLs of the GitHub editor, for a new file and for an existing one. */

export const MAX_URL_LENGTH = 8000;
const MAX_SUBJECT_LENGTH = 72; // of a commit message

/** Return the URL of the editor, for an action (new, edit) on a branch. */
const editorUrl = (repository, action, branch) =>
  `${repository}/${action}/${branch.split("/").map(encodeURIComponent).join("/")}`;

const queryString = (values) =>
  Object.entries(values)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
    .join("&");

const truncate = (text, length) => (text.length > length ? `${text.slice(0, length - 2).trimEnd()} …` : text);

/**
 * Return where a new file can be proposed, `{href, hasText}`.
 *
 * If the URL would be too long it loses the description, then the file's text: the reader must then paste it.
 */
export function newFile(repository, branch, { file, text, name, description }) {
  const base = editorUrl(repository, "new", branch);
  const message = truncate(`Add ${name}`, MAX_SUBJECT_LENGTH);
  const urlWith = (values) => `${base}?${queryString({ filename: file, ...values })}`;
  const urls = [urlWith({ value: text, message, description }), urlWith({ value: text, message })];
  const href = urls.find((url) => url.length <= MAX_URL_LENGTH);
  return { href: href ?? urlWith({}), hasText: href !== undefined };
}

/** Return where a published paper's file can be edited. */
export const editFile = (repository, branch, id) =>
  `${editorUrl(repository, "edit", branch)}/${paperFile(id)}`;

/** Return the file of a paper. */
export const paperFile = (id) => `data/papers/${id.slice(-4)}/${id}.yml`;
