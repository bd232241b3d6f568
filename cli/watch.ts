/** Waiting for files to change. */

import { existsSync, type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Editors save in several steps; in milliseconds. */
const settling = 50;

/** Calls `changed` once for each time that some of the files were written. What it watches can be changed while it does. */
export class FileWatcher {
  #watchers: readonly FSWatcher[] = [];
  #waiting: NodeJS.Timeout | undefined;

  constructor(private readonly changed: () => void) {}

  /** These instead of those before. Their folders are watched, since editors replace files, and a file that is missing may come. */
  watch(paths: Iterable<string>): void {
    const names = new Map<string, Set<string>>();
    for (const path of paths) names.set(dirname(path), (names.get(dirname(path)) ?? new Set()).add(basename(path)));
    const before = this.#watchers;
    this.#watchers = [...names].filter(([folder]) => existsSync(folder)).map(([folder, files]) =>
      watch(folder, (_, name) => {
        if (name === null || !files.has(name)) return;
        clearTimeout(this.#waiting);
        this.#waiting = setTimeout(this.changed, settling);
      }),
    );
    for (const watcher of before) watcher.close();
  }

  close(): void {
    clearTimeout(this.#waiting);
    this.watch([]);
  }
}
