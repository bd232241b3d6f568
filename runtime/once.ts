/** What is made when it is first asked for, and kept. */
export function once<Key, Made>(kept: Map<Key, Made>, key: Key, make: () => Made): Made {
  let made = kept.get(key);
  if (made === undefined) kept.set(key, (made = make()));
  return made;
}
