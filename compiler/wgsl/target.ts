/** What a module's products are written for. The same program runs on all of them; how fast depends on its tiles. */

import type { TileTable } from "./tile-table.js";

/** A kind of adapter, or `any` where nobody knows it yet: a module that is built now and runs somewhere else. */
export type AdapterName = "swiftshader" | "lavapipe" | "gpu" | "any";

/** Or a table that is being measured (`bench/tiles.ts`). */
export type Target = AdapterName | TileTable;
