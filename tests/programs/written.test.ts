/** What random programs are written as: the same bytes each time, a module that holds the program itself, numbers that are numbers. */

import { expect, test } from "vitest";
import { compile, type Compilation } from "../../compiler/compile.js";
import { emitModule } from "../../compiler/emit/module.js";
import { type PackedProgram, pack } from "../../compiler/emit/pack/pack.js";
import { explain } from "../../compiler/explain/explain.js";
import { preludeSources } from "../../compiler/prelude.js";
import { programText } from "./program.js";

const prelude = preludeSources();
const seeds = Array.from({ length: 12 }, (_, i) => 100 + i);

function compiled(seed: number): Compilation {
  const { compilation } = compile({ name: "random.gan", text: programText(seed) }, { prelude });
  if (!compilation) throw new Error(`seed ${seed} does not compile`);
  return compilation;
}

test("a module holds the program, and is the same bytes each time", async () => {
  for (const seed of seeds) {
    const options = { source: "random.gan", standalone: "const unpack = (core, training) => ({ core, training }), loadProgram = () => undefined, loadTrainedProgram = loadProgram;" };
    const { program } = compiled(seed);
    const text = emitModule(program, options);
    expect(emitModule(compiled(seed).program, options)).toBe(text);
    const module: { readonly program: PackedProgram } = await import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
    // Kernels' names stand beside them as comments.
    const { core, training } = pack(program);
    expect(module.program).toEqual(JSON.parse(JSON.stringify({ core, training })));
  }
});

test("what it compiles to is explained in numbers", () => {
  for (const seed of seeds) {
    const { networks, steps, iteration, arena } = explain(compiled(seed));
    for (const { parameters, stages } of Object.values(networks)) expect(stages.reduce((sum, stage) => sum + stage.parameters, 0)).toBe(parameters);
    for (const step of steps) {
      expect(step.kernels).toHaveLength(step.dispatches);
      for (const { flops, bytes } of step.kernels) expect(flops >= 0 && bytes > 0 && Number.isFinite(flops + bytes), `seed ${seed}, ${step.name}`).toBe(true);
    }
    expect(iteration.dispatches).toBeGreaterThan(0);
    expect(arena.lowerBound).toBeLessThanOrEqual(arena.temporaries);
  }
});
