/** Which kernels must run before which: a graph that grows while kernels are formed, and answers whether a merge would close a cycle. */

export class Dependencies<K> {
  readonly #after = new Map<K, Set<K>>();

  /** `earlier` runs before `later`. */
  add(earlier: K, later: K): void {
    if (earlier === later) return;
    const successors = this.#after.get(earlier);
    if (successors) successors.add(later);
    else this.#after.set(earlier, new Set([later]));
  }

  /** Whether `later` must run after `earlier`, directly or through others. */
  reaches(earlier: K, later: K): boolean {
    const seen = new Set<K>();
    const stack = [earlier];
    for (let kernel = stack.pop(); kernel !== undefined; kernel = stack.pop()) {
      for (const next of this.#after.get(kernel) ?? []) {
        if (next === later) return true;
        if (!seen.has(next)) {
          seen.add(next);
          stack.push(next);
        }
      }
    }
    return false;
  }

  /** The kernels in an order that respects every edge; among those that are free, the order given. */
  sort(kernels: readonly K[]): K[] {
    const waiting = new Map<K, number>(kernels.map((kernel) => [kernel, 0]));
    for (const successors of this.#after.values()) for (const later of successors) waiting.set(later, (waiting.get(later) ?? 0) + 1);
    const place = new Map(kernels.map((kernel, i) => [kernel, i]));
    const free = kernels.filter((kernel) => waiting.get(kernel) === 0);
    const sorted: K[] = [];
    for (let kernel = free.shift(); kernel !== undefined; kernel = free.shift()) {
      sorted.push(kernel);
      for (const later of this.#after.get(kernel) ?? []) {
        const left = waiting.get(later)! - 1;
        waiting.set(later, left);
        if (left > 0) continue;
        const at = free.findIndex((other) => place.get(other)! > place.get(later)!);
        free.splice(at < 0 ? free.length : at, 0, later);
      }
    }
    return sorted;
  }
}
