/** The collection's DCGAN at 3×64×64, of a library's layers. */
export default function start({ batchNorm2d, conv, flatten, gan, leakyRelu, linear, network, pictures, tanh, upsample }, work) {
  const up = (inputs, outputs) => [upsample, conv(inputs, outputs), batchNorm2d(outputs, 0.8), leakyRelu];
  const down = (inputs, outputs) => [conv(inputs, outputs, 2), leakyRelu, batchNorm2d(outputs, 0.8)];
  const G = network(linear(100, 128 * 16 * 16), pictures(128, 16), batchNorm2d(128), ...up(128, 128), ...up(128, 64), conv(64, 3), tanh);
  const D = network(conv(3, 16, 2), leakyRelu, ...down(16, 32), ...down(32, 64), ...down(64, 128), flatten, linear(128 * 4 * 4, 1));
  return gan({ G, D, latent: 100, ...work });
}
