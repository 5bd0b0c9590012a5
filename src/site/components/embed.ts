/**
 * Scripts of an embedded cell: its links open outside the frame, and the page around it is told its height,
 * `{ type: 'awaitable:size', height }` in CSS pixels, at first and whenever it changes.
 */
if (parent !== window) {
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // To any embedding page: a height is no secret.
    parent.postMessage({ type: 'awaitable:size', height }, '*');
  }).observe(document.documentElement);
}

for (const link of document.querySelectorAll<HTMLAnchorElement>('a:not([href^="#"])')) link.target = '_blank';
