// The kernels of program. B is the batch size.

override B: u32 = 32u;

fn quarter_turns(x: f32) -> f32 {
  return round(x * 0.6366197723675814);
}

fn sine_and_cosine(x: f32, quarters: f32) -> vec2f {
  let r = ((x - quarters * 1.5703125) - quarters * 4.837512969970703125e-4) - quarters * 7.549789948768648e-8;
  let z = r * r;
  let s = ((-1.9515295891e-4 * z + 8.3321608736e-3) * z - 1.6666654611e-1) * z * r + r;
  let c = ((2.443315711809948e-5 * z - 1.388731625493765e-3) * z + 4.166664568298827e-2) * z * z - 0.5 * z + 1.0;
  return vec2f(s, c);
}

fn sine(x: f32) -> f32 {
  let quarters = quarter_turns(x);
  let both = sine_and_cosine(x, quarters);
  let turn = i32(quarters) & 3;
  return select(1.0, -1.0, turn > 1) * select(both.x, both.y, (turn & 1) == 1);
}

fn cosine(x: f32) -> f32 {
  let quarters = quarter_turns(x);
  let both = sine_and_cosine(x, quarters);
  let turn = i32(quarters) & 3;
  return select(1.0, -1.0, turn == 1 || turn == 2) * select(both.y, both.x, (turn & 1) == 1);
}

// Philox 4x32-10 (Salmon et al. 2011): random bits as a function of where they are needed.
fn high_word(a: u32, b: u32) -> u32 {
  let middle = (a >> 16u) * (b & 0xffffu) + (((a & 0xffffu) * (b & 0xffffu)) >> 16u);
  let carry = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (carry >> 16u);
}

fn philox(element: u32, stream: u32, draw: i32, seed: i32) -> vec4u {
  var c = vec4u(element, stream, u32(draw), 0u);
  var k = vec2u(u32(seed), 1734438499u);
  for (var round = 0u; round < 10u; round++) {
    c = vec4u(high_word(3449720151u, c.z) ^ c.y ^ k.x, 3449720151u * c.z, high_word(3528531795u, c.x) ^ c.w ^ k.y, 3528531795u * c.x);
    k += vec2u(2654435769u, 3144134277u);
  }
  return c;
}

fn random_uniform(bits: vec4u) -> f32 {
  return f32(bits.x >> 8u) * 5.9604644775390625e-8;
}

// Box and Muller (1958). The first uniform is in (0, 1], so that its logarithm is finite.
fn random_normal(bits: vec4u) -> f32 {
  return sqrt(-2.0 * log(f32((bits.x >> 8u) + 1u) * 5.9604644775390625e-8)) * cosine(f32(bits.y >> 8u) * 3.7450702829239286e-7);
}

// WGSL's own may be off by 1e-5, or overflow. Near 0, where 1 - t would lose the digits of x, the series serves.
fn stable_tanh(x: f32) -> f32 {
  let tail = exp(-2.0 * abs(x));
  let square = x * x;
  let series = x * (1.0 - square * (0.33333334 - square * (0.13333334 - square * 0.053968254)));
  return select(sign(x) * (1.0 - tail) / (1.0 + tail), series, abs(x) < 0.2);
}

@group(0) @binding(0) var<storage, read_write> clock_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(2) var<storage, read_write> noise_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> gradient_penalty_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> gradient_penalty_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> D_linear1_weight_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear2_weight: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_tanh1: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_D_tanh1: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_D_tanh1_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> d_D_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_gradient_penalty: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_gradient_penalty_3: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_gradient_penalty_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> d_gradient_penalty_4_2: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> d_D_linear2: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_linear1_3: array<f32>;
@group(0) @binding(1) var<storage, read_write> gradient_penalty_4_2: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> d_D_linear1_4: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_linear1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> random_2: array<f32>;

// penalties.gan 4:1 noise penalty_place: [] ~ uniform(0, 1)
@compute @workgroup_size(64)
fn noise(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B) { return; }
  let noise = random_uniform(philox((i), 979829472u, clock_draw[0u], clock_seed[0u]));
  noise_2[i] = noise;
}

@compute @workgroup_size(1)
fn add() {
  let add = clock_draw[0u] + 1;
  clock_draw[0u] = add;
}

// program.gan 4:10 gradient_penalty(D, x, -x)
@compute @workgroup_size(64)
fn gradient_penalty(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B * 16u) { return; }
  let value = noise_2[i / 16u];
  let value2 = x_2[i];
  let gradient_penalty = (value * value2) - ((1.0 - value) * value2);
  gradient_penalty_2[i] = gradient_penalty;
}

// program.gan 3:33 linear(32), 3:33 linear(32), 3:47 tanh, ∂ 3:47 tanh
@compute @workgroup_size(64)
fn D_linear1_linear_tanh(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let tile = group.x + group.y * groups.x;
  let n0 = (lane % 16u) * 8u;
  let m0 = (tile * 4u + lane / 16u) * 8u;
  if (m0 >= B || n0 >= 32u) { return; }
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  var sum4a = vec4f();
  var sum4b = vec4f();
  var sum5a = vec4f();
  var sum5b = vec4f();
  var sum6a = vec4f();
  var sum6b = vec4f();
  var sum7a = vec4f();
  var sum7b = vec4f();
  let m1 = min(m0 + 1u, B - 1u);
  let m2 = min(m0 + 2u, B - 1u);
  let m3 = min(m0 + 3u, B - 1u);
  let m4 = min(m0 + 4u, B - 1u);
  let m5 = min(m0 + 5u, B - 1u);
  let m6 = min(m0 + 6u, B - 1u);
  let m7 = min(m0 + 7u, B - 1u);
  let a0_start = m0 * 4u;
  let a1_start = m1 * 4u;
  let a2_start = m2 * 4u;
  let a3_start = m3 * 4u;
  let a4_start = m4 * 4u;
  let a5_start = m5 * 4u;
  let a6_start = m6 * 4u;
  let a7_start = m7 * 4u;
  let b0_start = n0 * 4u;
  let b1_start = n0 * 4u + 4u;
  let b2_start = n0 * 4u + 8u;
  let b3_start = n0 * 4u + 12u;
  let b4_start = n0 * 4u + 16u;
  let b5_start = n0 * 4u + 20u;
  let b6_start = n0 * 4u + 24u;
  let b7_start = n0 * 4u + 28u;
  for (var k = 0u; k < 4u; k++) {
    let a0 = gradient_penalty_4[a0_start + k];
    let a1 = gradient_penalty_4[a1_start + k];
    let a2 = gradient_penalty_4[a2_start + k];
    let a3 = gradient_penalty_4[a3_start + k];
    let a4 = gradient_penalty_4[a4_start + k];
    let a5 = gradient_penalty_4[a5_start + k];
    let a6 = gradient_penalty_4[a6_start + k];
    let a7 = gradient_penalty_4[a7_start + k];
    let b0 = D_linear1_weight_4[b0_start + k];
    let b1 = D_linear1_weight_4[b1_start + k];
    let b2 = D_linear1_weight_4[b2_start + k];
    let b3 = D_linear1_weight_4[b3_start + k];
    let b4 = D_linear1_weight_4[b4_start + k];
    let b5 = D_linear1_weight_4[b5_start + k];
    let b6 = D_linear1_weight_4[b6_start + k];
    let b7 = D_linear1_weight_4[b7_start + k];
    let column0a = vec4f(b0.x, b1.x, b2.x, b3.x);
    let column0b = vec4f(b4.x, b5.x, b6.x, b7.x);
    sum0a = fma(vec4f(a0.x), column0a, sum0a);
    sum0b = fma(vec4f(a0.x), column0b, sum0b);
    sum1a = fma(vec4f(a1.x), column0a, sum1a);
    sum1b = fma(vec4f(a1.x), column0b, sum1b);
    sum2a = fma(vec4f(a2.x), column0a, sum2a);
    sum2b = fma(vec4f(a2.x), column0b, sum2b);
    sum3a = fma(vec4f(a3.x), column0a, sum3a);
    sum3b = fma(vec4f(a3.x), column0b, sum3b);
    sum4a = fma(vec4f(a4.x), column0a, sum4a);
    sum4b = fma(vec4f(a4.x), column0b, sum4b);
    sum5a = fma(vec4f(a5.x), column0a, sum5a);
    sum5b = fma(vec4f(a5.x), column0b, sum5b);
    sum6a = fma(vec4f(a6.x), column0a, sum6a);
    sum6b = fma(vec4f(a6.x), column0b, sum6b);
    sum7a = fma(vec4f(a7.x), column0a, sum7a);
    sum7b = fma(vec4f(a7.x), column0b, sum7b);
    let column1a = vec4f(b0.y, b1.y, b2.y, b3.y);
    let column1b = vec4f(b4.y, b5.y, b6.y, b7.y);
    sum0a = fma(vec4f(a0.y), column1a, sum0a);
    sum0b = fma(vec4f(a0.y), column1b, sum0b);
    sum1a = fma(vec4f(a1.y), column1a, sum1a);
    sum1b = fma(vec4f(a1.y), column1b, sum1b);
    sum2a = fma(vec4f(a2.y), column1a, sum2a);
    sum2b = fma(vec4f(a2.y), column1b, sum2b);
    sum3a = fma(vec4f(a3.y), column1a, sum3a);
    sum3b = fma(vec4f(a3.y), column1b, sum3b);
    sum4a = fma(vec4f(a4.y), column1a, sum4a);
    sum4b = fma(vec4f(a4.y), column1b, sum4b);
    sum5a = fma(vec4f(a5.y), column1a, sum5a);
    sum5b = fma(vec4f(a5.y), column1b, sum5b);
    sum6a = fma(vec4f(a6.y), column1a, sum6a);
    sum6b = fma(vec4f(a6.y), column1b, sum6b);
    sum7a = fma(vec4f(a7.y), column1a, sum7a);
    sum7b = fma(vec4f(a7.y), column1b, sum7b);
    let column2a = vec4f(b0.z, b1.z, b2.z, b3.z);
    let column2b = vec4f(b4.z, b5.z, b6.z, b7.z);
    sum0a = fma(vec4f(a0.z), column2a, sum0a);
    sum0b = fma(vec4f(a0.z), column2b, sum0b);
    sum1a = fma(vec4f(a1.z), column2a, sum1a);
    sum1b = fma(vec4f(a1.z), column2b, sum1b);
    sum2a = fma(vec4f(a2.z), column2a, sum2a);
    sum2b = fma(vec4f(a2.z), column2b, sum2b);
    sum3a = fma(vec4f(a3.z), column2a, sum3a);
    sum3b = fma(vec4f(a3.z), column2b, sum3b);
    sum4a = fma(vec4f(a4.z), column2a, sum4a);
    sum4b = fma(vec4f(a4.z), column2b, sum4b);
    sum5a = fma(vec4f(a5.z), column2a, sum5a);
    sum5b = fma(vec4f(a5.z), column2b, sum5b);
    sum6a = fma(vec4f(a6.z), column2a, sum6a);
    sum6b = fma(vec4f(a6.z), column2b, sum6b);
    sum7a = fma(vec4f(a7.z), column2a, sum7a);
    sum7b = fma(vec4f(a7.z), column2b, sum7b);
    let column3a = vec4f(b0.w, b1.w, b2.w, b3.w);
    let column3b = vec4f(b4.w, b5.w, b6.w, b7.w);
    sum0a = fma(vec4f(a0.w), column3a, sum0a);
    sum0b = fma(vec4f(a0.w), column3b, sum0b);
    sum1a = fma(vec4f(a1.w), column3a, sum1a);
    sum1b = fma(vec4f(a1.w), column3b, sum1b);
    sum2a = fma(vec4f(a2.w), column3a, sum2a);
    sum2b = fma(vec4f(a2.w), column3b, sum2b);
    sum3a = fma(vec4f(a3.w), column3a, sum3a);
    sum3b = fma(vec4f(a3.w), column3b, sum3b);
    sum4a = fma(vec4f(a4.w), column3a, sum4a);
    sum4b = fma(vec4f(a4.w), column3b, sum4b);
    sum5a = fma(vec4f(a5.w), column3a, sum5a);
    sum5b = fma(vec4f(a5.w), column3b, sum5b);
    sum6a = fma(vec4f(a6.w), column3a, sum6a);
    sum6b = fma(vec4f(a6.w), column3b, sum6b);
    sum7a = fma(vec4f(a7.w), column3a, sum7a);
    sum7b = fma(vec4f(a7.w), column3b, sum7b);
  }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = m0 + e / 8u;
    let n = n0 + e % 8u;
    if (m >= B) { continue; }
    let linear = sums[e / 4u][e % 4u];
    let linear2 = linear + D_linear1_bias[n];
    let tanh_ = stable_tanh(linear2);
    let mul = D_linear2_weight[n] * (1.0 - (tanh_ * tanh_));
    D_tanh1[m * 32u + n] = tanh_;
    d_D_tanh1[m * 32u + n] = mul;
  }
}

// ∂ program.gan 3:33 linear(32)
@compute @workgroup_size(64)
fn d_D_linear1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let tile = group.x + group.y * groups.x;
  let n0 = (lane % 16u) * 8u;
  let m0 = (tile * 4u + lane / 16u) * 8u;
  if (m0 >= B || n0 >= 16u) { return; }
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  var sum4a = vec4f();
  var sum4b = vec4f();
  var sum5a = vec4f();
  var sum5b = vec4f();
  var sum6a = vec4f();
  var sum6b = vec4f();
  var sum7a = vec4f();
  var sum7b = vec4f();
  let m1 = min(m0 + 1u, B - 1u);
  let m2 = min(m0 + 2u, B - 1u);
  let m3 = min(m0 + 3u, B - 1u);
  let m4 = min(m0 + 4u, B - 1u);
  let m5 = min(m0 + 5u, B - 1u);
  let m6 = min(m0 + 6u, B - 1u);
  let m7 = min(m0 + 7u, B - 1u);
  let a0_start = m0 * 8u;
  let a1_start = m1 * 8u;
  let a2_start = m2 * 8u;
  let a3_start = m3 * 8u;
  let a4_start = m4 * 8u;
  let a5_start = m5 * 8u;
  let a6_start = m6 * 8u;
  let a7_start = m7 * 8u;
  let b0_0_start = n0 / 4u;
  let b0_1_start = n0 / 4u + 1u;
  let b1_0_start = n0 / 4u + 4u;
  let b1_1_start = n0 / 4u + 5u;
  let b2_0_start = n0 / 4u + 8u;
  let b2_1_start = n0 / 4u + 9u;
  let b3_0_start = n0 / 4u + 12u;
  let b3_1_start = n0 / 4u + 13u;
  for (var k = 0u; k < 8u; k++) {
    let a0 = d_D_tanh1_4[a0_start + k];
    let a1 = d_D_tanh1_4[a1_start + k];
    let a2 = d_D_tanh1_4[a2_start + k];
    let a3 = d_D_tanh1_4[a3_start + k];
    let a4 = d_D_tanh1_4[a4_start + k];
    let a5 = d_D_tanh1_4[a5_start + k];
    let a6 = d_D_tanh1_4[a6_start + k];
    let a7 = d_D_tanh1_4[a7_start + k];
    let b0_0 = D_linear1_weight_4[b0_0_start + k * 16u];
    let b0_1 = D_linear1_weight_4[b0_1_start + k * 16u];
    let b1_0 = D_linear1_weight_4[b1_0_start + k * 16u];
    let b1_1 = D_linear1_weight_4[b1_1_start + k * 16u];
    let b2_0 = D_linear1_weight_4[b2_0_start + k * 16u];
    let b2_1 = D_linear1_weight_4[b2_1_start + k * 16u];
    let b3_0 = D_linear1_weight_4[b3_0_start + k * 16u];
    let b3_1 = D_linear1_weight_4[b3_1_start + k * 16u];
    sum0a = fma(vec4f(a0.x), b0_0, sum0a);
    sum0b = fma(vec4f(a0.x), b0_1, sum0b);
    sum1a = fma(vec4f(a1.x), b0_0, sum1a);
    sum1b = fma(vec4f(a1.x), b0_1, sum1b);
    sum2a = fma(vec4f(a2.x), b0_0, sum2a);
    sum2b = fma(vec4f(a2.x), b0_1, sum2b);
    sum3a = fma(vec4f(a3.x), b0_0, sum3a);
    sum3b = fma(vec4f(a3.x), b0_1, sum3b);
    sum4a = fma(vec4f(a4.x), b0_0, sum4a);
    sum4b = fma(vec4f(a4.x), b0_1, sum4b);
    sum5a = fma(vec4f(a5.x), b0_0, sum5a);
    sum5b = fma(vec4f(a5.x), b0_1, sum5b);
    sum6a = fma(vec4f(a6.x), b0_0, sum6a);
    sum6b = fma(vec4f(a6.x), b0_1, sum6b);
    sum7a = fma(vec4f(a7.x), b0_0, sum7a);
    sum7b = fma(vec4f(a7.x), b0_1, sum7b);
    sum0a = fma(vec4f(a0.y), b1_0, sum0a);
    sum0b = fma(vec4f(a0.y), b1_1, sum0b);
    sum1a = fma(vec4f(a1.y), b1_0, sum1a);
    sum1b = fma(vec4f(a1.y), b1_1, sum1b);
    sum2a = fma(vec4f(a2.y), b1_0, sum2a);
    sum2b = fma(vec4f(a2.y), b1_1, sum2b);
    sum3a = fma(vec4f(a3.y), b1_0, sum3a);
    sum3b = fma(vec4f(a3.y), b1_1, sum3b);
    sum4a = fma(vec4f(a4.y), b1_0, sum4a);
    sum4b = fma(vec4f(a4.y), b1_1, sum4b);
    sum5a = fma(vec4f(a5.y), b1_0, sum5a);
    sum5b = fma(vec4f(a5.y), b1_1, sum5b);
    sum6a = fma(vec4f(a6.y), b1_0, sum6a);
    sum6b = fma(vec4f(a6.y), b1_1, sum6b);
    sum7a = fma(vec4f(a7.y), b1_0, sum7a);
    sum7b = fma(vec4f(a7.y), b1_1, sum7b);
    sum0a = fma(vec4f(a0.z), b2_0, sum0a);
    sum0b = fma(vec4f(a0.z), b2_1, sum0b);
    sum1a = fma(vec4f(a1.z), b2_0, sum1a);
    sum1b = fma(vec4f(a1.z), b2_1, sum1b);
    sum2a = fma(vec4f(a2.z), b2_0, sum2a);
    sum2b = fma(vec4f(a2.z), b2_1, sum2b);
    sum3a = fma(vec4f(a3.z), b2_0, sum3a);
    sum3b = fma(vec4f(a3.z), b2_1, sum3b);
    sum4a = fma(vec4f(a4.z), b2_0, sum4a);
    sum4b = fma(vec4f(a4.z), b2_1, sum4b);
    sum5a = fma(vec4f(a5.z), b2_0, sum5a);
    sum5b = fma(vec4f(a5.z), b2_1, sum5b);
    sum6a = fma(vec4f(a6.z), b2_0, sum6a);
    sum6b = fma(vec4f(a6.z), b2_1, sum6b);
    sum7a = fma(vec4f(a7.z), b2_0, sum7a);
    sum7b = fma(vec4f(a7.z), b2_1, sum7b);
    sum0a = fma(vec4f(a0.w), b3_0, sum0a);
    sum0b = fma(vec4f(a0.w), b3_1, sum0b);
    sum1a = fma(vec4f(a1.w), b3_0, sum1a);
    sum1b = fma(vec4f(a1.w), b3_1, sum1b);
    sum2a = fma(vec4f(a2.w), b3_0, sum2a);
    sum2b = fma(vec4f(a2.w), b3_1, sum2b);
    sum3a = fma(vec4f(a3.w), b3_0, sum3a);
    sum3b = fma(vec4f(a3.w), b3_1, sum3b);
    sum4a = fma(vec4f(a4.w), b3_0, sum4a);
    sum4b = fma(vec4f(a4.w), b3_1, sum4b);
    sum5a = fma(vec4f(a5.w), b3_0, sum5a);
    sum5b = fma(vec4f(a5.w), b3_1, sum5b);
    sum6a = fma(vec4f(a6.w), b3_0, sum6a);
    sum6b = fma(vec4f(a6.w), b3_1, sum6b);
    sum7a = fma(vec4f(a7.w), b3_0, sum7a);
    sum7b = fma(vec4f(a7.w), b3_1, sum7b);
  }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = m0 + e / 8u;
    let n = n0 + e % 8u;
    if (m >= B) { continue; }
    let contract = sums[e / 4u][e % 4u];
    d_D_linear1_2[m * 16u + n] = contract;
  }
}

// program.gan 4:10 gradient_penalty(D, x, -x), 4:10 gradient_penalty(D, x, -x), ∂ 4:10 gradient_penalty(D, x, -x)
@compute @workgroup_size(64)
fn gradient_penalty_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 16u; r0++) {
    let value = d_D_linear1_2[i * 16u + r0];
    total += (value * value);
  }
  let gradient_penalty = sqrt(total);
  let equal = gradient_penalty == 0.0;
  let select_ = select(((((1.0 / f32(B)) * (2.0 * (gradient_penalty - 1.0))) * 0.5) / select(gradient_penalty, 1.0, equal)), 0.0, equal);
  gradient_penalty_2[i] = gradient_penalty;
  d_gradient_penalty[i] = select_;
}

// program.gan 4:10 gradient_penalty(D, x, -x), 4:10 gradient_penalty(D, x, -x)
@compute @workgroup_size(64)
fn loss_D_gradient_penalty(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B; r0++) {
    let sub = gradient_penalty_2[r0] - 1.0;
    total += (sub * sub);
  }
  let gradient_penalty = total / f32(B);
  loss_D[0u] = gradient_penalty;
}

// ∂ program.gan 4:10 gradient_penalty(D, x, -x)
@compute @workgroup_size(64)
fn d_gradient_penalty_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B * 16u) { return; }
  let mul = d_gradient_penalty[i / 16u] * d_D_linear1_2[i];
  d_gradient_penalty_3[i] = mul;
}

// ∂ program.gan 3:33 linear(32), ∂ 3:33 linear(32), ∂ 3:47 tanh
@compute @workgroup_size(64)
fn d_D_linear1_linear_tanh(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let tile = group.x + group.y * groups.x;
  let n0 = (lane % 16u) * 8u;
  let m0 = (tile * 4u + lane / 16u) * 8u;
  if (m0 >= B || n0 >= 32u) { return; }
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  var sum4a = vec4f();
  var sum4b = vec4f();
  var sum5a = vec4f();
  var sum5b = vec4f();
  var sum6a = vec4f();
  var sum6b = vec4f();
  var sum7a = vec4f();
  var sum7b = vec4f();
  let m1 = min(m0 + 1u, B - 1u);
  let m2 = min(m0 + 2u, B - 1u);
  let m3 = min(m0 + 3u, B - 1u);
  let m4 = min(m0 + 4u, B - 1u);
  let m5 = min(m0 + 5u, B - 1u);
  let m6 = min(m0 + 6u, B - 1u);
  let m7 = min(m0 + 7u, B - 1u);
  let a0_start = m0 * 4u;
  let a1_start = m1 * 4u;
  let a2_start = m2 * 4u;
  let a3_start = m3 * 4u;
  let a4_start = m4 * 4u;
  let a5_start = m5 * 4u;
  let a6_start = m6 * 4u;
  let a7_start = m7 * 4u;
  let b0_start = n0 * 4u;
  let b1_start = n0 * 4u + 4u;
  let b2_start = n0 * 4u + 8u;
  let b3_start = n0 * 4u + 12u;
  let b4_start = n0 * 4u + 16u;
  let b5_start = n0 * 4u + 20u;
  let b6_start = n0 * 4u + 24u;
  let b7_start = n0 * 4u + 28u;
  for (var k = 0u; k < 4u; k++) {
    let a0 = d_gradient_penalty_4[a0_start + k];
    let a1 = d_gradient_penalty_4[a1_start + k];
    let a2 = d_gradient_penalty_4[a2_start + k];
    let a3 = d_gradient_penalty_4[a3_start + k];
    let a4 = d_gradient_penalty_4[a4_start + k];
    let a5 = d_gradient_penalty_4[a5_start + k];
    let a6 = d_gradient_penalty_4[a6_start + k];
    let a7 = d_gradient_penalty_4[a7_start + k];
    let b0 = D_linear1_weight_4[b0_start + k];
    let b1 = D_linear1_weight_4[b1_start + k];
    let b2 = D_linear1_weight_4[b2_start + k];
    let b3 = D_linear1_weight_4[b3_start + k];
    let b4 = D_linear1_weight_4[b4_start + k];
    let b5 = D_linear1_weight_4[b5_start + k];
    let b6 = D_linear1_weight_4[b6_start + k];
    let b7 = D_linear1_weight_4[b7_start + k];
    let column0a = vec4f(b0.x, b1.x, b2.x, b3.x);
    let column0b = vec4f(b4.x, b5.x, b6.x, b7.x);
    sum0a = fma(vec4f(a0.x), column0a, sum0a);
    sum0b = fma(vec4f(a0.x), column0b, sum0b);
    sum1a = fma(vec4f(a1.x), column0a, sum1a);
    sum1b = fma(vec4f(a1.x), column0b, sum1b);
    sum2a = fma(vec4f(a2.x), column0a, sum2a);
    sum2b = fma(vec4f(a2.x), column0b, sum2b);
    sum3a = fma(vec4f(a3.x), column0a, sum3a);
    sum3b = fma(vec4f(a3.x), column0b, sum3b);
    sum4a = fma(vec4f(a4.x), column0a, sum4a);
    sum4b = fma(vec4f(a4.x), column0b, sum4b);
    sum5a = fma(vec4f(a5.x), column0a, sum5a);
    sum5b = fma(vec4f(a5.x), column0b, sum5b);
    sum6a = fma(vec4f(a6.x), column0a, sum6a);
    sum6b = fma(vec4f(a6.x), column0b, sum6b);
    sum7a = fma(vec4f(a7.x), column0a, sum7a);
    sum7b = fma(vec4f(a7.x), column0b, sum7b);
    let column1a = vec4f(b0.y, b1.y, b2.y, b3.y);
    let column1b = vec4f(b4.y, b5.y, b6.y, b7.y);
    sum0a = fma(vec4f(a0.y), column1a, sum0a);
    sum0b = fma(vec4f(a0.y), column1b, sum0b);
    sum1a = fma(vec4f(a1.y), column1a, sum1a);
    sum1b = fma(vec4f(a1.y), column1b, sum1b);
    sum2a = fma(vec4f(a2.y), column1a, sum2a);
    sum2b = fma(vec4f(a2.y), column1b, sum2b);
    sum3a = fma(vec4f(a3.y), column1a, sum3a);
    sum3b = fma(vec4f(a3.y), column1b, sum3b);
    sum4a = fma(vec4f(a4.y), column1a, sum4a);
    sum4b = fma(vec4f(a4.y), column1b, sum4b);
    sum5a = fma(vec4f(a5.y), column1a, sum5a);
    sum5b = fma(vec4f(a5.y), column1b, sum5b);
    sum6a = fma(vec4f(a6.y), column1a, sum6a);
    sum6b = fma(vec4f(a6.y), column1b, sum6b);
    sum7a = fma(vec4f(a7.y), column1a, sum7a);
    sum7b = fma(vec4f(a7.y), column1b, sum7b);
    let column2a = vec4f(b0.z, b1.z, b2.z, b3.z);
    let column2b = vec4f(b4.z, b5.z, b6.z, b7.z);
    sum0a = fma(vec4f(a0.z), column2a, sum0a);
    sum0b = fma(vec4f(a0.z), column2b, sum0b);
    sum1a = fma(vec4f(a1.z), column2a, sum1a);
    sum1b = fma(vec4f(a1.z), column2b, sum1b);
    sum2a = fma(vec4f(a2.z), column2a, sum2a);
    sum2b = fma(vec4f(a2.z), column2b, sum2b);
    sum3a = fma(vec4f(a3.z), column2a, sum3a);
    sum3b = fma(vec4f(a3.z), column2b, sum3b);
    sum4a = fma(vec4f(a4.z), column2a, sum4a);
    sum4b = fma(vec4f(a4.z), column2b, sum4b);
    sum5a = fma(vec4f(a5.z), column2a, sum5a);
    sum5b = fma(vec4f(a5.z), column2b, sum5b);
    sum6a = fma(vec4f(a6.z), column2a, sum6a);
    sum6b = fma(vec4f(a6.z), column2b, sum6b);
    sum7a = fma(vec4f(a7.z), column2a, sum7a);
    sum7b = fma(vec4f(a7.z), column2b, sum7b);
    let column3a = vec4f(b0.w, b1.w, b2.w, b3.w);
    let column3b = vec4f(b4.w, b5.w, b6.w, b7.w);
    sum0a = fma(vec4f(a0.w), column3a, sum0a);
    sum0b = fma(vec4f(a0.w), column3b, sum0b);
    sum1a = fma(vec4f(a1.w), column3a, sum1a);
    sum1b = fma(vec4f(a1.w), column3b, sum1b);
    sum2a = fma(vec4f(a2.w), column3a, sum2a);
    sum2b = fma(vec4f(a2.w), column3b, sum2b);
    sum3a = fma(vec4f(a3.w), column3a, sum3a);
    sum3b = fma(vec4f(a3.w), column3b, sum3b);
    sum4a = fma(vec4f(a4.w), column3a, sum4a);
    sum4b = fma(vec4f(a4.w), column3b, sum4b);
    sum5a = fma(vec4f(a5.w), column3a, sum5a);
    sum5b = fma(vec4f(a5.w), column3b, sum5b);
    sum6a = fma(vec4f(a6.w), column3a, sum6a);
    sum6b = fma(vec4f(a6.w), column3b, sum6b);
    sum7a = fma(vec4f(a7.w), column3a, sum7a);
    sum7b = fma(vec4f(a7.w), column3b, sum7b);
  }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = m0 + e / 8u;
    let n = n0 + e % 8u;
    if (m >= B) { continue; }
    let contract = sums[e / 4u][e % 4u];
    let mul = contract * 2.0;
    let value = D_tanh1[m * 32u + n];
    let mul2 = (mul * D_linear2_weight[n]) * value;
    let mul3 = ((-mul2) - mul2) * (1.0 - (value * value));
    d_D_linear1_2[m * 32u + n] = mul;
    d_D_tanh1[m * 32u + n] = mul3;
  }
}

// ∂ program.gan 3:33 linear(32), ∂ 3:33 linear(32)
@compute @workgroup_size(64)
fn d_D_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let tile = group.x + group.y * groups.x;
  let n0 = (lane % 16u) * 8u;
  let m0 = (tile * 4u + lane / 16u) * 8u;
  if (m0 >= 32u || n0 >= 16u) { return; }
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  var sum4a = vec4f();
  var sum4b = vec4f();
  var sum5a = vec4f();
  var sum5b = vec4f();
  var sum6a = vec4f();
  var sum6b = vec4f();
  var sum7a = vec4f();
  var sum7b = vec4f();
  let a0_0_start = m0 / 4u;
  let a0_1_start = m0 / 4u + 1u;
  let b0_0_start = n0 / 4u;
  let b0_1_start = n0 / 4u + 1u;
  for (var k = 0u; k < B; k++) {
    let a0_0 = d_D_tanh1_4[a0_0_start + k * 8u];
    let a0_1 = d_D_tanh1_4[a0_1_start + k * 8u];
    let b0_0 = d_gradient_penalty_4_2[b0_0_start + k * 4u];
    let b0_1 = d_gradient_penalty_4_2[b0_1_start + k * 4u];
    sum0a = fma(vec4f(a0_0.x), b0_0, sum0a);
    sum0b = fma(vec4f(a0_0.x), b0_1, sum0b);
    sum1a = fma(vec4f(a0_0.y), b0_0, sum1a);
    sum1b = fma(vec4f(a0_0.y), b0_1, sum1b);
    sum2a = fma(vec4f(a0_0.z), b0_0, sum2a);
    sum2b = fma(vec4f(a0_0.z), b0_1, sum2b);
    sum3a = fma(vec4f(a0_0.w), b0_0, sum3a);
    sum3b = fma(vec4f(a0_0.w), b0_1, sum3b);
    sum4a = fma(vec4f(a0_1.x), b0_0, sum4a);
    sum4b = fma(vec4f(a0_1.x), b0_1, sum4b);
    sum5a = fma(vec4f(a0_1.y), b0_0, sum5a);
    sum5b = fma(vec4f(a0_1.y), b0_1, sum5b);
    sum6a = fma(vec4f(a0_1.z), b0_0, sum6a);
    sum6b = fma(vec4f(a0_1.z), b0_1, sum6b);
    sum7a = fma(vec4f(a0_1.w), b0_0, sum7a);
    sum7b = fma(vec4f(a0_1.w), b0_1, sum7b);
  }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = m0 + e / 8u;
    let n = n0 + e % 8u;
    let contract = sums[e / 4u][e % 4u];
    let mul = contract * 2.0;
    d_D_linear1_2[m * 16u + n] = mul;
  }
}

// ∂ program.gan 3:55 linear(1), ∂ 3:33 linear(32)
@compute @workgroup_size(64)
fn d_D_linear2_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= 32u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < B; r0++) {
    let value = D_tanh1[r0 * 32u + i];
    total += (d_D_linear1_2[r0 * 32u + i] * (1.0 - (value * value))) * 1.0;
    total2 += d_D_tanh1[r0 * 32u + i];
  }
  d_D_linear2[i] = total;
  d_D_linear1_3[i] = total2;
}

// ∂ program.gan 3:33 linear(32), ∂ 3:33 linear(32)
@compute @workgroup_size(64)
fn d_D_linear1_linear_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let tile = group.x + group.y * groups.x;
  let n0 = (lane % 16u) * 8u;
  let m0 = (tile * 4u + lane / 16u) * 8u;
  if (m0 >= 32u || n0 >= 16u) { return; }
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  var sum4a = vec4f();
  var sum4b = vec4f();
  var sum5a = vec4f();
  var sum5b = vec4f();
  var sum6a = vec4f();
  var sum6b = vec4f();
  var sum7a = vec4f();
  var sum7b = vec4f();
  let a0_0_start = m0 / 4u;
  let a0_1_start = m0 / 4u + 1u;
  let b0_0_start = n0 / 4u;
  let b0_1_start = n0 / 4u + 1u;
  for (var k = 0u; k < B; k++) {
    let a0_0 = d_D_tanh1_4[a0_0_start + k * 8u];
    let a0_1 = d_D_tanh1_4[a0_1_start + k * 8u];
    let b0_0 = gradient_penalty_4_2[b0_0_start + k * 4u];
    let b0_1 = gradient_penalty_4_2[b0_1_start + k * 4u];
    sum0a = fma(vec4f(a0_0.x), b0_0, sum0a);
    sum0b = fma(vec4f(a0_0.x), b0_1, sum0b);
    sum1a = fma(vec4f(a0_0.y), b0_0, sum1a);
    sum1b = fma(vec4f(a0_0.y), b0_1, sum1b);
    sum2a = fma(vec4f(a0_0.z), b0_0, sum2a);
    sum2b = fma(vec4f(a0_0.z), b0_1, sum2b);
    sum3a = fma(vec4f(a0_0.w), b0_0, sum3a);
    sum3b = fma(vec4f(a0_0.w), b0_1, sum3b);
    sum4a = fma(vec4f(a0_1.x), b0_0, sum4a);
    sum4b = fma(vec4f(a0_1.x), b0_1, sum4b);
    sum5a = fma(vec4f(a0_1.y), b0_0, sum5a);
    sum5b = fma(vec4f(a0_1.y), b0_1, sum5b);
    sum6a = fma(vec4f(a0_1.z), b0_0, sum6a);
    sum6b = fma(vec4f(a0_1.z), b0_1, sum6b);
    sum7a = fma(vec4f(a0_1.w), b0_0, sum7a);
    sum7b = fma(vec4f(a0_1.w), b0_1, sum7b);
  }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = m0 + e / 8u;
    let n = n0 + e % 8u;
    let contract = sums[e / 4u][e % 4u];
    let add = d_D_linear1_2[m * 16u + n] + contract;
    d_D_linear1_4[m * 16u + n] = add;
  }
}

// program.gan 5:23 D by sgd(0.1)
@compute @workgroup_size(64)
fn D_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= 608u) { return; }
  let sub = D_linear1_weight_all[i] - (d_D_linear1_all[i] * 0.1);
  D_linear1_weight_all[i] = sub;
}

@compute @workgroup_size(64)
fn random(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B) { return; }
  let random = random_uniform(philox((i), 979829472u, draw_number[0u], draw_seed[0u]));
  random_2[i] = random;
}
