import { changed } from '../../store/views';
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { StoreApi } from 'zustand';
import type { Studio } from '../../store/model';
import type { StudioActions } from '../../store/studio-actions';
import { App } from '../../ui/App';
import { speak } from '../../words';
import { strange } from '../../words/pseudo';
import { fakeStudio } from './fake-studio';
import { sceneOf } from './scenes';

/** The page over made-up states: what it offers in each, and what it asks of the studio. */

let root: Root | null = null;
let store: StoreApi<Studio>;
const spied = new Map<keyof StudioActions, ReturnType<typeof vi.fn>>();

async function show(scene: string, ...watched: (keyof StudioActions)[]): Promise<void> {
  store = fakeStudio(await sceneOf(scene));
  for (const name of watched)
    spied.set(
      name,
      vi.fn(() => Promise.resolve()),
    );
  store.setState(({ actions }) => ({ actions: { ...actions, ...Object.fromEntries(spied) } }));
  const host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  root.render(createElement(App, { store }));
  await expect.element(page.getByRole('heading', { level: 1 }).first()).toBeInTheDocument();
}

afterEach(() => {
  root?.unmount();
  root = null;
  spied.clear();
  document.body.replaceChildren();
  history.replaceState(null, '', '#');
});

const button = (name: string | RegExp) => page.getByRole('button', { name });

it('[SAVE11] offers half the learning rates after numbers that are not finite, and the plain way', async () => {
  await show('numbers-bad', 'goOn');
  await expect.element(page.getByText(/would be 0.0001 for both networks/)).toBeVisible();
  await button('Go on with half the learning rates').click();
  expect(spied.get('goOn')).toHaveBeenLastCalledWith('run', {
    learningRates: { generator: 1e-4, discriminator: 1e-4 },
  });
  await button('Go on from epoch 58').click();
  expect(spied.get('goOn')).toHaveBeenLastCalledWith('run');
});

it('[SAVE7] trains a finished run for as many epochs more as are asked for', async () => {
  await show('finished', 'goOn');
  const more = page.getByRole('textbox', { name: 'More epochs' });
  await more.fill('0');
  await expect.element(button('Train longer')).toBeDisabled();
  await more.fill('250');
  await button('Train 250 epochs longer').click();
  expect(spied.get('goOn')).toHaveBeenCalledExactlyOnceWith('run', { epochs: 550 });
});

it('[WORD1] is drawn anew in another language, over the same studio, and back', async () => {
  await show('running');
  const { views } = store.getState();
  const pause = (name: string) => page.getByRole('button', { name, exact: true });
  await expect.element(pause('Pause')).toBeVisible();
  try {
    await speak('pseudo');
    await expect.element(pause(strange('Pause'))).toBeVisible();
    expect(document.documentElement.lang).toBe('en-GB-x-pseudo');
    await expect.element(pause('Pause')).not.toBeInTheDocument();
  } finally {
    await speak('en');
  }
  await expect.element(pause('Pause')).toBeVisible();
  expect(store.getState().views).toBe(views);
});

it('[SAVE6] says of an interrupted run what is lost, and goes on where it was saved', async () => {
  await show('interrupted', 'goOn');
  await expect.element(page.getByText(/^Saved 47 s before it stopped/)).toBeVisible();
  await button('Go on from epoch 58').click();
  expect(spied.get('goOn')).toHaveBeenCalledExactlyOnceWith('run');
});

it('[TAB1] [TAB2] looks on while another tab trains, and goes on once that is gone', async () => {
  await show('watching', 'goOn');
  await expect.element(page.getByText('Another tab trains this run')).toBeVisible();
  for (const name of ['Pause', 'Stop', 'Sample now']) {
    await expect.element(button(name)).not.toBeInTheDocument();
  }
  const stopped = changed(store.getState(), 'run', ({ run }) => ({
    watching: false,
    run: { ...run, state: 'interrupted' },
  }));
  store.setState(stopped ?? {});
  await button(/^Go on from epoch 134/).click();
  expect(spied.get('goOn')).toHaveBeenCalledExactlyOnceWith('run');
});

it('[SAVE9] says what a run has outlived, and when it was saved', async () => {
  await show('outlived');
  await expect.element(page.getByText(/^Saved [2-5]\d s ago$/)).toBeVisible();
  await button('2 incidents').hover();
  await expect.element(page.getByText(/card was lost at step 1,042 and opened/)).toBeVisible();
  await expect
    .element(page.getByRole('textbox', { name: 'Generator learning rate' }))
    .toHaveValue('0.0001');
});

it('[DISK1] says before Train what a run will take, and warns where it does not fit', async () => {
  await show('start');
  await expect.element(page.getByText(/about \d+ MB; the browser has 12 GB free/)).toBeVisible();
  store.setState({ disk: { used: 12e9, quota: 12e9, persisted: true } });
  await expect.element(page.getByText(/only 0 B free. It would train, but/)).toBeVisible();
});

it('[DISK1] says in Runs what all takes and whether it stays', async () => {
  await show('runs');
  const all = /take 420 MB of 12 GB; the browser has promised to keep them/;
  await expect.element(page.getByText(all)).toBeVisible();
  store.setState({ disk: { used: 420e6, quota: 12e9, persisted: false } });
  await expect.element(page.getByText(/may clear them when space gets short/)).toBeVisible();
});

it('[FILE1] exports from a card, shows how far it is, and can be cancelled', async () => {
  await show('runs', 'exportProject');
  await button(/^More for Landscapes, evening/).click();
  await page.getByRole('menuitem', { name: 'Export project with its pictures' }).click();
  expect(spied.get('exportProject')).toHaveBeenCalledExactlyOnceWith('run 1', true);
  store.setState({
    transfer: { kind: 'export', name: 'Landscapes', place: 1, of: 1, done: 45e6, total: 180e6 },
  });
  const bar = page.getByRole('progressbar', { name: 'Writing "Landscapes"' });
  await expect.element(bar).toHaveAttribute('aria-valuenow', '25');
  await button('Cancel').click();
  await expect.element(bar).not.toBeInTheDocument();
});

const drop = (...things: (File | readonly [type: string, data: string])[]): void => {
  const dataTransfer = new DataTransfer();
  for (const thing of things) {
    if (thing instanceof File) dataTransfer.items.add(thing);
    else dataTransfer.setData(...thing);
  }
  window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
};

it('[FILE1] [PIC17] hands over all that is dropped', async () => {
  await show('runs-empty', 'drop');
  drop(new File(['x'], 'A <b>run</b>.ATELIER'));
  drop(new File(['x'], 'a.atelier'), new File(['y'], 'b.png'));
  drop(['text/uri-list', 'https://elsewhere.example/a']);
  expect(spied.get('drop')).toHaveBeenCalledTimes(3);
});

it('[SAFE2] shows the name of a file as text', async () => {
  await show('runs-empty');
  const name = '<img src=x onerror=alert(1)>.atelier';
  store.setState({ transfer: { kind: 'import', name, place: 2, of: 3, done: 0, total: 0 } });
  await expect.element(page.getByText(`Reading "${name}" (2 of 3)`)).toBeVisible();
  expect(document.querySelector('img')).toBeNull();
});
