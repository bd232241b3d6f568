// Trains on eight Gaussians on a circle and sends samples now and then.
import { load } from "./ring.mjs";

const count = 4096;
const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const values = Float32Array.from({ length: 2 * count }, (_, i) => {
  const angle = (2 * Math.PI * ((i >> 1) % 8)) / 8;
  return 2 * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)) + 0.05 * normal();
});

async function train() {
  const gan = await load({ seed: 1 });
  const { name, shape, range } = gan.program.inputs.find(({ kind }) => kind === "data");
  postMessage({ data: values.slice(0, 1000) });
  for await (const { iteration, loss } of gan.train({ [name]: { values, shape, count, ...(range && { range: [-2.5, 2.5] }) } }, { every: 10 })) {
    postMessage({ iteration, loss, samples: (await gan.sample(256)).pixels });
  }
}

train().catch((error) => postMessage({ error: error.message }));
