// The kernels of program. B is the batch size.

override B: u32 = 8u;

@group(0) @binding(0) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(1) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_linear1_weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear1: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_linear1: array<f32>;
@group(0) @binding(2) var<storage, read_write> x_3: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_D_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_linear1_all: array<f32>;
@group(0) @binding(2) var<storage, read_write> clock_epoch: array<i32>;
@group(0) @binding(2) var<storage, read_write> clock_iteration: array<i32>;
@group(0) @binding(0) var<storage, read_write> D_x: array<f32>;

// program.gan 4:32 linear(1), 4:32 linear(1)
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
    if (i >= B) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      total += x_2[i * 2u + r0] * D_linear1_weight[r0];
    }
    let linear = total + D_linear1_bias[0u];
    D_linear1[i] = linear;
  }
}

// program.gan 5:10 mean(D(x) ^ 2), 5:10 mean(D(x) ^ 2)
// ∂ program.gan 4:32 linear(1), ∂ 4:32 linear(1)
// ∂ program.gan 4:32 linear(1)
@compute @workgroup_size(64)
fn loss_D_mean_and_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let value = D_linear1[r0];
      total += (value * value);
    }
    let mean = total / f32(B);
    loss_D[0u] = mean;
  } else if (launched < 2u) {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += D_linear1[r0];
    }
    let mul = total * 2.0;
    let mul2 = mul * (1.0 / f32(B));
    d_D_linear1[0u] = mul2;
  } else {
    let launched = launched - 2u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 2u) { return; }
    var total = 0.0;
    let div = 1.0 / f32(B);
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += (div * (2.0 * D_linear1[r0])) * x_3[r0 * 2u + i];
    }
    d_D_linear1_2[i] = total;
  }
}

// program.gan 7:62 D by sgd(0.1 * min(1, 2 - epoch / 100))
@compute @workgroup_size(64)
fn D_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 65u) { return; }
  let sub = D_linear1_weight_all[i] - (d_D_linear1_all[i] * (0.1 * min(1.0, (2.0 - (f32(clock_epoch[0u]) * 0.01)))));
  D_linear1_weight_all[i] = sub;
}

// program.gan 8:19 D by sgd(1 / (1 + iteration))
@compute @workgroup_size(64)
fn D_update_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 65u) { return; }
  let sub = D_linear1_weight_all[i] - (d_D_linear1_all[i] * (1.0 / (1.0 + f32(clock_iteration[0u]))));
  D_linear1_weight_all[i] = sub;
}

@compute @workgroup_size(1)
fn add() {
  let add = clock_iteration[0u] + 1;
  clock_iteration[0u] = add;
}

// program.gan 4:32 linear(1), 4:32 linear(1)
@compute @workgroup_size(64)
fn D_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    total += D_x[i * 2u + r0] * D_linear1_weight[r0];
  }
  let linear = total + D_linear1_bias[0u];
  D_linear1[i] = linear;
}
