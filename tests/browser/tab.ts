/**
 * A tab that can be in the background. Playwright tells its own pages that they are in front, whatever is before them; this one is none of its own, so
 * Chromium treats it as a user's: minimised, it is `hidden`, gets no frames, and its timers are held back; frozen, nothing of it runs.
 */

import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright-core";

export interface Tab {
  /** The value of an expression in the page, awaited there. Rejects with what the page throws. */
  evaluate<T>(expression: string): Promise<T>;
  /** Resolves once an expression is true in the page; asked from here, for a hidden page's own timers are held back. */
  until(expression: string, milliseconds?: number): Promise<void>;
  hide(): Promise<void>;
  show(): Promise<void>;
  /** As a phone does to a page that it keeps in memory alone. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly error?: { readonly message: string };
  readonly result: { readonly result: { readonly value: unknown }; readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } } };
}

export async function openTab(browser: Browser, url: string): Promise<Tab> {
  const session = await browser.newBrowserCDPSession();
  const { targetId } = await session.send("Target.createTarget", { url });
  const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: false });
  const { windowId } = await session.send("Browser.getWindowForTarget", { targetId });
  const waiting = new Map<number, (answer: Answer) => void>();
  session.on("Target.receivedMessageFromTarget", (received) => {
    const answer = JSON.parse(received.message) as Answer;
    if (received.sessionId === sessionId) waiting.get(answer.id)?.(answer);
  });
  const send = async (method: string, params: object): Promise<Answer["result"]> => {
    const id = waiting.size + 1;
    const answered = new Promise<Answer>((done) => waiting.set(id, done));
    await session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params }) });
    const { error, result } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails: thrown } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (thrown) throw new Error(thrown.exception?.description ?? thrown.text);
    return result.value as T;
  };
  const until = async (expression: string, milliseconds = 60_000): Promise<void> => {
    for (const end = performance.now() + milliseconds; performance.now() < end; await delay(50)) if (await evaluate<boolean>(expression)) return;
    throw new Error(`${expression} did not come true within ${milliseconds} ms`);
  };
  const setWindow = async (windowState: "minimized" | "normal", seen: "hidden" | "visible"): Promise<void> => {
    await session.send("Browser.setWindowBounds", { windowId, bounds: { windowState } });
    await until(`document.visibilityState === "${seen}"`);
  };
  return {
    evaluate,
    until,
    hide: () => setWindow("minimized", "hidden"),
    show: () => setWindow("normal", "visible"),
    freeze: async () => {
      await evaluate(`void document.addEventListener("freeze", () => (document.isFrozen = true), { once: true })`);
      await send("Page.setWebLifecycleState", { state: "frozen" });
      await until("document.isFrozen === true");
    },
    thaw: async () => void (await send("Page.setWebLifecycleState", { state: "active" })),
    close: async () => {
      await session.send("Target.closeTarget", { targetId });
      await session.detach();
    },
  };
}
