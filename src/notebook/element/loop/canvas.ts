/**
 * Shapes on a canvas, for runs with more of them than an SVG can hold: draws what the window onto the lanes shows. The
 * canvas is as large as that window, whatever the number of lanes: engines draw nothing on one of 40,000 pixels.
 */
import type { Layout } from './layout.ts';
import type { Shape, Tone } from './shapes.ts';

interface Look {
  readonly fill: string;
  readonly stroke: string;
  readonly width: number;
  readonly dashes: readonly number[];
  readonly font: string;
}

const SVG = 'http://www.w3.org/2000/svg';

export class LanesCanvas {
  /** Holds the canvas and is as large as the whole picture. */
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #picture: HTMLElement;
  readonly #scroll: HTMLElement;
  readonly #shapes: readonly Shape[];
  readonly #paths: (Path2D | undefined)[] = [];
  readonly #height: number;
  readonly #looks = new Map<Tone, Look>();
  readonly #watch: MutationObserver;
  readonly #resize: ResizeObserver;
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)');
  #frame = 0;

  /**
   * @param picture the element that scrolls from lane to lane
   * @param scroll the one in it that scrolls along the lanes; the canvas is drawn when either does
   */
  constructor(picture: HTMLElement, scroll: HTMLElement, shapes: readonly Shape[], { width, height }: Layout) {
    this.#picture = picture;
    this.#scroll = scroll;
    this.#shapes = shapes;
    this.#height = height;
    this.element = document.createElement('div');
    this.element.className = 'loop-canvas';
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
    this.#canvas = document.createElement('canvas');
    this.#canvas.setAttribute('aria-hidden', 'true');
    this.element.append(this.#canvas);
    for (const element of [picture, scroll]) element.addEventListener('scroll', this.#later, { passive: true });
    this.#resize = new ResizeObserver(this.#later);
    this.#resize.observe(scroll);
    this.#resize.observe(picture);
    // Colours are those of the page's theme.
    this.#watch = new MutationObserver(this.#forget);
    this.#watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
    this.#scheme.addEventListener('change', this.#forget);
  }

  /** Takes no more notice of the page. */
  remove(): void {
    cancelAnimationFrame(this.#frame);
    for (const element of [this.#picture, this.#scroll]) element.removeEventListener('scroll', this.#later);
    this.#resize.disconnect();
    this.#watch.disconnect();
    this.#scheme.removeEventListener('change', this.#forget);
  }

  readonly #forget = (): void => {
    this.#looks.clear();
    this.#later();
  };

  readonly #later = (): void => {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.draw());
  };

  draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const width = this.#scroll.clientWidth;
    const height = Math.min(this.#height, this.#picture.clientHeight);
    const left = this.#scroll.scrollLeft;
    const top = Math.min(this.#picture.scrollTop, this.#height - height);
    const ratio = devicePixelRatio;
    const canvas = this.#canvas;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    canvas.style.transform = `translateY(${top}px)`;
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, -left * ratio, -top * ratio);
    if (this.#looks.size === 0) this.#readLooks();
    const right = left + width;
    for (let index = 0; index < this.#shapes.length; index++) {
      const shape = this.#shapes[index] as Shape;
      if (shape.to < left || shape.from > right) continue;
      const look = this.#looks.get(shape.tone);
      if (look === undefined) continue;
      if (shape.text !== undefined) {
        context.font = look.font;
        context.fillStyle = look.fill;
        context.fillText(shape.text, shape.from, shape.y ?? 0);
        continue;
      }
      const path = this.#paths[index] ?? new Path2D(shape.path);
      this.#paths[index] = path;
      if (look.fill !== 'none') {
        context.fillStyle = look.fill;
        context.fill(path);
      }
      if (look.stroke !== 'none') {
        context.strokeStyle = look.stroke;
        context.lineWidth = look.width;
        context.setLineDash(look.dashes as number[]);
        context.stroke(path);
      }
    }
  }

  /** What the style sheet makes of the same shapes in an SVG. */
  #readLooks(): void {
    const probe = document.createElementNS(SVG, 'svg');
    probe.setAttribute('width', '0');
    probe.setAttribute('height', '0');
    this.#scroll.append(probe);
    for (const tone of new Set(this.#shapes.map(({ tone }) => tone))) {
      const isText = tone === 'head' || tone === 'label';
      const element = document.createElementNS(SVG, isText ? 'text' : 'path');
      element.setAttribute('class', `loop-${tone}`);
      probe.append(element);
      const { fill, stroke, strokeWidth, strokeDasharray, fontSize, fontFamily } = getComputedStyle(element);
      const dashes = strokeDasharray === 'none' ? [] : strokeDasharray.split(/[\s,]+/).map(Number.parseFloat);
      this.#looks.set(tone, {
        fill,
        stroke,
        width: Number.parseFloat(strokeWidth),
        dashes,
        font: `${fontSize} ${fontFamily}`,
      });
    }
    probe.remove();
  }
}
