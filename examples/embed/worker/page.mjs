// Draws 60 times a second whatever the worker does: points glide to where its last samples are.
const canvas = document.querySelector("canvas");
const output = document.querySelector("output");
const pen = canvas.getContext("2d");
const place = (value) => canvas.width / 2 + (value * canvas.width) / 6;

let data = new Float32Array();
let goal = new Float32Array();
let shown = new Float32Array();
let told = "starting";

const worker = new Worker("worker.mjs", { type: "module" });
worker.addEventListener("message", ({ data: message }) => {
  if (message.error) told = message.error;
  if (message.data) data = message.data;
  if (!message.samples) return;
  goal = message.samples;
  if (shown.length !== goal.length) shown = goal.slice();
  told = `iteration ${message.iteration}, ${Object.entries(message.loss).map(([name, value]) => `loss ${name} ${value.toFixed(3)}`).join(", ")}`;
});

let longest = 0;
let last = performance.now();
function frame(now) {
  longest = Math.max(longest, now - last);
  last = now;
  pen.clearRect(0, 0, canvas.width, canvas.height);
  dots(data, "#8884", 1.5);
  shown = shown.map((value, i) => value + 0.2 * (goal[i] - value));
  dots(shown, "#e4572e", 2.5);
  output.value = told;
  requestAnimationFrame(frame);
}

function dots(points, colour, radius) {
  pen.fillStyle = colour;
  for (let i = 0; i < points.length; i += 2) {
    pen.beginPath();
    pen.arc(place(points[i]), place(points[i + 1]), radius, 0, 2 * Math.PI);
    pen.fill();
  }
}

requestAnimationFrame(frame);
// For whoever wants to know how smooth it was: the longest time between two frames since they asked, in milliseconds.
globalThis.longestFrame = () => {
  const found = longest;
  longest = 0;
  return found;
};
