/** What the journey asks of a browser, whatever drives it. */

export type Role = 'button' | 'link' | 'menuitem';

export interface Tab {
  /** Waits until the page has loaded. */
  goto(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs a function in the page; it knows nothing but what it is given, as plain data. */
  evaluate<R>(work: () => R | Promise<R>): Promise<R>;
  evaluate<R, G>(work: (given: G) => R | Promise<R>, given: G): Promise<R>;
  /** Presses, with the mouse, what has that role and name; waits until it can be pressed. */
  press(role: Role, name: string | RegExp): Promise<void>;
  /** Hands files to the field behind a button, as its dialog would.
   *  @param paths files, or one folder where the browser's driver can choose one. */
  choose(button: string, paths: readonly string[]): Promise<void>;
  /** Size of the page in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** Lets `press` begin a download. @returns where the file lies once it is whole. */
  download(press: () => Promise<void>): Promise<string>;
  close(): Promise<void>;
}

/** One browser with a profile of its own, which is empty at first. */
export interface Browser {
  /** "firefox/153.0", for reports. */
  readonly version: string;
  /** Whether its driver can choose a whole folder. */
  readonly choosesFolders: boolean;
  newTab(): Promise<Tab>;
  /** Errors that nobody caught, as far as the driver hears of them. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** How long an element or a file may take to come, in milliseconds. */
export const PATIENCE = 60_000;
