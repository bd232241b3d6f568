// A plain page with a slider over the latent space: node examples/embed/page/start.mjs
import { fileURLToPath } from "node:url";
import { openDevice } from "ganc/runtime";
import { built, imported, serve, settings, weightsOf } from "../shared.mjs";

const options = settings(600);
const folder = built("digits", options.out);
const { load } = await imported(folder, "digits");
const { device } = await openDevice(options.adapter);
const weights = await weightsOf(await load({ device, seed: 1 }), "mnist", options);
serve(options.port, [fileURLToPath(new URL(".", import.meta.url)), folder], {
  "/digits.safetensors": (_, response) => response.writeHead(200, { "content-type": "application/octet-stream" }).end(weights),
});
