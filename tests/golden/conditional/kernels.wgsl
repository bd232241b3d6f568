// The kernels of program. B is the batch size.

override B: u32 = 4u;

// WGSL's own may be any number where there is none: SwiftShader's log(-2) is 0.69, and that of 0 is -88.
fn logarithm(x: f32) -> f32 {
  return select(select(-1.0 / abs(x), sqrt(x), x < 0.0), log(x), x > 0.0);
}

@group(0) @binding(0) var<storage, read_write> x_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> N_linear1_weight_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> N_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> N_relu1: array<f32>;
@group(0) @binding(4) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(0) var<storage, read_write> N_linear3_weight: array<f32>;
@group(0) @binding(1) var<storage, read_write> N_linear3_bias: array<f32>;
@group(0) @binding(2) var<storage, read_write> N_linear3: array<f32>;
@group(0) @binding(4) var<storage, read_write> N_linear2_weight: array<f32>;
@group(0) @binding(5) var<storage, read_write> N_linear2_bias: array<f32>;
@group(0) @binding(6) var<storage, read_write> mse_2: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_mse: array<f32>;
@group(0) @binding(0) var<storage, read_write> y_2: array<i32>;
@group(0) @binding(1) var<storage, read_write> d_cross_entropy: array<f32>;
@group(0) @binding(3) var<storage, read_write> cross_entropy_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> mse: array<f32>;
@group(0) @binding(1) var<storage, read_write> cross_entropy_3: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_N_linear2: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_cross_entropy_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_N_linear3: array<f32>;
@group(0) @binding(6) var<storage, read_write> N_relu1_4: array<vec4<f32>>;
@group(0) @binding(7) var<storage, read_write> d_N_linear3_4: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> loss_N: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_N_relu1: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_N_relu1_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> d_N_linear1: array<f32>;
@group(0) @binding(4) var<storage, read_write> x_4_2: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> d_N_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> N_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_N_linear1_all: array<f32>;
@group(0) @binding(6) var<storage, read_write> N_linear2: array<f32>;
@group(0) @binding(0) var<storage, read_write> N_relu1_4_2: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> right: array<f32>;
@group(0) @binding(0) var<storage, read_write> N_x_4: array<vec4<f32>>;

// program.gan 4:16 linear(8), 4:16 linear(8), 4:29 relu
@compute @workgroup_size(16)
fn N_linear1_linear_relu_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B + 3u) / 4u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane;
    let nt = min(across, 1u - 1u);
    let mt = tile;
    var sum0a = vec4f();
    var sum0b = vec4f();
    var sum1a = vec4f();
    var sum1b = vec4f();
    var sum2a = vec4f();
    var sum2b = vec4f();
    var sum3a = vec4f();
    var sum3b = vec4f();
    let m1 = min(mt * 4u + 1u, B - 1u);
    let m2 = min(mt * 4u + 2u, B - 1u);
    let m3 = min(mt * 4u + 3u, B - 1u);
    let at = mt * 4u;
    for (var k = 0u; k < 1u * once; k++) {
      let a = x_4[at];
      let a2 = x_4[m1];
      let a3 = x_4[m2];
      let a4 = x_4[m3];
      let b = N_linear1_weight_4[0u];
      let b2 = N_linear1_weight_4[1u];
      let b3 = N_linear1_weight_4[2u];
      let b4 = N_linear1_weight_4[3u];
      let b5 = N_linear1_weight_4[4u];
      let b6 = N_linear1_weight_4[5u];
      let b7 = N_linear1_weight_4[6u];
      let b8 = N_linear1_weight_4[7u];
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
    if (across != nt || tile >= ((B + 3u) / 4u)) { return; }
    var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
    for (var e = 0u; e < 32u; e++) {
      let m = mt * 4u + e / 8u;
      let n = nt * 8u + e % 8u;
      if (!(m < B)) { continue; }
      let linear = sums[e / 4u][e % 4u];
      let linear2 = linear + N_linear1_bias[n];
      let relu = max(0.0, linear2);
      N_relu1[m * 8u + n] = relu;
    }
  } else {
    let launched = launched - ((B + 3u) / 4u);
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    clock_draw[0u] = add;
  }
}

// program.gan 5:42 linear(3), 5:42 linear(3)
// program.gan 5:19 linear(1), 5:19 linear(1), 7:41 mse(N(x).validity, 1), ∂ 7:41 mse(N(x).validity, 1)
@compute @workgroup_size(64)
fn N_linear3_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 3u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 3u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 8u * once; r0++) {
      total += N_relu1[(i / 3u) * 8u + r0] * N_linear3_weight[(i % 3u) * 8u + r0];
    }
    let linear = total + N_linear3_bias[i % 3u];
    N_linear3[i] = linear;
  } else {
    let launched = launched - ((B * 3u + 63u) / 64u);
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 8u * once; r0++) {
      total += N_relu1[i * 8u + r0] * N_linear2_weight[r0];
    }
    let linear = total + N_linear2_bias[0u];
    let mse = linear - 1.0;
    let mul = (1.0 / f32(B)) * (2.0 * mse);
    mse_2[i] = mse;
    d_mse[i] = mul;
  }
}

// program.gan 7:10 cross_entropy(N(x).label, y), 7:10 cross_entropy(N(x).label, y), ∂ 7:10 cross_entropy(N(x).label, y)
@compute @workgroup_size(64)
fn cross_entropy(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var largest = -3.4028234663852886e38;
  var total = 0.0;
  let cast_ = f32(y_2[i]);
  for (var r0 = 0u; r0 < 3u * once; r0++) {
    let value = N_linear3[i * 3u + r0];
    largest = max(largest, value);
    total += (value * f32((cast_ == f32(i32((r0))))));
  }
  var total2 = 0.0;
  for (var r0 = 0u; r0 < 3u * once; r0++) {
    total2 += exp((N_linear3[i * 3u + r0] - largest));
  }
  let neg = -(1.0 / f32(B));
  let div = (1.0 / f32(B)) / total2;
  for (var r0 = 0u; r0 < 3u * once; r0++) {
    let add = (neg * f32((cast_ == f32(i32((r0)))))) + (div * exp((N_linear3[i * 3u + r0] - largest)));
    d_cross_entropy[i * 3u + r0] = add;
  }
  let cross_entropy = (logarithm(total2) + largest) - total;
  cross_entropy_2[i] = cross_entropy;
}

// program.gan 7:10 cross_entropy(N(x).label, y), ∂ 5:19 linear(1), 7:10 cross_entropy(N(x).label, y)
// ∂ program.gan 5:42 linear(3)
@compute @workgroup_size(64)
fn cross_entropy_linear_and_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += cross_entropy_2[r0];
      total2 += mse[r0];
    }
    let cross_entropy = total / f32(B);
    let mul = total2 * 2.0;
    let mul2 = mul * (1.0 / f32(B));
    cross_entropy_3[0u] = cross_entropy;
    d_N_linear2[0u] = mul2;
  } else if (launched < 2u) {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 3u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += d_cross_entropy_2[r0 * 3u + i];
    }
    d_N_linear3[i] = total;
  } else {
    let launched = launched - 2u;
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
      let a = d_cross_entropy_2[k * 3u];
      let at = k * 3u;
      let a2 = d_cross_entropy_2[at + 1u];
      let a3 = d_cross_entropy_2[at + 2u];
      let b = N_relu1_4[k * 2u];
      let at2 = k * 2u;
      let b2 = N_relu1_4[at2 + 1u];
      sum0a = fma(vec4f(a), b, sum0a);
      sum0b = fma(vec4f(a), b2, sum0b);
      sum1a = fma(vec4f(a2), b, sum1a);
      sum1b = fma(vec4f(a2), b2, sum1b);
      sum2a = fma(vec4f(a3), b, sum2a);
      sum2b = fma(vec4f(a3), b2, sum2b);
    }
    if (across != nt) { return; }
    var sums = array<vec4f, 6>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b);
    for (var e = 0u; e < 6u; e++) {
      let m = mt * 3u + e / 2u;
      let n = nt * 2u + e % 2u;
      let contract = sums[e];
      d_N_linear3_4[m * 2u + n] = contract;
    }
  }
}

// program.gan 7:41 mse(N(x).validity, 1), 7:41 mse(N(x).validity, 1), 7:10 cross_entropy(N(x).label, y) + mse(N(x)…
@compute @workgroup_size(64)
fn mse_cross_entropy(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    let value = mse_2[r0];
    total += (value * value);
  }
  let mse = total / f32(B);
  let cross_entropy = cross_entropy_2[0u] + mse;
  loss_N[0u] = cross_entropy;
}

// ∂ program.gan 5:42 linear(3), ∂ 5:19 linear(1), ∂ 4:29 relu
@compute @workgroup_size(64)
fn d_N_linear3_linear_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 8u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 3u * once; r0++) {
    total += d_cross_entropy[(i / 8u) * 3u + r0] * N_linear3_weight[r0 * 8u + i % 8u];
  }
  let add = total + (d_mse[i / 8u] * N_linear2_weight[i % 8u]);
  let select_ = select(add, 0.0, (0.0 >= N_relu1[i]));
  d_N_relu1[i] = select_;
}

// ∂ program.gan 5:19 linear(1), ∂ 4:16 linear(8)
// ∂ program.gan 4:16 linear(8)
@compute @workgroup_size(64)
fn d_N_linear2_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 8u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += d_mse[r0] * N_relu1[r0 * 8u + i];
      total2 += d_N_relu1_4[(r0 * 8u + i) / 4u][(r0 * 8u + i) % 4u];
    }
    d_N_linear2[i] = total;
    d_N_linear1[i] = total2;
  } else {
    let launched = launched - 1u;
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
    for (var k = 0u; k < B * once; k++) {
      let a = x_4_2[k];
      let b = d_N_relu1_4[k * 2u];
      let at = k * 2u;
      let b2 = d_N_relu1_4[at + 1u];
      sum0a = fma(vec4f(a.x), b, sum0a);
      sum0b = fma(vec4f(a.x), b2, sum0b);
      sum1a = fma(vec4f(a.y), b, sum1a);
      sum1b = fma(vec4f(a.y), b2, sum1b);
      sum2a = fma(vec4f(a.z), b, sum2a);
      sum2b = fma(vec4f(a.z), b2, sum2b);
      sum3a = fma(vec4f(a.w), b, sum3a);
      sum3b = fma(vec4f(a.w), b2, sum3b);
    }
    if (across != nt) { return; }
    var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
    for (var e = 0u; e < 8u; e++) {
      let m = mt * 4u + e / 2u;
      let n = nt * 2u + e % 2u;
      let contract = sums[e];
      d_N_linear1_2[n * 16u + m] = contract.x;
      d_N_linear1_2[n * 16u + m + 4u] = contract.y;
      d_N_linear1_2[n * 16u + m + 8u] = contract.z;
      d_N_linear1_2[n * 16u + m + 12u] = contract.w;
    }
  }
}

// program.gan 9:22 N by sgd(0.1)
@compute @workgroup_size(64)
fn N_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 323u) { return; }
  let sub = N_linear1_weight_all[i] - (d_N_linear1_all[i] * 0.1);
  N_linear1_weight_all[i] = sub;
}

// program.gan 5:42 linear(3), 5:42 linear(3)
// program.gan 5:19 linear(1), 5:19 linear(1), ∂ 7:41 mse(N(x).validity, 1)
@compute @workgroup_size(64)
fn N_linear3_linear_and_1_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 3u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 3u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 8u * once; r0++) {
      total += N_relu1[(i / 3u) * 8u + r0] * N_linear3_weight[(i % 3u) * 8u + r0];
    }
    let linear = total + N_linear3_bias[i % 3u];
    N_linear3[i] = linear;
  } else {
    let launched = launched - ((B * 3u + 63u) / 64u);
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 8u * once; r0++) {
      total += N_relu1[i * 8u + r0] * N_linear2_weight[r0];
    }
    let linear = total + N_linear2_bias[0u];
    let mul = (1.0 / f32(B)) * (2.0 * (linear - 1.0));
    N_linear2[i] = linear;
    d_mse[i] = mul;
  }
}

// program.gan 7:10 cross_entropy(N(x).label, y), ∂ 5:19 linear(1), 7:10 cross_entropy(N(x).label, y)
// ∂ program.gan 5:42 linear(3)
@compute @workgroup_size(64)
fn cross_entropy_linear_and_2_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += cross_entropy_2[r0];
      total2 += (N_linear2[r0] - 1.0);
    }
    let cross_entropy = total / f32(B);
    let mul = total2 * 2.0;
    let mul2 = mul * (1.0 / f32(B));
    cross_entropy_3[0u] = cross_entropy;
    d_N_linear2[0u] = mul2;
  } else if (launched < 2u) {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 3u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += d_cross_entropy_2[r0 * 3u + i];
    }
    d_N_linear3[i] = total;
  } else {
    let launched = launched - 2u;
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
      let a = d_cross_entropy_2[k * 3u];
      let at = k * 3u;
      let a2 = d_cross_entropy_2[at + 1u];
      let a3 = d_cross_entropy_2[at + 2u];
      let b = N_relu1_4_2[k * 2u];
      let at2 = k * 2u;
      let b2 = N_relu1_4_2[at2 + 1u];
      sum0a = fma(vec4f(a), b, sum0a);
      sum0b = fma(vec4f(a), b2, sum0b);
      sum1a = fma(vec4f(a2), b, sum1a);
      sum1b = fma(vec4f(a2), b2, sum1b);
      sum2a = fma(vec4f(a3), b, sum2a);
      sum2b = fma(vec4f(a3), b2, sum2b);
    }
    if (across != nt) { return; }
    var sums = array<vec4f, 6>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b);
    for (var e = 0u; e < 6u; e++) {
      let m = mt * 3u + e / 2u;
      let n = nt * 2u + e % 2u;
      let contract = sums[e];
      d_N_linear3_4[m * 2u + n] = contract;
    }
  }
}

// program.gan 7:41 mse(N(x).validity, 1), 8:16 mean(if N(x).validity > 0 then 1 else 0), 7:41 mse(N(x).validity, 1), 7:10 cross_entropy(N(x).label, y) + mse(N(x)…
@compute @workgroup_size(64)
fn mse_mean_cross_entropy(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    let value = N_linear2[r0];
    let sub = value - 1.0;
    total += (sub * sub);
    total2 += select(0.0, 1.0, (value > 0.0));
  }
  let mse = total / f32(B);
  let cross_entropy = cross_entropy_2[0u] + mse;
  let mean = total2 / f32(B);
  loss_N[0u] = cross_entropy;
  right[0u] = mean;
}

// program.gan 4:16 linear(8), 4:16 linear(8), 4:29 relu
@compute @workgroup_size(16)
fn N_linear1_linear_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = lane;
  let nt = min(across, 1u - 1u);
  let mt = tile;
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  let m1 = min(mt * 4u + 1u, B - 1u);
  let m2 = min(mt * 4u + 2u, B - 1u);
  let m3 = min(mt * 4u + 3u, B - 1u);
  let at = mt * 4u;
  for (var k = 0u; k < 1u * once; k++) {
    let a = N_x_4[at];
    let a2 = N_x_4[m1];
    let a3 = N_x_4[m2];
    let a4 = N_x_4[m3];
    let b = N_linear1_weight_4[0u];
    let b2 = N_linear1_weight_4[1u];
    let b3 = N_linear1_weight_4[2u];
    let b4 = N_linear1_weight_4[3u];
    let b5 = N_linear1_weight_4[4u];
    let b6 = N_linear1_weight_4[5u];
    let b7 = N_linear1_weight_4[6u];
    let b8 = N_linear1_weight_4[7u];
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
  if (across != nt || tile >= ((B + 3u) / 4u)) { return; }
  var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
  for (var e = 0u; e < 32u; e++) {
    let m = mt * 4u + e / 8u;
    let n = nt * 8u + e % 8u;
    if (!(m < B)) { continue; }
    let linear = sums[e / 4u][e % 4u];
    let linear2 = linear + N_linear1_bias[n];
    let relu = max(0.0, linear2);
    N_relu1[m * 8u + n] = relu;
  }
}

// program.gan 5:42 linear(3), 5:42 linear(3)
// program.gan 5:19 linear(1), 5:19 linear(1)
@compute @workgroup_size(64)
fn N_linear3_linear_and_1_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 3u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 3u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 8u * once; r0++) {
      total += N_relu1[(i / 3u) * 8u + r0] * N_linear3_weight[(i % 3u) * 8u + r0];
    }
    let linear = total + N_linear3_bias[i % 3u];
    N_linear3[i] = linear;
  } else {
    let launched = launched - ((B * 3u + 63u) / 64u);
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 8u * once; r0++) {
      total += N_relu1[i * 8u + r0] * N_linear2_weight[r0];
    }
    let linear = total + N_linear2_bias[0u];
    N_linear2[i] = linear;
  }
}
