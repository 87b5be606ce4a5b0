import type { Page } from '@playwright/test';

/** What takes something away from a browser; runs in the page, so it may use nothing from outside. */
export type Taking = () => void;

/**
 * The same in the page's workers of that kind, before anything is asked of them: their script begins
 * with it. @param script the name of the worker's file before its hash.
 */
export async function takeFromWorker(page: Page, script: string, taking: Taking): Promise<void> {
  // A service worker that has kept the script by then would hand it out as it is.
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
  });
  await page.route(new RegExp(`/assets/${script}-[^/]*\\.js`), async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      body: `(${taking.toString()})();\n${await answer.text()}`,
    });
  });
}

export const takings = {
  noLocks: () => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
  },
  locksRefuse: () => {
    LockManager.prototype.request = () =>
      Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'));
  },
  noChannel: () => {
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  },
  channelThrows: () => {
    globalThis.BroadcastChannel = class {
      constructor() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      }
    } as unknown as typeof BroadcastChannel;
  },
  noWorkers: () => {
    Reflect.deleteProperty(globalThis, 'Worker');
  },
  noCanvas: () => {
    Reflect.deleteProperty(globalThis, 'OffscreenCanvas');
  },
  /** Canvases give back noise, and there are no video frames: privacy.resistFingerprinting. */
  noisyCanvas: () => {
    Reflect.deleteProperty(globalThis, 'VideoFrame');
    for (const { prototype } of [
      OffscreenCanvasRenderingContext2D,
      ...('document' in globalThis ? [CanvasRenderingContext2D] : []),
    ]) {
      const original = prototype.getImageData;
      prototype.getImageData = function (this: OffscreenCanvasRenderingContext2D, ...box) {
        const image = original.apply(this, box);
        crypto.getRandomValues(image.data.subarray(0, 65_536));
        return image;
      };
    }
  },
  noSpace: () => {
    Object.defineProperty(Navigator.prototype, 'storage', { value: undefined });
  },
  spaceRefuses: () => {
    const refuse = () => Promise.reject(new TypeError('refused'));
    Object.assign(StorageManager.prototype, {
      estimate: refuse,
      persist: refuse,
      persisted: refuse,
    });
  },
  notesThrow: () => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  },
  noSharedMemory: () => {
    Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
  },
  noWakeLock: () => {
    Reflect.deleteProperty(Navigator.prototype, 'wakeLock');
  },
  noNotifications: () => {
    Reflect.deleteProperty(globalThis, 'Notification');
  },
  noHash: () => {
    Object.defineProperty(crypto, 'subtle', { value: undefined });
    Object.defineProperty(crypto, 'randomUUID', { value: undefined });
  },
  noClipboard: () => {
    Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });
    document.execCommand = () => false;
  },
  databaseThrows: () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
  },
  databaseFails: () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (this: IDBFactory, ...parts) {
      const request = open.apply(this, parts);
      request.addEventListener('upgradeneeded', () => request.transaction?.abort());
      return request;
    };
  },
  noDatabase: () => {
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
  },
  /** Firefox has the name with nothing behind it where site data are blocked. */
  databaseNull: () => {
    Object.defineProperty(globalThis, 'indexedDB', { value: null });
  },
  noBitmapOptions: () => {
    const original = createImageBitmap;
    globalThis.createImageBitmap = ((source: ImageBitmapSource, options?: unknown) =>
      options === undefined
        ? original(source)
        : Promise.reject(new TypeError('options are not known'))) as typeof createImageBitmap;
  },
  blobsRefused: () => {
    for (const method of ['put', 'add'] as const) {
      const original = IDBObjectStore.prototype[method];
      IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...parts) {
        const value = parts[0] as object;
        if (Object.values(value).some((part) => part instanceof Blob)) {
          throw new DOMException('Blobs cannot be stored here.', 'DataCloneError');
        }
        return original.apply(this, parts);
      };
    }
  },
} as const satisfies Readonly<Record<string, Taking>>;
