/** Notifications of the browser; plain http pages have none, whatever they name. */
export const hasNotifications = (): boolean => isSecureContext && 'Notification' in window;

/** Whether the person has allowed them. */
export const mayNotify = (): boolean => hasNotifications() && Notification.permission === 'granted';

/** Asks the person. @returns whether they are allowed now. */
export async function askToNotify(): Promise<boolean> {
  try {
    return (await Notification.requestPermission()) === 'granted';
  } catch {
    return false;
  }
}

/** Shows one; a press on it brings the page to the front. */
export function notify(title: string, body: string, tag: string): void {
  try {
    const note = new Notification(title, { body, tag });
    note.onclick = () => window.focus();
  } catch {
    // Some browsers allow notifications from service workers only; the title says it all the same.
  }
}
