/** The style sheet's colours for what is drawn on canvases; read anew when the theme changes. */

import { colour } from "../page/theme.js";

export type Hue = "real" | "made" | "judge" | "third" | "warned" | "soft";

type Name = Hue | "ink" | "line" | "sheet" | "strong-line" | "field-real" | "field-made";

let known = new Map<Name, string>();

export function shade(name: Name): string {
  let value = known.get(name);
  if (value === undefined) known.set(name, (value = colour(name)));
  return value;
}

/** Red, green and blue, each 0 to 255. */
export function fieldShade(name: "field-real" | "field-made"): readonly number[] {
  return shade(name).split(/\s+/).map(Number);
}

export function forgetShades(): void {
  known = new Map();
}
