/** What is made when it is first asked for, and kept. */
export function once<Made>(kept: Map<string, Made>, key: string, make: () => Made): Made {
  let made = kept.get(key);
  if (made === undefined) kept.set(key, (made = make()));
  return made;
}
