/**
 * The script of the empty page that comes before a new build: asks the new
 * build's service worker to take over, and loads again what it stands for once
 * that is done, or refused. Not before: what Chromium asks for while one
 * service worker takes over from another may never be answered. And it asks
 * nothing else of the old one meanwhile: to Chromium a service worker in use is
 * one that cannot be replaced yet.
 */

const { serviceWorker } = navigator;

async function makeWay(): Promise<void> {
  const { controller } = serviceWorker;
  const waiting = (await serviceWorker.getRegistration())?.waiting;
  if (controller !== serviceWorker.controller || controller?.state === 'activating') loadWhenActivated();
  else if (waiting) waiting.postMessage('let in');
  else location.reload();
}

function loadWhenActivated(): void {
  const { controller } = serviceWorker;
  const look = (): void => {
    if (controller?.state === 'activated') location.reload();
  };
  controller?.addEventListener('statechange', look);
  look();
}

serviceWorker.oncontrollerchange = loadWhenActivated;
// The answer of one that must wait: another page is open.
serviceWorker.onmessage = () => location.reload();
void makeWay();
