// The kernels of program. B is the batch size.

override B: u32 = 4u;

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
@group(0) @binding(2) var<storage, read_write> noise_2: array<f32>;
@group(0) @binding(3) var<storage, read_write> replay1: array<u32>;
@group(0) @binding(4) var<storage, read_write> replay1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> replay1_count: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_D_linear1: array<f32>;
@group(0) @binding(5) var<storage, read_write> replay1_3: array<f32>;
@group(0) @binding(6) var<storage, read_write> replay1_4: array<f32>;
@group(0) @binding(1) var<storage, read_write> replay1_5: array<u32>;
@group(0) @binding(2) var<storage, read_write> replay1_6: array<u32>;
@group(0) @binding(6) var<storage, read_write> replay1_buffer: array<f32>;
@group(0) @binding(7) var<storage, read_write> replay1_7: array<f32>;
@group(0) @binding(0) var<storage, read_write> noise: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_linear1_weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_linear1_bias: array<f32>;
@group(0) @binding(5) var<storage, read_write> G_linear1: array<f32>;
@group(0) @binding(0) var<storage, read_write> replay1_4_2: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear1: array<f32>;
@group(0) @binding(5) var<storage, read_write> D_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear1_weight_all: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_D_linear1_all: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_G_linear1: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear1_weight_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_D_linear1_2: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_G_linear1_2: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_linear1_weight_2: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_linear1_bias_2: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_G_linear1_all: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_G_linear1_3: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_linear1_weight_all: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_G_linear1_all_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_G: array<f32>;
@group(0) @binding(0) var<storage, read_write> z: array<f32>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> random_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_x: array<f32>;

// program.gan 3:1 noise z: [2] ~ normal(0, 1)
// program.gan 6:12 replay(G(z), size: 8), 6:12 replay(G(z), size: 8)
// program.gan 6:12 replay(G(z), size: 8)
@compute @workgroup_size(64)
fn noise_and_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 2u + 63u) / 64u) {
    let i = launched * 64u + lane;
    if (i >= B * 2u) { return; }
    let noise = random_normal(philox(((i / 2u) * 2u + (i % 2u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
    noise_2[i] = noise;
  } else if (launched < ((B * 2u + 63u) / 64u) + ((B + 63u) / 64u)) {
    let launched = launched - ((B * 2u + 63u) / 64u);
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    let replay = random_uniform(philox((i), 3506615897u, clock_draw[0u], clock_seed[0u]));
    let replay2 = replay < 0.5;
    replay1[i] = select(0u, 1u, replay2);
  } else {
    let launched = launched - (((B * 2u + 63u) / 64u) + ((B + 63u) / 64u));
    let i = launched * 64u + lane;
    if (i >= 8u) { return; }
    let replay = random_uniform(philox((i), 603806416u, clock_draw[0u], clock_seed[0u]));
    replay1_2[i] = replay;
  }
}

// program.gan 6:12 replay(G(z), size: 8), 6:12 replay(G(z), size: 8), ∂ 5:32 linear(1)
// program.gan 6:12 replay(G(z), size: 8)
@compute @workgroup_size(64)
fn replay1_replay_add_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 1u) { return; }
    let replay = replay1_count[0u] >= 8.0;
    let value = replay1_count[0u];
    let replay2 = min((value + f32(B)), 8.0);
    let add = clock_draw[0u] + 1;
    let mul = (((-1.0) / f32(B)) + (1.0 / f32(B))) * f32(B);
    replay1[0u] = select(0u, 1u, replay);
    replay1_2[0u] = replay2;
    clock_draw[0u] = add;
    d_D_linear1[0u] = mul;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 8u) { return; }
    var total = 0.0;
    let value2 = replay1_3[i];
    for (var r0 = 0u; r0 < 8u * once; r0++) {
      let value = replay1_3[r0];
      total += f32(((value < value2) | ((value == value2) & (i32((r0)) < i32((i))))));
    }
    replay1_4[i] = total;
  }
}

// program.gan 6:12 replay(G(z), size: 8), 6:12 replay(G(z), size: 8)
// program.gan 6:12 replay(G(z), size: 8)
@compute @workgroup_size(64)
fn replay1_replay_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 8u) { return; }
    var total = 0.0;
    let value = replay1_count[0u];
    let value2 = replay1[0u] != 0u;
    let value3 = replay1_2[i];
    for (var r0 = 0u; r0 < B * once; r0++) {
      let cast_ = f32(i32((r0)));
      let replay = f32(((f32(i32((i))) == (cast_ + value)) | ((value2 & (replay1_5[r0] != 0u)) & (cast_ == value3))));
      replay1_3[r0 * 8u + i] = replay;
      total += replay;
    }
    let replay2 = total > 0.0;
    replay1_6[i] = select(0u, 1u, replay2);
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 3u) { return; }
    var total = 0.0;
    let and = (replay1[0u] != 0u) & (replay1_5[i / 3u] != 0u);
    for (var r0 = 0u; r0 < 8u * once; r0++) {
      total += f32((and & (f32(i32((i / 3u))) == replay1_2[r0]))) * replay1_buffer[r0 * 3u + i % 3u];
    }
    replay1_7[i] = total;
  }
}

// program.gan 6:12 replay(G(z), size: 8), 6:12 replay(G(z), size: 8)
// program.gan 6:12 replay(G(z), size: 8)
@compute @workgroup_size(64)
fn replay1_replay_and_1_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    var total = 0.0;
    let and = (replay1[0u] != 0u) & (replay1_5[i] != 0u);
    for (var r0 = 0u; r0 < 8u * once; r0++) {
      total += f32((and & (f32(i32((i))) == replay1_2[r0])));
    }
    let replay = total > 0.0;
    replay1_6[i] = select(0u, 1u, replay);
  } else {
    let launched = launched - ((B + 63u) / 64u);
    if (lane >= 1u) { return; }
    replay1_4[0u] = replay1_3[0u];
  }
}

// program.gan 4:35 linear(3), 4:35 linear(3), 6:12 replay(G(z), size: 8)
@compute @workgroup_size(64)
fn G_linear1_linear_replay(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 3u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    total += noise[(i / 3u) * 2u + r0] * G_linear1_weight[(i % 3u) * 2u + r0];
  }
  let linear = total + G_linear1_bias[i % 3u];
  let replay = select(linear, replay1_2[i], (replay1[i / 3u] != 0u));
  G_linear1[i] = linear;
  replay1_4[i] = replay;
}

// program.gan 6:12 replay(G(z), size: 8), 6:12 replay(G(z), size: 8)
// ∂ program.gan 5:32 linear(1), ∂ 5:32 linear(1)
@compute @workgroup_size(64)
fn replay1_replay_and_1_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
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
    for (var k = 0u; k < B * once; k++) {
      let a = G_linear1[k * 3u];
      let at = k * 3u;
      let a2 = G_linear1[at + 1u];
      let a3 = G_linear1[at + 2u];
      let b = replay1_4_2[k * 2u];
      let at2 = k * 2u;
      let b2 = replay1_4_2[at2 + 1u];
      sum0a = fma(vec4f(a), b, sum0a);
      sum0b = fma(vec4f(a), b2, sum0b);
      sum1a = fma(vec4f(a2), b, sum1a);
      sum1b = fma(vec4f(a2), b2, sum1b);
      sum2a = fma(vec4f(a3), b, sum2a);
      sum2b = fma(vec4f(a3), b2, sum2b);
    }
    if (across != nt) { return; }
    var sums = array<vec4f, 6>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b);
    for (var e = 0u; e < 24u; e++) {
      let m = mt * 3u + e / 8u;
      let n = nt * 8u + e % 8u;
      let replay = sums[e / 4u][e % 4u];
      let replay2 = select(replay1_buffer[n * 3u + m], replay, (replay1[n] != 0u));
      replay1_buffer[n * 3u + m] = replay2;
    }
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 3u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += x_2[r0 * 3u + i];
      total2 += replay1_2[r0 * 3u + i];
    }
    let mul = ((-1.0) / f32(B)) * total;
    let mul2 = (1.0 / f32(B)) * total2;
    let add = mul + mul2;
    d_D_linear1[i] = add;
  }
}

// program.gan 5:32 linear(1), 5:32 linear(1)
@compute @workgroup_size(64)
fn D_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < 3u * once; r0++) {
    let value = D_linear1_weight[r0];
    total += replay1_2[i * 3u + r0] * value;
    total2 += x_2[i * 3u + r0] * value;
  }
  let linear = total + D_linear1_bias[0u];
  let value2 = D_linear1_bias[0u];
  let linear2 = total2 + value2;
  D_linear1[i] = linear;
  D_linear1_2[i] = linear2;
}

// program.gan 7:10 mean(D(past)), 7:26 mean(D(x)), 7:10 mean(D(past)) - mean(D(x))
// program.gan 10:8 D by sgd(0.01)
@compute @workgroup_size(64)
fn mean_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += D_linear1[r0];
      total2 += D_linear1_2[r0];
    }
    let mean = total / f32(B);
    let mean2 = total2 / f32(B);
    let mean3 = mean - mean2;
    loss_D[0u] = mean3;
  } else {
    let launched = launched - 1u;
    let i = launched * 64u + lane;
    if (i >= 65u) { return; }
    let sub = D_linear1_weight_all[i] - (d_D_linear1_all[i] * 0.01);
    D_linear1_weight_all[i] = sub;
  }
}

// program.gan 3:1 noise z: [2] ~ normal(0, 1), ∂ 4:35 linear(3)
// ∂ program.gan 5:32 linear(1), ∂ 4:35 linear(3)
@compute @workgroup_size(64)
fn noise_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 2u) { return; }
    var total = 0.0;
    let value = clock_seed[0u];
    let value2 = clock_draw[0u];
    for (var r0 = 0u; r0 < B * once; r0++) {
      let noise = random_normal(philox(((r0) * 2u + (i)), 1220398683u, value2, value));
      noise_2[r0 * 2u + i] = noise;
      total += noise;
    }
    d_G_linear1[i] = total;
  } else {
    let launched = launched - 1u;
    let i = launched * 64u + lane;
    if (i >= 3u) { return; }
    let mul = ((-1.0) / f32(B)) * D_linear1_weight_2[i];
    let broadcast = f32(B);
    d_D_linear1_2[i] = mul;
    d_G_linear1_2[i] = broadcast;
  }
}

// program.gan 4:35 linear(3), 4:35 linear(3)
// ∂ program.gan 4:35 linear(3), ∂ 4:35 linear(3)
@compute @workgroup_size(64)
fn add_and_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    clock_draw[0u] = add;
  } else if (launched < ((B * 3u + 63u) / 64u) + 1u) {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 3u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      total += noise[(i / 3u) * 2u + r0] * G_linear1_weight_2[(i % 3u) * 2u + r0];
    }
    let linear = total + G_linear1_bias_2[i % 3u];
    G_linear1[i] = linear;
  } else {
    let launched = launched - (((B * 3u + 63u) / 64u) + 1u);
    let i = launched * 64u + lane;
    if (i >= 6u) { return; }
    let broadcast = d_G_linear1_all[i / 2u + 64u];
    let broadcast2 = d_G_linear1_2[i % 2u];
    d_G_linear1_all[i] = broadcast;
    d_G_linear1_3[i] = broadcast2;
  }
}

// program.gan 5:32 linear(1), 5:32 linear(1)
// program.gan 11:8 G by sgd(0.01)
@compute @workgroup_size(64)
fn D_linear1_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 3u * once; r0++) {
      total += G_linear1[i * 3u + r0] * D_linear1_weight[r0];
    }
    let linear = total + D_linear1_bias[0u];
    D_linear1[i] = linear;
  } else {
    let launched = launched - ((B + 63u) / 64u);
    let i = launched * 64u + lane;
    if (i >= 67u) { return; }
    let sub = G_linear1_weight_all[i] - ((d_G_linear1_all[i] * d_G_linear1_all_2[i]) * 0.01);
    G_linear1_weight_all[i] = sub;
  }
}

// program.gan 8:11 mean(D(G(z))), 8:11 mean(D(G(z))), 8:10 -mean(D(G(z)))
@compute @workgroup_size(64)
fn mean_neg(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += D_linear1[r0];
  }
  let mean = total / f32(B);
  let neg = -mean;
  loss_G[0u] = neg;
}

// program.gan 4:35 linear(3), 4:35 linear(3)
@compute @workgroup_size(64)
fn G_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 3u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    total += z[(i / 3u) * 2u + r0] * G_linear1_weight[(i % 3u) * 2u + r0];
  }
  let linear = total + G_linear1_bias[i % 3u];
  G_linear1[i] = linear;
}

@compute @workgroup_size(64)
fn random(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 2u) { return; }
  let random = random_normal(philox(((i / 2u) * 2u + (i % 2u)), 1220398683u, draw_number[0u], draw_seed[0u]));
  random_2[i] = random;
}

// program.gan 5:32 linear(1), 5:32 linear(1)
@compute @workgroup_size(64)
fn D_linear1_linear_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 3u * once; r0++) {
    total += D_x[i * 3u + r0] * D_linear1_weight_2[r0];
  }
  let linear = total + D_linear1_bias[0u];
  D_linear1[i] = linear;
}
