/** A function of things that never change, worked out once for each: nodes above all, which every pass and every graph asks the same of. */
export function remembered<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    let found = known.get(key);
    if (!found) known.set(key, (found = { value: work(key) }));
    return found.value;
  };
}
