import { afterEach, expect, test, vi } from "vitest";
import { onInterrupt, sameWish } from "../../cli/interruption.js";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("further interrupts are the same wish for a while, and a later one ends the process at once", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const kill = vi.spyOn(process, "kill").mockReturnValue(true);
  const [stop, before] = [vi.fn(), process.listenerCount("SIGINT")];
  onInterrupt(stop);
  process.emit("SIGINT");
  process.emit("SIGINT");
  vi.advanceTimersByTime(sameWish - 1);
  process.emit("SIGINT");
  expect(stop).toHaveBeenCalledTimes(1);
  expect(kill).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2);
  process.emit("SIGINT");
  expect(kill.mock.calls).toEqual([[process.pid, "SIGINT"]]);
  expect(process.listenerCount("SIGINT")).toBe(before);
});
