/** Which networks a network calls. */

import { callsIn } from "../check/network-cycle.js";
import type { CheckedNetwork, CheckedProgram } from "../check/program.js";

/** The network itself first, then those that it calls, however deep, each once, in the order of the file. Not frozen ones: what is done to a network isn't done to those. */
export function networksUnder(name: string, program: CheckedProgram): readonly CheckedNetwork[] {
  const reached = new Set<string>();
  const visit = (network: string): void => {
    if (reached.has(network)) return;
    reached.add(network);
    const found = program.networks.find((candidate) => candidate.name === network);
    if (found) callsIn(found.body).forEach(visit);
  };
  visit(name);
  const networks = program.networks.filter((network) => reached.has(network.name) && !network.frozen);
  return [...networks.filter((network) => network.name === name), ...networks.filter((network) => network.name !== name)];
}
