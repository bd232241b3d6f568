/** `node --import ganc/register app.mjs`: then `import gan from "./model.gan"` works in Node. Its types are kept beside it, `model.d.gan.ts`, unless `NODE_ENV` is `production`. */

import { register } from "node:module";

register("./hooks.js", import.meta.url);
