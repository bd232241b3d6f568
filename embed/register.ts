/** `node --import ganc/register app.mjs`: then `import gan from "./model.gan"` works in Node. */

import { register } from "node:module";

register("./hooks.js", import.meta.url);
