/** PNG and JPEG files, decoded: colours in three planes of bytes, upright. */

import jpeg from "jpeg-js";
import { PNG } from "pngjs";
import type { Samples } from "../data.js";
import { orientationOf, upright } from "./orientation.js";

/** Larger pictures than this would take gigabytes to decode. */
const mostPixels = 100e6;

const signatures = { png: [0x89, 0x50, 0x4e, 0x47], jpeg: [0xff, 0xd8, 0xff] };

function begins(file: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => file[i] === byte);
}

/** Whether these first bytes of a file are those of a picture that is read. */
export function isPictureFile(head: Uint8Array): boolean {
  return Object.values(signatures).some((signature) => begins(head, signature));
}

/** One picture, [3, height, width]; or why there is none. What is transparent is seen before white. */
export function decodePicture(file: Uint8Array): Samples | string {
  try {
    return begins(file, signatures.png) ? decodePng(file) : decodeJpeg(file);
  } catch (error) {
    return `it can't be decoded: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function decodePng(file: Uint8Array): Samples | string {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < 24) return "it is cut short";
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width * height > mostPixels) return `it is ${width}×${height}, which is too large`;
  const png = PNG.sync.read(bytes);
  return planes(png.data, png.width, png.height);
}

function decodeJpeg(file: Uint8Array): Samples {
  const { data, width, height } = jpeg.decode(file, { useTArray: true, tolerantDecoding: false, maxResolutionInMP: mostPixels / 1e6, maxMemoryUsageInMB: 2048 });
  return upright(planes(data, width, height), orientationOf(file));
}

/** Of red, green, blue and opacity by pixel. */
function planes(rgba: Uint8Array, width: number, height: number): Samples {
  const plane = width * height;
  const values = new Uint8Array(3 * plane);
  for (let i = 0; i < plane; i++) {
    const opacity = rgba[4 * i + 3] / 255;
    for (let c = 0; c < 3; c++) values[c * plane + i] = Math.round(opacity * rgba[4 * i + c] + (1 - opacity) * 255);
  }
  return { values, shape: [3, height, width], count: 1 };
}
