/** Numbers that PyTorch's side draws too, tests/pytorch/families/drawn.py: a fixture then holds results only. */

/** FNV-1a of the key is where a linear congruential generator starts; its 12 highest bits are the numbers. */
function* stream(key: string): Generator<number, never> {
  let state = 2166136261;
  for (const byte of new TextEncoder().encode(key)) state = Math.imul(state ^ byte, 16777619) >>> 0;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 20;
  }
}

export function uniform(key: string, count: number, low: number, high: number): Float64Array {
  const numbers = stream(key);
  return Float64Array.from({ length: count }, () => low + (high - low) * ((numbers.next().value + 0.5) / 4096));
}

export function labels(key: string, count: number, classes: number): Float64Array {
  const numbers = stream(key);
  return Float64Array.from({ length: count }, () => numbers.next().value % classes);
}
