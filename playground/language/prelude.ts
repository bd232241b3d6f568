/** The prelude's texts, put into the page when it is built. */

import type { Source } from "../../grammar/source.js";

const texts = import.meta.glob<string>("../../prelude/*.gan", { query: "?raw", import: "default", eager: true });

export const prelude: readonly Source[] = Object.entries(texts).map(([path, text]) => ({ name: path.replace("../../", ""), text }));
