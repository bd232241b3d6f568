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
@group(0) @binding(3) var<storage, read_write> gradient_penalty_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> gradient_penalty_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> D_linear1_weight_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear2_weight: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_tanh1: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_D_tanh1: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_D_tanh1_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> d_D_linear1_4: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> d_D_linear1_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_gradient_penalty: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_gradient_penalty_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> D_linear1_weight_4_2: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> D_linear2_weight_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> D_tanh1_2: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_D_linear1_3: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_D_tanh1_2: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_D_linear1_5: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_D_linear2: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_D_linear1_6: array<f32>;
@group(0) @binding(1) var<storage, read_write> gradient_penalty_4_2: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_linear1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> random_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_x_4: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> D_linear2_bias: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear2: array<f32>;

// penalties.gan 4:1 noise penalty_place: [] ~ uniform(0, 1)
@compute @workgroup_size(64)
fn noise(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  let noise = random_uniform(philox((i), 979829472u, clock_draw[0u], clock_seed[0u]));
  noise_2[i] = noise;
}

// program.gan 4:10 gradient_penalty(D, x, -x)
@compute @workgroup_size(64)
fn add_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    clock_draw[0u] = add;
  } else {
    let launched = launched - 1u;
    let i = launched * 64u + lane;
    if (i >= B * 16u) { return; }
    let value = noise_2[i / 16u];
    let value2 = x_2[i];
    let gradient_penalty = (value * value2) - ((1.0 - value) * value2);
    gradient_penalty_2[i] = gradient_penalty;
  }
}

// program.gan 3:33 linear(32), 3:33 linear(32), 3:47 tanh, ∂ 3:47 tanh
@compute @workgroup_size(16)
fn D_linear1_linear_tanh(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let nt = lane % 4u;
  let down = tile * 4u + lane / 4u;
  let mt = min(down, ((B + 7u) / 8u) - 1u);
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
  let m1 = min(mt * 8u + 1u, B - 1u);
  let m2 = min(mt * 8u + 2u, B - 1u);
  let m3 = min(mt * 8u + 3u, B - 1u);
  let m4 = min(mt * 8u + 4u, B - 1u);
  let m5 = min(mt * 8u + 5u, B - 1u);
  let m6 = min(mt * 8u + 6u, B - 1u);
  let m7 = min(mt * 8u + 7u, B - 1u);
  let at = mt * 32u;
  let at2 = m1 * 4u;
  let at3 = m2 * 4u;
  let at4 = m3 * 4u;
  let at5 = m4 * 4u;
  let at6 = m5 * 4u;
  let at7 = m6 * 4u;
  let at8 = m7 * 4u;
  let at9 = nt * 32u;
  for (var k = 0u; k < 4u * once; k++) {
    let a = gradient_penalty_4[at + k];
    let a2 = gradient_penalty_4[at2 + k];
    let a3 = gradient_penalty_4[at3 + k];
    let a4 = gradient_penalty_4[at4 + k];
    let a5 = gradient_penalty_4[at5 + k];
    let a6 = gradient_penalty_4[at6 + k];
    let a7 = gradient_penalty_4[at7 + k];
    let a8 = gradient_penalty_4[at8 + k];
    let b = D_linear1_weight_4[at9 + k];
    let at10 = at9 + k;
    let b2 = D_linear1_weight_4[at10 + 4u];
    let b3 = D_linear1_weight_4[at10 + 8u];
    let b4 = D_linear1_weight_4[at10 + 12u];
    let b5 = D_linear1_weight_4[at10 + 16u];
    let b6 = D_linear1_weight_4[at10 + 20u];
    let b7 = D_linear1_weight_4[at10 + 24u];
    let b8 = D_linear1_weight_4[at10 + 28u];
    let column = vec4f(b.x, b2.x, b3.x, b4.x);
    let column2 = vec4f(b5.x, b6.x, b7.x, b8.x);
    let column3 = vec4f(b.y, b2.y, b3.y, b4.y);
    let column4 = vec4f(b5.y, b6.y, b7.y, b8.y);
    let column5 = vec4f(b.z, b2.z, b3.z, b4.z);
    let column6 = vec4f(b5.z, b6.z, b7.z, b8.z);
    let column7 = vec4f(b.w, b2.w, b3.w, b4.w);
    let column8 = vec4f(b5.w, b6.w, b7.w, b8.w);
    sum0a = fma(vec4f(a.x), column, sum0a);
    sum0b = fma(vec4f(a.x), column2, sum0b);
    sum0a = fma(vec4f(a.y), column3, sum0a);
    sum0b = fma(vec4f(a.y), column4, sum0b);
    sum0a = fma(vec4f(a.z), column5, sum0a);
    sum0b = fma(vec4f(a.z), column6, sum0b);
    sum0a = fma(vec4f(a.w), column7, sum0a);
    sum0b = fma(vec4f(a.w), column8, sum0b);
    sum1a = fma(vec4f(a2.x), column, sum1a);
    sum1b = fma(vec4f(a2.x), column2, sum1b);
    sum1a = fma(vec4f(a2.y), column3, sum1a);
    sum1b = fma(vec4f(a2.y), column4, sum1b);
    sum1a = fma(vec4f(a2.z), column5, sum1a);
    sum1b = fma(vec4f(a2.z), column6, sum1b);
    sum1a = fma(vec4f(a2.w), column7, sum1a);
    sum1b = fma(vec4f(a2.w), column8, sum1b);
    sum2a = fma(vec4f(a3.x), column, sum2a);
    sum2b = fma(vec4f(a3.x), column2, sum2b);
    sum2a = fma(vec4f(a3.y), column3, sum2a);
    sum2b = fma(vec4f(a3.y), column4, sum2b);
    sum2a = fma(vec4f(a3.z), column5, sum2a);
    sum2b = fma(vec4f(a3.z), column6, sum2b);
    sum2a = fma(vec4f(a3.w), column7, sum2a);
    sum2b = fma(vec4f(a3.w), column8, sum2b);
    sum3a = fma(vec4f(a4.x), column, sum3a);
    sum3b = fma(vec4f(a4.x), column2, sum3b);
    sum3a = fma(vec4f(a4.y), column3, sum3a);
    sum3b = fma(vec4f(a4.y), column4, sum3b);
    sum3a = fma(vec4f(a4.z), column5, sum3a);
    sum3b = fma(vec4f(a4.z), column6, sum3b);
    sum3a = fma(vec4f(a4.w), column7, sum3a);
    sum3b = fma(vec4f(a4.w), column8, sum3b);
    sum4a = fma(vec4f(a5.x), column, sum4a);
    sum4b = fma(vec4f(a5.x), column2, sum4b);
    sum4a = fma(vec4f(a5.y), column3, sum4a);
    sum4b = fma(vec4f(a5.y), column4, sum4b);
    sum4a = fma(vec4f(a5.z), column5, sum4a);
    sum4b = fma(vec4f(a5.z), column6, sum4b);
    sum4a = fma(vec4f(a5.w), column7, sum4a);
    sum4b = fma(vec4f(a5.w), column8, sum4b);
    sum5a = fma(vec4f(a6.x), column, sum5a);
    sum5b = fma(vec4f(a6.x), column2, sum5b);
    sum5a = fma(vec4f(a6.y), column3, sum5a);
    sum5b = fma(vec4f(a6.y), column4, sum5b);
    sum5a = fma(vec4f(a6.z), column5, sum5a);
    sum5b = fma(vec4f(a6.z), column6, sum5b);
    sum5a = fma(vec4f(a6.w), column7, sum5a);
    sum5b = fma(vec4f(a6.w), column8, sum5b);
    sum6a = fma(vec4f(a7.x), column, sum6a);
    sum6b = fma(vec4f(a7.x), column2, sum6b);
    sum6a = fma(vec4f(a7.y), column3, sum6a);
    sum6b = fma(vec4f(a7.y), column4, sum6b);
    sum6a = fma(vec4f(a7.z), column5, sum6a);
    sum6b = fma(vec4f(a7.z), column6, sum6b);
    sum6a = fma(vec4f(a7.w), column7, sum6a);
    sum6b = fma(vec4f(a7.w), column8, sum6b);
    sum7a = fma(vec4f(a8.x), column, sum7a);
    sum7b = fma(vec4f(a8.x), column2, sum7b);
    sum7a = fma(vec4f(a8.y), column3, sum7a);
    sum7b = fma(vec4f(a8.y), column4, sum7b);
    sum7a = fma(vec4f(a8.z), column5, sum7a);
    sum7b = fma(vec4f(a8.z), column6, sum7b);
    sum7a = fma(vec4f(a8.w), column7, sum7a);
    sum7b = fma(vec4f(a8.w), column8, sum7b);
  }
  if (down != mt || tile >= ((B + 31u) / 32u)) { return; }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = mt * 8u + e / 8u;
    let n = nt * 8u + e % 8u;
    if (!(m < B)) { continue; }
    let linear = sums[e / 4u][e % 4u];
    let linear2 = linear + D_linear1_bias[n];
    let tanh_ = stable_tanh(linear2);
    let mul = D_linear2_weight[n] * (1.0 - (tanh_ * tanh_));
    D_tanh1[m * 32u + n] = tanh_;
    d_D_tanh1[m * 32u + n] = mul;
  }
}

// ∂ program.gan 3:33 linear(32)
@compute @workgroup_size(16)
fn d_D_linear1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = lane % 4u;
  let nt = min(across, 2u - 1u);
  let down = tile * 4u + lane / 4u;
  let mt = min(down, ((B + 7u) / 8u) - 1u);
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
  let m1 = min(mt * 8u + 1u, B - 1u);
  let m2 = min(mt * 8u + 2u, B - 1u);
  let m3 = min(mt * 8u + 3u, B - 1u);
  let m4 = min(mt * 8u + 4u, B - 1u);
  let m5 = min(mt * 8u + 5u, B - 1u);
  let m6 = min(mt * 8u + 6u, B - 1u);
  let m7 = min(mt * 8u + 7u, B - 1u);
  let at = mt * 64u;
  let at2 = m1 * 8u;
  let at3 = m2 * 8u;
  let at4 = m3 * 8u;
  let at5 = m4 * 8u;
  let at6 = m5 * 8u;
  let at7 = m6 * 8u;
  let at8 = m7 * 8u;
  let at9 = nt * 2u;
  for (var k = 0u; k < 8u * once; k++) {
    let a = d_D_tanh1_4[at + k];
    let a2 = d_D_tanh1_4[at2 + k];
    let a3 = d_D_tanh1_4[at3 + k];
    let a4 = d_D_tanh1_4[at4 + k];
    let a5 = d_D_tanh1_4[at5 + k];
    let a6 = d_D_tanh1_4[at6 + k];
    let a7 = d_D_tanh1_4[at7 + k];
    let a8 = d_D_tanh1_4[at8 + k];
    let b = D_linear1_weight_4[k * 16u + at9];
    let at10 = k * 16u + at9;
    let b2 = D_linear1_weight_4[at10 + 1u];
    let b3 = D_linear1_weight_4[at10 + 4u];
    let b4 = D_linear1_weight_4[at10 + 5u];
    let b5 = D_linear1_weight_4[at10 + 8u];
    let b6 = D_linear1_weight_4[at10 + 9u];
    let b7 = D_linear1_weight_4[at10 + 12u];
    let b8 = D_linear1_weight_4[at10 + 13u];
    sum0a = fma(vec4f(a.x), b, sum0a);
    sum0b = fma(vec4f(a.x), b2, sum0b);
    sum0a = fma(vec4f(a.y), b3, sum0a);
    sum0b = fma(vec4f(a.y), b4, sum0b);
    sum0a = fma(vec4f(a.z), b5, sum0a);
    sum0b = fma(vec4f(a.z), b6, sum0b);
    sum0a = fma(vec4f(a.w), b7, sum0a);
    sum0b = fma(vec4f(a.w), b8, sum0b);
    sum1a = fma(vec4f(a2.x), b, sum1a);
    sum1b = fma(vec4f(a2.x), b2, sum1b);
    sum1a = fma(vec4f(a2.y), b3, sum1a);
    sum1b = fma(vec4f(a2.y), b4, sum1b);
    sum1a = fma(vec4f(a2.z), b5, sum1a);
    sum1b = fma(vec4f(a2.z), b6, sum1b);
    sum1a = fma(vec4f(a2.w), b7, sum1a);
    sum1b = fma(vec4f(a2.w), b8, sum1b);
    sum2a = fma(vec4f(a3.x), b, sum2a);
    sum2b = fma(vec4f(a3.x), b2, sum2b);
    sum2a = fma(vec4f(a3.y), b3, sum2a);
    sum2b = fma(vec4f(a3.y), b4, sum2b);
    sum2a = fma(vec4f(a3.z), b5, sum2a);
    sum2b = fma(vec4f(a3.z), b6, sum2b);
    sum2a = fma(vec4f(a3.w), b7, sum2a);
    sum2b = fma(vec4f(a3.w), b8, sum2b);
    sum3a = fma(vec4f(a4.x), b, sum3a);
    sum3b = fma(vec4f(a4.x), b2, sum3b);
    sum3a = fma(vec4f(a4.y), b3, sum3a);
    sum3b = fma(vec4f(a4.y), b4, sum3b);
    sum3a = fma(vec4f(a4.z), b5, sum3a);
    sum3b = fma(vec4f(a4.z), b6, sum3b);
    sum3a = fma(vec4f(a4.w), b7, sum3a);
    sum3b = fma(vec4f(a4.w), b8, sum3b);
    sum4a = fma(vec4f(a5.x), b, sum4a);
    sum4b = fma(vec4f(a5.x), b2, sum4b);
    sum4a = fma(vec4f(a5.y), b3, sum4a);
    sum4b = fma(vec4f(a5.y), b4, sum4b);
    sum4a = fma(vec4f(a5.z), b5, sum4a);
    sum4b = fma(vec4f(a5.z), b6, sum4b);
    sum4a = fma(vec4f(a5.w), b7, sum4a);
    sum4b = fma(vec4f(a5.w), b8, sum4b);
    sum5a = fma(vec4f(a6.x), b, sum5a);
    sum5b = fma(vec4f(a6.x), b2, sum5b);
    sum5a = fma(vec4f(a6.y), b3, sum5a);
    sum5b = fma(vec4f(a6.y), b4, sum5b);
    sum5a = fma(vec4f(a6.z), b5, sum5a);
    sum5b = fma(vec4f(a6.z), b6, sum5b);
    sum5a = fma(vec4f(a6.w), b7, sum5a);
    sum5b = fma(vec4f(a6.w), b8, sum5b);
    sum6a = fma(vec4f(a7.x), b, sum6a);
    sum6b = fma(vec4f(a7.x), b2, sum6b);
    sum6a = fma(vec4f(a7.y), b3, sum6a);
    sum6b = fma(vec4f(a7.y), b4, sum6b);
    sum6a = fma(vec4f(a7.z), b5, sum6a);
    sum6b = fma(vec4f(a7.z), b6, sum6b);
    sum6a = fma(vec4f(a7.w), b7, sum6a);
    sum6b = fma(vec4f(a7.w), b8, sum6b);
    sum7a = fma(vec4f(a8.x), b, sum7a);
    sum7b = fma(vec4f(a8.x), b2, sum7b);
    sum7a = fma(vec4f(a8.y), b3, sum7a);
    sum7b = fma(vec4f(a8.y), b4, sum7b);
    sum7a = fma(vec4f(a8.z), b5, sum7a);
    sum7b = fma(vec4f(a8.z), b6, sum7b);
    sum7a = fma(vec4f(a8.w), b7, sum7a);
    sum7b = fma(vec4f(a8.w), b8, sum7b);
  }
  if (across != nt || down != mt || tile >= ((B + 31u) / 32u)) { return; }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 16u; e++) {
    let m = mt * 8u + e / 2u;
    let n = nt * 2u + e % 2u;
    if (!(m < B)) { continue; }
    let contract = sums[e];
    d_D_linear1_4[m * 4u + n] = contract;
  }
}

// program.gan 4:10 gradient_penalty(D, x, -x), ∂ 4:10 gradient_penalty(D, x, -x), 4:10 gradient_penalty(D, x, -x)
@compute @workgroup_size(64)
fn gradient_penalty(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 16u * once; r0++) {
    let value = d_D_linear1_2[i * 16u + r0];
    total += (value * value);
  }
  let select_ = select(((((1.0 / f32(B)) * (2.0 * (sqrt(total) - 1.0))) * 0.5) / select(sqrt(total), 1.0, (sqrt(total) == 0.0))), 0.0, (sqrt(total) == 0.0));
  for (var r0 = 0u; r0 < 16u * once; r0++) {
    let mul = select_ * d_D_linear1_2[i * 16u + r0];
    d_gradient_penalty[i * 16u + r0] = mul;
  }
  let gradient_penalty = sqrt(total);
  gradient_penalty_2[i] = gradient_penalty;
}

// program.gan 4:10 gradient_penalty(D, x, -x), 4:10 gradient_penalty(D, x, -x)
// ∂ program.gan 3:33 linear(32), ∂ 3:33 linear(32), ∂ 3:47 tanh
@compute @workgroup_size(64)
fn loss_D_gradient_penalty_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let sub = gradient_penalty_2[r0] - 1.0;
      total += (sub * sub);
    }
    let gradient_penalty = total / f32(B);
    loss_D[0u] = gradient_penalty;
  } else {
    let launched = launched - 1u;
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let nt = lane % 4u;
    let down = tile * 4u + lane / 4u;
    let mt = min(down, ((B + 7u) / 8u) - 1u);
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
    let m1 = min(mt * 8u + 1u, B - 1u);
    let m2 = min(mt * 8u + 2u, B - 1u);
    let m3 = min(mt * 8u + 3u, B - 1u);
    let m4 = min(mt * 8u + 4u, B - 1u);
    let m5 = min(mt * 8u + 5u, B - 1u);
    let m6 = min(mt * 8u + 6u, B - 1u);
    let m7 = min(mt * 8u + 7u, B - 1u);
    let at = mt * 32u;
    let at2 = m1 * 4u;
    let at3 = m2 * 4u;
    let at4 = m3 * 4u;
    let at5 = m4 * 4u;
    let at6 = m5 * 4u;
    let at7 = m6 * 4u;
    let at8 = m7 * 4u;
    let at9 = nt * 32u;
    for (var k = 0u; k < 4u * once; k++) {
      let a = d_gradient_penalty_4[at + k];
      let a2 = d_gradient_penalty_4[at2 + k];
      let a3 = d_gradient_penalty_4[at3 + k];
      let a4 = d_gradient_penalty_4[at4 + k];
      let a5 = d_gradient_penalty_4[at5 + k];
      let a6 = d_gradient_penalty_4[at6 + k];
      let a7 = d_gradient_penalty_4[at7 + k];
      let a8 = d_gradient_penalty_4[at8 + k];
      let b = D_linear1_weight_4_2[at9 + k];
      let at10 = at9 + k;
      let b2 = D_linear1_weight_4_2[at10 + 4u];
      let b3 = D_linear1_weight_4_2[at10 + 8u];
      let b4 = D_linear1_weight_4_2[at10 + 12u];
      let b5 = D_linear1_weight_4_2[at10 + 16u];
      let b6 = D_linear1_weight_4_2[at10 + 20u];
      let b7 = D_linear1_weight_4_2[at10 + 24u];
      let b8 = D_linear1_weight_4_2[at10 + 28u];
      let column = vec4f(b.x, b2.x, b3.x, b4.x);
      let column2 = vec4f(b5.x, b6.x, b7.x, b8.x);
      let column3 = vec4f(b.y, b2.y, b3.y, b4.y);
      let column4 = vec4f(b5.y, b6.y, b7.y, b8.y);
      let column5 = vec4f(b.z, b2.z, b3.z, b4.z);
      let column6 = vec4f(b5.z, b6.z, b7.z, b8.z);
      let column7 = vec4f(b.w, b2.w, b3.w, b4.w);
      let column8 = vec4f(b5.w, b6.w, b7.w, b8.w);
      sum0a = fma(vec4f(a.x), column, sum0a);
      sum0b = fma(vec4f(a.x), column2, sum0b);
      sum0a = fma(vec4f(a.y), column3, sum0a);
      sum0b = fma(vec4f(a.y), column4, sum0b);
      sum0a = fma(vec4f(a.z), column5, sum0a);
      sum0b = fma(vec4f(a.z), column6, sum0b);
      sum0a = fma(vec4f(a.w), column7, sum0a);
      sum0b = fma(vec4f(a.w), column8, sum0b);
      sum1a = fma(vec4f(a2.x), column, sum1a);
      sum1b = fma(vec4f(a2.x), column2, sum1b);
      sum1a = fma(vec4f(a2.y), column3, sum1a);
      sum1b = fma(vec4f(a2.y), column4, sum1b);
      sum1a = fma(vec4f(a2.z), column5, sum1a);
      sum1b = fma(vec4f(a2.z), column6, sum1b);
      sum1a = fma(vec4f(a2.w), column7, sum1a);
      sum1b = fma(vec4f(a2.w), column8, sum1b);
      sum2a = fma(vec4f(a3.x), column, sum2a);
      sum2b = fma(vec4f(a3.x), column2, sum2b);
      sum2a = fma(vec4f(a3.y), column3, sum2a);
      sum2b = fma(vec4f(a3.y), column4, sum2b);
      sum2a = fma(vec4f(a3.z), column5, sum2a);
      sum2b = fma(vec4f(a3.z), column6, sum2b);
      sum2a = fma(vec4f(a3.w), column7, sum2a);
      sum2b = fma(vec4f(a3.w), column8, sum2b);
      sum3a = fma(vec4f(a4.x), column, sum3a);
      sum3b = fma(vec4f(a4.x), column2, sum3b);
      sum3a = fma(vec4f(a4.y), column3, sum3a);
      sum3b = fma(vec4f(a4.y), column4, sum3b);
      sum3a = fma(vec4f(a4.z), column5, sum3a);
      sum3b = fma(vec4f(a4.z), column6, sum3b);
      sum3a = fma(vec4f(a4.w), column7, sum3a);
      sum3b = fma(vec4f(a4.w), column8, sum3b);
      sum4a = fma(vec4f(a5.x), column, sum4a);
      sum4b = fma(vec4f(a5.x), column2, sum4b);
      sum4a = fma(vec4f(a5.y), column3, sum4a);
      sum4b = fma(vec4f(a5.y), column4, sum4b);
      sum4a = fma(vec4f(a5.z), column5, sum4a);
      sum4b = fma(vec4f(a5.z), column6, sum4b);
      sum4a = fma(vec4f(a5.w), column7, sum4a);
      sum4b = fma(vec4f(a5.w), column8, sum4b);
      sum5a = fma(vec4f(a6.x), column, sum5a);
      sum5b = fma(vec4f(a6.x), column2, sum5b);
      sum5a = fma(vec4f(a6.y), column3, sum5a);
      sum5b = fma(vec4f(a6.y), column4, sum5b);
      sum5a = fma(vec4f(a6.z), column5, sum5a);
      sum5b = fma(vec4f(a6.z), column6, sum5b);
      sum5a = fma(vec4f(a6.w), column7, sum5a);
      sum5b = fma(vec4f(a6.w), column8, sum5b);
      sum6a = fma(vec4f(a7.x), column, sum6a);
      sum6b = fma(vec4f(a7.x), column2, sum6b);
      sum6a = fma(vec4f(a7.y), column3, sum6a);
      sum6b = fma(vec4f(a7.y), column4, sum6b);
      sum6a = fma(vec4f(a7.z), column5, sum6a);
      sum6b = fma(vec4f(a7.z), column6, sum6b);
      sum6a = fma(vec4f(a7.w), column7, sum6a);
      sum6b = fma(vec4f(a7.w), column8, sum6b);
      sum7a = fma(vec4f(a8.x), column, sum7a);
      sum7b = fma(vec4f(a8.x), column2, sum7b);
      sum7a = fma(vec4f(a8.y), column3, sum7a);
      sum7b = fma(vec4f(a8.y), column4, sum7b);
      sum7a = fma(vec4f(a8.z), column5, sum7a);
      sum7b = fma(vec4f(a8.z), column6, sum7b);
      sum7a = fma(vec4f(a8.w), column7, sum7a);
      sum7b = fma(vec4f(a8.w), column8, sum7b);
    }
    if (down != mt || tile >= ((B + 31u) / 32u)) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
    for (var e = 0u; e < 64u; e++) {
      let m = mt * 8u + e / 8u;
      let n = nt * 8u + e % 8u;
      if (!(m < B)) { continue; }
      let contract = sums[e / 4u][e % 4u];
      let mul = contract * 2.0;
      let value = D_tanh1_2[m * 32u + n];
      let mul2 = (mul * D_linear2_weight_2[n]) * value;
      let mul3 = ((-mul2) - mul2) * (1.0 - (value * value));
      d_D_linear1_3[m * 32u + n] = mul;
      d_D_tanh1_2[m * 32u + n] = mul3;
    }
  }
}

// ∂ program.gan 3:33 linear(32), ∂ 3:33 linear(32)
// ∂ program.gan 3:55 linear(1), ∂ 3:33 linear(32)
@compute @workgroup_size(64)
fn d_D_linear1_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane % 4u;
    let nt = min(across, 2u - 1u);
    let mt = lane / 4u;
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
    let at = mt * 2u;
    let at3 = nt * 2u;
    for (var k = 0u; k < B * once; k++) {
      let a = d_D_tanh1_4[k * 8u + at];
      let at2 = k * 8u + at;
      let a2 = d_D_tanh1_4[at2 + 1u];
      let b = d_gradient_penalty_4[k * 4u + at3];
      let at4 = k * 4u + at3;
      let b2 = d_gradient_penalty_4[at4 + 1u];
      sum0a = fma(vec4f(a.x), b, sum0a);
      sum0b = fma(vec4f(a.x), b2, sum0b);
      sum1a = fma(vec4f(a.y), b, sum1a);
      sum1b = fma(vec4f(a.y), b2, sum1b);
      sum2a = fma(vec4f(a.z), b, sum2a);
      sum2b = fma(vec4f(a.z), b2, sum2b);
      sum3a = fma(vec4f(a.w), b, sum3a);
      sum3b = fma(vec4f(a.w), b2, sum3b);
      sum4a = fma(vec4f(a2.x), b, sum4a);
      sum4b = fma(vec4f(a2.x), b2, sum4b);
      sum5a = fma(vec4f(a2.y), b, sum5a);
      sum5b = fma(vec4f(a2.y), b2, sum5b);
      sum6a = fma(vec4f(a2.z), b, sum6a);
      sum6b = fma(vec4f(a2.z), b2, sum6b);
      sum7a = fma(vec4f(a2.w), b, sum7a);
      sum7b = fma(vec4f(a2.w), b2, sum7b);
    }
    if (across != nt) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
    for (var e = 0u; e < 64u; e++) {
      let m = mt * 8u + e / 8u;
      let n = nt * 8u + e % 8u;
      let contract = sums[e / 4u][e % 4u];
      let mul = contract * 2.0;
      d_D_linear1_3[m * 16u + n] = mul;
    }
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 32u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let value = D_tanh1[r0 * 32u + i];
      total += (d_D_linear1_5[r0 * 32u + i] * (1.0 - (value * value))) * 1.0;
      total2 += d_D_tanh1[r0 * 32u + i];
    }
    d_D_linear2[i] = total;
    d_D_linear1_6[i] = total2;
  }
}

// ∂ program.gan 3:33 linear(32), ∂ 3:33 linear(32)
@compute @workgroup_size(16)
fn d_D_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = lane % 4u;
  let nt = min(across, 2u - 1u);
  let mt = lane / 4u;
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
  let at = mt * 2u;
  let at3 = nt * 2u;
  for (var k = 0u; k < B * once; k++) {
    let a = d_D_tanh1_4[k * 8u + at];
    let at2 = k * 8u + at;
    let a2 = d_D_tanh1_4[at2 + 1u];
    let b = gradient_penalty_4_2[k * 4u + at3];
    let at4 = k * 4u + at3;
    let b2 = gradient_penalty_4_2[at4 + 1u];
    sum0a = fma(vec4f(a.x), b, sum0a);
    sum0b = fma(vec4f(a.x), b2, sum0b);
    sum1a = fma(vec4f(a.y), b, sum1a);
    sum1b = fma(vec4f(a.y), b2, sum1b);
    sum2a = fma(vec4f(a.z), b, sum2a);
    sum2b = fma(vec4f(a.z), b2, sum2b);
    sum3a = fma(vec4f(a.w), b, sum3a);
    sum3b = fma(vec4f(a.w), b2, sum3b);
    sum4a = fma(vec4f(a2.x), b, sum4a);
    sum4b = fma(vec4f(a2.x), b2, sum4b);
    sum5a = fma(vec4f(a2.y), b, sum5a);
    sum5b = fma(vec4f(a2.y), b2, sum5b);
    sum6a = fma(vec4f(a2.z), b, sum6a);
    sum6b = fma(vec4f(a2.z), b2, sum6b);
    sum7a = fma(vec4f(a2.w), b, sum7a);
    sum7b = fma(vec4f(a2.w), b2, sum7b);
  }
  if (across != nt) { return; }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = mt * 8u + e / 8u;
    let n = nt * 8u + e % 8u;
    let contract = sums[e / 4u][e % 4u];
    let add = d_D_linear1_3[m * 16u + n] + contract;
    d_D_linear1_5[m * 16u + n] = add;
  }
}

// program.gan 5:23 D by sgd(0.1)
@compute @workgroup_size(64)
fn D_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 608u) { return; }
  let sub = D_linear1_weight_all[i] - (d_D_linear1_all[i] * 0.1);
  D_linear1_weight_all[i] = sub;
}

@compute @workgroup_size(64)
fn random(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  let random = random_uniform(philox((i), 979829472u, draw_number[0u], draw_seed[0u]));
  random_2[i] = random;
}

// program.gan 3:33 linear(32), 3:33 linear(32), 3:47 tanh
@compute @workgroup_size(16)
fn D_linear1_linear_tanh_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let nt = lane % 4u;
  let down = tile * 4u + lane / 4u;
  let mt = min(down, ((B + 7u) / 8u) - 1u);
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
  let m1 = min(mt * 8u + 1u, B - 1u);
  let m2 = min(mt * 8u + 2u, B - 1u);
  let m3 = min(mt * 8u + 3u, B - 1u);
  let m4 = min(mt * 8u + 4u, B - 1u);
  let m5 = min(mt * 8u + 5u, B - 1u);
  let m6 = min(mt * 8u + 6u, B - 1u);
  let m7 = min(mt * 8u + 7u, B - 1u);
  let at = mt * 32u;
  let at2 = m1 * 4u;
  let at3 = m2 * 4u;
  let at4 = m3 * 4u;
  let at5 = m4 * 4u;
  let at6 = m5 * 4u;
  let at7 = m6 * 4u;
  let at8 = m7 * 4u;
  let at9 = nt * 32u;
  for (var k = 0u; k < 4u * once; k++) {
    let a = D_x_4[at + k];
    let a2 = D_x_4[at2 + k];
    let a3 = D_x_4[at3 + k];
    let a4 = D_x_4[at4 + k];
    let a5 = D_x_4[at5 + k];
    let a6 = D_x_4[at6 + k];
    let a7 = D_x_4[at7 + k];
    let a8 = D_x_4[at8 + k];
    let b = D_linear1_weight_4[at9 + k];
    let at10 = at9 + k;
    let b2 = D_linear1_weight_4[at10 + 4u];
    let b3 = D_linear1_weight_4[at10 + 8u];
    let b4 = D_linear1_weight_4[at10 + 12u];
    let b5 = D_linear1_weight_4[at10 + 16u];
    let b6 = D_linear1_weight_4[at10 + 20u];
    let b7 = D_linear1_weight_4[at10 + 24u];
    let b8 = D_linear1_weight_4[at10 + 28u];
    let column = vec4f(b.x, b2.x, b3.x, b4.x);
    let column2 = vec4f(b5.x, b6.x, b7.x, b8.x);
    let column3 = vec4f(b.y, b2.y, b3.y, b4.y);
    let column4 = vec4f(b5.y, b6.y, b7.y, b8.y);
    let column5 = vec4f(b.z, b2.z, b3.z, b4.z);
    let column6 = vec4f(b5.z, b6.z, b7.z, b8.z);
    let column7 = vec4f(b.w, b2.w, b3.w, b4.w);
    let column8 = vec4f(b5.w, b6.w, b7.w, b8.w);
    sum0a = fma(vec4f(a.x), column, sum0a);
    sum0b = fma(vec4f(a.x), column2, sum0b);
    sum0a = fma(vec4f(a.y), column3, sum0a);
    sum0b = fma(vec4f(a.y), column4, sum0b);
    sum0a = fma(vec4f(a.z), column5, sum0a);
    sum0b = fma(vec4f(a.z), column6, sum0b);
    sum0a = fma(vec4f(a.w), column7, sum0a);
    sum0b = fma(vec4f(a.w), column8, sum0b);
    sum1a = fma(vec4f(a2.x), column, sum1a);
    sum1b = fma(vec4f(a2.x), column2, sum1b);
    sum1a = fma(vec4f(a2.y), column3, sum1a);
    sum1b = fma(vec4f(a2.y), column4, sum1b);
    sum1a = fma(vec4f(a2.z), column5, sum1a);
    sum1b = fma(vec4f(a2.z), column6, sum1b);
    sum1a = fma(vec4f(a2.w), column7, sum1a);
    sum1b = fma(vec4f(a2.w), column8, sum1b);
    sum2a = fma(vec4f(a3.x), column, sum2a);
    sum2b = fma(vec4f(a3.x), column2, sum2b);
    sum2a = fma(vec4f(a3.y), column3, sum2a);
    sum2b = fma(vec4f(a3.y), column4, sum2b);
    sum2a = fma(vec4f(a3.z), column5, sum2a);
    sum2b = fma(vec4f(a3.z), column6, sum2b);
    sum2a = fma(vec4f(a3.w), column7, sum2a);
    sum2b = fma(vec4f(a3.w), column8, sum2b);
    sum3a = fma(vec4f(a4.x), column, sum3a);
    sum3b = fma(vec4f(a4.x), column2, sum3b);
    sum3a = fma(vec4f(a4.y), column3, sum3a);
    sum3b = fma(vec4f(a4.y), column4, sum3b);
    sum3a = fma(vec4f(a4.z), column5, sum3a);
    sum3b = fma(vec4f(a4.z), column6, sum3b);
    sum3a = fma(vec4f(a4.w), column7, sum3a);
    sum3b = fma(vec4f(a4.w), column8, sum3b);
    sum4a = fma(vec4f(a5.x), column, sum4a);
    sum4b = fma(vec4f(a5.x), column2, sum4b);
    sum4a = fma(vec4f(a5.y), column3, sum4a);
    sum4b = fma(vec4f(a5.y), column4, sum4b);
    sum4a = fma(vec4f(a5.z), column5, sum4a);
    sum4b = fma(vec4f(a5.z), column6, sum4b);
    sum4a = fma(vec4f(a5.w), column7, sum4a);
    sum4b = fma(vec4f(a5.w), column8, sum4b);
    sum5a = fma(vec4f(a6.x), column, sum5a);
    sum5b = fma(vec4f(a6.x), column2, sum5b);
    sum5a = fma(vec4f(a6.y), column3, sum5a);
    sum5b = fma(vec4f(a6.y), column4, sum5b);
    sum5a = fma(vec4f(a6.z), column5, sum5a);
    sum5b = fma(vec4f(a6.z), column6, sum5b);
    sum5a = fma(vec4f(a6.w), column7, sum5a);
    sum5b = fma(vec4f(a6.w), column8, sum5b);
    sum6a = fma(vec4f(a7.x), column, sum6a);
    sum6b = fma(vec4f(a7.x), column2, sum6b);
    sum6a = fma(vec4f(a7.y), column3, sum6a);
    sum6b = fma(vec4f(a7.y), column4, sum6b);
    sum6a = fma(vec4f(a7.z), column5, sum6a);
    sum6b = fma(vec4f(a7.z), column6, sum6b);
    sum6a = fma(vec4f(a7.w), column7, sum6a);
    sum6b = fma(vec4f(a7.w), column8, sum6b);
    sum7a = fma(vec4f(a8.x), column, sum7a);
    sum7b = fma(vec4f(a8.x), column2, sum7b);
    sum7a = fma(vec4f(a8.y), column3, sum7a);
    sum7b = fma(vec4f(a8.y), column4, sum7b);
    sum7a = fma(vec4f(a8.z), column5, sum7a);
    sum7b = fma(vec4f(a8.z), column6, sum7b);
    sum7a = fma(vec4f(a8.w), column7, sum7a);
    sum7b = fma(vec4f(a8.w), column8, sum7b);
  }
  if (down != mt || tile >= ((B + 31u) / 32u)) { return; }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = mt * 8u + e / 8u;
    let n = nt * 8u + e % 8u;
    if (!(m < B)) { continue; }
    let linear = sums[e / 4u][e % 4u];
    let linear2 = linear + D_linear1_bias[n];
    let tanh_ = stable_tanh(linear2);
    D_tanh1[m * 32u + n] = tanh_;
  }
}

// program.gan 3:55 linear(1), 3:55 linear(1)
@compute @workgroup_size(64)
fn D_linear2_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 32u * once; r0++) {
    total += D_tanh1[i * 32u + r0] * D_linear2_weight[r0];
  }
  let linear = total + D_linear2_bias[0u];
  D_linear2[i] = linear;
}
