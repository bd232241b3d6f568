/** Ctrl-C: the first is a wish, which is carried out; one that comes later ends the process at once. */

/** Milliseconds in which another is the same wish: npm, and whatever else starts the command, passes on what the terminal has sent already. */
export const sameWish = 1000;

/** Calls `stop` for the first; the function that is given back ends the listening. */
export function onInterrupt(stop: () => void): () => void {
  let since: number | undefined;
  const hear = (): void => {
    if (since === undefined) {
      since = performance.now();
      stop();
    } else if (performance.now() - since > sameWish) {
      end();
      process.kill(process.pid, "SIGINT");
    }
  };
  const end = (): void => void process.removeListener("SIGINT", hear);
  process.on("SIGINT", hear);
  return end;
}
