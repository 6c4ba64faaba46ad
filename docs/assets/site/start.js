/** The script of every page. Search and citations load the rest of their code at the first use. */

import "../search/start.js";
import "../cite/start.js";
import "./layout.js";
import "./frame.js";
