/** Pictures of the user's own, cut to the middle and scaled to a program's size. They never leave the page. */

import { DataError } from "../../runtime/errors.js";
import type { OwnPictures } from "./choice.js";
import { isHidden, sortByFolder } from "./classes.js";
import type { Picked } from "./picked.js";

/** As many as a page holds with ease. */
const most = 4000;

export interface Wanted {
  readonly width: number;
  readonly height: number;
  /** Whether each needs a class. */
  readonly labelled: boolean;
}

export interface ReadPictures {
  readonly pictures: OwnPictures;
  /** Files that could not be used, and why. */
  readonly passedOver: readonly string[];
  /** So many more were not looked at. */
  readonly left: number;
}

/** In the order of their paths. `tell` hears how many are done. Throws a DataError that names files where no picture is left. */
export async function readPictures(picked: readonly Picked[], wanted: Wanted, tell: (done: number, all: number) => void): Promise<ReadPictures> {
  const files = picked.filter(({ path }) => !isHidden(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const { folder, classes, labelOf } = sortByFolder(files.map(({ path }) => path));
  const scale = scaler(wanted);
  const looked = files.slice(0, most);
  const read: { readonly rgba: Uint8ClampedArray; readonly label: number }[] = [];
  const passedOver: string[] = [];
  for (const [i, { file, path }] of looked.entries()) {
    const label = labelOf.get(path);
    const isLoose = wanted.labelled && classes.length > 0 && label === undefined;
    const rgba = isLoose ? undefined : await scale(file);
    if (rgba) read.push({ rgba, label: label ?? 0 });
    else passedOver.push(`${file.name} ${isLoose ? "lies in no sub-folder, so it has no class" : "is no picture that this browser can read"}`);
    tell(i + 1, looked.length);
  }
  if (read.length === 0) throw new DataError(looked.length === 0 ? `${folder ?? "What was given"} holds no files.` : `${shortList(passedOver)}.`);
  const size = 4 * wanted.width * wanted.height;
  const rgba = new Uint8Array(size * read.length);
  read.forEach((one, i) => rgba.set(one.rgba, i * size));
  const pictures = { name: folder ?? "your pictures", rgba, count: read.length, classes, labels: Int32Array.from(read, ({ label }) => label) };
  return { pictures, passedOver, left: files.length - looked.length };
}

/** The first few, and how many more there are. */
export function shortList(lines: readonly string[]): string {
  const shown = lines.slice(0, 3).join("; ");
  return lines.length > 3 ? `${shown}; and ${lines.length - 3} more` : shown;
}

/** RGBA bytes; nothing for what the browser can't decode, since a folder holds more than pictures. */
function scaler({ width, height }: Wanted): (file: File) => Promise<Uint8ClampedArray | undefined> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser gives no canvas to read pictures with");
  return async (file) => {
    const picture = await createImageBitmap(file).catch(() => undefined);
    if (!picture) return undefined;
    const scale = Math.max(width / picture.width, height / picture.height);
    const [wide, high] = [picture.width * scale, picture.height * scale];
    context.imageSmoothingQuality = "high";
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
    picture.close();
    return context.getImageData(0, 0, width, height).data;
  };
}
