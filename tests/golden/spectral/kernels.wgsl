// The kernels of program. B is the batch size.

override B: u32 = 8u;

@group(0) @binding(0) var<storage, read_write> D_linear1_weight: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear1_weight_v: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_linear1: array<f32>;
@group(0) @binding(3) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(4) var<storage, read_write> d_D_linear2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear2_weight: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear2_weight_v: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear1_2: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear2: array<f32>;
@group(0) @binding(5) var<storage, read_write> D_linear2_2: array<f32>;
@group(0) @binding(6) var<storage, read_write> D_linear2_3: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_3: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear1_4: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear1_weight_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> D_linear1_5: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear2_4: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_linear2_2: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_linear2_5: array<f32>;
@group(0) @binding(1) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_D_relu1: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear2_bias: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_linear1: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_D_linear2_3: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear2_6: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_D_linear2_4: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_D_linear1_3: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_D_linear1_4: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_linear1_all: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear2_weight_2: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear2_weight_v_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight_u: array<f32>;
@group(0) @binding(6) var<storage, read_write> D_linear1_8: array<u32>;
@group(0) @binding(7) var<storage, read_write> D_linear2_7: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_x: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_relu1: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear2_weight_u: array<f32>;

// program.gan 3:32 spectral(linear(4))
// ∂ program.gan 3:63 spectral(linear(1))
@compute @workgroup_size(64)
fn D_linear1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 5u * once; r0++) {
      total += D_linear1_weight[i * 5u + r0] * D_linear1_weight_v[r0];
    }
    D_linear1[i] = total;
  } else {
    let launched = launched - 1u;
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    let mul = (1.0 / f32(B)) * f32(B);
    clock_draw[0u] = add;
    d_D_linear2[0u] = mul;
  }
}

// program.gan 3:32 spectral(linear(4)), 3:63 spectral(linear(1)), 3:32 spectral(linear(4))
@compute @workgroup_size(64)
fn D_linear1_spectral(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    let value = D_linear1[r0];
    total += (value * value);
    total2 += D_linear2_weight[r0] * D_linear2_weight_v[r0];
  }
  var total3 = 0.0;
  let div = total2 / max(sqrt((total2 * total2)), 1e-12);
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    let mul = D_linear2_weight[r0] * div;
    total3 += (mul * mul);
  }
  let spectral = sqrt(total);
  let spectral2 = max(spectral, 1e-12);
  let spectral3 = sqrt(total3);
  let spectral4 = max(spectral3, 1e-12);
  D_linear1_2[0u] = spectral2;
  D_linear2[0u] = div;
  D_linear2_2[0u] = div;
  D_linear2_3[0u] = spectral4;
}

// program.gan 3:32 spectral(linear(4))
// program.gan 3:32 spectral(linear(4)), 3:32 spectral(linear(4))
@compute @workgroup_size(64)
fn D_linear1_and_1_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    let spectral = D_linear1[i] / D_linear1_2[0u];
    D_linear1_3[i] = spectral;
    D_linear1_4[i] = spectral;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 5u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      total += D_linear1_weight_2[r0 * 5u + i] * D_linear1[r0];
    }
    let spectral = total / D_linear1_2[0u];
    D_linear1_5[i] = spectral;
  }
}

// program.gan 3:32 spectral(linear(4)), 3:32 spectral(linear(4))
// program.gan 3:63 spectral(linear(1))
@compute @workgroup_size(64)
fn D_linear1_spectral_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 5u * once; r0++) {
      let value = D_linear1[r0];
      total += (value * value);
    }
    let spectral = sqrt(total);
    let spectral2 = max(spectral, 1e-12);
    D_linear1_2[0u] = spectral2;
  } else {
    let launched = launched - 1u;
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    let spectral = (D_linear2_weight[i] * D_linear2[0u]) / D_linear2_2[0u];
    D_linear2_3[i] = spectral;
    D_linear2_4[i] = spectral;
  }
}

// program.gan 3:32 spectral(linear(4))
@compute @workgroup_size(64)
fn D_linear1_6(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 5u) { return; }
  let spectral = D_linear1[i] / D_linear1_2[0u];
  D_linear1_3[i] = spectral;
  D_linear1_4[i] = spectral;
}

// program.gan 3:32 spectral(linear(4))
@compute @workgroup_size(64)
fn D_linear1_7(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 5u * once; r0++) {
    total += (D_linear1[r0] * D_linear1_2[r0]);
  }
  D_linear1_3[0u] = total;
}

// program.gan 3:63 spectral(linear(1)), 3:63 spectral(linear(1)), ∂ 3:63 spectral(linear(1))
@compute @workgroup_size(64)
fn D_linear2_spectral(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  let value = D_linear2[0u];
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    total += ((D_linear2_weight[r0] * value) * D_linear2_2[r0]);
  }
  let div = 1.0 / f32(B);
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    let spectral = D_linear2_weight[r0] / total;
    D_linear2_3[r0] = spectral;
    let mul = div * spectral;
    d_D_linear2_2[r0] = mul;
  }
  D_linear2_5[0u] = total;
}

// program.gan 3:32 spectral(linear(4)), 3:32 spectral(linear(4)), ∂ 3:55 relu
@compute @workgroup_size(16)
fn D_linear1_spectral_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = tile % ((B + 127u) / 128u) * 16u + lane;
  let nt = min(across, ((B + 7u) / 8u) - 1u);
  let mt = 0u;
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  let n1 = min(nt * 8u + 1u, B - 1u);
  let n2 = min(nt * 8u + 2u, B - 1u);
  let n3 = min(nt * 8u + 3u, B - 1u);
  let n4 = min(nt * 8u + 4u, B - 1u);
  let n5 = min(nt * 8u + 5u, B - 1u);
  let n6 = min(nt * 8u + 6u, B - 1u);
  let n7 = min(nt * 8u + 7u, B - 1u);
  let at = nt * 40u;
  let at2 = n1 * 5u;
  let at3 = n2 * 5u;
  let at4 = n3 * 5u;
  let at5 = n4 * 5u;
  let at6 = n5 * 5u;
  let at7 = n6 * 5u;
  let at8 = n7 * 5u;
  for (var k = 0u; k < 5u * once; k++) {
    let a = D_linear1_weight[k];
    let a2 = D_linear1_weight[k + 5u];
    let a3 = D_linear1_weight[k + 10u];
    let a4 = D_linear1_weight[k + 15u];
    let b = x_2[at + k];
    let b2 = x_2[at2 + k];
    let b3 = x_2[at3 + k];
    let b4 = x_2[at4 + k];
    let b5 = x_2[at5 + k];
    let b6 = x_2[at6 + k];
    let b7 = x_2[at7 + k];
    let b8 = x_2[at8 + k];
    let column = vec4f(b, b2, b3, b4);
    let column2 = vec4f(b5, b6, b7, b8);
    sum0a = fma(vec4f(a), column, sum0a);
    sum0b = fma(vec4f(a), column2, sum0b);
    sum1a = fma(vec4f(a2), column, sum1a);
    sum1b = fma(vec4f(a2), column2, sum1b);
    sum2a = fma(vec4f(a3), column, sum2a);
    sum2b = fma(vec4f(a3), column2, sum2b);
    sum3a = fma(vec4f(a4), column, sum3a);
    sum3b = fma(vec4f(a4), column2, sum3b);
  }
  if (across != nt || tile / ((B + 127u) / 128u) >= 1u) { return; }
  var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
  let value = D_linear1[0u];
  for (var e = 0u; e < 32u; e++) {
    let m = mt * 4u + e / 8u;
    let n = nt * 8u + e % 8u;
    if (!(n < B)) { continue; }
    let spectral = sums[e / 4u][e % 4u];
    let spectral2 = spectral / value;
    let spectral3 = spectral2 + D_linear1_bias[m];
    let select_ = select(d_D_linear2[m], 0.0, (0.0 >= spectral3));
    D_linear1_5[n * 4u + m] = spectral3;
    d_D_relu1[n * 4u + m] = select_;
  }
}

// program.gan 3:63 spectral(linear(1)), 3:63 spectral(linear(1))
// ∂ program.gan 3:63 spectral(linear(1)), ∂ 3:32 spectral(linear(4)), ∂ 3:63 spectral(linear(1))
@compute @workgroup_size(64)
fn D_linear2_spectral_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      total += max(0.0, D_linear1[i * 4u + r0]) * D_linear2[r0];
    }
    let spectral = total + D_linear2_bias[0u];
    D_linear2_2[i] = spectral;
  } else {
    let launched = launched - ((B + 63u) / 64u);
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += max(0.0, D_linear1[r0 * 4u + i]);
      total2 += d_D_relu1[r0 * 4u + i];
    }
    let mul = (1.0 / f32(B)) * total;
    d_D_linear1[i] = total2;
    d_D_linear2_3[i] = mul;
  }
}

// program.gan 4:10 mean(D(x)), 4:10 mean(D(x))
// ∂ program.gan 3:63 spectral(linear(1)), ∂ 3:63 spectral(linear(1))
@compute @workgroup_size(64)
fn loss_D_mean_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += D_linear2[r0];
    }
    let mean = total / f32(B);
    loss_D[0u] = mean;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    let value = D_linear2_3[0u];
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      total += ((d_D_linear2_2[r0] * D_linear2_2[r0]) / value);
    }
    let neg = -total;
    let value2 = D_linear2_6[0u];
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      let add = (d_D_linear2_2[r0] / value) + ((neg * D_linear2_5[r0]) * value2);
      d_D_linear2_4[r0] = add;
    }
  }
}

// ∂ program.gan 3:32 spectral(linear(4))
@compute @workgroup_size(64)
fn d_D_linear1_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 20u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += d_D_relu1[r0 * 4u + i / 5u] * x_2[r0 * 5u + i % 5u];
  }
  d_D_linear1_3[i] = total;
}

// ∂ program.gan 3:32 spectral(linear(4)), ∂ 3:32 spectral(linear(4))
@compute @workgroup_size(64)
fn d_D_linear1_spectral(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  let value = D_linear1[0u];
  for (var r0 = 0u; r0 < 20u * once; r0++) {
    total += ((d_D_linear1[r0] * (D_linear1_weight[r0] / value)) / value);
  }
  let neg = -total;
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    for (var r1 = 0u; r1 < 5u * once; r1++) {
      let add = (d_D_linear1[r0 * 5u + r1] / value) + ((neg * D_linear1_2[r1]) * D_linear1_5[r0]);
      d_D_linear1_4[r0 * 5u + r1] = add;
    }
  }
}

// program.gan 5:22 D by sgd(0.01)
@compute @workgroup_size(64)
fn D_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 193u) { return; }
  let sub = D_linear1_weight_all[i] - (d_D_linear1_all[i] * 0.01);
  D_linear1_weight_all[i] = sub;
}

// program.gan 3:32 spectral(linear(4))
// program.gan 3:63 spectral(linear(1))
@compute @workgroup_size(64)
fn D_linear1_and_1_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 5u * once; r0++) {
      total += D_linear1_weight[i * 5u + r0] * D_linear1_weight_v[r0];
    }
    D_linear1[i] = total;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      total += D_linear2_weight_2[r0] * D_linear2_weight_v_2[r0];
    }
    D_linear2_2[0u] = total;
  }
}

// program.gan 3:32 spectral(linear(4)), 3:32 spectral(linear(4)), 3:63 spectral(linear(1))
@compute @workgroup_size(64)
fn D_linear1_spectral_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  var total3 = 0.0;
  var total4 = 0.0;
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    let value = D_linear1[r0];
    total += (value * value);
    let value2 = D_linear1_weight_u[r0];
    total2 += (value2 * value2);
    total3 += (value2 * value);
    let value3 = D_linear2_weight_v[r0];
    total4 += (value3 * value3);
  }
  let spectral = sqrt(total);
  let spectral2 = total2 == 0.0;
  let spectral3 = sqrt(total4);
  let spectral4 = max(spectral3, 1e-12);
  let value4 = D_linear2[0u];
  let spectral5 = sqrt((value4 * value4)) / spectral4;
  D_linear1_2[0u] = total3;
  D_linear1_5[0u] = spectral;
  D_linear1_8[0u] = select(0u, 1u, spectral2);
  D_linear2_7[0u] = spectral5;
}

// program.gan 3:32 spectral(linear(4)), 3:32 spectral(linear(4))
@compute @workgroup_size(64)
fn D_linear1_spectral_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 5u * once; r0++) {
    let value = D_linear1_weight_v[r0];
    total += (value * value);
  }
  let spectral = sqrt(total);
  let spectral2 = max(spectral, 1e-12);
  let spectral3 = D_linear1[0u] / spectral2;
  let spectral4 = select(D_linear1_2[0u], spectral3, (D_linear1_8[0u] != 0u));
  D_linear1_3[0u] = spectral4;
}

// program.gan 3:32 spectral(linear(4)), 3:32 spectral(linear(4)), 3:55 relu
@compute @workgroup_size(16)
fn D_linear1_spectral_relu_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = tile % ((B + 127u) / 128u) * 16u + lane;
  let nt = min(across, ((B + 7u) / 8u) - 1u);
  let mt = 0u;
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  let n1 = min(nt * 8u + 1u, B - 1u);
  let n2 = min(nt * 8u + 2u, B - 1u);
  let n3 = min(nt * 8u + 3u, B - 1u);
  let n4 = min(nt * 8u + 4u, B - 1u);
  let n5 = min(nt * 8u + 5u, B - 1u);
  let n6 = min(nt * 8u + 6u, B - 1u);
  let n7 = min(nt * 8u + 7u, B - 1u);
  let at = nt * 40u;
  let at2 = n1 * 5u;
  let at3 = n2 * 5u;
  let at4 = n3 * 5u;
  let at5 = n4 * 5u;
  let at6 = n5 * 5u;
  let at7 = n6 * 5u;
  let at8 = n7 * 5u;
  for (var k = 0u; k < 5u * once; k++) {
    let a = D_linear1_weight[k];
    let a2 = D_linear1_weight[k + 5u];
    let a3 = D_linear1_weight[k + 10u];
    let a4 = D_linear1_weight[k + 15u];
    let b = D_x[at + k];
    let b2 = D_x[at2 + k];
    let b3 = D_x[at3 + k];
    let b4 = D_x[at4 + k];
    let b5 = D_x[at5 + k];
    let b6 = D_x[at6 + k];
    let b7 = D_x[at7 + k];
    let b8 = D_x[at8 + k];
    let column = vec4f(b, b2, b3, b4);
    let column2 = vec4f(b5, b6, b7, b8);
    sum0a = fma(vec4f(a), column, sum0a);
    sum0b = fma(vec4f(a), column2, sum0b);
    sum1a = fma(vec4f(a2), column, sum1a);
    sum1b = fma(vec4f(a2), column2, sum1b);
    sum2a = fma(vec4f(a3), column, sum2a);
    sum2b = fma(vec4f(a3), column2, sum2b);
    sum3a = fma(vec4f(a4), column, sum3a);
    sum3b = fma(vec4f(a4), column2, sum3b);
  }
  if (across != nt || tile / ((B + 127u) / 128u) >= 1u) { return; }
  var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
  let value = D_linear1[0u];
  for (var e = 0u; e < 32u; e++) {
    let m = mt * 4u + e / 8u;
    let n = nt * 8u + e % 8u;
    if (!(n < B)) { continue; }
    let spectral = sums[e / 4u][e % 4u];
    let spectral2 = spectral / value;
    let spectral3 = spectral2 + D_linear1_bias[m];
    let relu = max(0.0, spectral3);
    D_relu1[n * 4u + m] = relu;
  }
}

// program.gan 3:63 spectral(linear(1))
@compute @workgroup_size(64)
fn D_linear2_8(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 4u) { return; }
  let value = D_linear2_weight_u[0u];
  let spectral = D_linear2_weight[i] / select((value * D_linear2_2[0u]), D_linear2[0u], ((value * value) == 0.0));
  D_linear2_3[i] = spectral;
}

// program.gan 3:63 spectral(linear(1)), 3:63 spectral(linear(1))
@compute @workgroup_size(64)
fn D_linear2_spectral_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    total += D_relu1[i * 4u + r0] * D_linear2_2[r0];
  }
  let spectral = total + D_linear2_bias[0u];
  D_linear2_3[i] = spectral;
}
