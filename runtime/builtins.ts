/** What a kernel is told of itself: which workgroup, of how many, and which invocation in it. */
export const builtins = "@builtin(workgroup_id)group:vec3u,@builtin(num_workgroups)groups:vec3u,@builtin(local_invocation_index)lane:u32";
