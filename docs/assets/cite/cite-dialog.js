/** The dialog that cites a paper, opened from its card. */

import { CitationBlock, emptyBlock } from "./citation-block.js";
import { openModal } from "./modal.js";

export function openCiteDialog(id, title) {
  const node = emptyBlock(id);
  openModal(`Cite “${title}”`, node);
  new CitationBlock(node).show();
}
