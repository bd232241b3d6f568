// The kernels of program. B is the batch size.

override B: u32 = 8u;

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

@group(0) @binding(0) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(1) var<storage, read_write> l: array<f32>;
@group(0) @binding(2) var<storage, read_write> N_linear1_weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> N_linear1_bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> loss_N: array<f32>;
@group(0) @binding(0) var<storage, read_write> N_l: array<f32>;
@group(0) @binding(1) var<storage, read_write> N_linear1_2: array<f32>;

// program.gan 4:10 minimax_d(N(l), -N(l)), 4:10 minimax_d(N(l), -N(l)) + bce(sigmoid(N(…
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
    if (i >= 1u) { return; }
    var total = 0.0;
    let value = N_linear1_weight[0u];
    let value2 = N_linear1_bias[0u];
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += stable_softplus((-((l[r0] * value) + value2)));
    }
    let minimax_d = total / f32(B);
    let minimax_d2 = (minimax_d * 2.0) + minimax_d;
    loss_N[0u] = minimax_d2;
  }
}

// ∂ program.gan 3:33 linear(1), ∂ 3:33 linear(1), 5:22 N by sgd(0.1)
@compute @workgroup_size(64)
fn d_N_linear1_linear_N(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  let value2 = N_linear1_weight[0u];
  let value3 = N_linear1_bias[0u];
  let neg = -(((-1.0) / f32(B)) + ((-2.0) / f32(B)));
  for (var r0 = 0u; r0 < B * once; r0++) {
    let value = l[r0];
    let sigmoid = stable_sigmoid((-((value * value2) + value3)));
    total += sigmoid;
    total2 += (-(neg * sigmoid)) * value;
  }
  let mul = total * neg;
  let mul2 = total2 * 0.1;
  let sub = value2 - mul2;
  let mul3 = mul * (-0.1);
  let sub2 = value3 - mul3;
  N_linear1_weight[0u] = sub;
  N_linear1_bias[0u] = sub2;
}

// program.gan 3:33 linear(1)
@compute @workgroup_size(64)
fn N_linear1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  let linear = (N_l[i] * N_linear1_weight[0u]) + N_linear1_bias[0u];
  N_linear1_2[i] = linear;
}
