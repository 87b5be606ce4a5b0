import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Builder, Capabilities, type WebDriver, type WebElement } from 'selenium-webdriver';
import { webkitGtk } from '../../../scripts/browsers.mjs';
import { scratch } from '../../support/folders';
import { fileField, locate, wanted } from '../in-page';
import type { Browser, Tab } from './driver';
import { arrival, until } from './patience';

/** WebKitGTK's small browser on a screen of its own, over WebDriver. Its windows are private, and its
 *  pages have no shared memory, so that WASM has one thread there. */
export async function openWebkitGtk(): Promise<Browser> {
  const programs = webkitGtk();
  if (!programs) throw new Error('There is no WebKitGTK here: apt install webkit2gtk-driver xvfb.');
  const home = scratch('webkit');
  const downloads = join(home, 'Downloads');
  mkdirSync(downloads);
  mkdirSync(join(home, '.config'));
  writeFileSync(join(home, '.config/user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n');

  const [screen, display] = await openScreen(programs.screen);
  const port = await freePort();
  const service = spawn(programs.driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, HOME: home, DISPLAY: display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' },
  });
  const end = (): void => {
    service.kill();
    screen.kill();
  };
  try {
    const driver = await until('the WebKit driver', () => session(port, programs.browser));
    const capabilities = await driver.getCapabilities();
    let fresh = true;
    return {
      version: `webkitgtk/${String(capabilities.get('browserVersion'))}`,
      choosesFolders: false,
      async newTab() {
        if (!fresh) await driver.switchTo().newWindow('tab');
        fresh = false;
        return tabOf(driver, await driver.getWindowHandle(), downloads);
      },
      errors: [],
      async close() {
        await driver.quit().catch(() => undefined);
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

/** @returns the process, and the name of its display. */
async function openScreen(program: string): Promise<[ChildProcess, string]> {
  const screen = spawn(
    program,
    ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const [number] = (await once(screen.stdio[3] as Readable, 'data')) as [Buffer];
  return [screen, `:${number.toString().trim()}`];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Full screen, its windows have no bars, which would keep them wider than a telephone. */
const session = (port: number, binary: string): Promise<WebDriver> =>
  new Builder()
    .disableEnvironmentOverrides()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(
      new Capabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary, args: ['--automation', '--full-screen'] },
      }),
    )
    .build();

function tabOf(driver: WebDriver, handle: string, downloads: string): Tab {
  /** Commands go to one window at a time. */
  const here = () => driver.switchTo().window(handle);
  const evaluate = async <R, G>(work: (given: G) => R | Promise<R>, given?: G): Promise<R> => {
    await here();
    const answer = await driver.executeAsyncScript<{ value: R } | { problem: string }>(
      `const [given, done] = arguments;
       Promise.resolve().then(() => (${work.toString()})(given)).then(
         (value) => done({ value }),
         (error) => done({ problem: String(error) }),
       );`,
      given ?? null,
    );
    if ('problem' in answer) throw new Error(answer.problem);
    return answer.value;
  };
  const element = <G>(find: (given: G) => Element | null, given: G): Promise<WebElement | null> =>
    driver.executeScript(`return (${find.toString()})(arguments[0]);`, given);
  return {
    async goto(address) {
      await here();
      await driver.get(address);
    },
    async reload() {
      await here();
      await driver.navigate().refresh();
    },
    evaluate,
    press: async (role, name) => {
      await here();
      await until(`a ${role} "${String(name)}"`, async () => {
        const found = await element(locate, wanted(role, name));
        if (found) {
          // WebKit's driver does not click what lies below the window.
          await driver.executeScript(`arguments[0].scrollIntoView({ block: 'center' });`, found);
          await found.click();
        }
        return found;
      });
    },
    async choose(button, paths) {
      await here();
      const field = await until(`a field for files at "${button}"`, () =>
        element(fileField, button),
      );
      await field.sendKeys(paths.join('\n'));
    },
    async resize(width, height) {
      await here();
      await driver.manage().window().setRect({ width, height, x: 0, y: 0 });
    },
    async screenshot(path) {
      await here();
      writeFileSync(path, await driver.takeScreenshot(), 'base64');
    },
    download: (press) => arrival(downloads, press),
    async close() {
      await here();
      await driver.close();
    },
  };
}
