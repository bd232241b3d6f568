/**
 * The element that an invocation computes. Values of several shapes can share a kernel (a reshape changes nothing), so
 * coordinates are symbols, a set for each shape, until an address is printed: whether a value is read at the element
 * itself is then the same comparison that the fuser made, whatever the coordinates turn into.
 */

import { type Index, delinearise, keyOf, linearise, substitute, variable } from "../ir/index.js";
import type { Shape } from "../ir/type.js";

export class Element {
  readonly #axes = new Map<string, readonly Index[]>();
  readonly #actual = new Map<string, Index>();
  readonly #self = new Set<string>();

  /** `home`: the coordinates in the kernel's own space, of loop variables; `flat`: the position that they make, where it is known better. */
  constructor(space: Shape, home: readonly Index[], readonly flat: Index = linearise(home, space)) {
    this.#define(space, home);
  }

  /** The coordinates, as symbols, of a value of this shape. */
  axes(shape: Shape): readonly Index[] {
    return this.#axes.get(shape.join()) ?? this.#define(shape, delinearise(this.flat, shape));
  }

  #define(shape: Shape, actual: readonly Index[]): readonly Index[] {
    const prefix = `@${this.#axes.size}.`;
    const axes = shape.map((extent, axis) => variable(`${prefix}${axis}`, extent));
    actual.forEach((index, axis) => this.#actual.set(`${prefix}${axis}`, index));
    this.#axes.set(shape.join(), axes);
    this.#self.add(keyOf(linearise(axes, shape)));
    return axes;
  }

  /** Whether a position, in symbols, is that of the element itself. */
  isSelf(position: Index): boolean {
    return this.#self.has(keyOf(position));
  }

  /** An index in symbols as one of loop variables. */
  resolve(index: Index): Index {
    return this.isSelf(index) ? this.flat : substitute(index, (name) => this.#actual.get(name));
  }
}
