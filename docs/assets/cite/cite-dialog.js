/** How to cite a paper, opened from its card. */

import { Block, emptyBlock } from "./block.js";
import { openSheet } from "./sheet.js";

export function openDialog(id, title) {
  const node = emptyBlock(id);
  openSheet(`Cite “${title}”`, node);
  new Block(node).show();
}
