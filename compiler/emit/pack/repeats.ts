/** Stretches of a text that stood before become references, so that an unrolled loop is in a module once, however far apart its kernels lie. */

/** Shorter ones cost more than they spare. */
const shortest = 24;
/** Places that are tried for each; the latest first. */
const candidates = 48;

/** `?START,LENGTH;` in base 36: what stands there in `before` and this text together. `?` is no sign of WGSL. */
export function withoutRepeats(before: string, text: string): string {
  const whole = before + text;
  const seen = new Map<string, number[]>();
  const enter = (from: number, to: number): void => {
    for (let i = from; i < to && i + shortest <= whole.length; i++) {
      const key = whole.slice(i, i + shortest);
      const places = seen.get(key);
      if (places) places.push(i);
      else seen.set(key, [i]);
    }
  };
  enter(0, before.length);
  const parts: string[] = [];
  for (let at = before.length; at < whole.length; ) {
    const { start, length } = longest(whole, at, seen.get(whole.slice(at, at + shortest)) ?? []);
    parts.push(length > 0 ? `?${start.toString(36)},${length.toString(36)};` : whole[at]);
    const next = at + Math.max(1, length);
    enter(at, next);
    at = next;
  }
  return parts.join("");
}

/** The longest stretch before `at` that stands there again; length 0 where there is none. */
function longest(whole: string, at: number, places: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (const start of places.slice(-candidates).reverse()) {
    let length = shortest;
    while (start + length < at && at + length < whole.length && whole[start + length] === whole[at + length]) length++;
    if (start + length <= at && length > best.length) best = { start, length };
  }
  return best;
}
