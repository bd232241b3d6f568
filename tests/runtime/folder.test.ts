import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import jpeg from "jpeg-js";
import { describe, expect, it } from "vitest";
import { decodePicture } from "../../runtime/node/decode.js";
import { readFolder } from "../../runtime/node/folder.js";
import { pngFile } from "./files.js";
import { classInput, dataInput } from "./programs.js";

const red = (): [number, number, number] => [255, 0, 0];
const blue = (): [number, number, number] => [0, 0, 255];

function folderOf(files: { readonly [path: string]: Uint8Array | string }): string {
  const folder = mkdtempSync(join(tmpdir(), "ganc-pictures-"));
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }
  return folder;
}

function read(folder: string, ...inputs: Parameters<typeof dataInput>[0][]) {
  const told: string[] = [];
  return { told, ...readFolder(folder, inputs.map(dataInput), (line) => told.push(line)) };
}

/** A JPEG of one colour, or of what lies at x, y. */
function jpegFile(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Buffer {
  const data = Buffer.alloc(4 * width * height, 255);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(colour(x, y), 4 * (y * width + x));
  return Buffer.from(jpeg.encode({ data, width, height }, 100).data);
}

/** The same file, from a camera that was held in this way: a directory of one entry, in either byte order. */
function held(file: Buffer, orientation: number, order: "II" | "MM"): Buffer {
  const tiff = Buffer.alloc(22);
  const [write16, write32] = order === "II" ? [tiff.writeUInt16LE.bind(tiff), tiff.writeUInt32LE.bind(tiff)] : [tiff.writeUInt16BE.bind(tiff), tiff.writeUInt32BE.bind(tiff)];
  tiff.write(order);
  write16(42, 2);
  write32(8, 4);
  write16(1, 8);
  write16(0x0112, 10);
  write16(3, 12);
  write32(1, 14);
  write16(orientation, 18);
  const head = Buffer.from([0xff, 0xe1, 0, 2 + 6 + tiff.length, ...Buffer.from("Exif"), 0, 0]);
  return Buffer.concat([file.subarray(0, 2), head, tiff, file.subarray(2)]);
}

describe("a folder of pictures", () => {
  it("has its sub-folders for classes, by name, whatever lies deeper in them", () => {
    const folder = folderOf({ "dogs/2.png": pngFile(4, 4, blue), "cats/deep/1.jpg": jpegFile(8, 8, red), "cats/0.png": pngFile(2, 2, red), "empty/.keep": "" });
    const { samples, labels, told } = read(folder, { shape: [3, 1, 1] }, classInput(3));
    expect([samples.count, samples.shape]).toEqual([3, [3, 1, 1]]);
    expect([...labels!.values]).toEqual([0, 0, 1]);
    expect([...samples.values.subarray(6, 9)]).toEqual([0, 0, 255]);
    expect([...samples.values.subarray(0, 3)]).toEqual([255, 0, 0]);
    expect(told).toEqual(["classes: 0 cats, 1 dogs, 2 empty"]);
  });

  it("names, skips and counts what is no picture", () => {
    const folder = folderOf({ "a.png": pngFile(2, 2, red), "b.txt": "hello", "c.png": pngFile(9, 9, (x, y) => [x, y, x * y]).subarray(0, 60), "d.jpg": Buffer.of(0xff, 0xd8, 0xff, 1, 2), ".hidden": "hello", "f.png": "" });
    const { samples, labels, told } = read(folder, { shape: [1, 2, 2] });
    expect([samples.count, labels]).toEqual([1, undefined]);
    expect(told).toHaveLength(5);
    expect(told[0]).toBe(`skipped ${join(folder, "b.txt")}: it is no PNG or JPEG`);
    expect(told[1]).toContain(`skipped ${join(folder, "c.png")}: it can't be decoded`);
    expect(told[2]).toContain("d.jpg");
    expect(told[3]).toContain("f.png");
    expect(told[4]).toBe("4 files were skipped, 1 picture read");
  });

  it("skips what has no class only where a class is asked for", () => {
    const folder = folderOf({ "loose.png": pngFile(2, 2, red), "a/1.png": pngFile(2, 2, blue) });
    expect(read(folder, { shape: [1, 2, 2] }).samples.count).toBe(2);
    const { samples, told } = read(folder, { shape: [1, 2, 2] }, classInput(2));
    expect(samples.count).toBe(1);
    expect(told[1]).toContain("loose.png: it lies in no sub-folder");
  });

  it("without a picture is an error, also when it is empty", () => {
    expect(() => read(folderOf({}), { shape: [3, 2, 2] })).toThrow(/holds no picture: PNG and JPEG/);
    expect(() => read(folderOf({ "a.txt": "hello" }), { shape: [3, 2, 2] })).toThrow(/holds no pictures that can be used/);
  });

  it("can't be what is no picture", () => {
    expect(() => read(folderOf({ "a.png": pngFile(2, 2, red) }), { shape: [12] })).toThrow(/x is \[12\] in the program, and .* is a folder of pictures/);
  });

  it("is read at the largest size that is asked for", () => {
    const folder = folderOf({ "a.png": pngFile(8, 8, blue) });
    expect(read(folder, { shape: [1, 4, 4] }, { name: "small", shape: [3, 2, 2] }).samples.shape).toEqual([3, 4, 4]);
    expect(read(folder, { shape: [4, 4] }).samples.shape).toEqual([1, 4, 4]);
  });

  it("may hold a link to itself", () => {
    const folder = folderOf({ "a/1.png": pngFile(2, 2, red) });
    symlinkSync(folder, join(folder, "a", "again"));
    expect(read(folder, { shape: [1, 2, 2] }).samples.count).toBe(1);
  });
});

describe("a picture", () => {
  it("is scaled and cropped to the middle, in colour or grey", () => {
    // 8 wide, 4 high: red at the sides, and in the middle square blue on the left, white on the right.
    const folder = folderOf({ "a.png": pngFile(8, 4, (x) => (x < 2 || x > 5 ? [255, 0, 0] : x < 4 ? [0, 0, 255] : [255, 255, 255])) });
    expect([...read(folder, { shape: [3, 1, 2] }).samples.values]).toEqual([128, 255, 0, 128, 128, 128]);
    expect([...read(folder, { shape: [3, 2, 2] }).samples.values]).toEqual([0, 255, 0, 255, 0, 255, 0, 255, 255, 255, 255, 255]);
    expect([...read(folder, { shape: [1, 2, 2] }).samples.values]).toEqual([29, 255, 29, 255]);
  });

  it("that is transparent is seen before white", () => {
    const folder = folderOf({ "a.png": pngFile(1, 1, () => [255, 0, 0, 0]), "b.png": pngFile(1, 1, () => [0, 0, 0, 51]) });
    expect([...read(folder, { shape: [1, 1, 1] }).samples.values]).toEqual([255, 204]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("is turned upright from orientation %i", (orientation) => {
    // Upright it is 32×16, with its top left quarter white; the camera stored it as the Exif table says.
    const isWhite = (x: number, y: number): boolean => x < 16 && y < 8;
    const stored: { readonly [orientation: number]: (x: number, y: number) => boolean } = {
      1: (x, y) => isWhite(x, y),
      2: (x, y) => isWhite(31 - x, y),
      3: (x, y) => isWhite(31 - x, 15 - y),
      4: (x, y) => isWhite(x, 15 - y),
      5: (x, y) => isWhite(y, x),
      // Row 0 of what is stored is the right side of the picture.
      6: (x, y) => isWhite(31 - y, x),
      7: (x, y) => isWhite(31 - y, 15 - x),
      // Row 0 of what is stored is its left side, from the bottom up.
      8: (x, y) => isWhite(y, 15 - x),
    };
    const [width, height] = orientation < 5 ? [32, 16] : [16, 32];
    const file = jpegFile(width, height, (x, y) => (stored[orientation](x, y) ? [255, 255, 255] : [0, 0, 0]));
    for (const order of ["II", "MM"] as const) {
      const picture = decodePicture(held(file, orientation, order));
      if (typeof picture === "string") throw new Error(picture);
      expect(picture.shape).toEqual([3, 16, 32]);
      const at = (x: number, y: number): boolean => picture.values[y * 32 + x] > 127;
      expect([at(3, 3), at(28, 3), at(3, 12), at(28, 12)]).toEqual([true, false, false, false]);
    }
  });

  it("that claims to be immense is not decoded", () => {
    const file = pngFile(2, 2, red);
    file.writeUInt32BE(1_000_000, 16);
    file.writeUInt32BE(1_000_000, 20);
    expect(decodePicture(file)).toContain("too large");
    const photo = jpegFile(8, 8, red);
    const frame = photo.indexOf(Buffer.of(0xff, 0xc0));
    photo.writeUInt16BE(65500, frame + 5);
    photo.writeUInt16BE(65500, frame + 7);
    expect(decodePicture(photo)).toContain("can't be decoded");
  });
});
