/** TF.js on WebGPU with all its gradients. */
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import "@tensorflow/tfjs-backend-webgpu";

export * from "@tensorflow/tfjs-core";
