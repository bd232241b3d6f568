/** Lines of what was measured and, where there is a target, what it should be and whether it is. */

export interface Target {
  readonly what: string;
  /** Undefined where there was nothing to measure, and then why. */
  readonly value: number | undefined;
  readonly missing?: string;
  /** None: the number is told, whatever it is. */
  readonly bound?: { readonly atMost: number } | { readonly atLeast: number };
  readonly show: (value: number) => string;
}

export function told({ what, value, missing, bound, show }: Target): string {
  const shown = value === undefined ? `not measured (${missing})` : show(value);
  if (!bound) return `- ${what}: ${shown}`;
  const [words, limit] = "atMost" in bound ? ["at most", bound.atMost] : ["at least", bound.atLeast];
  if (value === undefined) return `- ${what}: ${shown}; ${words} ${show(limit)} is asked for`;
  const isReached = "atMost" in bound ? value <= limit : value >= limit;
  return `- ${what}: ${shown} (${words} ${show(limit)}: ${isReached ? "reached" : "not reached"})`;
}
