import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describe as describeAdapter, kindOf } from "../../runtime/adapter.js";
import { listAdapters, requestDevice } from "../../runtime/node/adapter.js";
import { unpackSwiftShader } from "../../runtime/node/swiftshader.js";
import { filesOfTar } from "../../runtime/node/tar.js";
import { installedDrivers, variablesFor, withVariables } from "../../runtime/node/vulkan.js";
import { testDevice } from "../device.js";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "ganc-adapter-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the adapters of this machine", () => {
  it("gives a SwiftShader device with the adapter's own limits, labelled as software", async () => {
    const opened = await requestDevice("swiftshader");
    expect(opened.kind).toBe("swiftshader");
    expect(opened.label).toMatch(/SwiftShader.*\(software\)/);
    expect(opened.device.limits.maxStorageBufferBindingSize).toBeGreaterThan(128 * 2 ** 20);
    expect(opened.device.limits.maxStorageBuffersPerShaderStage).toBeGreaterThan(8);
    expect(await testDevice()).toBeDefined();
  });

  it("lists every candidate, and auto takes the first that is there", async () => {
    const reports = await listAdapters();
    expect(reports.map(({ name }) => name)).toEqual(["gpu", "lavapipe", "swiftshader"]);
    expect(reports.findIndex(({ taken }) => taken)).toBe(reports.findIndex(({ label }) => label !== undefined));
    for (const { label, missing } of reports) expect((label === undefined) !== (missing === undefined)).toBe(true);
  });

  it("says why an adapter that isn't there is not there", async () => {
    const absent = (await listAdapters()).filter(({ missing }) => missing !== undefined);
    for (const { name, missing } of absent) {
      await expect(requestDevice(name)).rejects.toMatchObject({ name: "NoAdapterError", message: expect.stringContaining(missing!) });
    }
  });

  it("never calls a software adapter a gpu", () => {
    const info = { vendor: "mesa", architecture: "", device: "", description: "llvmpipe (LLVM 19)", isFallbackAdapter: true } as GPUAdapterInfo;
    expect(kindOf(info)).toBe("lavapipe");
    expect(kindOf({ ...info, description: "WARP" })).toBe("software");
    expect(kindOf({ ...info, description: "A card", isFallbackAdapter: false })).toBe("gpu");
    expect(describeAdapter({ ...info, description: "WARP" })).toBe("WARP (software)");
  });

  it("takes the user's list of drivers for the whole list", () => {
    const before = process.env.VK_DRIVER_FILES;
    const manifest = join(folder, "lvp_icd.x86_64.json");
    writeFileSync(manifest, "{}");
    process.env.VK_DRIVER_FILES = `${manifest}:${join(folder, "absent.json")}`;
    expect(installedDrivers()).toEqual({ hardware: [], lavapipe: [manifest], swiftshader: [] });
    if (before === undefined) delete process.env.VK_DRIVER_FILES;
    else process.env.VK_DRIVER_FILES = before;
  });

  it("gives lavapipe two threads for each core unless the user says how many, and leaves the environment as it was", () => {
    const before = { ...process.env };
    const inside = (): (string | undefined)[] => withVariables(variablesFor(["a.json"]), () => [process.env.VK_DRIVER_FILES, process.env.LP_NUM_THREADS]);
    delete process.env.LP_NUM_THREADS;
    expect(inside()).toEqual(["a.json", String(2 * availableParallelism())]);
    expect(process.env.LP_NUM_THREADS).toBeUndefined();
    process.env.LP_NUM_THREADS = "3";
    expect(inside()).toEqual(["a.json", "3"]);
    expect(process.env.LP_NUM_THREADS).toBe("3");
    if (before.LP_NUM_THREADS === undefined) delete process.env.LP_NUM_THREADS;
    else process.env.LP_NUM_THREADS = before.LP_NUM_THREADS;
    expect({ ...process.env }).toEqual(before);
  });
});

describe("unpacking SwiftShader", () => {
  it("is safe when several do it at once, and leaves nothing half-written", async () => {
    const cache = join(folder, "cache");
    const all = await Promise.all([1, 2, 3].map(() => unpackSwiftShader(cache)));
    expect(new Set(all.map((one) => (typeof one === "string" ? one : one.manifest))).size).toBe(1);
    expect(typeof all[0] === "string" ? all[0] : existsSync(all[0].manifest)).toBe(true);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  it("says so when the cache cannot be written", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(await unpackSwiftShader(file)).toMatch(/could not be unpacked.*XDG_CACHE_HOME/);
  });

  it("refuses an archive that ends early", () => {
    const header = new Uint8Array(512);
    header.set(new TextEncoder().encode("name"));
    header.set(new TextEncoder().encode("00000001000"), 124);
    expect(() => [...filesOfTar(header)]).toThrow(/ends in the middle/);
  });
});
