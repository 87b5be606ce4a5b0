/** What the studio's page says of itself, and no other page. */
const SIGN = /<meta\s+name="application-name"\s+content="Atelier"/;
/** It is built or being developed: a server of plain files that was started in the project's folder
 *  gives the page, and nothing that runs. */
const RUNS = /src="(\.\/assets\/|\/@vite\/client")/;

/**
 * Who answers at a port of this computer.
 * @returns {Promise<'nobody' | 'studio' | 'other'>} `other` also for what does not speak http or
 *   says nothing within two seconds.
 */
export async function whoAnswers(port) {
  try {
    const answer = await fetch(`http://localhost:${port}/`, { signal: AbortSignal.timeout(2000) });
    const page = await answer.text();
    return SIGN.test(page) && RUNS.test(page) ? 'studio' : 'other';
  } catch (error) {
    return refused(error.cause) ? 'nobody' : 'other';
  }
}

/** Every address of `localhost` refused the connection. */
function refused(cause) {
  if (cause?.code === 'ECONNREFUSED') return true;
  return Array.isArray(cause?.errors) && cause.errors.length > 0 && cause.errors.every(refused);
}

/** @returns {number} @throws where the text is no port. */
export function portOf(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= 65535) return port;
  throw new Error(`--port should be a whole number from 1 to 65535; found "${text}".`);
}

/** What to say where another program has the port. */
export const takenBy = (port) =>
  [
    `Another program answers at port ${port}, so the studio was not started.`,
    'Your runs and pictures belong to one address, http://localhost:' +
      `${port}: the browser keeps them for it. At another port the studio would be empty, though nothing is lost.`,
    `End the other program and start again, or choose another address: npm start -- --port ${port < 65535 ? port + 1 : port - 1}`,
  ].join('\n');

/** What to say where the studio runs there already. */
export const runsAlready = (address) =>
  `The studio runs already at ${address}. For a newer build, end it where it was started (Ctrl+C), then start again.`;
