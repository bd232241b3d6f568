// The kernels of program. B is the batch size.

override B: u32 = 8u;

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

@group(0) @binding(0) var<storage, read_write> clock_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(2) var<storage, read_write> noise: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_self_attention1_query_weight: array<f32>;
@group(0) @binding(4) var<storage, read_write> G_self_attention1_key_weight: array<f32>;
@group(0) @binding(5) var<storage, read_write> G_self_attention1_query_bias: array<f32>;
@group(0) @binding(6) var<storage, read_write> G_self_attention1: array<f32>;
@group(0) @binding(7) var<storage, read_write> G_self_attention1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_self_attention1_key_bias: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_self_attention1_3: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_self_attention1_4: array<f32>;
@group(0) @binding(4) var<storage, read_write> G_self_attention1_5: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_self_attention1_value_weight_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> noise_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> G_self_attention1_value_bias: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_self_attention1_4_2: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> G_self_attention1_4_3: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> G_self_attention1_gamma: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_G_self_attention1: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_G: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_G_self_attention1_4: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> d_G_self_attention1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_G_self_attention1_4_2: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> G_self_attention1_6: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_self_attention1_key_bias_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_G_self_attention1_3: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_G_self_attention1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_self_attention1_query_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_self_attention1_all_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> z: array<f32>;
@group(0) @binding(2) var<storage, read_write> z_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> random_2: array<f32>;

// program.gan 2:1 noise z: [8, 2, 2] ~ normal(0, 1), 3:47 self_attention
@compute @workgroup_size(64)
fn noise_self_attention(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  let value = clock_seed[0u];
  let value2 = clock_draw[0u];
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let random = random_normal(philox(((((i / 4u) * 8u + (r0)) * 2u + ((i % 4u) / 2u)) * 2u + ((i % 4u) % 2u)), 1220398683u, value2, value));
    noise[(i / 4u) * 32u + r0 * 4u + i % 4u] = random;
    total += random * G_self_attention1_query_weight[r0];
    total2 += random * G_self_attention1_key_weight[r0];
  }
  let self_attention = total + G_self_attention1_query_bias[0u];
  G_self_attention1[i] = total2;
  G_self_attention1_2[i] = self_attention;
}

// program.gan 3:47 self_attention, 3:47 self_attention
@compute @workgroup_size(64)
fn add_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    clock_draw[0u] = add;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 4u) { return; }
    var largest = -3.4028234663852886e38;
    let value = G_self_attention1[i];
    let value2 = G_self_attention1_key_bias[0u];
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      largest = max(largest, (value * (G_self_attention1_2[(i / 4u) * 4u + r0] + value2)));
    }
    var total = 0.0;
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      let self_attention = exp(((value * (G_self_attention1_2[(i / 4u) * 4u + r0] + value2)) - largest));
      G_self_attention1_3[i * 4u + r0] = self_attention;
      total += self_attention;
    }
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      let self_attention2 = exp(((value * (G_self_attention1_2[(i / 4u) * 4u + r0] + value2)) - largest)) / total;
      G_self_attention1_4[i * 4u + r0] = self_attention2;
    }
    G_self_attention1_5[i] = total;
  }
}

// program.gan 3:47 self_attention, 3:47 self_attention
@compute @workgroup_size(16)
fn G_self_attention1_self_attention(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = tile % ((B * 4u + 127u) / 128u) * 16u + lane;
  let nt = min(across, ((B * 4u + 7u) / 8u) - 1u);
  let mt = 0u;
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
  let n4 = min(nt * 2u + 1u, B - 1u);
  let at = nt * 16u;
  let at2 = n4 * 8u;
  for (var k = 0u; k < 2u * once; k++) {
    let a = G_self_attention1_value_weight_4[k];
    let a2 = G_self_attention1_value_weight_4[k + 2u];
    let a3 = G_self_attention1_value_weight_4[k + 4u];
    let a4 = G_self_attention1_value_weight_4[k + 6u];
    let a5 = G_self_attention1_value_weight_4[k + 8u];
    let a6 = G_self_attention1_value_weight_4[k + 10u];
    let a7 = G_self_attention1_value_weight_4[k + 12u];
    let a8 = G_self_attention1_value_weight_4[k + 14u];
    let b = noise_4[k * 4u + at];
    let b2 = noise_4[k * 4u + at2];
    let at3 = k * 4u + at;
    let b3 = noise_4[at3 + 1u];
    let at4 = k * 4u + at2;
    let b4 = noise_4[at4 + 1u];
    let b5 = noise_4[at3 + 2u];
    let b6 = noise_4[at4 + 2u];
    let b7 = noise_4[at3 + 3u];
    let b8 = noise_4[at4 + 3u];
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
  if (across != nt || tile / ((B * 4u + 127u) / 128u) >= 1u) { return; }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = mt * 8u + e / 8u;
    let n = nt * 8u + e % 8u;
    if (!(n < B * 4u)) { continue; }
    let self_attention = sums[e / 4u][e % 4u];
    let self_attention2 = self_attention + G_self_attention1_value_bias[m];
    G_self_attention1[(n / 4u) * 32u + m * 4u + n % 4u] = self_attention2;
  }
}

// program.gan 3:47 self_attention, 3:47 self_attention, ∂ 3:47 self_attention
@compute @workgroup_size(16)
fn G_self_attention1_self_attention_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = lane % 2u;
  let nt = min(across, 1u - 1u);
  let mt = 0u;
  let deep = tile * 8u + lane / 2u;
  let z = min(deep, (B) - 1u);
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  let at = z * 4u;
  let at2 = z * 8u;
  for (var k = 0u; k < 1u * once; k++) {
    let a = G_self_attention1_4_2[at];
    let a2 = G_self_attention1_4_2[at + 1u];
    let a3 = G_self_attention1_4_2[at + 2u];
    let a4 = G_self_attention1_4_2[at + 3u];
    let b = G_self_attention1_4_3[at2];
    let b2 = G_self_attention1_4_3[at2 + 1u];
    let b3 = G_self_attention1_4_3[at2 + 2u];
    let b4 = G_self_attention1_4_3[at2 + 3u];
    let b5 = G_self_attention1_4_3[at2 + 4u];
    let b6 = G_self_attention1_4_3[at2 + 5u];
    let b7 = G_self_attention1_4_3[at2 + 6u];
    let b8 = G_self_attention1_4_3[at2 + 7u];
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
  }
  if (across != nt || deep != z) { return; }
  var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
  let value = G_self_attention1_gamma[0u];
  let div = 1.0 / (32.0 * f32(B));
  for (var e = 0u; e < 32u; e++) {
    let m = mt * 4u + e / 8u;
    let n = nt * 8u + e % 8u;
    let self_attention = sums[e / 4u][e % 4u];
    let self_attention2 = noise[z * 32u + n * 4u + m] + (value * self_attention);
    let mul = (div * (2.0 * self_attention2)) * value;
    G_self_attention1[z * 32u + n * 4u + m] = self_attention;
    G_self_attention1_2[z * 32u + n * 4u + m] = self_attention2;
    d_G_self_attention1[z * 32u + n * 4u + m] = mul;
  }
}

// program.gan 4:10 mean(G(z)^2), ∂ 3:47 self_attention, 4:10 mean(G(z)^2)
// ∂ program.gan 3:47 self_attention
@compute @workgroup_size(64)
fn loss_G_self_attention_mean_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    let div = 1.0 / (32.0 * f32(B));
    for (var r0 = 0u; r0 < B * once; r0++) {
      for (var r1 = 0u; r1 < 32u * once; r1++) {
        let value = G_self_attention1[r0 * 32u + r1];
        total += (value * value);
        total2 += ((div * (2.0 * value)) * G_self_attention1_2[r0 * 32u + r1]);
      }
    }
    let mean = total / (32.0 * f32(B));
    d_G_self_attention1[0u] = total2;
    loss_G[0u] = mean;
  } else {
    let launched = launched - 1u;
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane % 2u;
    let nt = min(across, 1u - 1u);
    let mt = 0u;
    let deep = tile * 8u + lane / 2u;
    let z = min(deep, (B) - 1u);
    var sum0a = vec4f();
    var sum0b = vec4f();
    var sum1a = vec4f();
    var sum1b = vec4f();
    var sum2a = vec4f();
    var sum2b = vec4f();
    var sum3a = vec4f();
    var sum3b = vec4f();
    let at = z * 4u;
    let at2 = z * 8u;
    for (var k = 0u; k < 1u * once; k++) {
      let a = G_self_attention1_4_3[at];
      let a2 = G_self_attention1_4_3[at + 1u];
      let a3 = G_self_attention1_4_3[at + 2u];
      let a4 = G_self_attention1_4_3[at + 3u];
      let b = d_G_self_attention1_4[at2];
      let b2 = d_G_self_attention1_4[at2 + 1u];
      let b3 = d_G_self_attention1_4[at2 + 2u];
      let b4 = d_G_self_attention1_4[at2 + 3u];
      let b5 = d_G_self_attention1_4[at2 + 4u];
      let b6 = d_G_self_attention1_4[at2 + 5u];
      let b7 = d_G_self_attention1_4[at2 + 6u];
      let b8 = d_G_self_attention1_4[at2 + 7u];
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
      sum0a = fma(vec4f(a2.x), column3, sum0a);
      sum0b = fma(vec4f(a2.x), column4, sum0b);
      sum0a = fma(vec4f(a3.x), column5, sum0a);
      sum0b = fma(vec4f(a3.x), column6, sum0b);
      sum0a = fma(vec4f(a4.x), column7, sum0a);
      sum0b = fma(vec4f(a4.x), column8, sum0b);
      sum1a = fma(vec4f(a.y), column, sum1a);
      sum1b = fma(vec4f(a.y), column2, sum1b);
      sum1a = fma(vec4f(a2.y), column3, sum1a);
      sum1b = fma(vec4f(a2.y), column4, sum1b);
      sum1a = fma(vec4f(a3.y), column5, sum1a);
      sum1b = fma(vec4f(a3.y), column6, sum1b);
      sum1a = fma(vec4f(a4.y), column7, sum1a);
      sum1b = fma(vec4f(a4.y), column8, sum1b);
      sum2a = fma(vec4f(a.z), column, sum2a);
      sum2b = fma(vec4f(a.z), column2, sum2b);
      sum2a = fma(vec4f(a2.z), column3, sum2a);
      sum2b = fma(vec4f(a2.z), column4, sum2b);
      sum2a = fma(vec4f(a3.z), column5, sum2a);
      sum2b = fma(vec4f(a3.z), column6, sum2b);
      sum2a = fma(vec4f(a4.z), column7, sum2a);
      sum2b = fma(vec4f(a4.z), column8, sum2b);
      sum3a = fma(vec4f(a.w), column, sum3a);
      sum3b = fma(vec4f(a.w), column2, sum3b);
      sum3a = fma(vec4f(a2.w), column3, sum3a);
      sum3b = fma(vec4f(a2.w), column4, sum3b);
      sum3a = fma(vec4f(a3.w), column5, sum3a);
      sum3b = fma(vec4f(a3.w), column6, sum3b);
      sum3a = fma(vec4f(a4.w), column7, sum3a);
      sum3b = fma(vec4f(a4.w), column8, sum3b);
    }
    if (across != nt || deep != z) { return; }
    var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
    for (var e = 0u; e < 8u; e++) {
      let m = mt * 4u + e / 2u;
      let n = nt * 2u + e % 2u;
      let contract = sums[e];
      d_G_self_attention1_2[z * 32u + n * 16u + m] = contract.x;
      d_G_self_attention1_2[z * 32u + n * 16u + m + 4u] = contract.y;
      d_G_self_attention1_2[z * 32u + n * 16u + m + 8u] = contract.z;
      d_G_self_attention1_2[z * 32u + n * 16u + m + 12u] = contract.w;
    }
  }
}

// ∂ program.gan 3:47 self_attention
@compute @workgroup_size(64)
fn d_G_self_attention1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 16u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 16u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 8u * once; r0++) {
      total += d_G_self_attention1[(i / 16u) * 32u + r0 * 4u + (i / 4u) % 4u] * G_self_attention1[(i / 16u) * 32u + r0 * 4u + i % 4u];
    }
    d_G_self_attention1_2[i] = total;
  } else {
    let launched = launched - ((B * 16u + 63u) / 64u);
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane;
    let nt = min(across, 1u - 1u);
    let mt = 0u;
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
    for (var r0 = 0u; r0 < B * once; r0++) {
      let a = d_G_self_attention1_4[r0 * 8u];
      let at = r0 * 8u;
      let a2 = d_G_self_attention1_4[at + 1u];
      let a3 = d_G_self_attention1_4[at + 2u];
      let a4 = d_G_self_attention1_4[at + 3u];
      let a5 = d_G_self_attention1_4[at + 4u];
      let a6 = d_G_self_attention1_4[at + 5u];
      let a7 = d_G_self_attention1_4[at + 6u];
      let a8 = d_G_self_attention1_4[at + 7u];
      let b = noise_4[r0 * 8u];
      let b2 = noise_4[at + 1u];
      let b3 = noise_4[at + 2u];
      let b4 = noise_4[at + 3u];
      let b5 = noise_4[at + 4u];
      let b6 = noise_4[at + 5u];
      let b7 = noise_4[at + 6u];
      let b8 = noise_4[at + 7u];
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
    if (across != nt) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
    for (var e = 0u; e < 16u; e++) {
      let m = mt * 8u + e / 2u;
      let n = nt * 2u + e % 2u;
      let contract = sums[e];
      d_G_self_attention1_4_2[m * 2u + n] = contract;
    }
  }
}

// ∂ program.gan 3:47 self_attention, ∂ 3:47 self_attention
@compute @workgroup_size(64)
fn d_G_self_attention1_self_attention(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  var total = 0.0;
  let value = G_self_attention1_2[i];
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    total += ((d_G_self_attention1[i * 4u + r0] * G_self_attention1[i * 4u + r0]) / value);
  }
  var total2 = 0.0;
  let neg = -total;
  let value2 = G_self_attention1_key_bias_2[0u];
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    let mul = ((d_G_self_attention1[i * 4u + r0] / value) + neg) * G_self_attention1_3[i * 4u + r0];
    d_G_self_attention1_2[i * 4u + r0] = mul;
    total2 += mul * (G_self_attention1_6[(i / 4u) * 4u + r0] + value2);
  }
  d_G_self_attention1_3[i] = total2;
}

// ∂ program.gan 3:47 self_attention
@compute @workgroup_size(64)
fn d_G_self_attention1_5(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    total += d_G_self_attention1[(i / 4u) * 16u + r0 * 4u + i % 4u] * G_self_attention1[(i / 4u) * 4u + r0];
  }
  d_G_self_attention1_2[i] = total;
}

// ∂ program.gan 3:47 self_attention, ∂ 3:47 self_attention
@compute @workgroup_size(64)
fn d_G_self_attention1_self_attention_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 8u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    var total3 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      for (var r1 = 0u; r1 < 4u * once; r1++) {
        total += d_G_self_attention1[r0 * 32u + i * 4u + r1];
        let value = noise[r0 * 32u + i * 4u + r1];
        total2 += d_G_self_attention1_2[r0 * 4u + r1] * value;
        total3 += d_G_self_attention1_3[r0 * 4u + r1] * value;
      }
    }
    d_G_self_attention1_all[i + 320u] = total;
    d_G_self_attention1_all[i + 128u] = total2;
    d_G_self_attention1_all[i] = total3;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * 4u * once; r0++) {
      total += d_G_self_attention1_2[r0];
      total2 += d_G_self_attention1_3[r0];
    }
    d_G_self_attention1_all[0u + 192u] = total;
    d_G_self_attention1_all[0u + 64u] = total2;
  }
}

// program.gan 5:22 G by sgd(0.01)
@compute @workgroup_size(64)
fn G_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 385u) { return; }
  let sub = G_self_attention1_query_weight_all[i] - (d_G_self_attention1_all_2[i] * 0.01);
  G_self_attention1_query_weight_all[i] = sub;
}

// program.gan 3:47 self_attention, 3:47 self_attention
@compute @workgroup_size(64)
fn G_self_attention1_self_attention_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let value = z[(i / 4u) * 32u + r0 * 4u + i % 4u];
    total += value * G_self_attention1_query_weight[r0];
    total2 += value * G_self_attention1_key_weight[r0];
  }
  let self_attention = total + G_self_attention1_query_bias[0u];
  let self_attention2 = total2 + G_self_attention1_key_bias_2[0u];
  G_self_attention1[i] = self_attention;
  G_self_attention1_2[i] = self_attention2;
}

// program.gan 3:47 self_attention, 3:47 self_attention
@compute @workgroup_size(64)
fn G_self_attention1_self_attention_4(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  var largest = -3.4028234663852886e38;
  let value = G_self_attention1[i];
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    largest = max(largest, (value * G_self_attention1_2[(i / 4u) * 4u + r0]));
  }
  var total = 0.0;
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    total += exp(((value * G_self_attention1_2[(i / 4u) * 4u + r0]) - largest));
  }
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    let self_attention = exp(((value * G_self_attention1_2[(i / 4u) * 4u + r0]) - largest)) / total;
    G_self_attention1_3[i * 4u + r0] = self_attention;
  }
}

// program.gan 3:47 self_attention, 3:47 self_attention
@compute @workgroup_size(16)
fn G_self_attention1_self_attention_5(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = lane % 2u;
  let nt = min(across, 1u - 1u);
  let mt = 0u;
  let deep = tile * 8u + lane / 2u;
  let z = min(deep, (B) - 1u);
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  let at = z * 4u;
  let at2 = z * 8u;
  for (var k = 0u; k < 1u * once; k++) {
    let a = G_self_attention1_4_2[at];
    let a2 = G_self_attention1_4_2[at + 1u];
    let a3 = G_self_attention1_4_2[at + 2u];
    let a4 = G_self_attention1_4_2[at + 3u];
    let b = G_self_attention1_4_3[at2];
    let b2 = G_self_attention1_4_3[at2 + 1u];
    let b3 = G_self_attention1_4_3[at2 + 2u];
    let b4 = G_self_attention1_4_3[at2 + 3u];
    let b5 = G_self_attention1_4_3[at2 + 4u];
    let b6 = G_self_attention1_4_3[at2 + 5u];
    let b7 = G_self_attention1_4_3[at2 + 6u];
    let b8 = G_self_attention1_4_3[at2 + 7u];
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
  }
  if (across != nt || deep != z) { return; }
  var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
  let value = G_self_attention1_gamma[0u];
  for (var e = 0u; e < 32u; e++) {
    let m = mt * 4u + e / 8u;
    let n = nt * 8u + e % 8u;
    let self_attention = sums[e / 4u][e % 4u];
    let self_attention2 = value * self_attention;
    let self_attention3 = z_2[z * 32u + n * 4u + m] + self_attention2;
    G_self_attention1[z * 32u + n * 4u + m] = self_attention3;
  }
}

@compute @workgroup_size(64)
fn random(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 32u) { return; }
  let random = random_normal(philox(((((i / 32u) * 8u + ((i / 4u) % 8u)) * 2u + ((i / 2u) % 2u)) * 2u + (i % 2u)), 1220398683u, draw_number[0u], draw_seed[0u]));
  random_2[i] = random;
}
