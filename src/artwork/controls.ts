import { artworkWords as says } from '../words/en/artwork';
import type { Place } from './place';

/** Milliseconds without a hand on it, after which nothing but the picture is seen. */
const IDLE_MS = 2500;
/** CSS pixels that a finger moves for another picture. */
const SWIPE = 60;

export interface Controls {
  readonly canvas: HTMLCanvasElement;
  /** Says where one is. */
  show(title: string, place: Place): void;
  /** What happens, or what went wrong; '' for nothing. */
  tell(text: string): void;
}

/** Builds what is seen and pressed: the canvas, its caption, and five buttons, each with a key. */
export function buildControls(act: {
  readonly previous: () => void;
  readonly next: () => void;
  readonly walk: () => void;
}): Controls {
  const canvas = element('canvas', 'picture');
  canvas.setAttribute('role', 'img');
  const caption = element('h1', 'caption');
  const status = element('p', 'status');
  status.setAttribute('role', 'status');
  const full = (): void => void toggleFullScreen();
  let name = '';
  const keep = (): void => saveAs(canvas, name);
  const buttons = {
    previous: button(says.previous, 'previous', act.previous),
    walk: button(says.walk, 'walk', act.walk),
    next: button(says.next, 'next', act.next),
    save: button(says.save, 'save', keep),
    full: button(says.full, 'full', full),
  };
  const bar = element('div', 'bar');
  bar.append(caption, ...Object.values(buttons));
  const main = element('main', 'artwork');
  main.append(canvas, status, bar);
  document.body.append(main);

  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: act.previous,
    ArrowRight: act.next,
    ' ': act.walk,
    s: keep,
    f: full,
  };
  window.addEventListener('keydown', (event) => {
    const pressing = event.target instanceof HTMLButtonElement && event.key === ' ';
    const doIt = keys[event.key];
    if (!doIt || pressing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    doIt();
  });
  onSwipe(canvas, { left: act.next, right: act.previous, tap: act.walk });
  hideWhenIdle(main);
  document.addEventListener('fullscreenchange', () =>
    label(buttons.full, document.fullscreenElement ? says.leaveFull : says.full),
  );

  return {
    canvas,
    show(title, { mode, number }) {
      name = says.picture(title, number);
      document.title = mode === 'walk' ? title : name;
      caption.textContent = `${title} · ${says.number(number)}`;
      canvas.setAttribute('aria-label', name);
      label(buttons.walk, mode === 'walk' ? says.stop : says.walk);
      draw(buttons.walk, mode === 'walk' ? 'stop' : 'walk');
    },
    tell(text) {
      if (status.textContent !== text) status.textContent = text;
    },
  };
}

function element<Name extends keyof HTMLElementTagNameMap>(
  tag: Name,
  className: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

function button(name: string, icon: Icon, act: () => void): HTMLButtonElement {
  const made = element('button', 'control');
  made.type = 'button';
  draw(made, icon);
  label(made, name);
  made.addEventListener('click', act);
  return made;
}

/** Lines on a square of 24; no font is sure to have signs for them. */
const ICONS = {
  previous: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  walk: 'M8 5l11 7-11 7z',
  stop: 'M8 5v14M16 5v14',
  save: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  full: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
} as const;
type Icon = keyof typeof ICONS;

function draw(control: HTMLButtonElement, icon: Icon): void {
  const make = (tag: string, attributes: Record<string, string>): Element => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const picture = make('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  picture.append(make('path', { d: ICONS[icon] }));
  control.replaceChildren(picture);
}

function label(control: HTMLButtonElement, name: string): void {
  control.setAttribute('aria-label', name);
  control.title = name;
}

function saveAs(canvas: HTMLCanvasElement, name: string): void {
  canvas.toBlob((blob) => {
    if (!blob) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${name.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, '-')}.png`;
    link.click();
    // The download has begun by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }, 'image/png');
}

async function toggleFullScreen(): Promise<void> {
  // A browser that refuses leaves the page as it is, which is no less to look at.
  const ignore = (): void => undefined;
  if (document.fullscreenElement) await document.exitFullscreen().catch(ignore);
  else await document.documentElement.requestFullscreen?.().catch(ignore);
}

function onSwipe(
  canvas: HTMLCanvasElement,
  act: { readonly left: () => void; readonly right: () => void; readonly tap: () => void },
): void {
  let from = 0;
  canvas.addEventListener('pointerdown', ({ clientX }) => (from = clientX));
  canvas.addEventListener('pointerup', ({ clientX }) => {
    const moved = clientX - from;
    if (Math.abs(moved) <= SWIPE) act.tap();
    else if (moved < 0) act.left();
    else act.right();
  });
}

function hideWhenIdle(main: HTMLElement): void {
  let timer = 0;
  const alive = (): void => {
    main.classList.remove('idle');
    clearTimeout(timer);
    timer = window.setTimeout(() => main.classList.add('idle'), IDLE_MS);
  };
  for (const type of ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const) {
    window.addEventListener(type, alive);
  }
  alive();
}
