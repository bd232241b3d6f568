/** How each name of the language is used by random programs. `recipes.test.ts` holds the list against the library's. */

import type { Use } from "../value.js";
import { arithmetic } from "./arithmetic.js";
import { layers } from "./layers.js";
import { reductions } from "./reductions.js";
import { shaping } from "./shaping.js";
import { watching } from "./watching.js";
import { windows } from "./windows.js";

export const uses: ReadonlyMap<string, Use> = new Map(Object.entries({ ...arithmetic, ...reductions, ...shaping, ...windows, ...watching, ...layers }));
