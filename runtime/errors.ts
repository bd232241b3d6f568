/** What can go wrong while running a program, each with a name that a caller can tell from another and a sentence that a user can read. */

/** No WebGPU adapter could be had: the command line exits with 3. */
export class NoAdapterError extends Error {
  override name = "NoAdapterError";
}

/** The device is gone: a driver reset, an unplugged card, or `destroy`. What ran last may not be in the slots. */
export class DeviceLostError extends Error {
  override name = "DeviceLostError";
}

/** WebGPU refused or failed at something: a kernel that doesn't compile, a binding out of bounds, memory that isn't there. */
export class DeviceError extends Error {
  override name = "DeviceError";
}

/** The module was written in another version of the program format. */
export class ProgramVersionError extends Error {
  override name = "ProgramVersionError";
}

/** A program that no compiler wrote: an operand outside of its memory, a graph that isn't there. */
export class ProgramError extends Error {
  override name = "ProgramError";
}

/** The data doesn't fit the program: shapes, labels, too few samples. */
export class DataError extends Error {
  override name = "DataError";
}

/** Weights that aren't this program's: names the first tensor that is missing or differs. */
export class WeightsError extends Error {
  override name = "WeightsError";
}

/** A safetensors file that isn't one, or that lies about its contents. */
export class SafetensorsError extends Error {
  override name = "SafetensorsError";
}
