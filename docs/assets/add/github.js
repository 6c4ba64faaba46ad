/** Addresses on GitHub: a new file that waits to be proposed, and a file to mend. Nothing is sent; the reader goes there. */

export const LONGEST = 8000; // letters of an address that GitHub takes
const FIRST_LINE = 72; // letters of what git calls a subject

const query = (values) => Object.entries(values).filter(([, value]) => value).map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join("&");
const folder = (repository, act, branch) => `${repository}/${act}/${branch.split("/").map(encodeURIComponent).join("/")}`;
const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 2).trimEnd()} …` : text);

/**
 * Where a new file waits to be proposed. Too long an address loses the description first, then the text of the file: then `whole` is
 * false, and the text has to be pasted.
 */
export function newFile(repository, branch, { file, text, name, description }) {
  const base = folder(repository, "new", branch);
  const message = cut(`Add ${name}`, FIRST_LINE);
  const address = (values) => `${base}?${query({ filename: file, ...values })}`;
  const found = [{ value: text, message, description }, { value: text, message }].map(address).find((href) => href.length <= LONGEST);
  return { href: found ?? address({}), whole: found !== undefined };
}

/** Where the file of a paper in the catalog is edited. */
export const editFile = (repository, branch, id) => `${folder(repository, "edit", branch)}/${fileOf(id)}`;

/** The file of a paper. */
export const fileOf = (id) => `data/papers/${id.slice(-4)}/${id}.yml`;
