/** Ways out of the page: the clipboard, and files. */

/** Copy a text. Where the browser does not let us, it is selected in `node`, which shows it; then the answer is false. */
export async function copy(text, node) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(node);
    return false;
  }
}

export const BY_HAND = `Selected: press ${/Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl+"}C to copy.`;

/** Save a text as a file. */
export function download(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // some browsers begin late
}
