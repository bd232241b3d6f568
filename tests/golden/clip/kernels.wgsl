// The kernels of program. B is the batch size.

override B: u32 = 8u;

@group(0) @binding(0) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear1_weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear1: array<f32>;
@group(0) @binding(4) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(5) var<storage, read_write> d_D_linear2: array<f32>;
@group(0) @binding(6) var<storage, read_write> D_linear2_weight: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_D_linear2_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear2_bias: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear2: array<f32>;
@group(0) @binding(2) var<storage, read_write> x_3: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_D_linear1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(2) var<storage, read_write> rmsprop_D_D_linear1_weight_square_all: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear1_weight_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_x: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_relu1: array<f32>;

// program.gan 3:32 linear(4), 3:32 linear(4)
// ∂ program.gan 3:53 linear(1)
@compute @workgroup_size(64)
fn D_linear1_linear_and_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 4u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 4u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 3u * once; r0++) {
      total += x_2[(i / 4u) * 3u + r0] * D_linear1_weight[(i % 4u) * 3u + r0];
    }
    let linear = total + D_linear1_bias[i % 4u];
    D_linear1[i] = linear;
  } else if (launched < ((B * 4u + 63u) / 64u) + 1u) {
    let launched = launched - ((B * 4u + 63u) / 64u);
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    let mul = ((-1.0) / f32(B)) * f32(B);
    clock_draw[0u] = add;
    d_D_linear2[0u] = mul;
  } else {
    let launched = launched - (((B * 4u + 63u) / 64u) + 1u);
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    let mul = ((-1.0) / f32(B)) * D_linear2_weight[i];
    d_D_linear2_2[i] = mul;
  }
}

// program.gan 3:53 linear(1), 3:53 linear(1)
// ∂ program.gan 3:53 linear(1), ∂ 3:32 linear(4), ∂ 3:53 linear(1)
// ∂ program.gan 3:32 linear(4)
@compute @workgroup_size(64)
fn D_linear2_linear_and_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      total += max(0.0, D_linear1[i * 4u + r0]) * D_linear2_weight[r0];
    }
    let linear = total + D_linear2_bias[0u];
    D_linear2[i] = linear;
  } else if (launched < ((B + 63u) / 64u) + 1u) {
    let launched = launched - ((B + 63u) / 64u);
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    let value2 = d_D_linear2[i];
    for (var r0 = 0u; r0 < B * once; r0++) {
      let value = D_linear1[r0 * 4u + i];
      total += max(0.0, value);
      total2 += select(value2, 0.0, (0.0 >= value));
    }
    let mul = ((-1.0) / f32(B)) * total;
    d_D_linear1_all[i + 64u] = total2;
    d_D_linear1_all[i + 128u] = mul;
  } else {
    let launched = launched - (((B + 63u) / 64u) + 1u);
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 12u) { return; }
    var total = 0.0;
    let value = d_D_linear2[i / 3u];
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += select(value, 0.0, (0.0 >= D_linear1[r0 * 4u + i / 3u])) * x_3[r0 * 3u + i % 3u];
    }
    d_D_linear1_all[i] = total;
  }
}

// program.gan 4:11 mean(D(x)), 4:11 mean(D(x)), 4:10 -mean(D(x))
// program.gan 6:8 D by rmsprop(5e-5), 6:8 D by rmsprop(5e-5)
@compute @workgroup_size(64)
fn mean_neg_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
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
    let neg = -mean;
    loss_D[0u] = neg;
  } else {
    let launched = launched - 1u;
    let i = launched * 64u + lane;
    if (i >= 193u) { return; }
    let value = d_D_linear1_all[i];
    let add = (rmsprop_D_D_linear1_weight_square_all[i] * 0.99) + ((value * value) * 0.01);
    let sub = D_linear1_weight_all[i] - ((value / (sqrt(add) + 1e-8)) * 0.00005);
    rmsprop_D_D_linear1_weight_square_all[i] = add;
    D_linear1_weight_all[i] = sub;
  }
}

@compute @workgroup_size(64)
fn D_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 193u) { return; }
  let minimum = min(max(D_linear1_weight_all[i], (-0.01)), 0.01);
  D_linear1_weight_all[i] = minimum;
}

// program.gan 3:32 linear(4), 3:32 linear(4), 3:45 relu
@compute @workgroup_size(64)
fn D_linear1_linear_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 3u * once; r0++) {
    total += D_x[(i / 4u) * 3u + r0] * D_linear1_weight[(i % 4u) * 3u + r0];
  }
  let linear = total + D_linear1_bias[i % 4u];
  let relu = max(0.0, linear);
  D_relu1[i] = relu;
}

// program.gan 3:53 linear(1), 3:53 linear(1)
@compute @workgroup_size(64)
fn D_linear2_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    total += D_relu1[i * 4u + r0] * D_linear2_weight[r0];
  }
  let linear = total + D_linear2_bias[0u];
  D_linear2[i] = linear;
}
