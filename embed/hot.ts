/**
 * Models that outlive their module, while Vite serves: what a page holds stays, and when the module is made anew, a new model takes its place
 * beneath, with the weights of the old one whose names and shapes stay. Training that is under way goes on with it.
 */

import type { Dataset } from "../runtime/data.js";
import type { Gan } from "../runtime/gan.js";
import type { LoadOptions, LoadTrainedOptions } from "../runtime/index.js";
import type { Tensors } from "../runtime/safetensors.js";
import type { Report, TrainOptions } from "../runtime/train.js";
import type { Trained } from "../runtime/trained.js";

/** Of one version of a module. */
export interface Loads {
  readonly load: (options?: LoadOptions) => Promise<Gan>;
  readonly loadTrained: (options?: LoadTrainedOptions) => Promise<Trained>;
}

/** What lasts from one version to the next: Vite's `import.meta.hot.data`. */
export interface Lasting {
  models?: Set<Kept>;
  loads?: Loads;
}

/** The loads of this version, for the page; those of the versions before it lead here too. */
export function kept(data: Lasting, loads: Loads): Loads {
  const models = (data.models ??= new Set());
  data.loads = loads;
  for (const model of models) void model.renew(loads);
  const keep = async <Model extends Trained>(kind: keyof Loads, options: LoadOptions & LoadTrainedOptions = {}): Promise<Model> => {
    const model = new Kept(kind, options, await data.loads![kind](options), (gone) => void models.delete(gone));
    models.add(model);
    return model.facade as Model;
  };
  return { load: (options) => keep<Gan>("load", options), loadTrained: (options) => keep<Trained>("loadTrained", options) };
}

class Kept {
  /** What the page holds: the model that there is now, whichever that is. */
  readonly facade: Trained;
  /** What is under way on each model: one that has made way is disposed of when nothing is. */
  readonly #uses = new Map<Trained, number>();
  #renewed: Promise<void> = Promise.resolve();
  #isDisposed = false;

  constructor(
    private readonly kind: keyof Loads,
    private readonly options: LoadOptions & LoadTrainedOptions,
    private current: Trained,
    private readonly forget: (model: Kept) => void,
  ) {
    const own: { readonly [key: string | symbol]: unknown } = {
      train: (data: Dataset, options?: TrainOptions) => this.#train(data, options),
      dispose: () => this.#dispose(),
    };
    this.facade = new Proxy(current, {
      get: (_, key) => {
        if (key in own && key in this.current) return own[key];
        const model = this.current;
        const value: unknown = Reflect.get(model, key, model);
        return typeof value === "function" ? (...given: unknown[]) => this.#watch(model, () => Reflect.apply(value, model, given) as unknown) : value;
      },
    });
  }

  /** Puts a model of another version in the place of this one; after those of the versions before. */
  renew(loads: Loads): Promise<void> {
    return (this.#renewed = this.#renewed.then(() => this.#replace(loads)));
  }

  async #replace(loads: Loads): Promise<void> {
    const old = this.current;
    if (this.#isDisposed) return;
    const next = await loads[this.kind]({ ...this.options, weights: undefined, device: old.device });
    try {
      next.setWeights(carried(await old.weights(), await next.weights()));
    } finally {
      // The page may have disposed of it meanwhile; then nobody wants another.
      if (this.#isDisposed) next.dispose();
      else this.current = next;
      this.#leave(old, 0);
    }
  }

  /** Runs what is asked of a model, which is there until that has ended. */
  #watch(model: Trained, run: () => unknown): unknown {
    const answer = run();
    if (!(answer instanceof Promise)) return answer;
    this.#enter(model);
    return answer.finally(() => this.#leave(model));
  }

  #enter(model: Trained): void {
    this.#uses.set(model, (this.#uses.get(model) ?? 0) + 1);
  }

  #leave(model: Trained, ended = 1): void {
    const left = (this.#uses.get(model) ?? 0) - ended;
    if (left > 0) return void this.#uses.set(model, left);
    this.#uses.delete(model);
    if (model !== this.current) model.dispose();
  }

  async *#train(data: Dataset, options: TrainOptions = {}): AsyncGenerator<Report, void, undefined> {
    for (let left = options.iterations ?? Infinity; left > 0; ) {
      const gan = this.current as Gan;
      const start = gan.iteration;
      let reached = start;
      this.#enter(gan);
      try {
        for await (const report of gan.train(data, { ...options, iterations: left })) {
          reached = report.iteration;
          yield report;
          if (gan !== this.current) break;
        }
      } finally {
        this.#leave(gan);
      }
      if (gan === this.current) return;
      // What was under way beyond the last report goes with the old model.
      left -= reached - start;
    }
  }

  #dispose(): void {
    this.#isDisposed = true;
    this.forget(this);
    this.current.dispose();
  }
}

/** The new model's weights, with those of the old one that fit; a training that has blown up left none worth keeping. */
function carried(old: Tensors, fresh: Tensors): Tensors {
  return new Map([...fresh].map(([name, tensor]) => {
    const before = old.get(name);
    return [name, before && before.shape.join() === tensor.shape.join() && before.values.every(Number.isFinite) ? before : tensor];
  }));
}
