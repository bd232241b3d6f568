/** Hands a file to the browser. */

export function download(name: string, contents: string | Uint8Array, type: string): void {
  const address = URL.createObjectURL(new Blob([contents as BlobPart], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the address when the click returns; a moment later it needs it no more.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
