/** Pictures of the user's own, cut to the middle and scaled to a program's size. They never leave the page. */

/** As many as a page holds with ease. */
const most = 4000;

/** RGBA bytes of each picture, one after the other; files that are no pictures are passed over. */
export async function readPictures(files: readonly File[], width: number, height: number): Promise<{ readonly rgba: Uint8Array; readonly count: number }> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser gives no canvas to read pictures with");
  const read: Uint8ClampedArray[] = [];
  for (const file of files.slice(0, most)) {
    const picture = await bitmapOf(file);
    if (!picture) continue;
    const scale = Math.max(width / picture.width, height / picture.height);
    const [wide, high] = [picture.width * scale, picture.height * scale];
    context.imageSmoothingQuality = "high";
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
    picture.close();
    read.push(context.getImageData(0, 0, width, height).data);
  }
  const rgba = new Uint8Array(4 * width * height * read.length);
  read.forEach((one, i) => rgba.set(one, i * 4 * width * height));
  return { rgba, count: read.length };
}

/** Nothing for what the browser can't decode: a folder holds more than pictures. */
async function bitmapOf(file: File): Promise<ImageBitmap | undefined> {
  return createImageBitmap(file).catch(() => undefined);
}
