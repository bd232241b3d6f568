// A server that answers with faces: node examples/embed/server/start.mjs, then /face.png?seed=7 and /faces.png?count=16&seed=7
import { PNG } from "pngjs";
import { openDevice, readSafetensors } from "ganc/runtime";
import { built, imported, serve, settings, weightsOf } from "../shared.mjs";

const options = settings(400);
const folder = built("dcgan", options.out, "--set", "width=16");
const { load, loadTrained } = await imported(folder, "dcgan");
const { device } = await openDevice(options.adapter);
const gan = await load({ device, seed: 1 });
const faces = await loadTrained({ device, weights: readSafetensors(await weightsOf(gan, "faces", options)).tensors });
gan.dispose();

/** A row of pictures of [channels, height, width], values from -1 to 1. */
function png({ pixels, shape: [count, channels, height, width] }) {
  const image = new PNG({ width: count * width, height });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < image.width; x++) {
      const [sample, column] = [Math.floor(x / width), x % width];
      const at = (channel) => pixels[((sample * channels + channel) * height + y) * width + column];
      image.data.set([...[0, 1, 2].map((channel) => Math.round(127.5 * (1 + at(channel)))), 255], 4 * (y * image.width + x));
    }
  }
  return PNG.sync.write(image);
}

async function answer(count, seed, response) {
  if (!Number.isInteger(count) || count < 1 || count > 64 || !Number.isInteger(seed)) return void response.writeHead(400).end("count is 1 to 64, seed a whole number\n");
  response.writeHead(200, { "content-type": "image/png" }).end(png(await faces.sample(count, { seed })));
}

serve(options.port, [], {
  "/": (_, response) => response.writeHead(302, { location: "/faces.png?count=8" }).end(),
  "/face.png": (asked, response) => answer(1, Number(asked.get("seed") ?? 0), response),
  "/faces.png": (asked, response) => answer(Number(asked.get("count") ?? 8), Number(asked.get("seed") ?? 0), response),
});
