// The kernels of program. B is the batch size.

override B: u32 = 8u;

@group(0) @binding(0) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> N_linear1_weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> N_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> l1_2: array<f32>;
@group(0) @binding(4) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(0) var<storage, read_write> l1: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_N_linear1: array<f32>;
@group(0) @binding(2) var<storage, read_write> x_3: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_N_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> N_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_N_linear1_all: array<f32>;
@group(0) @binding(2) var<storage, read_write> k: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_N: array<f32>;
@group(0) @binding(0) var<storage, read_write> N_x: array<f32>;
@group(0) @binding(3) var<storage, read_write> N_linear1: array<f32>;

// program.gan 4:33 linear(2), 4:33 linear(2), 5:13 l1(N(x), x)
@compute @workgroup_size(64)
fn N_linear1_linear_l1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 2u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 2u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      total += x_2[(i / 2u) * 2u + r0] * N_linear1_weight[(i % 2u) * 2u + r0];
    }
    let linear = total + N_linear1_bias[i % 2u];
    let l1 = linear - x_2[i];
    l1_2[i] = l1;
  } else {
    let launched = launched - ((B * 2u + 63u) / 64u);
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    clock_draw[0u] = add;
  }
}

// ∂ program.gan 4:33 linear(2)
@compute @workgroup_size(64)
fn d_N_linear1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 2u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += sign(l1[r0 * 2u + i]);
    }
    d_N_linear1[i] = total;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += sign(l1[r0 * 2u + i / 2u]) * x_3[r0 * 2u + i % 2u];
    }
    d_N_linear1_2[i] = total;
  }
}

// program.gan 7:22 N by sgd(0.1)
@compute @workgroup_size(64)
fn N_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 66u) { return; }
  let sub = N_linear1_weight_all[i] - ((d_N_linear1_all[i] * ((1.0 - k[0u]) / (2.0 * f32(B)))) * 0.1);
  N_linear1_weight_all[i] = sub;
}

// program.gan 5:13 l1(N(x), x), 5:13 l1(N(x), x), 6:10 (1 - k) * error, 7:45 clamp(k + 0.001 * error, 0, 1)
@compute @workgroup_size(64)
fn error_l1_mul(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * 2u * once; r0++) {
    total += abs(l1_2[r0]);
  }
  let l1 = total / (2.0 * f32(B));
  let mul = (1.0 - k[0u]) * l1;
  let value = k[0u];
  let clamp_ = min(max((value + (0.001 * l1)), 0.0), 1.0);
  loss_N[0u] = mul;
  k[0u] = clamp_;
}

// program.gan 4:33 linear(2), 4:33 linear(2)
@compute @workgroup_size(64)
fn N_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 2u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    total += N_x[(i / 2u) * 2u + r0] * N_linear1_weight[(i % 2u) * 2u + r0];
  }
  let linear = total + N_linear1_bias[i % 2u];
  N_linear1[i] = linear;
}
