/**
 * An embedded cell: what leads away from it opens outside of its frame. Tells the page around an embedded cell how high it is: `{ type: 'awaitable:size', height }` in CSS pixels, at first
 * and whenever that changes.
 */
if (parent !== window) {
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // To whoever embeds it: a height is no secret.
    parent.postMessage({ type: 'awaitable:size', height }, '*');
  }).observe(document.documentElement);
}

for (const link of document.querySelectorAll<HTMLAnchorElement>('a:not([href^="#"])')) link.target = '_blank';
