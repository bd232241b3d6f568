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

/** "did you mean concat?" of `torch.cat`'s `cat`. */
export function offerForeign(name: string): string | undefined {
  const meant = foreignNames.get(name.toLowerCase().replaceAll("_", ""));
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}
