/** How a camera was held: JPEG's Exif orientation (JEITA CP-3451, tag 0x0112), which every viewer applies. */

import type { Samples } from "../data.js";

/** 1 (upright) to 8; 1 where a file doesn't say. */
export function orientationOf(file: Uint8Array): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  // Segments: a marker of two bytes, then a length that counts itself.
  for (let place = 2; place + 4 <= file.length && file[place] === 0xff; ) {
    const [marker, length] = [file[place + 1], view.getUint16(place + 2)];
    const end = place + 2 + length;
    // Past the start of the scan there is no more to read.
    if (marker === 0xda || end > file.length) return 1;
    if (marker === 0xe1 && length >= 16 && view.getUint32(place + 4) === 0x45786966) return exifOrientation(new DataView(file.buffer, file.byteOffset + place + 10, length - 8));
    place = end;
  }
  return 1;
}

/** A TIFF file: byte order, where the first directory lies, in it entries of 12 bytes. */
function exifOrientation(tiff: DataView): number {
  const little = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return 1;
  const count = tiff.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + 12 * count && entry + 12 <= tiff.byteLength; entry += 12) {
    if (tiff.getUint16(entry, little) !== 0x0112) continue;
    const orientation = tiff.getUint16(entry + 8, little);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/** For each orientation, whether the stored picture is turned on its diagonal, and whether it is then mirrored left to right and top to bottom. */
const turns: readonly (readonly [transposed: boolean, mirrored: boolean, flipped: boolean])[] = [
  [false, false, false],
  [false, true, false],
  [false, true, true],
  [false, false, true],
  [true, false, false],
  [true, true, false],
  [true, true, true],
  [true, false, true],
];

export function upright(picture: Samples, orientation: number): Samples {
  if (orientation === 1) return picture;
  const [transposed, mirrored, flipped] = turns[orientation - 1];
  const [channels, fromHeight, fromWidth] = picture.shape;
  const [height, width] = transposed ? [fromWidth, fromHeight] : [fromHeight, fromWidth];
  const values = new Uint8Array(channels * height * width);
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [across, down] = [mirrored ? width - 1 - x : x, flipped ? height - 1 - y : y];
        const [fromX, fromY] = transposed ? [down, across] : [across, down];
        values[(c * height + y) * width + x] = picture.values[(c * fromHeight + fromY) * fromWidth + fromX];
      }
    }
  }
  return { ...picture, values, shape: [channels, height, width] };
}
