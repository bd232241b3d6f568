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

fn stable_softplus(x: f32) -> f32 {
  let tail = exp(-abs(x));
  // log(1 + t) by its series where 1 + t would round the digits of t away.
  let series = tail * (1.0 - tail * (0.5 - tail * (0.33333334 - tail * 0.25)));
  return max(x, 0.0) + select(log(1.0 + tail), series, tail < 0.02);
}

fn stable_sigmoid(x: f32) -> f32 {
  let tail = exp(-abs(x));
  return select(tail, 1.0, x >= 0.0) / (1.0 + tail);
}

// WGSL's own may be any number where there is none: SwiftShader's log(-2) is 0.69, and that of 0 is -88.
fn logarithm(x: f32) -> f32 {
  return select(select(-1.0 / abs(x), sqrt(x), x < 0.0), log(x), x > 0.0);
}

@group(0) @binding(0) var<storage, read_write> clock_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(2) var<storage, read_write> G_linear1_weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_linear1_bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> G_linear1: array<f32>;
@group(0) @binding(0) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear1_weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear2_weight: array<f32>;
@group(0) @binding(5) var<storage, read_write> D_linear2_bias: array<f32>;
@group(0) @binding(6) var<storage, read_write> D_linear2: array<f32>;
@group(0) @binding(7) var<storage, read_write> log__2: array<f32>;
@group(0) @binding(0) var<storage, read_write> log_: array<f32>;
@group(0) @binding(1) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_log_: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_log__2: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_D_linear2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_bias_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_D_tanh1_2: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_D_linear2_2: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_D_linear1: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear1_bias_3: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear2_weight_2: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_D_linear2_3: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_D_linear1_all: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear1_bias_4: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_D_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight_all: array<f32>;
@group(0) @binding(2) var<storage, read_write> x_3: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_linear1_weight_2: array<f32>;
@group(0) @binding(4) var<storage, read_write> G_linear1_bias_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> p: array<f32>;
@group(0) @binding(6) var<storage, read_write> G_linear1_2: array<f32>;
@group(0) @binding(7) var<storage, read_write> q: array<f32>;
@group(0) @binding(0) var<storage, read_write> p_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> q_2: array<f32>;
@group(0) @binding(2) var<storage, read_write> distance_: array<f32>;
@group(0) @binding(3) var<storage, read_write> clock_draw_2: array<i32>;
@group(0) @binding(2) var<storage, read_write> bound: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_log__3: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_D_linear2_4: array<f32>;
@group(0) @binding(6) var<storage, read_write> distance__2: array<f32>;
@group(0) @binding(7) var<storage, read_write> distance__3: array<f32>;
@group(0) @binding(0) var<storage, read_write> divergence: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear1_weight_all_2: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_D_linear1_all_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> z: array<f32>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> add_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_x: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_sigmoid1: array<f32>;

// program.gan 3:1 noise z: [1] ~ uniform(-1, 1), 4:35 linear(1)
@compute @workgroup_size(64)
fn noise_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  let noise = random_uniform(philox(((i) * 1u + (0u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
  let linear = (((noise * 2.0) + (-1.0)) * G_linear1_weight[0u]) + G_linear1_bias[0u];
  G_linear1[i] = linear;
}

@compute @workgroup_size(1)
fn add() {
  let add = clock_draw[0u] + 1;
  clock_draw[0u] = add;
}

// program.gan 5:60 linear(1), 5:60 linear(1), 8:16 log(D(x))
@compute @workgroup_size(64)
fn D_linear2_linear_log(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  var total2 = 0.0;
  let value = x_2[i];
  let value5 = G_linear1[i];
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    let value2 = D_linear1_weight[r0];
    let value3 = D_linear1_bias[r0];
    let value4 = D_linear2_weight[r0];
    total += stable_tanh(((value * value2) + value3)) * value4;
    total2 += stable_tanh(((value5 * value2) + value3)) * value4;
  }
  let linear = total + D_linear2_bias[0u];
  let value6 = D_linear2_bias[0u];
  let linear2 = total2 + value6;
  let log_ = -linear;
  D_linear2[i] = linear2;
  log__2[i] = log_;
}

// program.gan 8:11 mean(log(D(x))), 8:29 mean(log(1 - D(G(z)))), 8:11 mean(log(D(x))), 8:10 -mean(log(D(x))) - mean(log(1 - D(G(z))…
// ∂ program.gan 8:34 log(1 - D(G(z))), ∂ 8:16 log(D(x)), ∂ 5:60 linear(1)
@compute @workgroup_size(64)
fn mean_add_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += stable_softplus(log_[r0]);
      total2 += stable_softplus(D_linear2[r0]);
    }
    let mean = total / f32(B);
    let mean2 = total2 / f32(B);
    let add = mean + mean2;
    loss_D[0u] = add;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    let neg = -((-1.0) / f32(B));
    for (var r0 = 0u; r0 < B * once; r0++) {
      let mul = neg * stable_sigmoid(D_linear2[r0]);
      d_log_[r0] = mul;
      let neg2 = -(neg * stable_sigmoid(log_[r0]));
      d_log__2[r0] = neg2;
      let mul2 = neg * stable_sigmoid(log_[r0]);
      total += (mul - mul2);
    }
    d_D_linear2[0u] = total;
  }
}

// ∂ program.gan 5:52 tanh
@compute @workgroup_size(64)
fn d_D_tanh1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  let tanh_ = stable_tanh(((G_linear1[i / 4u] * D_linear1_weight[i % 4u]) + D_linear1_bias_2[i % 4u]));
  let mul = (d_log_[i / 4u] * D_linear2_weight[i % 4u]) * (1.0 - (tanh_ * tanh_));
  d_D_tanh1_2[i] = mul;
}

// ∂ program.gan 5:60 linear(1), ∂ 5:39 linear(4)
@compute @workgroup_size(64)
fn d_D_linear2_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 4u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  let value2 = D_linear1_weight[i];
  let value3 = D_linear1_bias_2[i];
  for (var r0 = 0u; r0 < B * once; r0++) {
    let value = G_linear1[r0];
    total += d_log_[r0] * stable_tanh(((value * value2) + value3));
    total2 += d_D_tanh1_2[r0 * 4u + i] * value;
  }
  d_D_linear2_2[i] = total;
  d_D_linear1[i] = total2;
}

// ∂ program.gan 5:60 linear(1), ∂ 5:39 linear(4), ∂ 5:60 linear(1)
@compute @workgroup_size(64)
fn d_D_linear2_linear_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 4u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  let value2 = D_linear1_weight[i];
  let value3 = D_linear1_bias_3[i];
  let value4 = D_linear2_weight_2[i];
  for (var r0 = 0u; r0 < B * once; r0++) {
    let value = d_log_[r0];
    let tanh_ = stable_tanh(((x_2[r0] * value2) + value3));
    total += value * tanh_;
    total2 += (d_D_tanh1_2[r0 * 4u + i] + ((value * value4) * (1.0 - (tanh_ * tanh_))));
  }
  let add = d_D_linear2_3[i] + total;
  d_D_linear1_all[i] = total2;
  d_D_linear1_all[i + 64u] = add;
}

// ∂ program.gan 5:39 linear(4), ∂ 5:39 linear(4)
@compute @workgroup_size(64)
fn d_D_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 4u) { return; }
  var total = 0.0;
  let value = D_linear2_weight[i];
  let value3 = D_linear1_weight[i];
  let value4 = D_linear1_bias_4[i];
  for (var r0 = 0u; r0 < B * once; r0++) {
    let value2 = x_2[r0];
    let tanh_ = stable_tanh(((value2 * value3) + value4));
    total += ((d_log_[r0] * value) * (1.0 - (tanh_ * tanh_))) * value2;
  }
  let add = d_D_linear1[i] + total;
  d_D_linear1_2[i] = add;
}

// program.gan 12:23 D by sgd(0.01)
@compute @workgroup_size(64)
fn D_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 193u) { return; }
  let sub = D_linear1_weight_all[i] - (d_D_linear1_all[i] * 0.01);
  D_linear1_weight_all[i] = sub;
}

// program.gan 3:1 noise z: [1] ~ uniform(-1, 1), 6:9 histogram(x, -2, 2, 16), 4:35 linear(1), 7:9 histogram(G(z), -2, 2, 16)
@compute @workgroup_size(64)
fn noise_histogram_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  let noise = random_uniform(philox(((i) * 1u + (0u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
  let histogram = min(max(floor(((x_3[i] - (-2.0)) * 4.0)), 0.0), 15.0);
  let linear = (((noise * 2.0) + (-1.0)) * G_linear1_weight_2[0u]) + G_linear1_bias_2[0u];
  let histogram2 = min(max(floor(((linear - (-2.0)) * 4.0)), 0.0), 15.0);
  p[i] = histogram;
  G_linear1_2[i] = linear;
  q[i] = histogram2;
}

// program.gan 6:9 histogram(x, -2, 2, 16), 7:9 histogram(G(z), -2, 2, 16), 6:9 histogram(x, -2, 2, 16), 10:19 wasserstein1(p, q)
@compute @workgroup_size(64)
fn p_histogram_wasserstein1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 16u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let cast_ = f32(i32((i)));
      total += f32((p[r0] == cast_));
      total2 += f32((q[r0] == cast_));
    }
    let histogram = total / f32(B);
    let histogram2 = total2 / f32(B);
    let wasserstein1 = histogram - histogram2;
    p_2[i] = histogram;
    q_2[i] = histogram2;
    distance_[i] = wasserstein1;
  } else {
    let launched = launched - 1u;
    if (lane >= 1u) { return; }
    let add = clock_draw_2[0u] + 1;
    clock_draw_2[0u] = add;
  }
}

// program.gan 8:11 mean(log(D(x))), 8:29 mean(log(1 - D(G(z)))), 8:11 mean(log(D(x))), 8:10 -mean(log(D(x))) - mean(log(1 - D(G(z))…, 11:16 js_bound(D(x), D(G(z)))
// ∂ program.gan 8:34 log(1 - D(G(z))), ∂ 8:16 log(D(x)), ∂ 5:60 linear(1)
@compute @workgroup_size(64)
fn mean_add_js_bound_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += stable_softplus(log_[r0]);
      total2 += stable_softplus(D_linear2[r0]);
    }
    let mean = total / f32(B);
    let mean2 = total2 / f32(B);
    let add = mean + mean2;
    let js_bound = (-mean) - mean2;
    loss_D[0u] = add;
    bound[0u] = js_bound;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    let neg = -((-1.0) / f32(B));
    for (var r0 = 0u; r0 < B * once; r0++) {
      let mul = neg * stable_sigmoid(D_linear2[r0]);
      d_log__2[r0] = mul;
      let neg2 = -(neg * stable_sigmoid(log_[r0]));
      d_log__3[r0] = neg2;
      let mul2 = neg * stable_sigmoid(log_[r0]);
      total += (mul - mul2);
    }
    d_D_linear2_4[0u] = total;
  }
}

// ∂ program.gan 5:52 tanh
// program.gan 10:19 wasserstein1(p, q), 10:19 wasserstein1(p, q)
@compute @workgroup_size(64)
fn d_D_tanh1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 4u + 63u) / 64u) {
    let i = launched * 64u + lane;
    if (i >= B * 4u) { return; }
    let tanh_ = stable_tanh(((G_linear1[i / 4u] * D_linear1_weight[i % 4u]) + D_linear1_bias_2[i % 4u]));
    let mul = (d_log_[i / 4u] * D_linear2_weight[i % 4u]) * (1.0 - (tanh_ * tanh_));
    d_D_tanh1_2[i] = mul;
  } else {
    let launched = launched - ((B * 4u + 63u) / 64u);
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 16u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 16u * once; r0++) {
      total += min(max(((f32(i32((i))) + 1.0) - f32(i32((r0)))), 0.0), 1.0) * distance__2[r0];
    }
    let wasserstein1 = abs(total);
    distance__3[i] = wasserstein1;
  }
}

// program.gan 9:21 js(p, q), 9:21 js(p, q), 10:19 wasserstein1(p, q)
// program.gan 12:23 D by sgd(0.01)
@compute @workgroup_size(64)
fn js_wasserstein1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    var total3 = 0.0;
    for (var r0 = 0u; r0 < 16u * once; r0++) {
      let value = p[r0];
      let value2 = q[r0];
      let log_ = logarithm(max((0.5 * (value + value2)), 1e-12));
      total += (value * (logarithm(max(value, 1e-12)) - log_));
      total2 += (value2 * (logarithm(max(value2, 1e-12)) - log_));
      total3 += distance_[r0];
    }
    let js = 0.5 * total;
    let js2 = 0.5 * total2;
    let js3 = js + js2;
    let wasserstein1 = total3 * 0.25;
    divergence[0u] = js3;
    distance__2[0u] = wasserstein1;
  } else {
    let launched = launched - 1u;
    let i = launched * 64u + lane;
    if (i >= 193u) { return; }
    let sub = D_linear1_weight_all_2[i] - (d_D_linear1_all_2[i] * 0.01);
    D_linear1_weight_all_2[i] = sub;
  }
}

// program.gan 4:35 linear(1)
@compute @workgroup_size(64)
fn G_linear1_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  let linear = (z[i] * G_linear1_weight[0u]) + G_linear1_bias[0u];
  G_linear1[i] = linear;
}

@compute @workgroup_size(64)
fn random_add(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  let random = random_uniform(philox(((i) * 1u + (0u)), 1220398683u, draw_number[0u], draw_seed[0u]));
  let add = (random * 2.0) + (-1.0);
  add_2[i] = add;
}

// program.gan 5:60 linear(1), 5:60 linear(1), 5:73 sigmoid
@compute @workgroup_size(64)
fn D_linear2_linear_sigmoid(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  let value = D_x[i];
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    total += stable_tanh(((value * D_linear1_weight[r0]) + D_linear1_bias[r0])) * D_linear2_weight[r0];
  }
  let linear = total + D_linear2_bias[0u];
  let sigmoid = stable_sigmoid(linear);
  D_sigmoid1[i] = sigmoid;
}
