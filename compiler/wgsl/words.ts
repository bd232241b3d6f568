/** Words that WGSL keeps to itself (specification, section 15.1 and 15.2, its predeclared functions and types that we meet, and our own support functions): no variable may have one for a name. */

const kept =
  "alias break case const const_assert continue continuing default diagnostic discard else enable false fn for if let loop override requires return struct switch true var while " +
  "NULL Self abstract active alignas alignof as asm asm_fragment async attribute auto await become cast catch class co_await co_return co_yield coherent column_major common compile " +
  "compile_fragment concept const_cast consteval constexpr constinit crate debugger decltype delete demote demote_to_helper do dynamic_cast enum explicit export extends extern external " +
  "fallthrough filter final finally friend from fxgroup get goto groupshared highp impl implements import inline instanceof interface layout lowp macro macro_rules match mediump meta mod " +
  "module move mut mutable namespace new nil noexcept noinline nointerpolation non_coherent noncoherent noperspective null nullptr of operator package packoffset partition pass patch " +
  "pixelfragment precise precision premerge priv protected pub public readonly ref regardless register reinterpret_cast require resource restrict self set shared sizeof smooth snorm " +
  "static static_assert static_cast std subroutine super target template this thread_local throw trait try type typedef typeid typename typeof union unless unorm unsafe unsized use using " +
  "varying virtual volatile wgsl where with writeonly yield " +
  "abs acos all any array arrayLength atomic bitcast bool ceil clamp cos cosh cross degrees distance dot exp exp2 f16 f32 floor fma fract i32 inverseSqrt ldexp length log log2 mat2x2 max " +
  "min mix modf normalize pow ptr radians reflect round sampler saturate select sign sin sinh smoothstep sqrt step tan tanh transpose trunc u32 vec2 vec3 vec4 vec2f vec3f vec4f vec3u vec4u workgroupBarrier " +
  // What operations bring along.
  "stable_sigmoid stable_softplus logarithm signed_power error_function philox high_word random_uniform random_normal quarter_turns sine_and_cosine sine cosine";

const words = new Set(kept.split(" "));

/** The name, or with an underscore where it is WGSL's own. */
export function allowed(name: string): string {
  return words.has(name) ? `${name}_` : name;
}
