/**
 * Lets waiting messages and events be handled, then goes on. It stands on MessageChannel, whose
 * messages are not throttled in a hidden tab as timers are.
 */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
