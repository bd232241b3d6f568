/** In a bundle for browsers this stands for `../device.js`, by package.json's `browser`, so that nothing of Node is seen. */

export { deviceFor, requestDevice as openDevice } from "./adapter.js";
