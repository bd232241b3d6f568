/** What other frameworks call what the language has, where the two names are not near each other: in small letters, without `_`. */

export const foreignNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bceloss: "bce",
    bcewithlogitsloss: "bce_logits",
    bmm: "matmul",
    cat: "concat",
    concatenate: "concat",
    dense: "linear",
    detach: "stop",
    expand: "broadcast",
    fc: "linear",
    interpolate: "upsample",
    l1loss: "l1",
    lrelu: "leaky_relu",
    mm: "matmul",
    mseloss: "mse",
    squeeze: "reshape",
    stack: "concat",
    stopgradient: "stop",
    swish: "silu",
    unsqueeze: "reshape",
    view: "reshape",
  }),
);

/** The same of arguments; the first that the callee has is meant. */
export const foreignArguments: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    dim: ["over", "axis"],
    embeddingdim: ["n"],
    epsilon: ["eps"],
    filters: ["n"],
    keepdim: ["keep"],
    kernelsize: ["k"],
    learningrate: ["lr"],
    negativeslope: ["slope"],
    numgroups: ["g"],
    outchannels: ["n"],
    outfeatures: ["n"],
    outputpadding: ["output_pad"],
    padding: ["pad"],
    scalefactor: ["factor"],
    unbiased: ["correction"],
    units: ["n"],
    upscalefactor: ["r"],
  }),
);

/** "did you mean concat?" of `torch.cat`'s `cat`. */
export function offerForeign(name: string): string | undefined {
  const meant = foreignNames.get(plain(name));
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}

/** "did you mean pad?" of `padding`, where the callee has a `pad`. */
export function offerForeignArgument(name: string, known: readonly string[]): string | undefined {
  const meant = foreignArguments.get(plain(name))?.find((candidate) => known.includes(candidate));
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}
