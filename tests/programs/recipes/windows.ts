/** Convolutions and pools, on one axis of space or two; and what is made for pictures. */

import type { Random } from "../random.js";
import { type Named, type Recipe, sizeOf, type Use } from "../value.js";

interface Window {
  readonly k: number;
  readonly stride: number;
  readonly pad: number;
  readonly dilation: number;
}

/** No larger than this: programs are many. */
const most = 200;

const narrow = (size: number, { k, stride, pad, dilation }: Window): number => Math.floor((size + 2 * pad - dilation * (k - 1) - 1) / stride) + 1;
const wide = (size: number, { k, stride, pad, dilation }: Window, more: number): number => (size - 1) * stride - 2 * pad + dilation * (k - 1) + more + 1;

const hasSpace = ({ shape }: Named): boolean => shape.length === 2 || shape.length === 3;

function anyWindow(random: Random): Window {
  return { k: random.between(1, 4), stride: random.pick([1, 1, 2, 3]), pad: random.pick([0, 0, 1, 2]), dilation: random.pick([1, 1, 1, 2]) };
}

/** The first window of a few that leaves something, and what it leaves of space. */
function fitting({ shape: [, ...space] }: Named, random: Random, after: (size: number, window: Window) => number, accept: (window: Window) => boolean = () => true): { readonly window: Window; readonly space: readonly number[] } | undefined {
  for (let attempt = 0; attempt < 8; attempt++) {
    const window = anyWindow(random);
    const left = space.map((size) => after(size, window));
    if (left.every((size) => size >= 1) && accept(window)) return { window, space: left };
  }
  return undefined;
}

/** Only what differs from the default is written, and now and then by place. */
function optionsText({ stride, pad, dilation }: Window, groups: number, random: Random): string {
  if (stride > 1 && pad > 0 && dilation === 1 && groups === 1 && random.chance(0.3)) return `, ${stride}, ${pad}`;
  const named = [
    [stride, 1, `stride: ${stride}`],
    [pad, 0, `pad: ${pad}`],
    [dilation, 1, `dilation: ${dilation}`],
    [groups, 1, `groups: ${groups}`],
  ] as const;
  const written = named.flatMap(([value, preset, text]) => (value === preset ? [] : [text]));
  return [...written, ...(random.chance(0.2) ? ["bias: false"] : [])].map((text) => `, ${text}`).join("");
}

/** The text of a convolution and the shape that it gives. */
export function convolution(value: Named, random: Random): { readonly text: string; readonly shape: readonly number[] } | undefined {
  const [channels] = value.shape;
  const features = random.between(1, 6);
  const groups = random.pick([1, 1, 2, 3, channels].filter((g) => channels % g === 0 && features % g === 0));
  const found = hasSpace(value) ? fitting(value, random, narrow) : undefined;
  if (!found || features * sizeOf(found.space) > most) return undefined;
  return { text: `conv(${features}, ${found.window.k}${optionsText(found.window, groups, random)})`, shape: [features, ...found.space] };
}

function transposed(value: Named, random: Random): { readonly text: string; readonly shape: readonly number[] } | undefined {
  const [channels] = value.shape;
  const features = random.between(1, 4);
  const groups = random.pick([1, 1, 2, channels].filter((g) => channels % g === 0 && features % g === 0));
  const more = random.pick([0, 0, 1]);
  const found = hasSpace(value) ? fitting(value, random, (size, window) => wide(size, window, more), ({ stride, dilation }) => more === 0 || more < Math.max(stride, dilation)) : undefined;
  if (!found || features * sizeOf(found.space) > most) return undefined;
  const options = `${optionsText(found.window, groups, random)}${more > 0 ? `, output_pad: ${more}` : ""}`;
  return { text: `conv_transpose(${features}, ${found.window.k}${options})`, shape: [features, ...found.space] };
}

/** A pool of windows without gaps inside, padded by at most half of a window. */
function pool(name: string): Recipe {
  return (value, { random }) => {
    const found = hasSpace(value) ? fitting(value, random, (size, window) => narrow(size, { ...window, dilation: 1 }), ({ k, pad }) => 2 * pad <= k) : undefined;
    if (!found) return undefined;
    const { k, stride, pad } = found.window;
    const counted = name === "avg_pool" && random.chance(0.4) ? ", count_pad: false" : "";
    return { stage: `${name}(${k}, stride: ${stride}${pad > 0 ? `, pad: ${pad}` : ""}${counted})`, shape: [value.shape[0], ...found.space] };
  };
}

/** As wide as its stride, by default. */
function poolInSteps(name: string): Recipe {
  return ({ shape: [channels, ...space] }, { random }) => {
    const k = random.between(1, 2);
    if (space.length === 0 || space.length > 2 || space.some((size) => size < k)) return undefined;
    return { stage: `${name}(${k})`, shape: [channels, ...space.map((size) => Math.floor(size / k))] };
  };
}

const crop: Recipe = ({ name, shape }, { random }) => {
  if (shape.length < 2) return undefined;
  const [height, width] = shape.slice(-2);
  const [h, w] = [random.between(1, height), random.between(1, width)];
  const known = `${random.between(0, height - h)}, ${random.between(0, width - w)}`;
  const kept = [...shape.slice(0, -2), h, w];
  if (random.chance(0.4)) return { stage: `crop(${known}, ${h}, ${w})`, shape: kept };
  const place = random.pick([`3 * sigmoid(mean(${name}, over: sample))`, `sum(${name}, over: sample)`, `2 * sigmoid(max(${name}))`]);
  const [top, left] = random.chance(0.5) ? [place, "0"] : ["0", place];
  return { expression: `crop(${name}, ${top}, left: ${left}, h: ${h}, w: ${w})`, shape: kept };
};

const conv: Recipe = (value, { random }) => {
  const made = convolution(value, random);
  return made && { stage: made.text, shape: made.shape };
};

const convTranspose: Recipe = (value, { random }) => {
  const made = transposed(value, random);
  return made && { stage: made.text, shape: made.shape };
};

export const windows: { readonly [builtin: string]: Use } = {
  conv: { recipes: [conv], layer: true },
  conv_transpose: { recipes: [convTranspose], layer: true },
  max_pool: { recipes: [pool("max_pool"), poolInSteps("max_pool")] },
  avg_pool: { recipes: [pool("avg_pool"), poolInSteps("avg_pool")] },
  crop: { recipes: [crop] },
};
