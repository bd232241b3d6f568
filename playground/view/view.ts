/** A way of looking at samples: points of the plane, numbers on a line, pictures. */

import type { Frame, Shown } from "../training/messages.js";

export type LayerName = "real" | "made" | "field" | "manifold" | "pull";
export type Layers = { readonly [name in LayerName]: boolean };

export interface View {
  /** Real samples, and how far from 0 is looked. */
  setData(real: Shown | undefined, extent: number): void;
  setFrame(frame: Frame): void;
  draw(context: CanvasRenderingContext2D, width: number, height: number, layers: Layers): void;
}
