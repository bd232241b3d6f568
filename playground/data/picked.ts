/** Files that a user gave to the page, with the folders that they lay in: by a dialogue, or dropped. */

export interface Picked {
  readonly file: File;
  /** From what was picked on: `cats/small/tom.png`. */
  readonly path: string;
}

export function pickedIn({ files }: HTMLInputElement): readonly Picked[] {
  return [...(files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/** All files of what was dropped, folders gone through. Rejects where one can't be read. */
export async function droppedIn({ items }: DataTransfer): Promise<readonly Picked[]> {
  // They are given while the event lasts, and not after.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const within = await Promise.all(entries.map(filesOf));
  return within.flat();
}

async function filesOf(entry: FileSystemEntry): Promise<readonly Picked[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const within: FileSystemEntry[] = [];
  // A call gives a hundred at most; nothing says that there are no more.
  for (let some = await nextOf(reader); some.length > 0; some = await nextOf(reader)) within.push(...some);
  return (await Promise.all(within.map(filesOf))).flat();
}

function nextOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((done, fail) => reader.readEntries(done, fail));
}
