/** What kernels have in common as text. */

/** What a kernel is told of itself: which workgroup, of how many, and which invocation in it. */
export const builtins = "@builtin(workgroup_id)group:vec3u,@builtin(num_workgroups)groups:vec3u,@builtin(local_invocation_index)lane:u32";

/** Memory, as all of it is bound. */
export function declaration(binding: number, name: string, element: string): string {
  return `@group(0) @binding(${binding}) var<storage, read_write> ${name}: array<${element}>;\n`;
}
