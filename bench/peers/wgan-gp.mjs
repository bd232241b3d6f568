/** A WGAN-GP critic of strided convolutions, of a library's layers. */
export default function start({ conv, critic, flatten, leakyRelu, linear, network }, work) {
  const down = (inputs, outputs) => [conv(inputs, outputs, 2), leakyRelu];
  const D = network(...down(3, 16), ...down(16, 32), ...down(32, 64), ...down(64, 128), flatten, linear(128 * 4 * 4, 1));
  return critic({ D, ...work });
}
