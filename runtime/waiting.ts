/**
 * How what a device promises is waited for. A browser tells when a promise is kept. A binding may have to ask, again and again on the
 * main thread for as long as any is pending, which takes a core from an adapter that computes on the CPU: whoever opens such a device says here how to
 * wait without that. Who knows how long something takes then sleeps before it asks for a promise; who doesn't lets it be asked after seldom.
 */

export interface Waiting {
  /** Passes about this time, in milliseconds, while nothing is pending. Never longer. */
  sleep(milliseconds: number): Promise<void>;
  /** The promise, asked after seldom. */
  seldom<T>(promise: Promise<T>): Promise<T>;
  /** Told of every kernel that begins to be compiled, where something can be done about how long that takes. */
  compiling?(kernel: KernelText): void;
}

/** All that a pipeline is made of. */
export interface KernelText {
  readonly code: string;
  readonly entryPoint: string;
  readonly bindings: readonly number[];
  readonly constants: Readonly<Record<string, number>>;
}

/** Nobody asks: so there is nothing to spare, and no reason to be late. */
const beingTold: Waiting = { sleep: () => Promise.resolve(), seldom: (promise) => promise };

const known = new WeakMap<GPUDevice, Waiting>();

export function waitWith(device: GPUDevice, waiting: Waiting): void {
  known.set(device, waiting);
}

export function waitingFor(device: GPUDevice): Waiting {
  return known.get(device) ?? beingTold;
}
