// A worker trains while the page stays smooth: node examples/embed/worker/start.mjs
import { fileURLToPath } from "node:url";
import { built, serve, settings } from "../shared.mjs";

const options = settings(0);
serve(options.port, [fileURLToPath(new URL(".", import.meta.url)), built("ring", options.out)]);
