/** What every page begins with: the search and the citations wait there until somebody wants them. */

import "../search/start.js";
import "../cite/start.js";
import "./cards.js";
