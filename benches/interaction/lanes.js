// Moves the lanes of the timeline at every frame, and tells how long the main thread worked on each and how far apart they came:
// milliseconds, as { zoom: { works, intervals }, move: …, n_marks }.
const done = arguments[arguments.length - 1];
const frame = document.querySelector('.lanes__frame');
const lanes = document.querySelector('.lanes');
const frames = () => new Promise((next) => requestAnimationFrame(next));
const rest = () => new Promise((next) => setTimeout(next, 600));
const wheel = (deltaY) => {
  const bounds = frame.getBoundingClientRect();
  frame.dispatchEvent(new WheelEvent('wheel', { deltaY, ctrlKey: true, bubbles: true, cancelable: true, clientX: bounds.left + bounds.width * 0.45 }));
};
const press = (key) => lanes.dispatchEvent(new KeyboardEvent('keydown', { key, repeat: true, bubbles: true, cancelable: true }));

// The work of a frame begins with its first callback and ends when it is painted: what is posted to the channel comes next.
const measure = async (n, act) => {
  const channel = new MessageChannel();
  const [works, intervals, marks] = [[], [], []];
  let start = 0;
  channel.port1.onmessage = () => works.push(performance.now() - start);
  let last = await frames();
  for (let i = 0; i < n; i += 1) {
    // Asked for before the lanes ask for theirs, so that it comes first.
    const next = frames();
    act(i);
    const now = await next;
    start = performance.now();
    channel.port2.postMessage(null);
    intervals.push(now - last);
    marks.push(frame.querySelectorAll('.lanes__entry').length);
    last = now;
  }
  await rest();
  channel.port1.close();
  return { works, intervals, n_marks: Math.max(...marks) };
};

(async () => {
  press('0');
  await rest();
  const zoom = await measure(240, (i) => wheel(i % 48 < 24 ? -100 : 100));
  for (let i = 0; i < 8; i += 1) wheel(-100);
  await rest();
  const move = await measure(120, (i) => press(i % 24 < 12 ? '.' : ','));
  done({ zoom, move });
})();
