// The digit between two draws of the noise, as far along as the slider says.
import { loadTrained, readSafetensors } from "./digits.mjs";

const [canvas, slider, button, output] = ["canvas", "input", "button", "output"].map((name) => document.querySelector(name));
const picture = canvas.getContext("2d");

async function start() {
  const { tensors: weights } = readSafetensors(new Uint8Array(await (await fetch("digits.safetensors")).arrayBuffer()));
  const gan = await loadTrained({ weights });
  let seed = 0;
  let ends = await drawn(gan, seed);
  let isDrawing = false;
  let isStale = false;

  /** One sample at a time: where the slider was in between is of no interest. */
  async function draw() {
    isStale = true;
    if (isDrawing) return;
    isDrawing = true;
    while (isStale) {
      isStale = false;
      const t = Number(slider.value);
      // On a sphere, as normal noise lies near one.
      const z = ends[0].map((from, i) => Math.cos(t * Math.PI / 2) * from + Math.sin(t * Math.PI / 2) * ends[1][i]);
      show((await gan.sample(1, { z })).pixels);
      output.value = `${Math.round(100 * t)} %`;
    }
    isDrawing = false;
  }

  slider.addEventListener("input", draw);
  button.addEventListener("click", async () => {
    ends = await drawn(gan, ++seed);
    draw();
  });
  draw();
}

async function drawn(gan, seed) {
  const z = (await gan.noise(2, seed)).get("z");
  return [z.slice(0, z.length / 2), z.slice(z.length / 2)];
}

/** From [-1, 1] to grey. */
function show(pixels) {
  const image = picture.createImageData(28, 28);
  pixels.forEach((value, i) => image.data.set([127.5 * (1 + value), 127.5 * (1 + value), 127.5 * (1 + value), 255], 4 * i));
  picture.putImageData(image, 0, 0);
}

start().catch((error) => (output.value = error.message));
