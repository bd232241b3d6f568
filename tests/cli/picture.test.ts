import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { isShowable, picture } from "../../cli/picture.js";

const decoded = (png: Uint8Array): PNG => PNG.sync.read(Buffer.from(png));
const at = ({ data, width }: PNG, x: number, y: number): number[] => [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)];

test("there is a picture of images, points and numbers, and of nothing else", () => {
  for (const shape of [[1, 28, 28], [3, 64, 64], [2], [1], []]) expect(isShowable(shape), String(shape)).toBe(true);
  for (const shape of [[3], [2, 2], [4, 8, 8], [1, 2, 3, 4]]) expect(isShowable(shape), String(shape)).toBe(false);
});

test("images in colour lie in a grid, from the lower end of the range to the upper", () => {
  const plane = 64 * 64;
  const pixels = new Float32Array(3 * 3 * plane);
  // Red, green, and grey at the middle of [-1, 1].
  pixels.fill(-1, 0, 2 * 3 * plane);
  pixels.fill(1, 0, plane);
  pixels.fill(1, 4 * plane, 5 * plane);
  // The red one has a blue pixel in its second row.
  pixels[64 + 5] = -1;
  pixels[2 * plane + 64 + 5] = 3;
  const png = decoded(picture({ name: "G", pixels, shape: [3, 3, 64, 64] }, [-1, 1]));
  expect([png.width, png.height]).toEqual([2 * 65 + 1, 2 * 65 + 1]);
  expect(at(png, 1, 1)).toEqual([255, 0, 0]);
  expect(at(png, 6, 2)).toEqual([0, 0, 255]);
  expect(at(png, 66, 1)).toEqual([0, 255, 0]);
  expect(at(png, 1, 66)).toEqual([128, 128, 128]);
  expect(at(png, 0, 0)).toEqual([255, 255, 255]);
  expect(at(png, 100, 100), "no fourth").toEqual([255, 255, 255]);
});

test("small grey images are shown larger", () => {
  const png = decoded(picture({ name: "G", pixels: Float32Array.of(0, 1, 0, 0), shape: [1, 1, 2, 2] }, [0, 1]));
  expect(png.width).toBe(2 * 28 + 2);
  expect([at(png, 1, 1), at(png, 28, 28), at(png, 29, 1), at(png, 56, 28)]).toEqual([[0, 0, 0], [0, 0, 0], [255, 255, 255], [255, 255, 255]]);
});

describe("plots", () => {
  const [grey, red, white] = [[196, 200, 208], [214, 69, 65], [255, 255, 255]];

  test("points are drawn over the real ones, which are brought to the declared range", () => {
    // Bytes from 0 to 255 are -1 to 1.
    const real = { values: Uint8Array.of(255, 255, 0, 0), shape: [2], count: 2 };
    const png = decoded(picture({ name: "G", pixels: Float32Array.of(0.5, -0.5), shape: [1, 2] }, [-1, 1], real));
    const place = (x: number, y: number): [number, number] => [Math.round(((x / 1.25 + 1) / 2) * 479), Math.round(((1 - y / 1.25) / 2) * 479)];
    expect(at(png, ...place(1, 1))).toEqual(grey);
    expect(at(png, ...place(-1, -1))).toEqual(grey);
    expect(at(png, ...place(0.5, -0.5))).toEqual(red);
    expect(at(png, ...place(0, 0))).toEqual(white);
  });

  test("numbers are a histogram, the real ones' bars behind", () => {
    const real = { values: Float32Array.of(0, 0, 0, 10), shape: [1], count: 4 };
    const png = decoded(picture({ name: "G", pixels: Float32Array.of(10, 10, 99), shape: [3, 1] }, undefined, real));
    // 60 bins of 8 pixels from -1 to 11: 0 is in the sixth, 10 in the fifty-sixth.
    expect(at(png, 5 * 8 + 4, 470)).toEqual(grey);
    expect(at(png, 5 * 8 + 4, 479 - 400)).toEqual(grey);
    expect(at(png, 55 * 8 + 4, 470)).toEqual(grey);
    expect(at(png, 55 * 8 + 4, 479 - 300)).toEqual(white);
    expect(at(png, 30 * 8, 470)).toEqual(white);
    const tops = Array.from({ length: 480 }, (_, y) => y).filter((y) => at(png, 55 * 8 + 4, y).join() === red.join());
    expect(tops).toHaveLength(4);
    // Two of three fall into this bin, against three of four real ones into the highest.
    expect(480 - tops[2]).toBe(Math.round(480 * (2 / 3 / (1.1 * 0.75))));
  });

  test("points that are nowhere are no reason to fail", () => {
    expect(decoded(picture({ name: "G", pixels: Float32Array.of(NaN, 1, Infinity, -Infinity), shape: [2, 2] }, undefined)).width).toBe(480);
  });
});
